"""Writes the reports of Evidently that stand here, of the flight logs in ../flights and of made-up rows.

    pip install "evidently==0.7.23" "pandas<2.3"                              and in an environment of its own
    pip install "evidently==0.4.40" "pandas<2.3" "numpy<2" "scikit-learn<1.6"
    PYTHONHASHSEED=0 python3 make.py

Each version writes its own files, `NAME-0.7.json` or `NAME-0.4.json`, as its save_json does. The time of a run in those of 0.4 is replaced.
"""
import gzip
import io
import json
import re
import warnings
from pathlib import Path

import evidently
import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
HERE = Path(__file__).parent
IS_NEW = evidently.__version__.startswith("0.7")


def flights(name):
    text = gzip.open(HERE.parent / "flights" / name, "rt").read()
    records = json.loads(text) if text.startswith("[") else [json.loads(line) for line in text.splitlines()]
    table = pd.json_normalize(records)
    return table.drop(columns=[c for c in table if table[c].map(lambda v: isinstance(v, (list, dict))).any()])


def numbers(seed, shift, rows):
    """A model of numbers, whose errors grow by half, and a column of which nothing is known."""
    random = np.random.default_rng(seed)
    truth = random.normal(10, 3, rows)
    size = random.normal(shift, 1, rows)
    return pd.DataFrame({
        "target": truth.round(3),
        "prediction": (truth + random.normal(0, 1 + shift, rows)).round(3),
        "size": size.round(3),
        "shade": random.choice(["red", "green", "blue"], rows),
        "level": random.integers(0, 4, rows),
    })


def save(name, report):
    path = HERE / f"{name}-{evidently.__version__.rsplit('.', 1)[0]}.json"
    report.save_json(str(path))
    text = re.sub(r'"timestamp": "[^"]*"', '"timestamp": "2026-11-30 00:00:00"', path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    print(path.name, len(text))


LABEL, ANSWER = "actual", "prediction.class"
# Evidently stops at a label that is missing.
LOGS = [flights(name).dropna(subset=[LABEL]).astype({LABEL: int}) for name in ("reference.json.gz", "production.ndjson.gz")]
COLUMNS = [c for c in LOGS[0] if c in LOGS[1] and c not in ("timestamp", "input.tailnum")]
NUMERIC = [c for c in COLUMNS if pd.api.types.is_numeric_dtype(LOGS[0][c]) and LOGS[1][c].nunique() > 10]
OTHERS = [c for c in COLUMNS if c not in NUMERIC]
MADE = [numbers(1, 0.0, 800), numbers(2, 0.5, 600)]

if IS_NEW:
    from evidently import BinaryClassification, DataDefinition, Dataset, Regression, Report
    from evidently.metrics import RowCount, ValueDrift
    from evidently.presets import ClassificationPreset, DataDriftPreset, RegressionPreset

    def run(items, tables, definition, tests):
        sides = [Dataset.from_pandas(table, definition) for table in tables]
        return Report(items, include_tests=tests).run(sides[1], sides[0])

    logs = [log[COLUMNS].rename(columns=str) for log in LOGS]
    of_logs = DataDefinition(
        numerical_columns=NUMERIC, categorical_columns=OTHERS,
        classification=[BinaryClassification(target=LABEL, prediction_labels=ANSWER, pos_label=1)])
    save("flights", run([DataDriftPreset(), RowCount(), ClassificationPreset()], logs, of_logs, True))
    of_made = DataDefinition(
        numerical_columns=["target", "prediction", "size"], categorical_columns=["shade", "level"],
        regression=[Regression(target="target", prediction="prediction")])
    save("numbers", run([DataDriftPreset(), RegressionPreset()], MADE, of_made, False))
    # Methods by a person's short names, one column twice, and a score that is not a number: no test among them is there to tell.
    chosen = [ValueDrift(column="size", method="psi"), ValueDrift(column="size", method="ks"),
              ValueDrift(column="shade", method="TVD", threshold=0.2), ValueDrift(column="level", method="t_test")]
    chosen_tables = [table.assign(level=1.0) for table in MADE]
    save("chosen", run(chosen, chosen_tables, DataDefinition(numerical_columns=["size", "level"], categorical_columns=["shade"]), False))
else:
    from evidently import ColumnMapping
    from evidently.metric_preset import ClassificationPreset, DataDriftPreset, RegressionPreset
    from evidently.metrics import ColumnDriftMetric, DatasetSummaryMetric
    from evidently.report import Report

    def run(items, tables, mapping):
        report = Report(items)
        report.run(reference_data=tables[0], current_data=tables[1], column_mapping=mapping)
        return report

    logs = [log[COLUMNS] for log in LOGS]
    others = [c for c in OTHERS if c not in (LABEL, ANSWER)]
    mapping = ColumnMapping(target=LABEL, prediction=ANSWER, numerical_features=NUMERIC, categorical_features=others, pos_label=1)
    save("flights", run([DataDriftPreset(), DatasetSummaryMetric(), ClassificationPreset()], logs, mapping))
    mapping = ColumnMapping(target="target", prediction="prediction", numerical_features=["size"], categorical_features=["shade", "level"])
    save("numbers", run([ColumnDriftMetric("size"), ColumnDriftMetric("shade"), RegressionPreset()], MADE, mapping))

if IS_NEW:
    for side, name in zip(MADE, ("reference", "production")):
        side.to_csv(HERE / f"{name}.csv", index=False, lineterminator="\n")
