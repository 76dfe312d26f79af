"""The exact Kolmogorov-Smirnov p-value given the ties, by the share of lattice paths that leave the band at the end of a tie group.

Each order of the pooled values is equally likely. A(x, y) is the share of paths to (x, y) that have left, the mean of both predecessors by
how many of their kind are drawn; at the end of a group it is 1 outside of the band (Schroer and Trenkler 1995). Rust goes by
binomial weights instead.
"""

import numpy as np


def ks_given_ties(x, y):
    n, m = len(x), len(y)
    pooled = np.sort(np.concatenate([x, y]))
    ends = np.flatnonzero(np.append(pooled[1:] != pooled[:-1], True)) + 1
    counts = np.searchsorted(np.sort(x), pooled[ends - 1], side="right")
    largest = int(np.abs(counts * (n + m) - ends * n).max())
    if largest == 0:
        return 1.0
    is_end = np.zeros(n + m + 1, bool)
    is_end[ends] = True
    count = np.arange(n + 1)
    left = np.ones(n + 1)
    left[0] = 0.0
    for size in range(1, n + m + 1):
        by_x = np.concatenate([[0.0], left[:-1]]) * count
        left = (by_x + left * (size - count)) / size
        if is_end[size]:
            left[np.abs(count * (n + m) - size * n) >= largest] = 1.0
    return float(left[n])


if __name__ == "__main__":
    # By hand: two of four are tied; D = 1 takes 1 of the 3 ways on either side.
    assert abs(ks_given_ties([1, 1], [2, 3]) - 1 / 3) < 1e-15
