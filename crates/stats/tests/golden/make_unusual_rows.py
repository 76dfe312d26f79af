"""Distances of rows by a regression of each column's scores on the others: golden values for `unusual_rows`.

    python make_unusual_rows.py > unusual_rows.json

Run with NumPy 2.4 and SciPy 1.17. The crate multiplies by an inverse matrix; here the score of each column is regressed on those of the
others (solve of the normal equations), and what is left is divided by the root of the conditional variance.
"""

import json

import numpy as np
from scipy.stats import norm

rng = np.random.default_rng(20261130)


def scores(known, values):
    ordered = np.sort(known)
    rank = (np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")) / 2
    unit = (np.percentile(known, 75) - np.percentile(known, 25)) / 1.349
    if unit == 0:
        unit = np.std(known, ddof=1) if np.ptp(known) > 0 else 1.0
    past = np.maximum(values - ordered[-1], 0) - np.maximum(ordered[0] - values, 0)
    return norm.ppf((rank + 0.5) / (len(known) + 1)) + np.clip(past / unit, -1000, 1000)


def distances(reference, rows):
    z, other = (np.column_stack([scores(known, side) for known, side in zip(reference, columns)]) for columns in (reference, rows))
    moments = z.T @ z / len(z)
    np.fill_diagonal(moments, np.maximum(np.diag(moments), 1))
    moments += 0.05 * np.eye(len(moments))
    found = np.empty_like(other)
    for place in range(len(moments)):
        rest = [column for column in range(len(moments)) if column != place]
        slopes = np.linalg.solve(moments[np.ix_(rest, rest)], moments[rest, place]) if rest else np.zeros(0)
        left = other[:, place] - other[:, rest] @ slopes
        found[:, place] = np.abs(left) / np.sqrt(moments[place, place] - slopes @ moments[rest, place])
    return found.max(axis=1), found.argmax(axis=1)


def case(reference, rows):
    far, column = distances(reference, rows)
    return {"reference": reference, "rows": rows, "distances": far.tolist(), "columns": column.tolist()}


def rounded(values):
    return np.round(values, 4).tolist()


def related(rows, shift):
    base = rng.normal(shift, 1, rows)
    return [rounded(base), rounded(np.exp(base + 0.3 * rng.normal(size=rows))), rounded(rng.normal(size=rows))]


cases = [
    case(related(60, 0), related(25, 0.5)),
    # Ties, a constant column, a rare flag, and rows past every end.
    case(
        [rng.integers(0, 4, 50).tolist(), [3.0] * 50, [0.0] * 49 + [1.0], rounded(rng.exponential(1, 50))],
        [[-5.0, 0.0, 9.0, 2.0, 1.0], [3.0, 3.0, 4.0, -1e6, 3.0], [0.0, 1.0, 1.0, 0.0, 0.5], [0.5, 80.0, 0.0, 1.0, -1.0]],
    ),
    # A column that others determine.
    case(*[[first, second, rounded(np.add(first, second))] for first, second in
           ((rounded(rng.normal(size=n)), rounded(rng.normal(size=n))) for n in (80, 20))]),
    case([rounded(rng.normal(size=30))], [[0.0, 2.0, 9.0, -4.0]]),
]
print(json.dumps({"cases": cases}))
