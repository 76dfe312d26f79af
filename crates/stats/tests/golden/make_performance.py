"""Writes performance.json: labels, answers, scores and numbers, and the metrics of them by other tools.

Made with Python 3.11, numpy 2.4.6, SciPy 1.17.1, scikit-learn 1.9.1, statsmodels 0.15.0:

    python make_performance.py > performance.json

Values are scikit-learn's; classes without rows are left out of macro averages, which it counts as 0. Intervals of shares are
statsmodels' (Wilson; Newcombe for differences), those of means SciPy's (Student, Welch), the variance of kappa statsmodels'. The variance
of the area is DeLong's by its definition over all pairs, that of Matthews' correlation and macro F1 the delta method with numeric slopes.
"""

import json
import math
import warnings

import numpy as np
from scipy import stats
from sklearn import metrics
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

warnings.filterwarnings("ignore")
rng = np.random.default_rng(20261129)


def number(value):
    return None if value is None or not math.isfinite(value) else float(value)


def wilson(hits, n):
    low, high = proportion_confint(hits, n, alpha=0.05, method="wilson")
    return [float(low), float(high)]


def table(truth, answer, classes):
    counts = np.zeros((classes, classes), dtype=int)
    np.add.at(counts, (truth, answer), 1)
    return counts


def delta(counts, value):
    """The variance of a figure of a multinomial table by numeric slopes."""
    counts = counts.astype(float)
    n = counts.sum()
    shares = counts / n
    slopes = np.zeros_like(shares)
    for cell in zip(*np.nonzero(counts)):
        step = 1e-5
        up, down = shares.copy(), shares.copy()
        up[cell] += step
        down[cell] -= step
        slopes[cell] = (value(up) - value(down)) / (2 * step)
    return float((np.sum(shares * slopes**2) - np.sum(shares * slopes) ** 2) / n)


def matthews(shares):
    # The slopes are those of the figure as it is written in shares that add up to 1.
    rows, columns = shares.sum(1), shares.sum(0)
    beyond = np.trace(shares) - rows @ columns
    return beyond / math.sqrt((1 - rows @ rows) * (1 - columns @ columns))


def macro_f1(shares):
    totals = shares.sum(0) + shares.sum(1)
    kept = totals > 0
    return float(np.mean(2 * np.diag(shares)[kept] / totals[kept]))


def of_classes(truth, answer, classes):
    counts = table(truth, answer, classes)
    n = int(counts.sum())
    found = {"rows": n}
    if n == 0:
        return found
    found["accuracy"] = metrics.accuracy_score(truth, answer)
    found["accuracy_interval"] = wilson(int(np.trace(counts)), n)
    tp, fp, fn, tn = counts[1, 1], counts[0, 1], counts[1, 0], counts[0, 0]
    if classes == 2:
        found["precision"] = metrics.precision_score(truth, answer, zero_division=np.nan)
        found["recall"] = metrics.recall_score(truth, answer, zero_division=np.nan)
        found["specificity"] = metrics.recall_score(truth, answer, pos_label=0, zero_division=np.nan)
        found["f1"] = metrics.f1_score(truth, answer, zero_division=np.nan)
        found["prevalence"] = float(np.mean(truth == 1))
        found["selection_rate"] = float(np.mean(answer == 1))
    of_truth, of_answer = np.nonzero(counts.sum(1))[0], np.nonzero(counts.sum(0))[0]
    either = np.union1d(of_truth, of_answer)
    found["macro_recall"] = metrics.recall_score(truth, answer, labels=of_truth, average="macro")
    found["macro_precision"] = metrics.precision_score(truth, answer, labels=of_answer, average="macro")
    found["macro_f1"] = metrics.f1_score(truth, answer, labels=either, average="macro")
    found["macro_f1_variance"] = delta(counts, macro_f1)
    if len(of_truth) > 1:
        found["balanced_accuracy"] = metrics.balanced_accuracy_score(truth, answer)
    if len(of_truth) > 1 and len(of_answer) > 1:
        found["mcc"] = metrics.matthews_corrcoef(truth, answer)
        found["mcc_variance"] = delta(counts, matthews)
    if len(either) > 1:
        found["kappa"] = metrics.cohen_kappa_score(truth, answer)
        kept = counts[np.ix_(either, either)]
        found["kappa_variance"] = float(cohens_kappa(kept).var_kappa)
    return {key: number(value) if isinstance(value, float | np.floating) else value for key, value in found.items()}


def delong(labels, scores):
    positive, negative = scores[labels == 1], scores[labels == 0]
    wins = (positive[:, None] > negative[None, :]) + 0.5 * (positive[:, None] == negative[None, :])
    return float(wins.mean(1).var(ddof=1) / len(positive) + wins.mean(0).var(ddof=1) / len(negative))


def of_scores(labels, scores):
    known = ~np.isnan(scores)
    labels, scores = labels[known], scores[known]
    found = {}
    if len(labels) == 0:
        return found
    if 0 < labels.sum() < len(labels):
        found["roc_auc"] = metrics.roc_auc_score(labels, scores)
        if min(labels.sum(), len(labels) - labels.sum()) > 1:
            found["roc_auc_variance"] = delong(labels, scores)
    if labels.sum() > 0:
        found["average_precision"] = metrics.average_precision_score(labels, scores)
    found["log_loss"] = metrics.log_loss(labels, scores, labels=[0, 1])
    found["brier"] = float(np.mean((scores - labels) ** 2))
    if len(labels) > 1:
        squares = (scores - labels) ** 2
        found["brier_interval"] = list(map(float, stats.ttest_1samp(squares, 0).confidence_interval()))
    return {key: number(value) if isinstance(value, float | np.floating) else value for key, value in found.items()}


def of_numbers(predicted, actual):
    known = np.isfinite(predicted) & np.isfinite(actual)
    predicted, actual = predicted[known], actual[known]
    errors = predicted - actual
    found = {
        "bias": errors.mean(),
        "bias_interval": list(map(float, stats.ttest_1samp(errors, 0).confidence_interval())),
        "mae": metrics.mean_absolute_error(actual, predicted),
        "rmse": metrics.root_mean_squared_error(actual, predicted),
        "median_absolute_error": metrics.median_absolute_error(actual, predicted),
        "smape": float(np.mean(2 * abs(errors) / np.where(errors == 0, 1, abs(predicted) + abs(actual)))),
    }
    if np.ptp(actual) > 0:
        found["r2"] = metrics.r2_score(actual, predicted)
    if (actual != 0).all():
        found["mape"] = metrics.mean_absolute_percentage_error(actual, predicted)
    if abs(actual).sum() > 0:
        found["wape"] = float(abs(errors).sum() / abs(actual).sum())
    if actual.min() > -1 and predicted.min() > -1:
        # scikit-learn refuses numbers from −1 to 0 that have a logarithm.
        found["rmsle"] = float(np.sqrt(np.mean((np.log1p(predicted) - np.log1p(actual)) ** 2)))
    return {key: number(value) if isinstance(value, float | np.floating) else value for key, value in found.items()}


def classes_case(name, truth, answer, classes):
    truth, answer = np.array(truth, dtype=int), np.array(answer, dtype=int)
    return {"name": name, "classes": classes, "truth": truth.tolist(), "answer": answer.tolist(),
            "expected": of_classes(truth, answer, classes)}


def scores_case(name, labels, scores):
    labels, scores = np.array(labels, dtype=int), np.array(scores, dtype=float)
    return {"name": name, "labels": labels.tolist(), "scores": [number(score) for score in scores],
            "expected": of_scores(labels, scores)}


def numbers_case(name, predicted, actual):
    predicted, actual = np.array(predicted, dtype=float), np.array(actual, dtype=float)
    return {"name": name, "predicted": [number(value) for value in predicted],
            "actual": [number(value) for value in actual], "expected": of_numbers(predicted, actual)}


def noisy(truth, classes, wrong):
    other = (truth + rng.integers(1, max(classes, 2), len(truth))) % classes
    return np.where(rng.random(len(truth)) < wrong, other, truth)


classes = [
    classes_case("no rows", [], [], 2),
    classes_case("one row", [1], [1], 2),
    classes_case("negatives only", [0] * 9, [0] * 9, 2),
    classes_case("positives only, some missed", [1] * 9, [1] * 6 + [0] * 3, 2),
    classes_case("never answered positive", [0, 1] * 8, [0] * 16, 2),
    classes_case("all right", [0, 0, 1, 1, 1], [0, 0, 1, 1, 1], 2),
    classes_case("all wrong", [0, 0, 1, 1, 1], [1, 1, 0, 0, 0], 2),
]
for name, n, share, wrong in [("balanced", 60, 0.5, 0.2), ("rare", 80, 0.05, 0.1), ("frequent", 70, 0.9, 0.3)]:
    truth = (rng.random(n) < share).astype(int)
    classes.append(classes_case(name, truth, noisy(truth, 2, wrong), 2))
for k in (3, 4, 6):
    truth = rng.integers(0, k, 20 * k)
    classes.append(classes_case(f"{k} classes", truth, noisy(truth, k, 0.3), k))
truth = rng.integers(0, 2, 40)
classes.append(classes_case("an answer that is no class", truth, np.where(rng.random(40) < 0.2, 2, truth), 3))
classes.append(classes_case("a class that is never answered", rng.integers(0, 3, 40), rng.integers(0, 2, 40), 3))
classes.append(classes_case("a class of neither", rng.integers(0, 3, 40), rng.integers(0, 3, 40), 5))

scores = [
    scores_case("nothing", [], []),
    scores_case("positives only", [1, 1, 1], [0.2, 0.7, 0.9]),
    scores_case("negatives only", [0, 0, 0], [0.2, 0.7, 0.9]),
    scores_case("sure and wrong", [1, 0, 1, 0], [0.0, 1.0, 1.0, 0.0]),
    scores_case("one score", [0, 1, 1, 0, 1], [0.5] * 5),
    scores_case("apart", [0] * 6 + [1] * 5, np.r_[np.linspace(0.1, 0.4, 6), np.linspace(0.6, 0.9, 5)]),
    scores_case("some without a score", [0, 1, 0, 1, 1, 0], [0.1, np.nan, 0.4, 0.8, 0.35, np.nan]),
]
for name, n, share, digits in [("ties", 80, 0.4, 1), ("no ties", 60, 0.5, 15), ("rare", 120, 0.05, 2)]:
    labels = (rng.random(n) < share).astype(int)
    labels[0], labels[1], labels[2], labels[3] = 1, 0, 1, 0
    drawn = 1 / (1 + np.exp(-(rng.normal(size=n) + 1.5 * labels - 0.7)))
    scores.append(scores_case(name, labels, np.round(drawn, digits)))

numbers = [
    numbers_case("two rows", [1.0, 2.5], [1.5, 2.0]),
    numbers_case("a label of 0", [1.0, 2.0, 0.5], [0.0, 2.5, 1.0]),
    numbers_case("labels of one value", [1.0, 2.0, 3.0, 1.5], [2.0] * 4),
    numbers_case("signs", rng.normal(size=30), rng.normal(size=30)),
    numbers_case("some are missing", [1.0, np.nan, 3.0, 4.0, 7.0], [1.5, 2.0, np.nan, 3.0, 5.0]),
    numbers_case("far from 0", 1e6 + rng.normal(size=40), 1e6 + rng.normal(size=40)),
]
actual = rng.lognormal(3, 1, 50)
numbers.append(numbers_case("skewed", actual * rng.lognormal(0, 0.2, 50), actual))
actual = rng.integers(0, 5, 60).astype(float)
numbers.append(numbers_case("ties", np.clip(actual + rng.integers(-1, 2, 60), 0, None), actual))

differences = []
for one, n, other, m in [(90, 100, 170, 200), (1, 40, 5, 50), (0, 12, 3, 15), (11, 11, 14, 17), (5000, 5794, 10200, 11549)]:
    low, high = confint_proportions_2indep(other, m, one, n, method="newcomb", compare="diff")
    differences.append({"hits": [one, other], "n": [n, m], "low": float(low), "high": float(high)})
means = []
for n, m, spread in [(20, 30, 1.0), (5, 200, 3.0), (2, 2, 1.0)]:
    first, second = rng.normal(size=n), rng.normal(0.4, spread, size=m)
    test = stats.ttest_ind(second, first, equal_var=False)
    interval = test.confidence_interval()
    means.append({"reference": first.tolist(), "production": second.tolist(), "low": float(interval.low),
                  "high": float(interval.high), "p_value": float(test.pvalue)})

print(json.dumps({"classes": classes, "scores": scores, "numbers": numbers, "share_differences": differences,
                  "mean_differences": means}, indent=None, separators=(",", ":")))
