"""Makes pairs.json and data_sets.json: what Evidently 0.7.23 says of pairs of columns and of whole data sets.

    pip install "evidently==0.7.23" "pandas<3" "scipy==1.17.1"
    PYTHONHASHSEED=0 python3 crates/drift/tests/golden/evidently/make.py

Every column is read by pandas.read_json from the same lines that the test reads, so that its type is what pandas makes of
it. The choice of the test, its threshold, score and flag are those of a Report with ValueDrift; each test by name is asked
for the same way. What raises, or gives no number, is null. The flight logs are those of tests/data/flights, flattened; the
other two data sets are drawn here, with a fixed seed.
"""
import gzip
import io
import json
import platform
import sys
import warnings
from pathlib import Path

import evidently
import numpy as np
import pandas as pd
import scipy
from evidently import DataDefinition, Dataset, Report
from evidently.legacy.calculations.stattests.registry import _registered_stat_tests
from evidently.metrics import ValueDrift

warnings.filterwarnings("ignore")
HERE = Path(__file__).parent
LOGS = HERE.parents[3].parent / "tests" / "data" / "flights"
TESTS = ["ks", "wasserstein", "anderson", "cramer_von_mises", "ed", "es", "mannw", "t_test", "psi", "kl_div",
         "jensenshannon", "hellinger", "chisquare", "z", "fisher_exact", "g_test", "TVD"]
SHORT = {test.display_name: name for name, kinds in _registered_stat_tests.items() for test in kinds.values()}


def frame(lines):
    return pd.read_json(io.StringIO("\n".join(lines)), lines=True)


def judge(reference, production, column, method=None):
    """Type, test, threshold, score, flag by a report of one column; or why there is none."""
    try:
        metric = ValueDrift(column=column, method=method)
        report = Report([metric], include_tests=True)
        data = [Dataset.from_pandas(side[[column]].copy(), data_definition=DataDefinition()) for side in (production, reference)]
        kind = data[0].column(column).type.value
        if kind not in ("num", "cat"):
            return {"type": kind}
        result = report.run(data[0], data[1]).dict()
        found = result["metrics"][0]
        test = result["tests"][0]
        score = float(found["value"])
        words = test["description"]
        name = words.split("The drift detection method is ")[1].split(". The drift threshold")[0]
        return {"type": kind, "test": SHORT[name], "score": score if np.isfinite(score) else None,
                "drifted": test["status"].value == "FAIL" if hasattr(test["status"], "value") else test["status"] == "FAIL",
                "threshold": float(words.rsplit("threshold is ", 1)[1].rstrip("."))}
    except Exception as error:  # whatever it raises is no score
        return {"type": kind if "kind" in locals() else None, "raises": f"{type(error).__name__}: {error}"[:120]}


def rows(values):
    return [json.dumps({"x": value} if value is not None else {"x": None}) for value in values]


random = np.random.default_rng(20260101)


def real(values, digits=4):
    return [round(float(value), digits) for value in values]


def whole(values):
    return [int(value) for value in values]


def pick(labels, shares, size):
    return [labels[k] for k in random.choice(len(labels), size, p=np.array(shares) / np.sum(shares))]


def with_missing(values, every):
    return [None if place % every == 0 else value for place, value in enumerate(values)]


normal = random.normal
PAIRS = {
    "normal, none": (real(normal(0, 1, 300)), real(normal(0, 1, 250))),
    "normal, small shift": (real(normal(0, 1, 400)), real(normal(0.2, 1, 300))),
    "normal, large shift": (real(normal(0, 1, 120)), real(normal(1.5, 1, 90))),
    "normal, wider": (real(normal(0, 1, 200)), real(normal(0, 1.8, 200))),
    "normal, lower": (real(normal(5, 1, 150)), real(normal(4.2, 1, 180))),
    "normal, large samples": (real(normal(0, 1, 1300), 3), real(normal(0.06, 1, 1100), 3)),
    "normal, large reference": (real(normal(10, 3, 1500), 3), real(normal(11, 3, 60), 3)),
    "normal, just 1000": (real(normal(0, 1, 1000), 3), real(normal(0.1, 1, 700), 3)),
    "normal, 1001": (real(normal(0, 1, 1001), 3), real(normal(0.1, 1, 700), 3)),
    "log-normal": (real(np.exp(normal(0, 1, 300))), real(np.exp(normal(0.3, 1.1, 300)))),
    "log-normal, large": (real(np.exp(normal(0, 1, 1200)), 3), real(np.exp(normal(0.1, 1, 1200)), 3)),
    "Cauchy": (real(random.standard_cauchy(250)), real(random.standard_cauchy(250) + 1)),
    "one far value": (real([*normal(0, 1, 199), 1e6]), real(normal(0, 1, 200))),
    "far value in production": (real(normal(0, 1, 1100), 3), real([*normal(0, 1, 299), 1e6], 3)),
    "disjoint": (real(random.uniform(0, 1, 80)), real(random.uniform(5, 6, 70))),
    "ties to tenths": (real(normal(0, 1, 300), 1), real(normal(0.3, 1, 280), 1)),
    "half are zero": (real(np.maximum(0, normal(0, 1, 300))), real(np.maximum(0, normal(0.2, 1, 300)))),
    "mostly zero": (real([0.0] * 180 + list(random.uniform(0, 5, 20))), real([0.0] * 150 + list(random.uniform(0, 5, 50)))),
    "constant floats": ([1.5] * 40, [1.5] * 30),
    "two floats": ([0.5, 1.5] * 30, [0.5, 1.5, 1.5] * 15),
    "four floats": (real(random.choice([0.25, 0.5, 0.75, 1.25], 200)), real(random.choice([0.25, 0.5, 0.75, 1.25], 180, p=[.4, .3, .2, .1]))),
    "four floats, large": (real(random.choice([0.25, 0.5, 0.75, 1.25], 1200)), real(random.choice([0.25, 0.5, 0.75, 1.25], 900, p=[.4, .3, .2, .1]))),
    "tiny": ([1.1, 2.2, 3.3, 4.4, 5.5, 6.6, 7.7], [2.5, 3.5, 9.5, 10.5, 11.5, 12.5]),
    "tiny, four values": ([1.5, 2.5, 3.5, 4.5], [1.6, 2.6, 3.6, 9.5]),
    "one against many": ([3.25], real(normal(0, 1, 50))),
    "twenty each, ties": (real(random.choice([1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5], 20)), real(random.choice([2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5], 20))),
    "twenty each": (real(normal(0, 1, 20)), real(normal(0.8, 1, 20))),
    "missing floats": (with_missing(real(normal(0, 1, 330)), 7), with_missing(real(normal(0.4, 1, 260)), 5)),
    "missing integers": (with_missing(whole(random.integers(0, 40, 300)), 9), with_missing(whole(random.integers(3, 44, 300)), 11)),
    "integers, many": (whole(random.integers(0, 100, 400)), whole(random.integers(5, 110, 350))),
    "integers, wide": (whole(np.exp(normal(6, 1.5, 500))), whole(np.exp(normal(6.3, 1.5, 500)))),
    "integers, large samples": (whole(random.poisson(12, 1500)), whole(random.poisson(12.6, 1200))),
    "integers, eleven": (whole(random.integers(0, 11, 500)), whole(random.integers(0, 11, 500) ** 1)),
    "integers, ten": (whole(random.integers(0, 10, 500)), whole(np.minimum(9, random.integers(0, 12, 450)))),
    "integers, three": (whole(random.integers(0, 3, 240)), whole(random.choice(3, 260, p=[.5, .3, .2]))),
    "zeros and ones": (whole(random.random(300) < 0.3), whole(random.random(300) < 0.42)),
    "zeros and ones, large": (whole(random.random(1300) < 0.1), whole(random.random(1250) < 0.2)),
    "booleans": ([bool(v) for v in random.random(200) < 0.5], [bool(v) for v in random.random(200) < 0.6]),
    "booleans with missing": (with_missing([bool(v) for v in random.random(200) < 0.5], 8), with_missing([bool(v) for v in random.random(180) < 0.6], 8)),
    "all true": ([True] * 50, [True] * 40),
    "two labels": (pick(["no", "yes"], [7, 3], 150), pick(["no", "yes"], [5, 5], 150)),
    "three labels": (pick(["a", "b", "c"], [5, 3, 2], 300), pick(["a", "b", "c"], [4, 3, 3], 280)),
    "three labels, equal sizes": (pick(["a", "b", "c"], [5, 3, 2], 400), pick(["a", "b", "c"], [5, 3, 2.2], 400)),
    "eight labels": (pick(list("abcdefgh"), [9, 8, 7, 6, 5, 4, 3, 2], 500), pick(list("abcdefgh"), [7, 8, 9, 6, 5, 4, 3, 2], 420)),
    "a new label": (pick(["a", "b", "c"], [5, 3, 2], 300), pick(["a", "b", "c", "d"], [5, 3, 2, 1], 300)),
    "a vanished label": (pick(["a", "b", "c"], [5, 3, 1], 300), pick(["a", "b"], [5, 3], 300)),
    "other labels": (pick(["a", "b"], [5, 5], 60), pick(["c", "d"], [5, 5], 60)),
    "labels, large": (pick(list("abcdef"), [9, 8, 7, 3, 2, 1], 1400), pick(list("abcdef"), [8, 8, 7, 4, 2, 1], 1300)),
    "thirty labels": (pick([f"k{k:02}" for k in range(30)], [1] * 30, 900), pick([f"k{k:02}" for k in range(30)], range(20, 50), 900)),
    "rare label, large": (pick(["a", "b", "z"], [6000, 3999, 1], 20001), pick(["a", "b", "z"], [6000, 3900, 100], 1100)),
    "labels with missing": (with_missing(pick(["a", "b", "c"], [5, 3, 2], 330), 6), with_missing(pick(["a", "b", "c"], [4, 3, 3], 300), 9)),
    "numbers in strings": ([str(v) for v in whole(random.integers(0, 60, 200))], [str(v) for v in whole(random.integers(4, 66, 200))]),
}


def data_set(size, drift):
    """A log of many kinds of columns."""
    level = 0.3 if drift else 0.0
    amounts = real(np.exp(normal(3 + level, 0.8, size)), 2)
    columns = {
        "amount": amounts,
        "age": whole(random.integers(18, 80, size) + (4 if drift else 0)),
        "items": whole(random.poisson(2, size).clip(0, 8)),
        "rating": [None if random.random() < 0.1 else int(random.integers(1, 6)) for _ in range(size)],
        "score": [None if random.random() < (0.2 if drift else 0.05) else round(float(v), 4) for v in random.beta(2, 5, size)],
        "country": pick(["DE", "FR", "IT", "ES"], [4, 3, 2, 1 + 4 * level], size),
        "plan": pick(["free", "paid"], [7, 3 + 3 * level], size),
        "active": [bool(v) for v in random.random(size) < 0.4 + level / 2],
        "seen": [None if random.random() < 0.05 else bool(v) for v in random.random(size) < 0.5],
        "zip": [str(v) for v in random.integers(10000, 10040, size)],
        "constant": [7] * size,
        "unit": ["kg"] * size,
        "comment": [f"row {k} of the log" for k in range(size)],
        "created_at": [f"2024-0{1 + (2 if drift else 0)}-{1 + k % 28:02}T08:00:00Z" for k in range(size)],
        "day": [f"2024-01-{1 + k % 28:02}" for k in range(size)],
        "empty": [None] * size,
    }
    return [json.dumps({name: values[row] for name, values in columns.items()}) for row in range(size)]


def flat(record, prefix=""):
    for key, value in record.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def flights():
    reference = json.loads(gzip.decompress((LOGS / "reference.json.gz").read_bytes()))
    production = map(json.loads, gzip.decompress((LOGS / "production.ndjson.gz").read_bytes()).splitlines())
    return [[json.dumps(dict(flat(record))) for record in side] for side in (reference, production)]


def keep(name, lines):
    packed = gzip.GzipFile(fileobj=(file := io.BytesIO()), mode="wb", mtime=0)
    packed.write("\n".join(lines).encode() + b"\n")
    packed.close()
    (HERE / f"{name}.ndjson.gz").write_bytes(file.getvalue())


pairs = []
for name, (left, right) in PAIRS.items():
    reference, production = frame(rows(left)), frame(rows(right))
    expected = {test: judge(reference, production, "x", test) for test in TESTS}
    pairs.append({"name": name, "reference": left, "production": right, "chosen": judge(reference, production, "x"),
                  "tests": expected})
    print(name, pairs[-1]["chosen"], sum("score" in test for test in expected.values()), file=sys.stderr)

data_sets = {}
for name, sides in {"flights": flights(), "few_rows": [data_set(700, False), data_set(600, True)],
                    "many_rows": [data_set(1500, False), data_set(1300, True)]}.items():
    if name != "flights":
        for side, lines in zip(("reference", "production"), sides):
            keep(f"{name}_{side}", lines)
    reference, production = frame(sides[0]), frame(sides[1])
    data_sets[name] = {column: judge(reference, production, column) for column in reference.columns}
    print(name, data_sets[name], file=sys.stderr)

versions = {"python": platform.python_version(), "evidently": evidently.__version__, "numpy": np.__version__,
            "scipy": scipy.__version__, "pandas": pd.__version__}
lines = ",\n".join(json.dumps(pair, separators=(",", ":")) for pair in pairs)
(HERE / "pairs.json").write_text(f'{{"versions":{json.dumps(versions)},"pairs":[\n{lines}\n]}}\n')
(HERE / "data_sets.json").write_text(json.dumps({"versions": versions, "data_sets": data_sets}, indent=1) + "\n")
