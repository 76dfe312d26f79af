"""Writes circle.json: mean directions by SciPy, and distances on the circle as the cheapest transport, solved as a linear program.

    pip install scipy && python make_circle.py > circle.json
"""

import json
import sys

import numpy as np
import scipy
from scipy.optimize import linprog
from scipy.stats import circmean, circvar

random = np.random.default_rng(30)
DAY = 86_400.0


def transport(reference, production):
    """Each value of the reference gives 1/n, each of production takes 1/m; the cost is the shorter way round."""
    n, m = len(reference), len(production)
    apart = np.abs(reference[:, None] - production[None, :])
    cost = np.minimum(apart, DAY - apart)
    gives = np.kron(np.eye(n), np.ones(m))
    takes = np.kron(np.ones(n), np.eye(m))
    found = linprog(cost.ravel(), A_eq=np.vstack([gives, takes]), b_eq=np.r_[np.full(n, 1 / n), np.full(m, 1 / m)], method="highs")
    assert found.status == 0
    return found.fun


def sample(size, middle, spread):
    return np.sort(np.round(random.normal(middle, spread, size) % DAY, 0) % DAY)


cases = []
for sizes in [(1, 1), (3, 2), (12, 12), (17, 30), (40, 25)]:
    for middles in [(0, 0), (85_000, 1_200), (30_000, 52_000), (0, 43_200)]:
        for spread in [600, 9_000, 60_000]:
            sides = [sample(size, middle, spread) for size, middle in zip(sizes, middles)]
            cases.append({
                "reference": sides[0].tolist(),
                "production": sides[1].tolist(),
                "means": [float(circmean(side, high=DAY)) for side in sides],
                "concentrations": [float(1 - circvar(side, high=DAY)) for side in sides],
                "distance": float(transport(*sides)),
            })
print(json.dumps({"versions": f"Python {sys.version.split()[0]}, NumPy {np.__version__}, SciPy {scipy.__version__}", "cases": cases}, indent=None).replace('{"reference"', '\n{"reference"'))
