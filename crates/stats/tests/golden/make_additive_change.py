"""Writes additive_change.json: a change of a mean, and what each column carries of it by another tool.

Made with Python 3.11, numpy 2.4.6:

    python make_additive_change.py > additive_change.json

The penalised regression is numpy's least squares with a row for each penalised coefficient; the variance of the coefficients is that of the
normal equations' inverse, the errors' by the rows less the coefficients, of which each column has one too many.
"""

import json
import sys

import numpy as np

rng = np.random.default_rng(20261129)


def case(name, rows, columns, noise, rest):
    """columns: (levels, shift of production, effect of a level)."""
    sides = [
        [np.clip(np.round(rng.normal(levels / 2 + (shift if side else 0), levels / 5, n)), 0, levels - 1).astype(int) for levels, shift, _ in columns]
        for side, n in enumerate(rows)
    ]
    y = [
        np.round(sum(effect * np.sin(levels_of_rows) for (_, _, effect), levels_of_rows in zip(columns, side)) + noise * rng.normal(size=n) + rest * (place == 1), 4)
        for place, (side, n) in enumerate(zip(sides, rows))
    ]
    one_hot = [np.hstack([np.eye(levels)[side[at]] for at, (levels, _, _) in enumerate(columns)]) for side in sides]
    x = np.vstack([np.column_stack([np.ones(n), np.full(n, place), hot]) for place, (n, hot) in enumerate(zip(rows, one_hot))])
    size = x.shape[1]
    penalty = np.hstack([np.zeros((size - 2, 2)), np.eye(size - 2)])
    all_y = np.concatenate(y)
    beta = np.linalg.lstsq(np.vstack([x, penalty]), np.concatenate([all_y, np.zeros(size - 2)]), rcond=None)[0]
    n, free = len(all_y), len(all_y) - (size - len(columns))
    inverse = np.linalg.inv(x.T @ x + penalty.T @ penalty)
    errors = np.sum((all_y - x @ beta) ** 2)
    within = sum(np.sum((side - side.mean()) ** 2) for side in y)
    parts, variances, first = [], [], 2
    for at, (levels, _, _) in enumerate(columns):
        own = slice(first, first + levels)
        first += levels
        shares = [hot[:, own.start - 2 : own.stop - 2].mean(axis=0) for hot in one_hot]
        moved = np.zeros(size)
        moved[own] = shares[1] - shares[0]
        added = [hot[:, own.start - 2 : own.stop - 2] @ beta[own] for hot in one_hot]
        variance = errors / free * moved @ inverse @ moved + sum(a.var() / len(a) for a in added)
        parts.append([float(moved @ beta), float(np.sqrt(variance))])
        variances.append(float(added[0].var()))
    return {
        "name": name,
        "columns": [{"levels": levels, "sides": [side[at].tolist() for side in sides]} for at, (levels, _, _) in enumerate(columns)],
        "y": [side.tolist() for side in y],
        "parts": parts,
        "rest": [float(beta[1]), float(np.sqrt(errors / free * inverse[1, 1]))],
        "variances": variances,
        "explained": float(np.clip(1 - errors / within * (n - 2) / free, 0, 1)),
        "change": float(y[1].mean() - y[0].mean()),
    }


cases = [
    case("two columns", [300, 250], [(6, 1.5, 1.0), (4, 0.0, 0.5)], 0.3, 0.0),
    case("a rest that no column carries", [200, 300], [(8, -2.0, 0.7), (3, 0.4, 0.2), (5, 0.0, 0.0)], 1.0, 0.8),
    case("nothing moved", [250, 250], [(5, 0.0, 1.0), (5, 0.0, 0.3)], 0.5, 0.0),
]
json.dump({"numpy": np.__version__, "cases": cases}, sys.stdout)
