"""Writes the tables of the two-sample tests and effect sizes of numbers, from SciPy, mpmath and exact fractions.

Run it in this folder after `make.py`, whose samples it takes: `python make_two_sample.py`. Every value is computed from
the published definition with 50 digits or exactly, and is asserted to agree with SciPy's wherever SciPy has the test
and keeps its digits. Where the two differ for a reason, the reason stands beside the exception.
"""

import json
import math
import warnings
from fractions import Fraction
from itertools import groupby

import mpmath
import numpy as np
from mpmath import mpf
from scipy import optimize, stats

from make import incomplete_gamma, noncentral, psi_on_deciles, write
from streams import stream, values

warnings.simplefilter("ignore")
# Each table begins with this seed, so that one can be written without the other.
SEED = 20_240_518
permutations = np.random.default_rng(SEED)
# How far SciPy's p-value is from ours where ours lies between 1e-300 and 1e-250, by test.
scipy_in_the_tail = {}


def ramp(start, step, count):
    return {"start": start, "step": step, "count": count}


def values_of(sample):
    if isinstance(sample, dict) and "shape" in sample:
        return values(sample)
    if isinstance(sample, dict):
        return [sample["start"] + sample["step"] * place for place in range(sample["count"])]
    return sample


def pairs():
    """The samples of make.py, and evenly spaced ones that are long enough for p-values down to 1e-300."""
    with open("numeric_pairs.json") as file:
        cases = [(case["name"], case["reference"], case["production"]) for case in json.load(file)["cases"]]
    cases += [
        ("ramps, half a step apart", ramp(0.0, 1.0, 900), ramp(0.5, 1.0, 900)),
        ("ramps, shifted by a tenth", ramp(0.0, 1.0, 1000), ramp(100.5, 1.0, 1000)),
        ("ramps, shifted by a third", ramp(0.0, 1.0, 1200), ramp(400.5, 1.0, 1100)),
        ("ramps, shifted by half", ramp(0.0, 1.0, 1500), ramp(750.5, 1.0, 1400)),
        ("ramps, four fifths apart", ramp(0.0, 1.0, 600), ramp(480.5, 1.0, 640)),
        ("ramps, twice as wide", ramp(0.25, 1.0, 1000), ramp(-500.0, 2.0, 1000)),
        ("ramps, four times as wide", ramp(0.25, 1.0, 800), ramp(-1200.0, 4.0, 800)),
        ("ramps with ties, shifted", [float(v // 20) for v in range(700)], [float(v // 15 + 3) for v in range(600)]),
        ("ramps, seven against many", ramp(0.5, 20.0, 7), ramp(10.0, 1.0, 200)),
        ("ramps, eight against eight", ramp(0.0, 3.0, 8), ramp(4.0, 2.0, 8)),
        ("ramps, twenty against nineteen", ramp(0.0, 1.0, 20), ramp(2.5, 1.0, 19)),
        ("three values", [0.0] * 20 + [1.0] * 25 + [2.0] * 15, [0.0] * 10 + [1.0] * 22 + [2.0] * 28),
        ("ramps, sixteen against twelve", ramp(0.0, 1.0, 16), ramp(6.5, 1.0, 12)),
    ]
    return cases


def streams():
    """Hundreds and thousands of values of every class, with differences from none to far in the tail."""
    return [
        ("stream: normal, no shift", stream("bell", 1, 2000), stream("bell", 2, 2000)),
        ("stream: normal, small shift", stream("bell", 3, 1000), stream("bell", 4, 1500, shift=0.1)),
        ("stream: normal, large shift", stream("bell", 5, 1500), stream("bell", 6, 1600, shift=0.95)),
        ("stream: normal, far shift", stream("bell", 7, 1400), stream("bell", 8, 1300, shift=-1.4)),
        ("stream: normal, three times as wide", stream("bell", 9, 1500), stream("bell", 10, 1500, scale=3.0)),
        ("stream: normal, ten times as wide", stream("bell", 11, 1200, scale=10.0), stream("bell", 12, 1500)),
        ("stream: skew, no drift", stream("skewed", 13, 800), stream("skewed", 14, 900)),
        ("stream: skew, stretched", stream("skewed", 15, 1000), stream("skewed", 16, 1000, scale=1.5)),
        ("stream: heavy tail, no drift", stream("heavy", 17, 1000), stream("heavy", 18, 1000)),
        ("stream: heavy tail, wider", stream("heavy", 19, 700), stream("heavy", 20, 800, scale=2.0)),
        ("stream: ties, no drift", stream("ties", 21, 1200), stream("ties", 22, 300)),
        ("stream: ties, shifted", stream("ties", 23, 900), stream("ties", 24, 1000, shift=2.0)),
        ("stream: integers, no drift", stream("integers", 25, 700), stream("integers", 26, 500)),
        ("stream: integers, shifted", stream("integers", 27, 800), stream("integers", 28, 1000, shift=5.0)),
        ("stream: mostly zero", stream("mostly zero", 29, 1000), stream("mostly zero", 30, 800, scale=1.7)),
        ("stream: two values", stream("two values", 31, 500), stream("two values", 32, 400)),
        ("stream: two values, far", stream("two values", 33, 900), stream("two values", 34, 900, shift=1.0, scale=-1.0)),
        ("stream: outlier of 1e6", stream("bell", 35, 600), stream("bell", 36, 700, outlier=1e6)),
        ("stream: unequal sizes", stream("bell", 37, 20), stream("bell", 38, 1800)),
        ("stream: unequal sizes, shifted", stream("bell", 39, 1500, shift=0.5), stream("bell", 40, 25)),
        ("stream: tiny", stream("bell", 41, 3), stream("bell", 42, 4)),
        ("stream: tiny, shifted", stream("heavy", 43, 6), stream("heavy", 44, 6, shift=4.0)),
        ("stream: another shape", stream("uniform", 45, 900, shift=-1.2, scale=2.4), stream("bell", 46, 900)),
        ("stream: disjoint", stream("uniform", 47, 1000), stream("uniform", 48, 1000, shift=5.0)),
        ("stream: constant against spread", stream("bell", 49, 300, shift=0.25, scale=0.0), stream("bell", 50, 200)),
        ("stream: tiny numbers", stream("bell", 51, 250, scale=1e-200), stream("bell", 52, 300, scale=1.3e-200)),
        # Each of these brings one test, or those of spread, between 1e-300 and 1e-250.
        ("deep: Kolmogorov–Smirnov", stream("bell", 53, 2200), stream("bell", 54, 2400, shift=1.0)),
        ("deep: Cramér–von Mises", stream("bell", 55, 1850), stream("bell", 56, 1950, shift=1.0)),
        ("deep: spread", stream("bell", 57, 1600), stream("bell", 58, 1500, scale=4.0)),
        ("deep: Epps–Singleton", stream("bell", 59, 1200), stream("bell", 60, 1250, shift=1.0)),
        ("deep: means", stream("bell", 69, 1550), stream("bell", 70, 1600, shift=1.0)),
        ("deep: Kolmogorov–Smirnov, ties", stream("integers", 61, 2300), stream("integers", 62, 2400, shift=6.0)),
        ("deep: Cramér–von Mises, ties", stream("integers", 63, 1750), stream("integers", 64, 1850, shift=6.0)),
        ("deep: Epps–Singleton, ties", stream("integers", 65, 1200), stream("integers", 66, 1200, shift=6.0)),
        ("deep: spread, ties", stream("integers", 67, 1500, shift=-20.0), stream("integers", 68, 1600, shift=-80.0, scale=4.0)),
        ("deep: means, ties", stream("integers", 71, 1450), stream("integers", 72, 1450, shift=6.0)),
    ]


def wasserstein(p):
    total = Fraction(0)
    for (value, c, d, i, j), after in zip(p.groups, p.groups[1:]):
        total += abs(Fraction(i + c, p.n) - Fraction(j + d, p.m)) * (Fraction(after[0]) - Fraction(value))
    theirs = stats.wasserstein_distance(p.x, p.y)
    if math.isfinite(theirs):
        agree(total, theirs, "wasserstein", 1e-7)
    return total


def wasserstein_normed(p, distance):
    mean, squares = moments(p.x)
    if squares == 0:
        return None
    return float(mpf(distance.numerator) / distance.denominator / mpmath.sqrt(squares / p.n))


def ks(p):
    test = stats.ks_2samp(p.x, p.y)
    # Below 1e-300 SciPy's recursion runs out of normal numbers.
    value = float(test.pvalue) if test.pvalue > 1e-300 else None
    if value and value < 1e-200:
        exact = ks_exact(p)
        in_the_tail("ks", exact, value)
        value = float(exact)
    return {"statistic": float(test.statistic), "p_value": value}


def ks_exact(p):
    """The share of lattice paths that come as far from the diagonal as the samples do, counted in whole numbers."""
    n, m = p.n, p.m
    reach = max(abs((i + c) * m - (j + d) * n) for _, c, d, i, j in p.groups)
    # How many paths lead to (i, j) without coming that far.
    paths = [1] + [0] * m
    for i in range(n + 1):
        for j in range(m + 1):
            if abs(i * m - j * n) >= reach:
                paths[j] = 0
            elif j:
                paths[j] += paths[j - 1]
    share = 1 - Fraction(paths[m], math.comb(n + m, n))
    return mpf(share.numerator) / share.denominator


class Pooled:
    """Whole numbers from the pooled order: for each distinct value, how many of either side equal it and are below."""

    def __init__(self, x, y):
        self.x, self.y = x, y
        self.n, self.m = len(x), len(y)
        self.total = self.n + self.m
        merged = sorted([(v, 0) for v in x] + [(v, 1) for v in y])
        self.groups, i, j = [], 0, 0
        for value, members in groupby(merged, key=lambda pair: pair[0]):
            sides = [side for _, side in members]
            d = sum(sides)
            self.groups.append((value, len(sides) - d, d, i, j))
            i, j = i + len(sides) - d, j + d
        self.ties = any(c + d > 1 for _, c, d, _, _ in self.groups)


def agree(ours, theirs, name, tolerance=1e-9):
    assert math.isclose(ours, theirs, rel_tol=tolerance, abs_tol=1e-15), (name, float(ours), float(theirs))


def in_the_tail(name, ours, theirs):
    """Notes how exact SciPy's p-value is where ours is small, but still a normal number."""
    if 1e-300 < ours < 1e-250:
        error = float(abs(mpf(float(theirs)) / ours - 1))
        scipy_in_the_tail[name] = max(error, scipy_in_the_tail.get(name, 0.0))


def two_sided(z):
    return mpmath.erfc(abs(z) / mpmath.sqrt(2))


def anderson_darling(p):
    if len(p.groups) < 2 or p.total < 4:
        return None
    n, m, N = p.n, p.m, p.total
    total = mpf(0)
    for _, c, d, i, j in p.groups:
        l, B, M = c + d, i + j + Fraction(c + d, 2), i + Fraction(c, 2)
        part = l * (N * M - n * B) ** 2 / (B * (N - B) - Fraction(N * l, 4))
        # All parts are positive; a fraction of thousands of them would have thousands of digits.
        total += mpf(part.numerator) / part.denominator
    A2 = mpf(N - 1) / (N * N) * (mpf(1) / n + mpf(1) / m) * total
    H = mpf(1) / n + mpf(1) / m
    h = sum(mpf(1) / i for i in range(1, N))
    g, inner = mpf(0), mpf(0)
    for i in range(N - 2, 0, -1):
        inner += mpf(1) / (i + 1)
        g += inner / (N - i)
    k = 2
    a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * H
    b = (2 * g - 4) * k**2 + 8 * h * k + (2 * g - 14 * h - 4) * H - 8 * h + 4 * g - 6
    c = (6 * h + 2 * g - 2) * k**2 + (4 * h - 4 * g + 6) * k + (2 * h - 6) * H + 4 * h
    d = (2 * h + 6) * k**2 - 4 * h * k
    variance = (a * N**3 + b * N**2 + c * N + d) / (mpf(N - 1) * (N - 2) * (N - 3))
    T = (A2 - 1) / mpmath.sqrt(variance)
    theirs = stats.anderson_ksamp([p.x, p.y], variant="midrank")
    agree(T, theirs.statistic, "anderson_darling")
    return {"statistic": float(T), "p_value": float(theirs.pvalue)}


def cvm_sf(x):
    """The tail of the limiting law by the series of its distribution function, with digits enough for one minus it."""
    if x <= 0:
        return mpf(1)
    if x > 160:
        # About e^(−π²x/2), which is no longer a double.
        return mpf(0)
    with mpmath.workdps(int(40 + 2.2 * x)):
        x, total, k = mpf(x), mpf(0), 0
        while True:
            q = mpf(4 * k + 1) ** 2 / (16 * x)
            term = mpmath.gamma(k + mpf(1) / 2) / mpmath.factorial(k) * mpmath.sqrt(4 * k + 1)
            term *= mpmath.exp(-q) * mpmath.besselk(mpf(1) / 4, q)
            total += term
            if term < mpf(10) ** -(mpmath.mp.dps - 3):
                break
            k += 1
        return 1 - total / (mpmath.pi ** mpf("1.5") * mpmath.sqrt(x))


def cvm_p(p, T):
    n, m, N, k = p.n, p.m, p.total, p.n * p.m
    et = (1 + mpf(1) / N) / 6
    vt = mpf(N + 1) * (4 * k * N - 3 * (n**2 + m**2) - 2 * k) / (mpf(45) * N**2 * 4 * k)
    return cvm_sf(mpf(1) / 6 + (T - et) / mpmath.sqrt(45 * vt))


def cvm_exact(p, zeta):
    """Every path's zeta, counted in a dictionary."""
    n, m = p.n, p.m
    L = math.lcm(n, m)
    a, b = L // n, L // m
    tables = {}
    for v in range(n + 1):
        for u in range(m + 1):
            if (v, u) == (0, 0):
                tables[v, u] = {0: 1}
                continue
            table, step = {}, (a * v - b * u) ** 2
            for before in ((v - 1, u), (v, u - 1)):
                for value, paths in tables.get(before, {}).items():
                    table[value + step] = table.get(value + step, 0) + paths
            tables[v, u] = table
    reached = sum(paths for value, paths in tables[n, m].items() if value >= zeta)
    return Fraction(reached, math.comb(n + m, n))


def cramer_von_mises(p):
    n, m, N, k = p.n, p.m, p.total, p.n * p.m
    # A tied group is passed in equal steps.
    squares = Fraction(0)
    for _, c, d, i, j in p.groups:
        below, above, l = i * m - j * n, (i + c) * m - (j + d) * n, c + d
        squares += sum((below + Fraction((above - below) * k, l)) ** 2 for k in range(1, l + 1))
    T = squares / (k * N * N)
    U = Fraction(0)
    for _, c, d, i, j in p.groups:
        rank = Fraction(2 * (i + j) + c + d + 1, 2)
        U += n * sum((rank - i - s) ** 2 for s in range(1, c + 1)) + m * sum((rank - j - s) ** 2 for s in range(1, d + 1))
    T_ranks = U / (k * N) - Fraction(4 * k - 1, 6 * N)
    L = math.lcm(n, m)
    if max(n, m) <= 20:
        zeta = L**2 * N * (6 * U - k * (4 * k - 1)) / (6 * k * k)
        by_ranks = cvm_exact(p, math.floor(zeta))
        ours = cvm_exact(p, L * L * squares / (k * k))
    else:
        ours, by_ranks = cvm_p(p, mpf(T.numerator) / T.denominator), cvm_p(p, mpf(T_ranks.numerator) / T_ranks.denominator)
    if n > 1 and m > 1:
        theirs = stats.cramervonmises_2samp(p.x, p.y)
        agree(T_ranks, theirs.statistic, "cramer_von_mises")
        # SciPy ends its series at terms of 1e-7.
        in_the_tail("cramer_von_mises", by_ranks, theirs.pvalue)
        if by_ranks > 1e-3:
            agree(by_ranks, theirs.pvalue, "cramer_von_mises", 1e-6)
    if not p.ties:
        assert T == T_ranks
    return {
        "statistic": float(T),
        "p_value": float(ours),
        "by_midranks": {"statistic": float(T_ranks), "p_value": float(by_ranks)},
    }


def mann_whitney(p):
    n, m, N = p.n, p.m, p.total
    U = sum(c * (Fraction(d, 2) + j) for _, c, d, _, j in p.groups)
    theirs = stats.mannwhitneyu(p.x, p.y)
    assert U == theirs.statistic
    if not p.ties and min(n, m) <= 8:
        counts = gaussian_binomial(n, m)
        smaller = int(min(U, n * m - U))
        value = min(Fraction(1), 2 * Fraction(sum(counts[: smaller + 1]), math.comb(N, n)))
    else:
        ties = sum((c + d) ** 3 - (c + d) for _, c, d, _, _ in p.groups)
        variance = Fraction(n * m, 12) * (N + 1 - Fraction(ties, N * (N - 1)))
        numerator = abs(U - Fraction(n * m, 2)) - Fraction(1, 2)
        value = two_sided(mpf(float(numerator)) / root(variance)) if numerator > 0 else 1
    agree(value, theirs.pvalue, "mann_whitney")
    in_the_tail("mann_whitney", value, theirs.pvalue)
    superiority = 1 - U / (n * m)
    return {"statistic": float(U), "p_value": float(value), "superiority": float(superiority)}


def gaussian_binomial(n, m):
    """How many samples have which U, in whole numbers, by the recursion over the largest value."""
    before = [[1] for _ in range(m + 1)]
    for i in range(1, n + 1):
        row = [[1]]
        for j in range(1, m + 1):
            # The largest value is the reference's and exceeds j of production's, or it is production's.
            counts = [0] * (i * j + 1)
            for u, paths in enumerate(before[j]):
                counts[u + j] += paths
            for u, paths in enumerate(row[j - 1]):
                counts[u] += paths
            row.append(counts)
        before = row
    return before[m]


def root(fraction):
    return mpmath.sqrt(mpf(fraction.numerator) / fraction.denominator)


def mood(p):
    n, m, N = p.n, p.m, p.total
    if N < 3 or len(p.groups) < 2:
        return None
    T, before, ties = Fraction(0), 0, 0
    for _, c, d, _, _ in p.groups:
        t = c + d
        psi = [(rank - Fraction(N + 1, 2)) ** 2 for rank in range(before + 1, before + t + 1)]
        T += c * sum(psi) / t
        ties += t * (t * t - 1) * (t * t - 4 + 15 * (N - 2 * before - t) ** 2)
        before += t
    variance = Fraction(n * m * (N + 1) * (N * N - 4), 180) - Fraction(n * m * ties, 180 * N * (N - 1))
    difference = T - Fraction(n * (N * N - 1), 12)
    z = mpf(difference.numerator) / difference.denominator / root(variance)
    theirs = stats.mood(p.x, p.y)
    agree(z, theirs.statistic, "mood")
    agree(two_sided(z), theirs.pvalue, "mood")
    in_the_tail("mood", two_sided(z), theirs.pvalue)
    return {"statistic": float(z), "p_value": float(two_sided(z))}


def kuiper(p):
    gaps = [Fraction(i + c, p.n) - Fraction(j + d, p.m) for _, c, d, i, j in p.groups]
    V = max(max(gaps), 0) - min(min(gaps), 0)
    e = mpmath.sqrt(mpf(p.n * p.m) / p.total)
    l = (e + mpf("0.155") + mpf("0.24") / e) * V.numerator / V.denominator
    value = mpf(1)
    if l > 0.05:
        value = 2 * mpmath.nsum(lambda j: (4 * j * j * l * l - 1) * mpmath.exp(-2 * j * j * l * l), [1, mpmath.inf])
    return {"statistic": float(V), "p_value": float(min(value, 1))}


def energy(p):
    total = Fraction(0)
    for (value, c, d, i, j), after in zip(p.groups, p.groups[1:]):
        gap = Fraction(i + c, p.n) - Fraction(j + d, p.m)
        total += gap**2 * (Fraction(after[0]) - Fraction(value))
    distance = mpmath.sqrt(2 * mpf(total.numerator) / total.denominator)
    theirs = stats.energy_distance(p.x, p.y)
    if math.isfinite(theirs):
        agree(distance, theirs, "energy", 1e-7)
    return float(distance)


def cliffs_delta(p, level):
    n, m = p.n, p.m
    x, y = np.array(p.x), np.array(p.y)
    signs = (y[None, :] > x[:, None]).astype(int) - (y[None, :] < x[:, None]).astype(int)
    total = int(signs.sum())
    delta = Fraction(total, n * m)
    if n < 2 or m < 2:
        return {"statistic": float(delta), "low": None, "high": None}
    z = normal_quantile(level)
    if abs(delta) == 1:
        k = min(n, m)
        inner = max((k - z * z) / (k + z * z), -1)
        low, high = (inner, 1) if delta > 0 else (-1, -inner)
        return {"statistic": float(delta), "low": float(low), "high": float(high)}
    of_rows = sum((Fraction(int(row), m) - delta) ** 2 for row in signs.sum(axis=1))
    of_columns = sum((Fraction(int(column), n) - delta) ** 2 for column in signs.sum(axis=0))
    counts = {sign: int((signs == sign).sum()) for sign in (-1, 0, 1)}
    of_pairs = sum(count * (sign - delta) ** 2 for sign, count in counts.items())
    variance = (m * m * of_rows + n * n * of_columns - of_pairs) / (n * m * (n - 1) * (m - 1))
    variance = max(variance, (1 - delta**2) / (n * m - 1))
    s2, d = mpf(variance.numerator) / variance.denominator, mpf(delta.numerator) / delta.denominator
    reach = z * mpmath.sqrt(s2) * mpmath.sqrt((1 - d * d) ** 2 + z * z * s2)
    limits = [(d - d**3 + sign * reach) / (1 - d * d + z * z * s2) for sign in (-1, 1)]
    return {"statistic": float(delta), "low": float(max(limits[0], -1)), "high": float(min(limits[1], 1))}


def normal_quantile(level):
    return mpmath.sqrt(2) * mpmath.erfinv(mpf(level))


def moments(values):
    exact = [mpf(v) for v in values]
    mean = mpmath.fsum(exact) / len(exact)
    return mean, mpmath.fsum((v - mean) ** 2 for v in exact)


def student_tail(t, df):
    """Two-sided, by the incomplete beta function."""
    if df <= 5000:
        with mpmath.workdps(60):
            return mpmath.betainc(mpf(df) / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True)
    # There mpmath's series needs too many terms. That of the other side is short, and 400 digits allow for one minus it.
    if t * t > 1500 * (1 + t * t / df):
        return mpf(0)
    with mpmath.workdps(400):
        a, b, y = mpf(df) / 2, mpf(1) / 2, t * t / (df + t * t)
        total = term = mpf(1)
        k = 0
        while term > total * mpf(10) ** -390:
            term *= (a + b + k) / (b + 1 + k) * y
            total += term
            k += 1
        factor = mpmath.exp(a * mpmath.log1p(-y) + b * mpmath.log(y) - mpmath.log(mpmath.beta(a, b))) / b
        return 1 - factor * total


def student_t(x, y):
    n, m = len(x), len(y)
    (mean_x, ss_x), (mean_y, ss_y) = moments(x), moments(y)
    if n + m < 3 or ss_x + ss_y == 0:
        return None
    df = n + m - 2
    t = (mean_x - mean_y) / mpmath.sqrt((ss_x + ss_y) / df * (mpf(1) / n + mpf(1) / m))
    return {"statistic": float(t), "p_value": float(student_tail(t, df)), "degrees_of_freedom": float(df)}


def welch_t(x, y):
    n, m = len(x), len(y)
    (mean_x, ss_x), (mean_y, ss_y) = moments(x), moments(y)
    if n < 2 or m < 2 or ss_x + ss_y == 0:
        return None
    a, b = ss_x / (n - 1) / n, ss_y / (m - 1) / m
    t, df = (mean_x - mean_y) / mpmath.sqrt(a + b), (a + b) ** 2 / (a * a / (n - 1) + b * b / (m - 1))
    return {"statistic": float(t), "p_value": float(student_tail(t, df)), "degrees_of_freedom": float(df)}


def compare_t(p, ours, equal_var, name):
    if ours is None:
        return ours
    theirs = stats.ttest_ind(p.x, p.y, equal_var=equal_var)
    # SciPy's means and variances lose the digits of a large mean, and overflow at 1e300.
    if math.isfinite(theirs.statistic) and max(map(abs, p.x + p.y)) < 1e8:
        agree(ours["statistic"], theirs.statistic, name)
        agree(ours["p_value"], theirs.pvalue, name, 1e-8)
        in_the_tail(name, ours["p_value"], theirs.pvalue)
    return ours


def levene(p, centre):
    """One-way analysis of variance of the distances from the centre, as printed."""
    n, m, N = p.n, p.m, p.total
    distances = []
    for side in (p.x, p.y):
        middle = mpmath.fsum(map(mpf, side)) / len(side) if centre == "mean" else median(side)
        distances.append([abs(mpf(v) - middle) for v in side])
    (mean_x, ss_x), (mean_y, ss_y) = moments(distances[0]), moments(distances[1])
    # 50 digits leave something like 1e-99 of what is zero.
    scale = max(max(d) for d in distances) or mpf(1)
    if N < 3 or ss_x + ss_y < mpf(10) ** -80 * scale**2:
        return None
    mean = (n * mean_x + m * mean_y) / N
    W = (N - 2) * (n * (mean_x - mean) ** 2 + m * (mean_y - mean) ** 2) / (ss_x + ss_y)
    value = student_tail(mpmath.sqrt(W), N - 2)
    theirs = stats.levene(p.x, p.y, center=centre)
    if math.isfinite(theirs.statistic) and max(map(abs, p.x + p.y)) < 1e8 and n > 1 and m > 1:
        if W > 1e-12:
            agree(W, theirs.statistic, "levene", 1e-7)
        agree(value, theirs.pvalue, "levene", 1e-6)
        in_the_tail("levene" if centre == "mean" else "brown_forsythe", value, theirs.pvalue)
    return {"statistic": float(W), "p_value": float(value)}


def median(values):
    values = sorted(map(mpf, values))
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def epps_singleton(p):
    n, m, N = p.n, p.m, p.total
    if n < 5 or m < 5:
        return None
    pooled = np.sort(np.array(p.x + p.y))
    low, high = (quantile(pooled, q) for q in (0.25, 0.75))
    sigma = (high - low) / 2
    if sigma == 0:
        return None
    centre = median(p.x + p.y)
    rows = []
    for side in (p.x, p.y):
        rows.append(
            [
                [f(mpf(t) / 10 / sigma * (mpf(v) - centre)) for t in (4, 8) for f in (mpmath.cos, mpmath.sin)]
                for v in side
            ]
        )
    means = [[mpmath.fsum(column) / len(side) for column in zip(*side)] for side in rows]
    covariance = mpmath.matrix(4, 4)
    for side, mean, size in zip(rows, means, (n, m)):
        for a in range(4):
            for b in range(4):
                entry = mpmath.fsum((r[a] - mean[a]) * (r[b] - mean[b]) for r in side) / size
                covariance[a, b] += mpf(N) / size * entry
    values, vectors = mpmath.eigsy(covariance)
    largest = max(values)
    w, rank = mpf(0), 0
    if largest < 1e-40:
        return None
    for place, value in enumerate(values):
        if value > largest * mpf(10) ** -12:
            rank += 1
            projection = sum(vectors[a, place] * (means[0][a] - means[1][a]) for a in range(4))
            w += projection**2 / value
    w *= N
    if max(n, m) < 25:
        w *= 1 / (1 + mpf(N) ** mpf("-0.45") + mpf("10.1") * (mpf(n) ** mpf("-1.7") + mpf(m) ** mpf("-1.7")))
    value = incomplete_gamma(mpf(rank) / 2, w / 2)[1] if w > 0 else mpf(1)
    if rank == 4 and max(map(abs, p.x + p.y)) < 1e5 and min(values) > largest * 1e-6:
        theirs = stats.epps_singleton_2samp(p.x, p.y)
        agree(w, theirs.statistic, "epps_singleton", 1e-7)
        agree(value, theirs.pvalue, "epps_singleton", 1e-7)
        in_the_tail("epps_singleton", value, theirs.pvalue)
    return {
        "statistic": float(w),
        "p_value": float(value),
        "degrees_of_freedom": float(rank),
        "condition": float(largest / min(v for v in values if v > largest * mpf(10) ** -12)),
    }


def quantile(values, probability):
    place = (len(values) - 1) * Fraction(probability)
    below = int(place)
    low, high = mpf(float(values[below])), mpf(float(values[min(below + 1, len(values) - 1)]))
    share = place - below
    return low + (high - low) * share.numerator / share.denominator


def hedges_g(p, level):
    n, m = p.n, p.m
    (mean_x, ss_x), (mean_y, ss_y) = moments(p.x), moments(p.y)
    if n + m < 4 or ss_x + ss_y == 0:
        return None
    df = n + m - 2
    d = (mean_y - mean_x) / mpmath.sqrt((ss_x + ss_y) / df)
    factor = mpmath.exp(mpmath.loggamma(mpf(df) / 2) - mpmath.loggamma(mpf(df - 1) / 2)) / mpmath.sqrt(mpf(df) / 2)
    g = d * factor
    reach = normal_quantile(level) * mpmath.sqrt(mpf(n + m) / (n * m) + g * g / (2 * (n + m)))
    return {"statistic": float(g), "cohens_d": float(d), "low": float(g - reach), "high": float(g + reach)}


def median_shift(p, level):
    """Price and Bonett's interval."""
    shift, variances = median(p.y) - median(p.x), []
    for side in (p.x, p.y):
        n = len(side)
        if n < 2:
            return {"statistic": float(shift), "low": None, "high": None}
        c = max(1, math.floor(mpf(n + 1) / 2 - mpmath.sqrt(n) + mpf("0.5")))
        tail = Fraction(sum(math.comb(n, i) for i in range(c)), 2 ** (n - 1))
        z = normal_quantile(1 - mpf(tail.numerator) / tail.denominator)
        ordered = sorted(map(mpf, side))
        variances.append(((ordered[n - c] - ordered[c - 1]) / (2 * z)) ** 2)
    reach = normal_quantile(level) * mpmath.sqrt(sum(variances))
    return {"statistic": float(shift), "low": float(shift - reach), "high": float(shift + reach)}


def scale_ratio(p, level):
    """Bonett's interval."""
    (_, ss_x), (_, ss_y) = moments(p.x), moments(p.y)
    n, m = p.n, p.m
    if n < 2 or m < 2 or ss_x == 0:
        return None
    ratio = mpmath.sqrt(ss_y / (m - 1)) / mpmath.sqrt(ss_x / (n - 1))
    if n < 5 or m < 5 or ss_y == 0:
        return {"statistic": float(ratio), "low": None, "high": None}
    z = normal_quantile(level)
    fourth = mpf(0)
    for side in (p.x, p.y):
        cut = math.floor(len(side) / (2 * mpmath.sqrt(len(side) - 4)))
        kept = sorted(map(mpf, side))[cut : len(side) - cut]
        middle = mpmath.fsum(kept) / len(kept)
        fourth += mpmath.fsum((mpf(v) - middle) ** 4 for v in side)
    kurtosis = (n + m) * fourth / (ss_x + ss_y) ** 2
    error = mpmath.sqrt(sum((kurtosis - mpf(k - 3) / k) / (k - 1) for k in (n, m)))
    factor = (m / (m - z)) / (n / (n - z))
    logarithm = mpmath.log(factor * ratio**2)
    limits = [mpmath.exp((logarithm + sign * z * error) / 2) for sign in (-1, 1)]
    return {"statistic": float(ratio), "low": float(limits[0]), "high": float(limits[1])}


def hodges_lehmann(p):
    """The median of all differences, each rounded to a double as a computer has it."""
    with np.errstate(over="ignore"):
        differences = np.sort(np.subtract.outer(np.array(p.y), np.array(p.x)).ravel())
    half = len(differences) // 2
    return float(differences[half] if len(differences) % 2 else (differences[half - 1] + differences[half]) / 2)


def mmd(p):
    """The biased estimate with a Gaussian kernel as wide as the median distance of two pooled values."""
    if max(p.n, p.m) > 256:
        return None
    x, y = [mpf(v) for v in p.x], [mpf(v) for v in p.y]
    pooled = x + y
    distances = sorted(abs(a - b) for place, a in enumerate(pooled) for b in pooled[:place])
    half = len(distances) // 2
    width = distances[half] if len(distances) % 2 else (distances[half - 1] + distances[half]) / 2
    if width == 0:
        positive = [d for d in distances if d > 0]
        if not positive:
            return None
        width = mpmath.fsum(positive) / len(positive)
    # Pairs by distance, so that equal ones are computed once.
    with mpmath.workdps(30):
        kernel = lambda a, b: mpmath.exp(-((a - b) / width) ** 2 / 2)
        mean = lambda one, other: mpmath.fsum(kernel(a, b) for a in one for b in other) / (len(one) * len(other))
        square = mean(x, x) + mean(y, y) - 2 * mean(x, y)
    with np.errstate(over="ignore"):
        kernel = np.exp(-(np.subtract.outer(p.x + p.y, p.x + p.y) / float(width)) ** 2 / 2)
    sides = np.zeros(p.total)
    sides[: p.n] = 1
    drawn = permutations.permuted(np.tile(sides, (20_000, 1)), axis=1)
    one, both = np.einsum("ri,ri->r", drawn @ kernel, drawn), drawn @ kernel.sum(axis=1)
    other, cross = kernel.sum() - 2 * both + one, both - one
    found = one / p.n**2 + other / p.m**2 - 2 * cross / (p.n * p.m)
    as_large = np.mean(found >= float(square) - 1e-12)
    return {"square": float(square), "bandwidth": float(width), "p_value": float(as_large)}


def counts():
    """Distances of binned data, and the effect sizes of shares."""
    with open("count_pairs.json") as file:
        pairs = json.load(file)["cases"]
    cases = []
    for case in pairs:
        x, y = case["reference"], case["production"]
        n, m = sum(x), sum(y)
        p, q = [mpf(v) / n for v in x], [mpf(v) / m for v in y]
        table = np.array([x, y])[:, np.array(x) + np.array(y) > 0]
        df = table.shape[1] - 1
        G = 2 * mpmath.fsum(
            mpf(v) * mpmath.log(mpf(v) * (n + m) / (row * (a + b)))
            for side, row in ((x, n), (y, m))
            for v, a, b in zip(side, x, y)
            if v
        )
        # 50 digits leave something like 1e-45 of what is zero.
        G = mpf(0) if G < mpf(10) ** -30 else G
        p_value = incomplete_gamma(mpf(df) / 2, G / 2)[1] if df and G else mpf(1)
        if df:
            theirs = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
            agree(G, theirs.statistic, "g", 1e-7 if G < 1e-3 else 1e-9)
            agree(p_value, theirs.pvalue, "g", 1e-7)
        lost = sum(1 for a, b in zip(x, y) if a and not b)
        floored = [mpf("0.0001") if a and not b else b_share for a, b, b_share in zip(x, y, q)]
        total = mpmath.fsum(floored)
        assert abs(total - 1 - lost * mpf("0.0001")) < mpf(10) ** -40
        kl = mpmath.fsum(a * mpmath.log(a / (b / total)) for a, b in zip(p, floored) if a)
        chi = mpf(0)
        for a, b in zip(x, y):
            for v, row in ((a, n), (b, m)):
                if a + b:
                    expected = mpf(row) * (a + b) / (n + m)
                    chi += (v - expected) ** 2 / expected
        w = mpmath.sqrt(chi / (n + m))
        cases.append(
            {
                "name": case["name"],
                "reference": x,
                "production": y,
                "g": {"statistic": float(G), "p_value": float(p_value), "degrees_of_freedom": df},
                "kl": float(kl) if kl > mpf(10) ** -30 else 0.0,
                "hellinger": float(mpmath.sqrt(mpmath.fsum((mpmath.sqrt(a) - mpmath.sqrt(b)) ** 2 for a, b in zip(p, q)) / 2)),
                "l_infinity": float(max(abs(a - b) for a, b in zip(p, q))),
                "cohens_w": {"statistic": float(w), **noncentral_interval(float(chi), df, n + m)},
            }
        )
    write("count_distances", cases)
    cases = []
    with open("proportions.json") as file:
        tables = [case["counts"] for case in json.load(file)["cases"]]
    for a, n, b, m in tables:
        h = 2 * mpmath.asin(mpmath.sqrt(mpf(b) / m)) - 2 * mpmath.asin(mpmath.sqrt(mpf(a) / n))
        reach = normal_quantile(0.95) * mpmath.sqrt(mpf(1) / n + mpf(1) / m)
        low, high = max(h - reach, -mpmath.pi), min(h + reach, mpmath.pi)
        cases.append({"counts": [a, n, b, m], "statistic": float(h), "low": float(low), "high": float(high)})
    write("cohens_h", cases)


def noncentral_interval(chi, df, total):
    if not df or chi > 20_000:
        return {"low": None, "high": None}
    ends = []
    for tail in (0.025, 0.975):
        if stats.chi2.sf(chi, df) >= tail:
            ends.append(0.0)
            continue
        noncentrality = optimize.brentq(lambda l: noncentral(chi, df, l) - tail, 1e-12, 4 * chi + 100, xtol=1e-12, rtol=1e-14)
        ends.append(min(1.0, math.sqrt(noncentrality / total)))
    return {"low": ends[0], "high": ends[1]}


def student_laws():
    cases = []
    for df in [0.7, 1, 2, 3.5, 10, 29, 100, 999.5, 12_345, 1e5, 2e6, 1e7]:
        for t in [1e-8, 1e-3, 0.1, 0.6, 0.99, 1.01, 1.5, 2.0, 3.3, 5.0, 8.0, 12.0, 20.0, 30.0, 37.0, 100.0, 1e5]:
            p = student_tail(mpf(t), mpf(df))
            if p > 1e-300:
                cases.append({"t": t, "df": df, "p_value": float(p)})
    write("student_t_law", cases)


def every_test(name, reference, production, level=0.95):
    p = Pooled(values_of(reference), values_of(production))
    long = isinstance(reference, dict) and p.total > 300
    student, welch = student_t(p.x, p.y), welch_t(p.x, p.y)
    case = {
        "name": name,
        "reference": reference,
        "production": production,
        "anderson_darling": anderson_darling(p),
        "cramer_von_mises": cramer_von_mises(p),
        "mann_whitney": mann_whitney(p),
        "mood": mood(p),
        "kuiper": kuiper(p),
        "energy": energy(p),
        "cliffs_delta": cliffs_delta(p, level),
        "student_t": compare_t(p, student, True, "student_t"),
        "welch_t": compare_t(p, welch, False, "welch_t"),
        "levene": levene(p, "mean"),
        "brown_forsythe": levene(p, "median"),
        "epps_singleton": epps_singleton(p),
        "hedges_g": hedges_g(p, level),
        "median_shift": median_shift(p, level),
        "scale_ratio": scale_ratio(p, level),
        "hodges_lehmann": hodges_lehmann(p),
        "mmd": None if long else mmd(p),
    }
    print(name, {k: v for k, v in case.items() if k in ("mann_whitney", "mood", "welch_t", "cramer_von_mises")}, flush=True)
    return case


def by_streams():
    global permutations
    permutations, cases = np.random.default_rng(SEED), []
    for name, reference, production in streams():
        p = Pooled(values_of(reference), values_of(production))
        distance = wasserstein(p)
        of_numbers = {
            "ks": ks(p),
            "wasserstein": float(distance),
            "wasserstein_normed": wasserstein_normed(p, distance),
            "psi": psi_on_deciles(p.x, p.y),
        }
        cases.append(every_test(name, reference, production) | of_numbers)
    write("streams", cases)


def main():
    student_laws()
    counts()
    write("two_sample", [every_test(*pair) for pair in pairs()])
    by_streams()
    print("SciPy's relative errors between 1e-300 and 1e-250:", scipy_in_the_tail)


if __name__ == "__main__":
    main()
