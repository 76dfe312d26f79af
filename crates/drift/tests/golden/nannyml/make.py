"""Makes pairs.json: what NannyML 0.13.1 says, by its defaults, of the pairs of columns in ../evidently/pairs.json and of the
flight logs.

    pip install nannyml==0.13.1 statsmodels
    python3 crates/drift/tests/golden/nannyml/make.py

Each column goes through UnivariateDriftCalculator with Jensen-Shannon distances, the default chunker and the default threshold;
what raises is null.
"""
import gzip
import io
import json
import os
import platform
import sys
import warnings
from pathlib import Path

os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"  # it would tell its makers of each call

import nannyml
import numpy as np
import pandas as pd
import scipy

warnings.filterwarnings("ignore")
HERE = Path(__file__).parent
LOGS = HERE.parents[3].parent / "tests" / "data" / "flights"


def frame(lines):
    # Precisely, since a value may lie on the edge of a bin.
    return pd.read_json(io.StringIO("\n".join(lines)), lines=True, precise_float=True)


def judge(reference, production, column):
    try:
        calculator = nannyml.UnivariateDriftCalculator(
            column_names=[column], continuous_methods=["jensen_shannon"], categorical_methods=["jensen_shannon"])
        calculator.fit(reference[[column]])
        found = calculator.calculate(production[[column]]).filter(period="analysis").to_df()[column]["jensen_shannon"]
        if found["upper_threshold"].isna().all():
            return {"raises": "no threshold"}
        return {"distances": [None if pd.isna(value) else float(value) for value in found["value"]],
                "threshold": float(found["upper_threshold"].iloc[0]), "alerts": int(found["alert"].sum())}
    except Exception as error:  # whatever it raises is no verdict
        return {"raises": f"{type(error).__name__}: {error}"[:120]}


def flat(record, prefix=""):
    for key, value in record.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


pairs = {}
for pair in json.loads((HERE.parent / "evidently" / "pairs.json").read_text())["pairs"]:
    sides = [frame([json.dumps({"x": value}) for value in pair[side]]) for side in ("reference", "production")]
    pairs[pair["name"]] = judge(*sides, "x")
    print(pair["name"], str(pairs[pair["name"]])[:150], file=sys.stderr)

reference = json.loads(gzip.decompress((LOGS / "reference.json.gz").read_bytes()))
production = [json.loads(line) for line in gzip.decompress((LOGS / "production.ndjson.gz").read_bytes()).splitlines()]
sides = [frame([json.dumps(dict(flat(record))) for record in side]) for side in (reference, production)]
flights = {column: judge(*sides, column) for column in sides[0].columns if column.startswith(("input.", "prediction.", "latency", "actual"))}

versions = {"python": platform.python_version(), "nannyml": nannyml.__version__, "numpy": np.__version__,
            "scipy": scipy.__version__, "pandas": pd.__version__}
(HERE / "pairs.json").write_text(json.dumps({"versions": versions, "pairs": pairs, "flights": flights}, indent=1) + "\n")
