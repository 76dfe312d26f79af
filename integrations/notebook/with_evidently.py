from evidently import Report
from evidently.presets import DataDriftPreset

snapshot = Report([DataDriftPreset()]).run(today, training)
snapshot
