"""Gives the same files to Driftscope and to the usual rules, with and without drift, and counts what each calls drifted.

    pip install evidently==0.7.23 "pandas<3" scipy
    cargo build --release -p driftscope
    python3 docs/comparison/compare.py target/release/driftscope [trials]

It prints the figures of docs/comparison/README.md. The seed is fixed. Takes about ten minutes at 100 trials.
"""
import json
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from evidently import Report
from evidently.presets import DataDriftPreset
from scipy.stats import chi2_contingency, ks_2samp

warnings.filterwarnings("ignore")
SIZES = [(5000, 30), (5000, 100), (1000, 1000)]
PLANTED_ROWS = 10_000
LARGE_ROWS = 200_000


def undrifted(random, rows):
    """Ten columns as they are found in logs, from one law whatever the side."""
    category = lambda count: [f"c{code}" for code in random.integers(0, count, rows)]
    return pd.DataFrame({
        "normal": random.normal(10, 2, rows),
        "log_normal": random.lognormal(0, 1, rows),
        "exponential": random.exponential(1, rows),
        "uniform": random.uniform(0, 1, rows),
        "heavy_tails": random.standard_t(3, rows),
        "two": category(2),
        "three": category(3),
        "ten": category(10),
        "thirty": category(30),
        "skewed": [f"c{code}" for code in np.minimum(random.geometric(0.4, rows), 12)],
    })


def planted(random, rows, production):
    """Three changes that people care about."""
    choose = lambda share, there, other: np.where(random.uniform(0, 1, rows) < share, there, other)
    missing = random.uniform(0, 1, rows) < (0.15 if production else 0.05)
    return pd.DataFrame({
        "rate_30_to_38": choose(0.38 if production else 0.30, "yes", "no"),
        "rate_0.1_to_1": choose(0.01 if production else 0.001, "yes", "no"),
        "missing_5_to_15": pd.Series(random.normal(0, 1, rows)).mask(missing),
    })


def too_small(random, rows, production):
    """A change that no one cares about, in many rows: a fiftieth of a standard deviation."""
    return pd.DataFrame({"mean_moved_by_0.02_sd": random.normal(0.02 if production else 0, 1, rows)})


def driftscope(command, reference, production):
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("reference.jsonl", "production.jsonl")]
        for path, table in zip(paths, (reference, production)):
            table.to_json(path, orient="records", lines=True, double_precision=15)
        out = subprocess.run([command, "compare", *paths, "--format", "json"], capture_output=True, check=True)
    return {column["name"]: column["drift"]["drifted"] for column in json.loads(out.stdout)["columns"]}


def evidently(reference, production):
    # Its default preset; production is what it calls current.
    found = Report([DataDriftPreset()]).run(production, reference).dict()["metrics"]
    drifted = {}
    for metric in found:
        config = metric["config"]
        if config["type"].endswith("ValueDrift"):
            # The method's name says whether the value is a p-value or a distance.
            below = "p_value" in config["method"]
            drifted[config["column"]] = metric["value"] < config["threshold"] if below else metric["value"] >= config["threshold"]
    return drifted


def p_value_alone(reference, production):
    drifted = {}
    for name in reference:
        a, b = reference[name].dropna(), production[name].dropna()
        if a.dtype == float:
            p = ks_2samp(a, b).pvalue
        else:
            p = chi2_contingency([[(side == label).sum() for label in sorted(set(a) | set(b))] for side in (a, b)], correction=False).pvalue
        drifted[name] = p < 0.05
    return drifted


def psi(reference, production):
    drifted = {}
    for name in reference:
        a, b = reference[name].dropna(), production[name].dropna()
        if a.dtype == float:
            edges = np.unique(np.quantile(a, np.arange(1, 10) / 10))
            shares = [np.bincount(np.searchsorted(edges, side, "right"), minlength=len(edges) + 1) / len(side) for side in (a, b)]
        else:
            labels = sorted(set(a) | set(b))
            shares = [np.array([(side == label).mean() for label in labels]) for side in (a, b)]
        p, q = (np.where(share == 0, 1e-4, share) for share in shares)
        drifted[name] = ((q - p) * np.log(q / p)).sum() >= 0.1
    return drifted


def share(values):
    return f"{100 * np.mean(values):.0f} %"


def main():
    command, trials = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100
    rules = {
        "Driftscope": lambda a, b: driftscope(command, a, b),
        "Evidently 0.7.23": evidently,
        "p < 0.05": p_value_alone,
        "PSI ≥ 0.1": psi,
    }
    print("rows | " + " | ".join(rules))
    for n, m in SIZES:
        random = np.random.default_rng(2013)
        columns, sets = {rule: [] for rule in rules}, {rule: [] for rule in rules}
        for _ in range(trials):
            reference, production = undrifted(random, n), undrifted(random, m)
            for rule, judge in rules.items():
                found = list(judge(reference, production).values())
                assert len(found) == 10, (rule, found)
                columns[rule] += found
                sets[rule].append(any(found))
        cells = [f"{share(columns[rule])} of columns, {share(sets[rule])} of data sets" for rule in rules]
        print(f"{n} against {m} | " + " | ".join(cells), flush=True)
    print("change | " + " | ".join(rules))
    for make, rows, repeats in ((planted, PLANTED_ROWS, trials), (too_small, LARGE_ROWS, max(1, trials // 10))):
        random = np.random.default_rng(2013)
        found = {rule: {} for rule in rules}
        for _ in range(repeats):
            sides = [make(random, rows, production) for production in (False, True)]
            for rule, judge in rules.items():
                for column, drifted in judge(*sides).items():
                    found[rule].setdefault(column, []).append(drifted)
        for column in next(iter(found.values())):
            print(f"{column} | " + " | ".join(share(found[rule][column]) for rule in rules), flush=True)


main()
