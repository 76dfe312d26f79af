"""Writes the table of the exact unconditional tests of two rates, from SciPy and by listing every table.

Run it in this folder: `python make_unconditional.py`. Boschloo's test is SciPy's, with 4096 sampled rates. The test by the
estimated p-value is in R's exact2x2 for other statistics only; here it is written from its definition, without anything
that makes it fast: Fisher's p-value of every table by `scipy.stats`, every rate on a grid, the best of them improved.
"""

import numpy as np
from scipy import optimize, stats

from make import write

MISSED = 1e-6

# Events and sizes of the reference, events and size of production.
TABLES = [
    (7, 10, 1, 13), (0, 30, 5, 30), (1, 30, 6, 30), (3, 30, 11, 30), (10, 30, 3, 40), (0, 60, 3, 40), (2, 60, 7, 40), (0, 100, 5, 100),
    (1, 100, 8, 100), (4, 100, 13, 100), (2, 100, 5, 30), (0, 100, 2, 30), (5, 20, 14, 25), (9, 12, 2, 9), (1, 5, 4, 6), (0, 3, 3, 4),
    (28, 30, 22, 30), (99, 100, 92, 100), (1, 200, 2, 30), (0, 200, 1, 30), (3, 200, 3, 30), (8, 200, 4, 30), (0, 250, 5, 250), (2, 250, 9, 250),
    (1, 250, 1, 10), (5, 1_000, 4, 30), (4, 300_000, 0, 300_000), (3, 1_000_000, 2, 10_000), (1, 1_000, 1, 30), (0, 5_000, 2, 100), (0, 300, 2, 60), (5, 300, 5, 60), (30, 60, 40, 60), (6, 40, 0, 120), (12, 150, 2, 140), (2, 4, 0, 90), (4, 50, 4, 50),
]


def every_fisher(n, m, most):
    """By the number of events: Fisher's two-sided p-value of every table, and its probability."""
    p, given = [], []
    for k in range(most + 1):
        y = np.arange(max(0, k - n), min(m, k) + 1)
        probabilities = stats.hypergeom.pmf(y, n + m, k, m)
        given.append(probabilities)
        p.append(np.array([probabilities[probabilities <= one * (1 + 1e-12)].sum() for one in probabilities]))
    k, y = most // 3, max(0, most // 3 - n)
    assert abs(p[k][0] / stats.fisher_exact([[k - y, n - k + y], [y, m - y]]).pvalue - 1) < 1e-9
    return p, given


def levels(statistic, given, limit):
    """For each number of events, the probability of a statistic of at most the limit."""
    found = [one[of <= limit * (1 + 1e-9)].sum() for of, one in zip(statistic, given)]
    return np.array([0.0] + found[1:])


def at_rate(level, rate, total):
    """The probability of the tables, given that there are events and values that are none."""
    both = -np.expm1(total * np.log1p(-rate)) - np.exp(total * np.log(rate))
    return float(stats.binom.pmf(np.arange(len(level)), total, rate) @ level / both)


def not_refuted(k, total):
    def end(tail, inside, outside):
        both = lambda rate: -np.expm1(total * np.log1p(-rate)) - rate**total
        test = lambda rate: tail(rate) / both(rate) - MISSED / 2
        return optimize.brentq(test, inside, outside, xtol=1e-15) if test(outside) < 0 else outside

    edge = 1e-9 / total
    low = edge if k == 1 else end(lambda rate: stats.binom.sf(k - 1, total, rate) - rate**total, k / total, edge)
    high = 1 - edge if k == total - 1 else end(lambda rate: stats.binom.cdf(k, total, rate) - (1 - rate) ** total, k / total, 1 - edge)
    return low, high


def unconditional(a, n, c, m, most=None):
    """Tables with more events than `most` are left out, where there are more than can be listed."""
    total = n + m
    fisher, given = every_fisher(n, m, total - 1 if most is None else most)
    k, place = a + c, c - max(0, a + c - n)
    t = fisher[k][place]
    if not MISSED <= t < 0.5:
        return t
    estimate = [np.ones(1)]
    for events in range(1, len(fisher)):
        of = [at_rate(levels(fisher, given, p), events / total, total) for p in fisher[events]]
        estimate.append(np.array(of))
    level = levels(estimate, given, estimate[k][place])
    low, high = not_refuted(k, total)
    angles = np.linspace(np.arcsin(np.sqrt(low)), np.arcsin(np.sqrt(high)), 4001)
    value = lambda angle: at_rate(level, min(max(np.sin(angle) ** 2, low), high), total)
    values = [value(angle) for angle in angles]
    best = int(np.argmax(values))
    around = angles[max(best - 1, 0)], angles[min(best + 1, 4000)]
    improved = optimize.minimize_scalar(lambda angle: -value(angle), bounds=around, method="bounded", options={"xatol": 1e-12})
    return max(max(values[best], -improved.fun) + MISSED, 2 * MISSED)


def main():
    cases = []
    for a, n, c, m in TABLES:
        # SciPy's list of all tables would not fit into memory.
        few = n * m > 100_000
        boschloo = None if few else float(stats.boschloo_exact([[a, c], [n - a, m - c]], n=4096).pvalue)
        ours = float(unconditional(a, n, c, m, 110 if n + m > 200 else None))
        case = {"counts": [a, n - a, c, m - c], "boschloo": boschloo, "unconditional": ours}
        print(case, stats.fisher_exact([[a, c], [n - a, m - c]]).pvalue, flush=True)
        cases.append(case)
    write("unconditional", cases)


if __name__ == "__main__":
    main()
