"""Writes class_scores.json: probabilities of several classes, curves and groups, and their metrics by other tools.

Made with Python 3.11, numpy 2.4.6, SciPy 1.17.1, scikit-learn 1.9.1, statsmodels 0.15.0:

    python make_class_scores.py > class_scores.json

Areas, losses and curves are scikit-learn's. The variance of an average of areas is that of its linear part by its definition, over all
pairs of rows. Homogeneity is SciPy's chi2_contingency or statsmodels' anova_oneway (Welch), the spread between groups that of
statsmodels' combine_effects (DerSimonian and Laird), the interval of a gap statsmodels' (Newcombe).
"""

import json
import math

import numpy as np
from scipy import stats
from sklearn import metrics
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.oneway import anova_oneway
from statsmodels.stats.proportion import confint_proportions_2indep

rng = np.random.default_rng(20261130)


def student(losses):
    reach = stats.t.ppf(0.975, len(losses) - 1) * losses.std(ddof=1) / math.sqrt(len(losses))
    return [losses.mean() - reach, losses.mean() + reach]


def average_variance(truth, scores, is_weighted):
    """The variance of the linear part of the average area, from all pairs."""
    n, classes = scores.shape
    shares = np.bincount(truth, minlength=classes) / n
    known = np.flatnonzero(shares > 0)
    areas, parts = {}, np.zeros(n)
    for k in known:
        own, others = np.flatnonzero(truth == k), np.flatnonzero(truth != k)
        wins = np.sign(scores[own, k][:, None] - scores[others, k][None, :]) / 2 + 0.5
        areas[k] = wins.mean()
        weight = shares[k] if is_weighted else 1 / len(known)
        parts[own] += weight * (wins.mean(1) - areas[k]) / len(own)
        parts[others] += weight * (wins.mean(0) - areas[k]) / len(others)
    if is_weighted:
        average = sum(shares[k] * areas[k] for k in known)
        parts += np.array([areas[k] - average for k in truth]) / n
    return float((parts**2).sum() * n / (n - 1))


def class_case(name, truth, scores):
    n, classes = scores.shape
    labels = list(range(classes))
    losses = -np.log(np.clip(scores[np.arange(n), truth], np.finfo(float).eps, 1 - np.finfo(float).eps))
    squares = ((scores - np.eye(classes)[truth]) ** 2).sum(1)
    known = np.unique(truth)
    areas = {k: metrics.roc_auc_score(truth == k, scores[:, k]) for k in known}
    if len(known) == classes and np.allclose(scores.sum(1), 1):
        macro = metrics.roc_auc_score(truth, scores, multi_class="ovr", average="macro")
        weighted = metrics.roc_auc_score(truth, scores, multi_class="ovr", average="weighted")
    else:
        macro = float(np.mean(list(areas.values())))
        weighted = float(sum((truth == k).mean() * areas[k] for k in known))
    brier = metrics.brier_score_loss(truth, scores, labels=labels, scale_by_half=False)
    return {
        "name": name, "classes": classes, "truth": truth.tolist(), "scores": scores.tolist(),
        "expected": {
            "macro_roc_auc": macro, "weighted_roc_auc": weighted,
            "macro_variance": average_variance(truth, scores, False), "weighted_variance": average_variance(truth, scores, True),
            "log_loss": metrics.log_loss(truth, scores, labels=labels), "log_loss_interval": student(losses),
            "brier": brier, "brier_interval": student(squares),
        },
    }


def drawn(n, classes, sharpness, digits=4, weights=None):
    truth = rng.choice(classes, n, p=weights)
    logits = rng.normal(size=(n, classes)) + sharpness * np.eye(classes)[truth]
    scores = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    # Few digits that add up to 1.
    steps = 10**digits
    counts = np.floor(scores * steps)
    counts[:, 0] += steps - counts.sum(1)
    scores = counts / steps
    return truth, scores


def curve_case(name, truth, scores):
    false_rate, recall, thresholds = metrics.roc_curve(truth, scores, drop_intermediate=False)
    precision, other, cuts = metrics.precision_recall_curve(truth, scores)
    by_cut = dict(zip(cuts.tolist(), precision.tolist()))
    points = [[t, f, r, by_cut[t]] for t, f, r in zip(thresholds.tolist(), false_rate.tolist(), recall.tolist()) if t in by_cut]
    return {"name": name, "truth": truth.astype(int).tolist(), "scores": scores.tolist(), "points": points}


def share_groups(name, hits, n):
    hits, n = np.array(hits), np.array(n)
    found = stats.chi2_contingency([hits, n - hits], correction=False)
    pooled = hits.sum() / n.sum()
    combined = combine_effects(hits / n, pooled * (1 - pooled) / n, method_re="dl")
    gaps = []
    for place in range(len(n)):
        others, rows = hits.sum() - hits[place], n.sum() - n[place]
        low, high = confint_proportions_2indep(int(hits[place]), int(n[place]), int(others), int(rows), method="newcomb", compare="diff")
        gaps.append([hits[place] / n[place] - others / rows, float(low), float(high)])
    return {"name": name, "hits": hits.tolist(), "n": n.tolist(), "p_value": float(found.pvalue),
            "spread": math.sqrt(max(0.0, combined.tau2)), "gaps": gaps}


def mean_groups(name, groups):
    groups = [np.round(group, 3) for group in groups]
    found = anova_oneway(groups, use_var="unequal", welch_correction=True)
    means, variances = [group.mean() for group in groups], [group.var(ddof=1) / len(group) for group in groups]
    combined = combine_effects(np.array(means), np.array(variances), method_re="dl")
    gaps = []
    for place, own in enumerate(groups):
        rest = np.concatenate([group for other, group in enumerate(groups) if other != place])
        test = stats.ttest_ind(own, rest, equal_var=False)
        interval = test.confidence_interval(0.95)
        gaps.append([own.mean() - rest.mean(), float(interval.low), float(interval.high), float(test.pvalue)])
    return {"name": name, "groups": [group.tolist() for group in groups], "p_value": float(found.pvalue),
            "spread": math.sqrt(max(0.0, combined.tau2)), "gaps": gaps}


classes = [
    class_case("three classes", *drawn(200, 3, 1.5)),
    class_case("ten classes", *drawn(120, 10, 1.0)),
    class_case("ties", *drawn(150, 4, 1.0, digits=1)),
    class_case("unequal", *drawn(250, 3, 1.0, weights=[0.9, 0.07, 0.03])),
    class_case("no better than chance", *drawn(120, 3, 0.0)),
    class_case("nearly sure", *drawn(100, 3, 8.0)),
    class_case("a class without rows", *drawn(80, 4, 1.0, weights=[0.4, 0.35, 0.25, 0.0])),
]
separated = (rng.random(400) < 0.4)
noise = rng.normal(size=400)
curves = [
    curve_case("usual", (labels := rng.random(400) < 0.3), np.round(1 / (1 + np.exp(-(noise + 1.5 * labels))), 3)),
    curve_case("rare", (labels := rng.random(1000) < 0.03), np.round(rng.normal(size=1000) + 1.0 * labels, 2)),
    curve_case("ties", (labels := rng.random(600) < 0.5), np.round(rng.random(600) * 0.6 + 0.3 * labels, 1)),
    curve_case("apart", separated, np.round(separated + rng.random(400) * 0.5, 3)),
]
groups = [
    share_groups("alike", [100, 52, 20, 8], [1000, 500, 200, 60]),
    share_groups("one differs", [620, 810, 800, 20], [1000, 1000, 990, 40]),
    share_groups("two", [30, 55], [100, 100]),
]
means = [
    mean_groups("alike", [rng.normal(2, 1, size) for size in (200, 80, 30)]),
    mean_groups("one differs", [rng.normal(mean, sd, size) for mean, sd, size in ((2, 1, 200), (2.1, 2, 80), (3, 1, 40), (2, 0.5, 60))]),
]
print(json.dumps({"classes": classes, "curves": curves, "shares": groups, "means": means}, separators=(",", ":")))
