"""Compares `driftscope compare --format evidently` with Evidently 0.7.23 on the same two tables.

usage: evidently_json.py REFERENCE.csv PRODUCTION.csv OURS.json

The tables have the columns `label` and `prediction` (0 or 1) and any others. Evidently's loader has to read OURS.json, and to give
back its metrics and tests. Then every metric that both have by the same name must be equal to a relative 1e-9. Prints what is equal,
what differs, and what only one has. Needs: evidently==0.7.23, pandas<2.3.
"""

import json
import math
import sys

import pandas as pd
from evidently import BinaryClassification, DataDefinition, Dataset, Report
from evidently.core.report import Snapshot
from evidently.metrics import MissingValueCount, RowCount
from evidently.presets import ClassificationPreset, DataDriftPreset

reference, production, path = sys.argv[1:]
tables = [pd.read_csv(name) for name in (reference, production)]

loaded = Snapshot.load(path)
ours = json.loads(loaded.json())
written = json.load(open(path, encoding="utf-8"))
assert [m["metric_name"] for m in ours["metrics"]] == [m["metric_name"] for m in written["metrics"]], "names after loading"
assert [m["value"] for m in ours["metrics"]] == [m["value"] for m in written["metrics"]], "values after loading"
assert len(ours["tests"]) == len(written["tests"])
assert [t["status"] for t in ours["tests"]] == [t["status"] for t in written["tests"]]
loaded.get_html_str(False)
print("loaded:", len(ours["metrics"]), "metrics,", len(ours["tests"]), "tests")

numeric = [c for c in tables[1] if pd.api.types.is_numeric_dtype(tables[1][c]) and c not in ("label", "prediction")]
definition = DataDefinition(
    classification=[BinaryClassification(target="label", prediction_labels="prediction", pos_label=1)],
    numerical_columns=[c for c in numeric if tables[1][c].nunique() > 10],
    categorical_columns=[c for c in tables[1] if c not in numeric or tables[1][c].nunique() <= 10],
)
sides = [Dataset.from_pandas(table, definition) for table in tables]
items = [DataDriftPreset(), RowCount(), ClassificationPreset()] + [MissingValueCount(column=c) for c in tables[1]]
theirs = json.loads(Report(items).run(sides[1], sides[0]).json())

values = [{m["metric_name"]: m["value"] for m in report["metrics"]} for report in (ours, theirs)]


def numbers(value):
    return list(value.values()) if isinstance(value, dict) else [value]


both = [name for name in values[0] if name in values[1]]
far = [
    name
    for name in both
    if not all(math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12) for a, b in zip(numbers(values[0][name]), numbers(values[1][name])))
]
print("in both:", len(both), "equal:", len(both) - len(far))
for name in far:
    print("  differs:", name, values[0][name], values[1][name])
for side, other, word in ((0, 1, "only here"), (1, 0, "only Evidently")):
    print(word + ":", ", ".join(name for name in values[side] if name not in values[other]) or "-")
sys.exit(1 if far else 0)
