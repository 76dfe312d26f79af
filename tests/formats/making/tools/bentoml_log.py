"""What BentoML's monitor logs, with its clock and identifiers fixed."""

import json
import sys
import tempfile
from pathlib import Path

from bentoml._internal.monitoring.default import DefaultMonitor

with tempfile.TemporaryDirectory() as folder:
    monitor = DefaultMonitor("m", log_path=folder)
    for number, batch in enumerate(json.load(sys.stdin)):
        monitor.start_record()
        for name, kind in (("id", "numerical"), ("model", "categorical"), ("label", "categorical"), ("count", "numerical")):
            monitor.log_batch([row[name] for row in batch], name, "feature", kind)
        monitor.log_batch([row["input"]["features"] for row in batch], "input", "feature", "numerical_sequence")
        monitor.log_batch([row["score"] for row in batch], "score", "prediction", "numerical")
        monitor.stop_record()
    for line in Path(folder, "m", "data", "data.0.log").read_text().splitlines():
        record = json.loads(line)
        # The only parts that differ from run to run.
        print(json.dumps(record | {"timestamp": "2026-01-02T03:04:05.678000"}))
