"""Writes the tables of the tests of several samples, from SciPy, on samples that are made by a rule (`streams.py`).

Run it in this folder: `python make_groups.py`. SciPy's tails are held against mpmath's wherever they are normal numbers.
"""

import math

import mpmath
import numpy as np
from scipy import stats

from make import incomplete_gamma, write
from streams import stream, values

SHAPES = ["bell", "skewed", "heavy", "ties", "integers", "uniform", "mostly zero", "two values"]


def groups():
    cases, seed = [], 1_000
    for shape in SHAPES:
        for k, count, step, stretch in [(2, 30, 0.0, 1.0), (3, 120, 0.2, 1.0), (4, 50, 0.0, 1.5), (6, 700, 0.6, 1.0)]:
            samples = []
            for place in range(k):
                seed += 1
                samples.append(stream(shape, seed, count + 7 * place, step * place, stretch**place))
            cases.append((f"{shape}, {k} samples of {count}", samples))
    one = lambda seed, count, **others: stream("bell", seed, count, **others)
    cases += [
        ("sizes from 1 to 2000", [one(1, 1), one(2, 8, shift=1.0), one(3, 2000)]),
        ("three tiny ones", [one(4, 2), one(5, 3), one(6, 2, shift=2.0)]),
        ("an outlier of 1e6", [one(7, 90), one(8, 80, outlier=1e6), one(9, 100)]),
        ("disjoint", [one(10, 400), one(11, 300, shift=10.0), one(12, 300, shift=-10.0)]),
        ("far in the tail", [one(13, 880), one(14, 870, shift=0.7), one(15, 900, shift=1.4)]),
        ("deep: means", [one(21, 820), one(22, 840, shift=0.7), one(23, 800, shift=1.4)]),
        ("deep: ranks", [one(24, 1100), one(25, 1000, shift=0.7), one(26, 1050, shift=1.4)]),
        ("a constant among others", [one(16, 40, scale=0.0), one(17, 50), one(18, 60, shift=0.3)]),
        ("all constant and equal", [one(19, 5, scale=0.0), one(20, 6, scale=0.0)]),
    ]
    return cases


def main():
    cases = []
    for name, parameters in groups():
        samples = [np.array(values(sample)) for sample in parameters]
        case = {"name": name, "samples": parameters, "kruskal_wallis": None, "anova": None}
        if len(set(np.concatenate(samples))) > 1:
            rank, mean = stats.kruskal(*samples), stats.f_oneway(*samples)
            k, total = len(samples), sum(map(len, samples))
            tail = incomplete_gamma((k - 1) / 2, float(rank.statistic) / 2)[1]
            assert math.isclose(tail, rank.pvalue, rel_tol=1e-9), (name, tail, rank.pvalue)
            case["kruskal_wallis"] = {"statistic": float(rank.statistic), "p_value": float(rank.pvalue)}
            f = mpmath.mpf(float(mean.statistic))
            with mpmath.workdps(60):
                x = (total - k) / (total - k + (k - 1) * f)
                tail = mpmath.betainc(mpmath.mpf(total - k) / 2, mpmath.mpf(k - 1) / 2, 0, x, regularized=True)
            case["anova"] = {"statistic": float(mean.statistic), "p_value": float(tail)}
            assert tail < 1e-290 or math.isclose(tail, mean.pvalue, rel_tol=1e-7), (name, tail, mean.pvalue)
        cases.append(case)
        print(name, case["kruskal_wallis"], case["anova"])
    write("groups", cases)


main()
