"""Writes calibration.json: scores and labels, and how far the scores are probabilities by other tools.

Made with Python 3.11, numpy 2.4.6, SciPy 1.17.1, scikit-learn 1.9.1, statsmodels 0.15.0:

    python make_calibration.py > calibration.json

The slope is statsmodels' Logit, the intercept its binomial GLM with the logits as offset. Bins of scores without ties are scikit-learn's
calibration_curve of equal counts, with statsmodels' Wilson intervals; squared error and Spiegelhalter's z are computed from their formulas.
"""

import json
import math

import numpy as np
import statsmodels.api as sm
from scipy import stats
from sklearn.calibration import calibration_curve
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(20261129)


def case(name, scores, labels):
    scores, labels = np.asarray(scores, float), np.asarray(labels, int)
    clipped = np.clip(scores, 1e-6, 1 - 1e-6)
    logits = np.log(clipped / (1 - clipped))
    tilt = 1 - 2 * scores
    z = np.sum((labels - scores) * tilt) / math.sqrt(np.sum(tilt**2 * scores * (1 - scores)))
    joint = sm.Logit(labels, sm.add_constant(logits)).fit(disp=0, method="newton", tol=1e-14, maxiter=200)
    large = sm.GLM(labels, np.ones((len(labels), 1)), family=sm.families.Binomial(), offset=logits).fit(tol=1e-15, maxiter=200)
    expected = {
        "mean_score": scores.mean(),
        "slope": [joint.params[1], *joint.conf_int()[1]],
        "intercept": [large.params[0], *large.conf_int()[0]],
        "z": z,
        "p_value": 2 * stats.norm.sf(abs(z)),
    }
    bins, rows = 10, len(scores) // 10
    rate, mean = calibration_curve(labels, scores, n_bins=bins, strategy="quantile")
    hits = np.rint(rate * rows).astype(int)
    # Bins with fewer than 5 positive labels are joined, which scikit-learn does not do.
    if len(np.unique(scores)) == len(scores) == rows * bins and rows >= 50 and hits.min() >= 5:
        low, high = proportion_confint(hits, rows, method="wilson")
        expected["bins"] = [[float(value) for value in row] for row in zip(mean, rate, low, high)]
        expected["squared_error"] = float(np.mean((rate - mean) ** 2 - rate * (1 - rate) / (rows - 1)))
    return {"name": name, "scores": scores.tolist(), "labels": labels.tolist(), "expected": expected}


def drawn(n, slope, intercept, spread=1.5, digits=6, shift=0.0):
    """Scores whose labels need this slope and intercept."""
    logits = rng.normal(shift, spread, n)
    scores = 1 / (1 + np.exp(-logits))
    scores = np.round(scores, digits)
    return scores, (rng.random(n) < 1 / (1 + np.exp(-(intercept + slope * logits)))).astype(int)


cases = [
    case("probabilities", *drawn(1000, 1, 0, spread=1.0)),
    case("too extreme", *drawn(1000, 0.5, 0)),
    case("too timid", *drawn(1000, 1.6, 0, spread=0.9)),
    case("too high", *drawn(1000, 1, -0.8)),
    case("too low", *drawn(1000, 1, 0.9)),
    case("600 rows", *drawn(600, 0.8, 0.3, spread=1.0)),
    case("upside down", *drawn(500, -0.7, 0)),
    case("two digits", *drawn(400, 0.9, 0.1, digits=2)),
    case("one digit, some 0 and 1", *drawn(600, 0.7, 0.2, spread=2.5, digits=1)),
    case("rare", *drawn(2000, 0.9, -0.2, shift=-3.0, digits=3)),
    case("few rows", *drawn(60, 1, 0)),
]
print(json.dumps({"cases": cases}, separators=(",", ":")))
