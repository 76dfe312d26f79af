"""How many wrong rows are marked as unusual: by Driftscope's distance, scikit-learn's isolation forest, and the nearest row.

    python docs/comparison/unusual_rows.py

Prints the table of docs/calibration.md, Unusual rows. Run with NumPy 2.4, SciPy 1.17 and scikit-learn 1.9. Each method learns from 5000 rows of a
reference, and marks a row past the score that 99 of 100 of another 5000 do not reach. Driftscope's distance is the formula of
crates/stats/src/multivariate/unusual_rows.rs, written again.
"""

import numpy as np
from scipy.stats import norm
from sklearn.ensemble import IsolationForest
from sklearn.neighbors import NearestNeighbors

rng = np.random.default_rng(1)


def rows(count, size):
    """Columns that share factors, one of them log-normal, and a ring in the first two."""
    factors = rng.normal(size=(count, max(2, size // 3)))
    values = factors @ np.random.default_rng(5).normal(size=(factors.shape[1], size)) + 0.5 * rng.normal(size=(count, size))
    values[:, 2] = np.exp(values[:, 2] / 2)
    angle = rng.uniform(0, 2 * np.pi, count)
    values[:, 0] = 3 * np.cos(angle) + 0.2 * rng.normal(size=count)
    values[:, 1] = 3 * np.sin(angle) + 0.2 * rng.normal(size=count)
    return values


def unlike(values, kind):
    values = values.copy()
    if kind == "one value 4.5 standard deviations off":
        values[:, 3] = values[:, 3].mean() + 4.5 * values[:, 3].std()
    if kind == "two values of other rows":
        values[:, 3], values[:, 4] = rng.permutation(values[:, 3]), rng.permutation(values[:, 4])
    if kind == "the middle of the ring":
        values[:, :2] = 0.3 * rng.normal(size=(len(values), 2))
    if kind == "all values 1.7 times as large":
        values *= 1.7
    return values


def scores(known, values):
    found = np.empty_like(values)
    for column in range(values.shape[1]):
        ordered, x = np.sort(known[:, column]), values[:, column]
        rank = (np.searchsorted(ordered, x, "left") + np.searchsorted(ordered, x, "right")) / 2
        unit = np.subtract(*np.percentile(ordered, [75, 25])) / 1.349
        past = np.maximum(x - ordered[-1], 0) - np.maximum(ordered[0] - x, 0)
        found[:, column] = norm.ppf((rank + 0.5) / (len(known) + 1)) + past / unit
    return found


def driftscope(known):
    z = scores(known, known)
    moments = z.T @ z / len(z)
    np.fill_diagonal(moments, np.maximum(np.diag(moments), 1) + 0.05)
    inverse = np.linalg.inv(moments)
    return lambda values: np.abs(scores(known, values) @ inverse / np.sqrt(np.diag(inverse))).max(axis=1)


def forest(known):
    found = IsolationForest(random_state=0).fit(known)
    return lambda values: -found.score_samples(values)


def nearest(known):
    middle, unit = np.median(known, axis=0), np.subtract(*np.percentile(known, [75, 25], axis=0))
    found = NearestNeighbors(n_neighbors=1).fit((known - middle) / unit)
    return lambda values: found.kneighbors((values - middle) / unit)[0][:, 0]


print("| columns | 1000 rows | Driftscope | isolation forest | nearest row |\n|---:|---|---:|---:|---:|")
for size in (6, 15, 40):
    reference = rows(10_000, size)
    methods = [fit(reference[:5000]) for fit in (driftscope, forest, nearest)]
    limits = [np.quantile(method(reference[5000:]), 0.99) for method in methods]
    for kind in ("like the reference", "one value 4.5 standard deviations off", "two values of other rows", "all values 1.7 times as large", "the middle of the ring"):
        values = unlike(rows(1000, size), kind)
        shares = [100 * (method(values) > limit).mean() for method, limit in zip(methods, limits)]
        print(f"| {size} | {kind} | " + " | ".join(f"{share:.0f} %" for share in shares) + " |")
