"""Times the tests, distances and effect sizes of SciPy, or of NumPy where SciPy has none, on data made by ours.

Run as `python race.py FOLDER ROWS…`, with scipy installed; `examples/speed.rs` of driftscope-stats writes the folder.
Prints a line for each test and size, with tabs between: the test's name in the report, whose it is, the rows, and the
seconds of processor time of the fastest of a few calls.

Where NumPy stands in, it computes what the test's own documentation says, interval included, in as few passes as NumPy
needs, without loops in Python. Every test gets rows in any order and counts as they are, and sorts what it must.
"""

import math
import os
import sys
import time
import warnings

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np
import scipy
from scipy import special, stats
from scipy.spatial.distance import jensenshannon

warnings.simplefilter("ignore")
SCIPY, NUMPY = f"SciPy {scipy.__version__}", f"NumPy {np.__version__}"
Z = stats.norm.ppf(0.975)
LONG_ENOUGH, CALLS = 0.05, 3
random = np.random.default_rng(1)


def kuiper(x, y):
    x, y = np.sort(x), np.sort(y)
    both = np.concatenate([x, y])
    gaps = np.searchsorted(x, both, side="right") / len(x) - np.searchsorted(y, both, side="right") / len(y)
    v = gaps.max() - gaps.min()
    root = math.sqrt(len(x) * len(y) / (len(x) + len(y)))
    terms = (np.arange(1, 101) * (root + 0.155 + 0.24 / root) * v) ** 2
    return v, 2 * np.sum((4 * terms - 1) * np.exp(-2 * terms))


def mmd(x, y, most=256, rounds=199):
    x, y = (random.choice(side, most, replace=False) if len(side) > most else side for side in (x, y))
    both = np.concatenate([x, y])
    distances = np.abs(np.subtract.outer(both, both))
    width = np.median(distances[np.triu_indices(len(both), 1)])
    kernel = np.exp(-((distances / width) ** 2) / 2)
    signs = np.concatenate([np.full(len(x), 1 / len(x)), np.full(len(y), -1 / len(y))])
    labels = random.permuted(np.tile(signs, (rounds, 1)), axis=1)
    seen = signs @ kernel @ signs
    return seen, (1 + np.sum(np.einsum("ri,ri->r", labels @ kernel, labels) >= seen)) / (rounds + 1)


def psi(x, y):
    edges = np.quantile(x, np.arange(1, 10) / 10)
    edges = np.concatenate([[-np.inf], edges, [np.inf]])
    p, q = (np.maximum(np.histogram(side, edges)[0] / len(side), 1e-4) for side in (x, y))
    return np.sum((q - p) * np.log(q / p))


def cliffs_delta(x, y):
    """With Cliff's interval, from the ranks of each value on either side."""
    x, y = np.sort(x), np.sort(y)
    n, m = len(x), len(y)
    of_x = m - np.searchsorted(y, x, side="right") - np.searchsorted(y, x, side="left")
    of_y = np.searchsorted(x, y, side="left") + np.searchsorted(x, y, side="right") - n
    delta = of_x.mean() / m
    variance = (m * m * np.sum((of_x / m - delta) ** 2) + n * n * np.sum((of_y / n - delta) ** 2)) / (n * m * (n - 1) * (m - 1))
    reach = Z * math.sqrt(variance) * math.sqrt((1 - delta**2) ** 2 + Z * Z * variance)
    centre, below = delta - delta**3, 1 - delta**2 + Z * Z * variance
    return delta, (centre - reach) / below, (centre + reach) / below


def hedges_g(x, y):
    n, m = len(x), len(y)
    d = (y.mean() - x.mean()) / math.sqrt(((n - 1) * x.var(ddof=1) + (m - 1) * y.var(ddof=1)) / (n + m - 2))
    g = d * (1 - 3 / (4 * (n + m) - 9))
    reach = Z * math.sqrt((n + m) / (n * m) + g * g / (2 * (n + m)))
    return g, g - reach, g + reach


def median_shift(x, y):
    medians, variances = [], []
    for side in (x, y):
        n = len(side)
        c = max(1, math.floor((n + 1) / 2 - math.sqrt(n) + 0.5))
        places = [c - 1, (n - 1) // 2, n // 2, n - c]
        low, left, right, high = np.partition(side, places)[places]
        medians.append((left + right) / 2)
        variances.append(((high - low) / (2 * stats.norm.isf(stats.binom.cdf(c - 1, n, 0.5)))) ** 2)
    shift, reach = medians[1] - medians[0], Z * math.sqrt(sum(variances))
    return shift, shift - reach, shift + reach


def scale_ratio(x, y):
    n, m = len(x), len(y)
    squares = [side.var() * len(side) for side in (x, y)]
    fourth = 0.0
    for side in (x, y):
        middle = stats.trim_mean(side, 1 / (2 * math.sqrt(len(side) - 4)))
        away = (side - middle) ** 2
        fourth += np.dot(away, away)
    kurtosis = (n + m) * fourth / sum(squares) ** 2
    error = math.sqrt(sum((kurtosis - (k - 3) / k) / (k - 1) for k in (n, m)))
    ratio = math.sqrt(squares[1] / (m - 1) / (squares[0] / (n - 1)))
    factor = math.sqrt((m / (m - Z)) / (n / (n - Z)))
    return ratio, ratio * factor * math.exp(-Z * error / 2), ratio * factor * math.exp(Z * error / 2)


def cramers_v(table):
    chi, total, k = stats.chi2_contingency(table, correction=False).statistic, table.sum(), table.shape[1]
    corrected = max(0.0, chi / total - (k - 1) / (total - 1))
    return math.sqrt(corrected / min(k - (k - 1) ** 2 / (total - 1) - 1, 1 - 1 / (total - 1)))


def cohens_w(table):
    test = stats.chi2_contingency(table, correction=False)
    chi, total, df = test.statistic, table.sum(), table.shape[1] - 1
    low = special.chndtrinc(chi, df, 0.975) if stats.chi2.sf(chi, df) < 0.025 else 0.0
    high = special.chndtrinc(chi, df, 0.025) if stats.chi2.sf(chi, df) < 0.975 else 0.0
    return math.sqrt(chi / total), math.sqrt(low / total), math.sqrt(high / total)


def z_test(pair):
    (a, b), (c, d) = pair
    n, m = a + b, c + d
    pooled = (b + d) / (n + m)
    z = (b / n - d / m) / math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return z, 2 * stats.norm.sf(abs(z))


def cohens_h(pair):
    (a, b), (c, d) = pair
    h = 2 * math.asin(math.sqrt(d / (c + d))) - 2 * math.asin(math.sqrt(b / (a + b)))
    reach = Z * math.sqrt(1 / (a + b) + 1 / (c + d))
    return h, h - reach, h + reach


def shares(table):
    return table / table.sum(axis=1, keepdims=True)


def tests(x, y, table, pair):
    return {
        "ks": (SCIPY, lambda: stats.ks_2samp(x, y)),
        "anderson_darling": (SCIPY, lambda: stats.anderson_ksamp([x, y], variant="midrank")),
        "cramer_von_mises": (SCIPY, lambda: stats.cramervonmises_2samp(x, y)),
        "epps_singleton": (SCIPY, lambda: stats.epps_singleton_2samp(x, y)),
        "mann_whitney": (SCIPY, lambda: stats.mannwhitneyu(x, y)),
        "welch_t": (SCIPY, lambda: stats.ttest_ind(x, y, equal_var=False)),
        "student_t": (SCIPY, lambda: stats.ttest_ind(x, y)),
        "levene": (SCIPY, lambda: stats.levene(x, y, center="mean")),
        "brown_forsythe": (SCIPY, lambda: stats.levene(x, y, center="median")),
        "mood": (SCIPY, lambda: stats.mood(x, y)),
        "kuiper": (NUMPY, lambda: kuiper(x, y)),
        "energy": (SCIPY, lambda: stats.energy_distance(x, y)),
        "wasserstein": (SCIPY, lambda: stats.wasserstein_distance(x, y)),
        "wasserstein_normed": (SCIPY, lambda: stats.wasserstein_distance(x, y) / np.std(x)),
        "mmd": (NUMPY, lambda: mmd(x, y)),
        "psi": (NUMPY, lambda: psi(x, y)),
        "cliffs_delta": (NUMPY, lambda: cliffs_delta(x, y)),
        "hedges_g": (NUMPY, lambda: hedges_g(x, y)),
        "median_shift": (NUMPY, lambda: median_shift(x, y)),
        "scale_ratio": (NUMPY, lambda: scale_ratio(x, y)),
        "kl": (SCIPY, lambda: stats.entropy(*shares(table))),
        "jensen_shannon": (SCIPY, lambda: jensenshannon(*table, base=2)),
        "hellinger": (NUMPY, lambda: np.sqrt(np.sum(np.diff(np.sqrt(shares(table)), axis=0) ** 2) / 2)),
        "total_variation": (NUMPY, lambda: np.abs(np.diff(shares(table), axis=0)).sum() / 2),
        "l_infinity": (NUMPY, lambda: np.abs(np.diff(shares(table), axis=0)).max()),
        "chi_square": (SCIPY, lambda: stats.chi2_contingency(table, correction=False)),
        "g": (SCIPY, lambda: stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")),
        "cramers_v": (SCIPY, lambda: cramers_v(table)),
        "cohens_w": (SCIPY, lambda: cohens_w(table)),
        "fisher": (SCIPY, lambda: stats.fisher_exact(pair)),
        "z": (SCIPY, lambda: z_test(pair)),
        "cohens_h": (NUMPY, lambda: cohens_h(pair)),
    }


def seconds(call, times):
    begin = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - begin) / times


def fastest(call):
    once = seconds(call, 1)
    times = int(min(max(LONG_ENOUGH / max(once, 1e-9), 1), 10_000))
    return min([once] + [seconds(call, times) for _ in range(CALLS if once < 2 else 1)])


def main():
    folder, sizes = sys.argv[1], [int(word) for word in sys.argv[2:]]
    for rows in sizes:
        numbers = [np.fromfile(f"{folder}/{side}-{rows}.f64") for side in ("reference", "production")]
        counts = lambda kind: np.array([np.fromfile(f"{folder}/{side}-{kind}-{rows}.u64", dtype=np.uint64).astype(np.int64) for side in ("reference", "production")])
        for name, (whose, call) in tests(*numbers, counts("categories"), counts("pair")).items():
            print(f"{name}\t{whose}\t{rows}\t{fastest(call):e}", flush=True)


main()
