"""Expected values of tests/clocks.rs: means by SciPy, Kuiper's V by counting, its p by 4 000 permutations with NumPy.

    pip install scipy && python clocks.py
"""

import numpy as np
from scipy.stats import circmean, circvar

DAY = 1440


def minutes(rows, start, spread):
    """Minutes of the day around `start`, by whole numbers, so that Rust makes the same ones."""
    return np.array([(start + (row * row * 7 + row * 3) % spread) % DAY for row in range(rows)])


def kuiper(reference, production):
    values = np.arange(DAY)
    gaps = np.searchsorted(np.sort(reference), values, "right") / len(reference) - np.searchsorted(np.sort(production), values, "right") / len(production)
    return max(gaps.max(), 0) + max(-gaps.min(), 0)


def distance(reference, production):
    """In seconds: the integral of the gap around the circle, less its median (the minutes are of one length)."""
    values = np.arange(DAY)
    gaps = np.searchsorted(np.sort(reference), values, "right") / len(reference) - np.searchsorted(np.sort(production), values, "right") / len(production)
    return 60.0 * np.abs(gaps - np.median(gaps)).sum()


random = np.random.default_rng(30)
for name, (reference, production) in {
    "later": (minutes(400, 1380, 120), minutes(300, 1410, 120)),
    "near": (minutes(400, 1380, 120), minutes(300, 1386, 120)),
}.items():
    pooled = np.concatenate([reference, production])
    v = kuiper(reference, production)
    hits = 0
    rounds = 4_000
    for _ in range(rounds):
        random.shuffle(pooled)
        hits += kuiper(pooled[: len(reference)], pooled[len(reference) :]) >= v - 1e-12
    for side in (reference, production):
        print(name, "mean", circmean(side * 60.0, high=86_400.0), "concentration", 1 - circvar(side * 60.0, high=86_400.0))
    print(name, "distance", distance(reference, production))
    print(name, "V", v, "p", hits / rounds, "±", 2 * np.sqrt(hits / rounds * (1 - hits / rounds) / rounds))
