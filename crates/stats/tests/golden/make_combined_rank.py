"""Makes combined_rank.json: the combined rank test of sixty pairs of samples, from its definition and by relabelling.

    pip install numpy scipy && python3 crates/stats/tests/golden/make_combined_rank.py

For each look there is the p-value from an independent computation of the same law, and the share of 20,000 random relabellings
of the pooled values whose statistic is at least as large.
"""
import json
import platform
from pathlib import Path

import numpy as np
import scipy

import combined_rank as test

ROUNDS = 20_000
random = np.random.default_rng(20261128)


def pairs():
    normal = lambda k, mean=0, sd=1: random.normal(mean, sd, k)
    kinds = {
        "normal": (normal, normal),
        "shifted": (normal, lambda k: normal(k, 0.25)),
        "wider": (normal, lambda k: normal(k, 0, 1.3)),
        "rounded": (lambda k: np.round(normal(k), 1), lambda k: np.round(normal(k), 1)),
        "ratings": (lambda k: random.choice(5, k, p=[0.05, 0.1, 0.2, 0.35, 0.3]), lambda k: random.choice(5, k, p=[0.1, 0.1, 0.2, 0.35, 0.25])),
        "counts": (lambda k: random.poisson(3, k), lambda k: random.poisson(3.2, k)),
        "zeros": (lambda k: np.where(random.random(k) < 0.85, 0, random.exponential(1, k)), lambda k: np.where(random.random(k) < 0.8, 0, random.exponential(1, k))),
        "two values": (lambda k: (random.random(k) < 0.1).astype(float), lambda k: (random.random(k) < 0.15).astype(float)),
        "rare value": (lambda k: (random.random(k) < 0.01) * 2.0 + (random.random(k) < 0.3), lambda k: (random.random(k) < 0.02) * 2.0 + (random.random(k) < 0.3)),
        "outliers": (normal, lambda k: np.where(random.random(k) < 0.03, 6, normal(k))),
    }
    for name, (before, after) in kinds.items():
        for n, m in [(30, 30), (100, 35), (60, 300), (400, 400), (2000, 150), (1500, 1500)]:
            yield name, np.round(np.asarray(before(n), float), 4), np.round(np.asarray(after(m), float), 4)


def by_relabelling(x, y, found):
    values = np.sort(np.concatenate([x, y]))
    size, n = len(values), len(x)
    base = np.zeros(size, int)
    base[:n] = 1
    cuts = test.cut_places(values, base)
    edges, _ = test.bin_edges(values, min(n, size - n))
    places = np.array([cut for cut, _, _ in cuts])
    t = places / size
    count = np.array([weight for _, _, weight in cuts])
    wins = dict.fromkeys(found, 0)
    totals = np.diff(edges)
    for start in range(0, ROUNDS, 500):
        labels = np.argsort(random.random((500, size)), axis=1) < n
        below = np.concatenate([np.zeros((500, 1), int), np.cumsum(labels, axis=1)], axis=1)
        g = test.likelihood_ratio(below[:, places], places, n, size)
        for name, exponent in [("likelihood_ratio_middle", 0.75), ("likelihood_ratio_tails", -0.25)]:
            weight = count * (t * (1 - t)) ** exponent
            wins[name] += int(np.sum(g @ (weight / weight.sum()) >= found[name][0] * (1 - 1e-9)))
        largest = np.max([test.likelihood_ratio(below[:, high] - below[:, low], high - low, n, size) for low, high in test.windows(edges)], axis=0)
        wins["scan"] += int(np.sum(largest >= found["scan"][0] * (1 - 1e-9)))
        if "chi_square_of_values" in found:
            off = np.diff(below[:, edges], axis=1) - totals * n / size
            chi = np.sum(off**2 / totals, axis=1) * size * size / (n * (size - n))
            wins["chi_square_of_values"] += int(np.sum(chi >= found["chi_square_of_values"][0] * (1 - 1e-9)))
    return {name: won / ROUNDS for name, won in wins.items()}


cases = []
for name, x, y in pairs():
    found, p = test.looks(x, y)
    shares = by_relabelling(x, y, found)
    cases.append({
        "name": name,
        "reference": [float(value) for value in np.sort(x)],
        "production": [float(value) for value in np.sort(y)],
        "p_value": p,
        "looks": {look: {"statistic": s, "p_value": q, "relabelled": shares[look]} for look, (s, q) in found.items()},
    })
    print(name, len(x), len(y), {k: (round(v[1], 4), round(shares[k], 4)) for k, v in found.items()}, round(p, 4))

document = {"versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__}, "rounds": ROUNDS, "cases": cases}
Path(__file__).with_name("combined_rank.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")
