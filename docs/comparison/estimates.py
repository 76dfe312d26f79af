"""How right estimates without labels are: Driftscope's and NannyML's, on the same data.

    pip install nannyml==0.13.1 statsmodels
    cargo build --release -p driftscope
    python docs/comparison/estimates.py target/release/driftscope 60

Prints the tables of docs/calibration.md, Estimates without labels. Data sets are drawn from known laws, so that labels exist that no tool is
shown. 1. Coverage: scores whose rate is a beta curve of them, or steps; production's scores are shifted; the interval should hold the realised
accuracy in 95 of 100 sets (NannyML's has three standard errors, 99 of 100). 2. Selection: a model that saw one of five inputs; production is
chosen by the others. 3. No overlap: production has inputs that the reference lacks.
"""

import json
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"
from nannyml.performance_estimation.confidence_based import CBPE
from sklearn.linear_model import LogisticRegression

command, trials = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60
only = sys.argv[3] if len(sys.argv) > 3 else "coverage selection overlap"
folder = Path(tempfile.mkdtemp())
logistic = lambda x: 1 / (1 + np.exp(-x))


def driftscope(reference, production):
    reference.to_csv(folder / "reference.csv", index=False)
    production.drop(columns="target").to_csv(folder / "production.csv", index=False)
    files = [str(folder / "reference.csv"), str(folder / "production.csv")]
    done = subprocess.run([command, "compare", *files, "--format", "json"], capture_output=True, text=True)
    return json.loads(done.stdout)["performance"]["estimate"]


def accuracy(estimate):
    found = [metric for metric in estimate.get("metrics", []) if metric["id"] == "accuracy"]
    return (found[0]["value"], found[0]["low"], found[0]["high"]) if found else None


def nannyml(reference, production):
    estimator = CBPE(
        y_true="target", y_pred="prediction", y_pred_proba="score", problem_type="classification_binary",
        metrics=["accuracy"], chunk_size=len(production),
    )
    result = estimator.fit(reference).estimate(production.drop(columns="target")).filter(period="analysis").to_df()
    return tuple(float(result[("accuracy", key)].iloc[0]) for key in ["value", "lower_confidence_boundary", "upper_confidence_boundary"])


def scored(rng, rows, shift, truth):
    scores = np.clip(np.round(logistic(rng.normal(shift, 1.5, rows)), 4), 0.0001, 0.9999)
    return pd.DataFrame({"score": scores, "prediction": (scores >= 0.5).astype(int), "target": (rng.random(rows) < truth(scores)).astype(int)})


def coverage():
    truths = {
        "beta curve": lambda s: logistic(0.3 + 0.6 * np.log(s) - 1.3 * np.log(1 - s)),
        "steps": lambda s: np.select([s < 0.2, s < 0.5, s < 0.8], [0.05, 0.3, 0.65], 0.93),
    }
    print("| true rate | labelled rows | intervals that hold the realised accuracy | mean error, points | NannyML: intervals of 99 % | mean error |")
    print("|---|---|---|---|---|---|")
    for name, truth in truths.items():
        for rows in [500, 2000, 20_000]:
            rng = np.random.default_rng(rows)
            held, errors = np.zeros(2), np.zeros(2)
            for _ in range(trials):
                reference, production = scored(rng, rows, 0, truth), scored(rng, 5000, 0.7, truth)
                realised = (production.target == production.prediction).mean()
                for tool, (value, low, high) in enumerate([accuracy(driftscope(reference, production)), nannyml(reference, production)]):
                    held[tool] += low <= realised <= high
                    errors[tool] += 100 * abs(value - realised)
            held, errors = 100 * held / trials, errors / trials
            print(f"| {name} | {rows:,} | {held[0]:.0f} % | {errors[0]:.2f} | {held[1]:.0f} % | {errors[1]:.2f} |".replace(",", "\u202f"), flush=True)


def inputs(rng, rows):
    x = rng.normal(size=(rows, 5))
    x[:, 1] = 0.5 * x[:, 0] + np.sqrt(0.75) * x[:, 1]
    group = rng.integers(0, 4, rows)
    rate = logistic(x[:, 0] + 0.9 * x[:, 1] + 1.6 * x[:, 2] + 1.2 * (group == 2) - 1.6)
    frame = pd.DataFrame(x, columns=list("abcde")).round(4)
    frame["group"] = np.array(["north", "east", "south", "west"])[group]
    return frame, (rng.random(rows) < rate).astype(int)


def model(rng, columns):
    frame, labels = inputs(rng, 20_000)
    fitted = LogisticRegression().fit(frame[columns], labels)

    def log(frame, labels):
        scores = fitted.predict_proba(frame[columns])[:, 1].round(4)
        return frame.assign(score=scores, prediction=(scores >= 0.5).astype(int), target=labels)

    return log


SELECTIONS = [
    ("b rises", lambda f: logistic(2 * f.b)),
    ("b falls", lambda f: logistic(-2 * f.b)),
    ("c rises", lambda f: logistic(2 * f.c)),
    ("c falls", lambda f: logistic(-2 * f.c)),
    ("a rises", lambda f: logistic(2 * f.a)),
    ("south only, mostly", lambda f: np.where(f.group == "south", 1.0, 0.1)),
    ("b and c apart", lambda f: logistic(1.5 * (f.b - f.c))),
    ("d rises", lambda f: logistic(2 * f.d)),
    ("nothing", lambda f: np.full(len(f), 0.5)),
    ("a and b rise", lambda f: logistic(f.a + f.b)),
]


def selection():
    print("| model | selection | Driftscope, points | method | NannyML’s CBPE | realised, sd of chance |")
    print("|---|---|---|---|---|---|")
    for name, columns in [("poor: one of five inputs", ["a"]), ("good: the three that matter", ["a", "b", "c"])]:
        rng = np.random.default_rng(7)
        log = model(rng, columns)
        sums, count = np.zeros(3), 0
        for title, keep in SELECTIONS:
            errors, noise, methods = np.zeros(2), 0.0, []
            for _ in range(max(1, trials // 10)):
                reference = log(*inputs(rng, 20_000))
                frame, labels = inputs(rng, 30_000)
                chosen = np.flatnonzero(rng.random(len(frame)) < keep(frame))[:8000]
                production = log(frame.iloc[chosen].reset_index(drop=True), labels[chosen])
                realised = (production.target == production.prediction).mean()
                estimate = driftscope(reference, production)
                methods.append(estimate.get("method") or estimate["state"])
                errors += 100 * np.abs([accuracy(estimate)[0] - realised, nannyml(reference, production)[0] - realised])
                noise += 100 * np.sqrt(realised * (1 - realised) / len(production))
            repeats = max(1, trials // 10)
            sums, count = sums + [*errors / repeats, noise / repeats], count + 1
            used = ", ".join(f"{method} {methods.count(method)}" for method in sorted(set(methods)))
            print(f"| {name} | {title} | {errors[0] / repeats:.2f} | {used} | {errors[1] / repeats:.2f} | {noise / repeats:.2f} |", flush=True)
        print(f"| {name} | mean | {sums[0] / count:.2f} | | {sums[1] / count:.2f} | {sums[2] / count:.2f} |", flush=True)


def overlap():
    print("| production | state | estimate | realised |")
    print("|---|---|---|---|")
    rng = np.random.default_rng(3)
    log = model(rng, ["a", "b", "c"])
    for title, move in [("d beyond all of the reference", {"d": 9.0}), ("a, b, c and d beyond", dict.fromkeys("abcd", 9.0))]:
        reference = log(*inputs(rng, 5000))
        frame, labels = inputs(rng, 5000)
        production = log(frame.assign(**{column: frame[column] + shift for column, shift in move.items()}), labels)
        estimate = driftscope(reference, production)
        realised = (production.target == production.prediction).mean()
        value = accuracy(estimate)
        print(f"| {title} | {estimate['state']} | {'none' if value is None else f'{100 * value[0]:.1f} %'} | {100 * realised:.1f} % |", flush=True)


for part in [coverage, selection, overlap]:
    if part.__name__ in only:
        part()
        print()
