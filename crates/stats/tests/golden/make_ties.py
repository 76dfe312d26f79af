"""Writes the table of rank tests of samples with ties: p-values by 100 000 permutations each.

Run it in this folder: `python make_ties.py`. Given the ties, a permutation is a draw of the reference's counts at the distinct values
from the multivariate hypergeometric law, which NumPy makes at once for all permutations. Each statistic is written down here from its
definition, for all draws side by side; none of ours is used. A p-value is the share of draws at least as extreme as what was seen.
"""

import json
import platform
import sys

import numpy as np
import scipy

PERMUTATIONS = 100_000
BLOCK = 10_000
PAIRS = 200


def statistics(counts, pooled, n, values):
    """Of each row of the reference's counts: every statistic, the larger the more extreme."""
    counts = counts.astype(float)
    total = pooled.sum()
    m = total - n
    size = pooled.astype(float)
    ends = np.cumsum(size)
    x = np.cumsum(counts, axis=1)
    gap = x * m - (ends - x) * n  # nm (F - G), in whole numbers
    found = {"ks": np.abs(gap).max(axis=1), "kuiper": np.maximum(gap.max(axis=1), 0) - np.minimum(gap.min(axis=1), 0)}
    # Cramer-von Mises: half of a tied group's weight at either side of it.
    found["cramer_von_mises"] = (gap[:, :-1] ** 2 * (size[:-1] + size[1:]) / 2).sum(axis=1) / (n * m * total**2)
    # Anderson-Darling by midranks (Scholz and Stephens 1987).
    before = ends - size / 2
    inner = x - counts / 2
    found["anderson_darling"] = (size * (total * inner - n * before) ** 2 / (before * (total - before) - total * size / 4)).sum(axis=1)
    midrank = ends - size / 2 + 0.5
    found["mann_whitney"] = np.abs((counts * (2 * midrank)).sum(axis=1) - n * (total + 1))
    scores = (midrank - (total + 1) / 2) ** 2 + (size**2 - 1) / 12
    found["mood"] = np.abs((counts * scores).sum(axis=1) - n * (total**2 - 1) / 12)
    if (scores == scores[0]).all():
        found.pop("mood")
    w = epps_singleton(counts, size - counts, n, m, values)
    if w is not None:
        found["epps_singleton"] = w
    return found


def quantile(values, size, share):
    place = share * (size.sum() - 1)
    ends = np.cumsum(size)
    low, high = (values[np.searchsorted(ends, np.floor(p), side="right")] for p in (place, np.ceil(place)))
    return low + (place - np.floor(place)) * (high - low)


def epps_singleton(left, right, n, m, values):
    size = left[0] + right[0]
    spread = quantile(values, size, 0.75) - quantile(values, size, 0.25)
    if spread <= 0 or n < 5 or m < 5:
        return None
    u = (values - quantile(values, size, 0.5)) / (spread / 2)
    g = np.stack([np.cos(0.4 * u), np.sin(0.4 * u), np.cos(0.8 * u), np.sin(0.8 * u)], axis=1)
    products = np.einsum("gi,gj->gij", g, g).reshape(len(u), 16)

    def moments(counts, length):
        mean = counts @ g / length
        return mean, (counts @ products / length).reshape(-1, 4, 4) - np.einsum("bi,bj->bij", mean, mean)

    (mean_left, cov_left), (mean_right, cov_right) = moments(left, n), moments(right, m)
    total = n + m
    omega = total / n * cov_left + total / m * cov_right
    difference = mean_left - mean_right
    lambdas, vectors = np.linalg.eigh(omega)
    turned = np.einsum("bji,bj->bi", vectors, difference)
    kept = (lambdas > 1e-12 * lambdas[:, -1:]) & (lambdas > 1e-12 * (total / n + total / m))
    form = np.where(kept, turned**2 / np.where(kept, lambdas, 1), 0).sum(axis=1)
    return total * form


def shape(random, kind, distinct):
    """The values and their shares."""
    places = np.arange(distinct)
    if kind == "even":
        return places.astype(float), np.full(distinct, 1 / distinct)
    if kind == "zero-inflated":
        shares = np.exp(-3 * places / distinct)
        shares[0] = shares[1:].sum() * random.choice([1, 3, 12])
        return places.astype(float), shares / shares.sum()
    if kind == "rounded normal":
        z = (places - (distinct - 1) / 2) / max(distinct / 6, 0.7)
        shares = np.exp(-z * z / 2)
        return np.round(z, 3), shares / shares.sum()
    if kind == "geometric":
        shares = 0.9 ** (places * 40 / distinct)
        return places.astype(float), shares / shares.sum()
    if kind == "clipped":
        shares = np.ones(distinct)
        shares[0] = shares[-1] = 0.4 * distinct
        return places / 10, shares / shares.sum()
    shares = random.dirichlet(np.full(distinct, 0.3))
    return np.cumsum(random.integers(1, 9, distinct)).astype(float), shares


def pairs():
    random = np.random.default_rng(20_261_128)
    kinds = ["even", "zero-inflated", "rounded normal", "geometric", "clipped", "uneven"]
    sizes = [30, 30, 50, 100, 200, 400, 1_000, 3_000, 10_000, 20_000]
    made = 0
    while made < PAIRS:
        kind = kinds[made % len(kinds)]
        distinct = int(np.round(2 * 100 ** random.uniform())) if made % 5 else int(random.integers(2, 5))
        n = int(random.choice(sizes))
        m = n if random.uniform() < 0.4 else int(random.choice(sizes))
        values, shares = shape(random, kind, distinct)
        # Some of them differ by what can just be seen at these sizes.
        tilt = random.choice([0, 0, 1, 1.5, 2.2]) * np.sqrt(1 / n + 1 / m)
        ramp = (np.arange(distinct) / (distinct - 1) - 0.5) * 3 if random.uniform() < 0.6 else np.cos(np.arange(distinct) * 2 * np.pi / distinct)
        other = shares * np.exp(tilt * ramp)
        counts = random.multinomial(n, shares), random.multinomial(m, other / other.sum())
        there = counts[0] + counts[1] > 0
        if there.sum() < 2:
            continue
        yield f"{kind}, {n} and {m}", values[there], counts[0][there], counts[1][there]
        made += 1


def compute(place, name, values, left, right):
    random = np.random.default_rng([7, place])
    pooled, n = left + right, int(left.sum())
    seen = {test: of[0] for test, of in statistics(left[None, :], pooled, n, values).items()}
    as_far = dict.fromkeys(seen, 0)
    for _ in range(PERMUTATIONS // BLOCK):
        counts = random.multivariate_hypergeometric(pooled, n, size=BLOCK, method="marginals")
        for test, of in statistics(counts, pooled, n, values).items():
            as_far[test] += int((of >= seen[test] * (1 - 1e-9)).sum())
    return {"name": name, "values": values.tolist(), "reference": left.tolist(), "production": right.tolist(), "as_far": as_far}


if __name__ == "__main__":
    cases = []
    for place, pair in enumerate(pairs()):
        cases.append(compute(place, *pair))
        print(place, cases[-1]["name"], len(pair[1]), cases[-1]["as_far"], file=sys.stderr, flush=True)
    versions = {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__}
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    with open("ties.json", "w") as file:
        file.write(f'{{"versions":{json.dumps(versions)},"permutations":{PERMUTATIONS},\n"cases":[\n{lines}\n]}}\n')
