"""Writes the table of Epps-Singleton tests with the pooled covariance: W and its p-value by 20 000 permutations of each pair of ties.json.

Run it in this folder, after make_ties.py: `python make_epps_singleton.py`. W is written down from its definition; the covariance of the
four functions over both samples is the same for all permutations, so W is a quadratic form of the difference of two means.
"""

import json
import platform

import numpy as np
import scipy
from scipy import stats

PERMUTATIONS = 20_000
BLOCK = 5_000


def compute(place, case):
    values, left, right = (np.array(case[name]) for name in ("values", "reference", "production"))
    pooled, n, m = left + right, int(left.sum()), int(right.sum())
    every = np.repeat(values, pooled)
    spread = stats.iqr(every)
    if spread <= 0 or min(n, m) < 5:
        return None
    u = (values - np.median(every)) / (spread / 2)
    g = np.stack([np.cos(0.4 * u), np.sin(0.4 * u), np.cos(0.8 * u), np.sin(0.8 * u)], axis=1)
    covariance = np.cov(np.repeat(g, pooled, axis=0).T)
    lambdas, vectors = np.linalg.eigh(covariance)
    kept = (lambdas > 1e-12 * lambdas[-1]) & (lambdas > 1e-12)

    def w(counts):
        difference = counts @ g / n - (pooled - counts) @ g / m
        return n * m / (n + m) * ((difference @ vectors[:, kept]) ** 2 / lambdas[kept]).sum(axis=1)

    seen = w(left[None, :])[0]
    random, as_far = np.random.default_rng([8, place]), 0
    for _ in range(PERMUTATIONS // BLOCK):
        drawn = random.multivariate_hypergeometric(pooled, n, size=BLOCK, method="marginals")
        as_far += int((w(drawn) >= seen * (1 - 1e-9)).sum())
    return {"place": place, "name": case["name"], "statistic": float(seen), "rank": int(kept.sum()), "as_far": as_far}


if __name__ == "__main__":
    with open("ties.json") as file:
        pairs = json.load(file)["cases"]
    cases = [found for found in (compute(place, case) for place, case in enumerate(pairs)) if found]
    versions = {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__}
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    with open("epps_singleton.json", "w") as file:
        file.write(f'{{"versions":{json.dumps(versions)},"permutations":{PERMUTATIONS},\n"cases":[\n{lines}\n]}}\n')
