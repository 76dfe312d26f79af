"""Tails of S = sum a_j^2/t_j under random relabelling, by NumPy's multivariate hypergeometric law.

Prints the table GOLDEN of crates/stats/src/count_tests/relabelling_tail.rs. NumPy 2, two million rounds a table: the standard error of a
tail of 1e-4 is 7 %.
"""

import numpy as np

TABLES = [
    ([(10, 6)], 30),
    ([(3, 20)], 30),
    ([(22, 50)], 100),
    ([(size, 1) for size in range(1, 40)], 80),
    ([(1, 300), (5, 100), (20, 15)], 100),
    ([(1, 3), (2, 3), (3, 2), (4, 2), (5, 1), (6, 1), (8, 1), (9, 2)], 25),
    ([(300, 40), (50, 100), (1, 500)], 175),
]
random = np.random.default_rng(20261128)
for sizes, drawn in TABLES:
    totals = np.array([size for size, categories in sizes for _ in range(categories)])
    statistics = np.concatenate(
        [(random.multivariate_hypergeometric(totals, drawn, size=100_000, method="marginals") ** 2 / totals).sum(1)
         for _ in range(20)])
    statistics.sort()
    tails = []
    for tail in (0.1, 0.01, 0.001, 0.0001):
        statistic = statistics[int(len(statistics) * (1 - tail))]
        tails.append((float(statistic), float((statistics >= statistic - 1e-9).mean())))
    print(f"    (&{sizes}, {drawn}, &{tails}),")
