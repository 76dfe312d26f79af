"""Writes service.json: figures of a served model by SciPy, statsmodels and NumPy.

    python make_service.py > service.json
"""

import json
import platform

import numpy as np
import scipy
import scipy.stats
import statsmodels
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

random = np.random.default_rng(20261129)


def quantiles():
    """The ends of quantile_test's interval, None where they lie beyond the sample."""
    cases = []
    for size in [1, 5, 6, 7, 35, 36, 71, 72, 100, 367, 368, 500, 3687, 3688, 12000, 1_000_000]:
        values = np.arange(size, dtype=float)
        for probability in [0.5, 0.9, 0.95, 0.99, 0.999]:
            for level in [0.9, 0.95, 0.99]:
                found = scipy.stats.quantile_test(values, q=0, p=probability).confidence_interval(level)
                ends = [None if np.isnan(end) else int(end) for end in (found.low, found.high)]
                cases.append({"size": size, "probability": probability, "level": level, "low": ends[0], "high": ends[1]})
    return cases


def shares():
    cases = []
    tables = [(0, 9, 0, 7), (9, 9, 7, 7), (0, 9, 7, 7), (1, 1, 0, 1), (56, 70, 48, 80), (3, 12000, 9, 6000), (1, 10**6, 8, 10**6)]
    for _ in range(40):
        n = random.integers(1, 3000, 2)
        tables.append((int(random.integers(0, n[0] + 1)), int(n[0]), int(random.integers(0, n[1] + 1)), int(n[1])))
    for a, n, b, m in tables:
        for level in [0.95, 0.99]:
            share = proportion_confint(a, n, 1 - level, method="wilson")
            # statsmodels takes the first less the second.
            difference = confint_proportions_2indep(b, m, a, n, method="newcomb", compare="diff", alpha=1 - level)
            cases.append({"hits": [a, b], "cases": [n, m], "level": level, "share": [float(end) for end in share],
                          "difference": [float(end) for end in difference]})
    return cases


def mantel_haenszel():
    """Greenland and Robins' estimate with Sato's variance, over whole numbers as far as possible."""
    from fractions import Fraction as F

    cases = []
    for strata in [1, 2, 5, 30, 200]:
        for _ in range(6):
            most = 400 if strata < 30 else 40
            cases_of = random.integers(1, most, (strata, 2))
            hits = random.binomial(cases_of, random.uniform(0.0, 0.4, (strata, 1)))
            w = d = p = q = F(0)
            for (b, a), (m, n) in zip(hits.tolist(), cases_of.tolist()):
                w += F(n * m, n + m)
                d += F(a * m - b * n, n + m)
                p += F(n * n * b - m * m * a, (n + m) ** 2) + F(n * m * (m - n), 2 * (n + m) ** 2)
                q += F(a * (m - b) + b * (n - a), 2 * (n + m))
            difference = d / w
            variance = (difference * p + q) / (w * w)
            reach = scipy.stats.norm.ppf(0.975) * float(variance) ** 0.5
            cases.append({"hits": hits.tolist(), "cases": cases_of.tolist(), "difference": float(difference),
                          "low": float(difference) - reach, "high": float(difference) + reach})
    return cases


def shifts():
    """The median of all differences, and the differences at the ranks of its interval."""
    cases = []
    for n, m in [(1, 1), (3, 4), (5, 5), (10, 20), (60, 45), (300, 200), (700, 900)]:
        for digits in [1, 9]:
            x, y = (np.sort(np.round(random.gamma(2, 15, size), digits)) for size in (n, m))
            differences = np.sort(np.subtract.outer(y, x).ravel())
            k = int(np.floor(n * m / 2 - scipy.stats.norm.ppf(0.975) * (n * m * (n + m + 1) / 12) ** 0.5))
            ends = [None, None] if k < 1 else [float(differences[k - 1]), float(differences[n * m - k])]
            cases.append({"x": x.tolist(), "y": y.tolist(), "shift": float(np.median(differences)), "low": ends[0], "high": ends[1]})
    return cases


def strata():
    """The strata's shifts by the weights of Mantel and Haenszel, with intervals as wide as their ranks."""
    z = scipy.stats.norm.ppf(0.975)
    cases = []
    for count in [1, 3, 8]:
        parts = [[np.sort(random.gamma(2, 15, size).round(6)) for size in random.integers(8, 60, 2)] for _ in range(count)]
        shifts, weights, errors = [], [], []
        for x, y in parts:
            n, m = len(x), len(y)
            differences = np.sort(np.subtract.outer(y, x).ravel())
            k = int(np.floor(n * m / 2 - z * (n * m * (n + m + 1) / 12) ** 0.5))
            shifts.append(np.median(differences))
            weights.append(n * m / (n + m))
            errors.append((differences[n * m - k] - differences[k - 1]) / (2 * z))
        shift = np.average(shifts, weights=weights)
        reach = z * float(np.sqrt(np.sum(np.square(weights) * np.square(errors)))) / sum(weights)
        cases.append({"strata": [[x.tolist(), y.tolist()] for x, y in parts], "shift": float(shift), "low": shift - reach, "high": shift + reach})
    return cases


versions = {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__}
print(json.dumps({"versions": versions, "quantiles": quantiles(), "shares": shares(), "mantel_haenszel": mantel_haenszel(), "shifts": shifts(), "strata": strata()}))
