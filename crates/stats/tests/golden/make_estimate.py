"""Writes estimate.json: labelled scores, rows without labels, and what other tools make of them.

Made with Python 3.11, NannyML 0.13.1, scikit-learn, numpy (versions are in the file):

    python make_estimate.py > estimate.json

Isotonic rates are scikit-learn's IsotonicRegression, beta's its LogisticRegression without penalty on ln s and -ln(1 - s). Metrics are NannyML's
functions on these rates, with its rounding of sums to five decimals taken out. Kappa, log loss, Brier and MCC, which NannyML lacks, are
computed from the expected counts. Weights are scikit-learn's LogisticRegression with C = 1 on one column for each level.
"""

import json
import sys

import nannyml
import numpy as np
import sklearn
from nannyml.performance_estimation.confidence_based import metrics as nml
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

rng = np.random.default_rng(20261129)
# Only NannyML uses this name here; this script rounds with `around`.
nml.np.round = lambda values, *_: values


def rates_of(method, scores, labels, weights, at):
    if method == "isotonic":
        fitted = IsotonicRegression(out_of_bounds="clip", increasing=True).fit(scores, labels, sample_weight=weights)
        return fitted.predict(at)
    terms = lambda s: np.column_stack([np.log(s), -np.log(1 - s)])
    fit = lambda columns: LogisticRegression(C=np.inf, tol=1e-14, max_iter=100_000, solver="newton-cholesky").fit(
        terms(scores)[:, columns], labels, sample_weight=weights
    )
    columns = [0, 1]
    found = fit(columns)
    if (found.coef_[0] < 0).any():
        print("left out:", found.coef_, file=sys.stderr)
        columns = [c for c in columns if found.coef_[0][c] >= 0]
        found = fit(columns)
        assert (found.coef_[0] >= 0).all()
    return found.predict_proba(terms(at)[:, columns])[:, 1]


def metrics_of(rates, scores, answers):
    tp, fp = np.sum(rates[answers == 1]), np.sum(1 - rates[answers == 1])
    fn, tn = np.sum(rates[answers == 0]), np.sum(1 - rates[answers == 0])
    n = tp + fp + fn + tn
    chance = ((tp + fp) * (tp + fn) + (tn + fn) * (tn + fp)) / n**2
    accuracy = nml.estimate_accuracy(answers, rates)
    recall, specificity = nml.estimate_recall(answers, rates), nml.estimate_specificity(answers, rates)
    return {
        "accuracy": accuracy,
        "precision": nml.estimate_precision(answers, rates),
        "recall": recall,
        "specificity": specificity,
        "f1": nml.estimate_f1(answers, rates),
        "balanced_accuracy": (recall + specificity) / 2,
        "mcc": (tp * tn - fp * fn) / np.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)),
        "kappa": (accuracy - chance) / (1 - chance),
        "roc_auc": nml.estimate_roc_auc(rates, scores),
        "average_precision": nml.estimate_ap(rates, scores),
        "log_loss": -np.mean(rates * np.log(scores) + (1 - rates) * np.log(1 - scores)),
        "brier": np.mean(rates * (1 - scores) ** 2 + (1 - rates) * scores**2),
        "prevalence": np.mean(rates),
    }


def case(name, truth, n, rows, shift=0.0, digits=3, weighted=False, threshold=0.5):
    scores = np.clip(np.around(1 / (1 + np.exp(-rng.normal(0, 1.4, n))), digits), 10.0**-digits, 1 - 10.0**-digits)
    labels = (rng.random(n) < truth(scores)).astype(int)
    weights = np.around(rng.gamma(2.0, 0.5, n), 3) + 0.001 if weighted else np.ones(n)
    at = np.unique(np.around(1 / (1 + np.exp(-rng.normal(shift, 1.4, rows))), 6))
    at = rng.permutation(np.clip(at, 1e-5, 1 - 1e-5))
    at = at[np.sort(np.unique(at, return_index=True)[1])]
    answers = (at >= threshold).astype(int)
    expected = {}
    for method in ["beta", "isotonic"]:
        rates = rates_of(method, scores, labels, weights, at)
        expected[method] = {"rates": rates.tolist(), "metrics": {k: float(v) for k, v in metrics_of(rates, at, answers).items()}}
    labelled = [[float(s), int(y), float(w)] for s, y, w in zip(scores, labels, weights)]
    if not weighted:
        kept, counts = np.unique(np.column_stack([scores, labels]), axis=0, return_counts=True)
        labelled = [[float(s), int(y), 1.0, int(c)] for (s, y), c in zip(kept, counts)]
    return {"name": name, "labelled": labelled, "rows": [[float(s), int(a)] for s, a in zip(at, answers)], "expected": expected}


def ratio(name, n, shifts):
    columns = []
    for shift, levels in shifts:
        edges = np.linspace(-2, 2, levels - 1)
        columns.append([np.searchsorted(edges, rng.normal(s, 1, rows)) for s, rows in zip([0.0, shift], n)])
    one_hot = lambda side: np.hstack([np.eye(levels)[column[side]] for column, (_, levels) in zip(columns, shifts)])
    x, y = np.vstack([one_hot(0), one_hot(1)]), np.repeat([0, 1], n)
    fitted = LogisticRegression(C=1.0, tol=1e-13, max_iter=100_000, solver="newton-cholesky").fit(x, y)
    c = fitted.predict_proba(one_hot(0))[:, 1]
    return {
        "name": name,
        "columns": [{"levels": levels, "sides": [side.tolist() for side in column]} for column, (_, levels) in zip(columns, shifts)],
        "weights": (n[0] / n[1] * c / (1 - c)).tolist(),
    }


identity = lambda s: s
cases = [
    case("probabilities", identity, 400, 150),
    case("too extreme", lambda s: 1 / (1 + ((1 - s) / s) ** 0.5), 800, 150, shift=0.5),
    case("too timid, few positives", lambda s: 1 / (1 + 6 * ((1 - s) / s) ** 2), 900, 150, shift=-0.5),
    case("steps", lambda s: np.where(s < 0.3, 0.1, np.where(s < 0.7, 0.45, 0.95)), 1500, 200),
    case("scores on a coarse grid", identity, 500, 120, digits=1),
    case("rare", lambda s: 0.08 * s, 1500, 150, threshold=0.9),
    case("weighted rows", identity, 300, 120, weighted=True),
    case("one coefficient is left out", lambda s: np.clip(0.5 + 0.45 * np.tanh(30 * (s - 0.97)) + 0.1 * (1 - s) ** 3, 0.01, 0.99), 700, 120),
]
ratios = [
    ratio("shifted", [300, 250], [(0.5, 6), (0.0, 4), (-0.3, 9)]),
    ratio("barely overlapping", [200, 300], [(2.5, 8), (0.2, 5)]),
]
versions = {"nannyml": nannyml.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__}
json.dump({"versions": versions, "cases": cases, "ratios": ratios}, sys.stdout)
