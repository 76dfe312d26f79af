"""Writes the tables that the tests compare with, from SciPy, statsmodels, NumPy and mpmath.

Run it in this folder: `python make.py`. The versions it ran with stand at the top of every table. Where a library's own
value would be less exact than ours is meant to be, mpmath computes it with 50 digits, or Python's fractions exactly.
"""

import json
import math
import platform
from fractions import Fraction

import mpmath
import numpy as np
import scipy
import statsmodels
from scipy import optimize, special, stats
from scipy.stats import _stats_py
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportions_ztest

mpmath.mp.dps = 50
random = np.random.default_rng(20_240_517)


def write(name, cases):
    versions = {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "statsmodels": statsmodels.__version__,
        "mpmath": mpmath.__version__,
    }
    lines = ",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases)
    head = json.dumps(versions)
    with open(f"{name}.json", "w") as file:
        file.write(f'{{"versions":{head},\n"cases":[\n{lines}\n]}}\n')


def numeric_pairs():
    """Short samples of every shape that has ever broken a test of drift."""

    def short(values):
        return [float(f"{value:.6g}") for value in values]

    normal = lambda n, mean=0.0, sd=1.0: short(random.normal(mean, sd, n))
    pairs = {
        "normal, no shift": (normal(60), normal(60)),
        "normal, small shift": (normal(80), normal(70, 0.4)),
        "normal, large shift": (normal(40), normal(55, 2.0)),
        "normal, wider": (normal(90), normal(90, 0, 2.5)),
        "identical": ([1.5, 2.5, 2.5, 7.0], [1.5, 2.5, 2.5, 7.0]),
        "ties": (list(map(float, random.integers(0, 5, 70))), list(map(float, random.integers(0, 6, 50)))),
        "two values": (list(map(float, random.integers(0, 2, 40))), list(map(float, random.integers(0, 2, 33)))),
        "mostly zero": ([0.0] * 60 + normal(5, 3), [0.0] * 40 + normal(12, 3)),
        "skewed": (short(random.lognormal(0, 1, 75)), short(random.lognormal(0.3, 1.2, 75))),
        "heavy tail": (short(random.standard_cauchy(80)), short(random.standard_cauchy(64) * 2)),
        "exponential": (short(random.exponential(1, 50)), short(random.exponential(1.5, 90))),
        "second mode": (normal(60), normal(40) + normal(20, 6, 0.5)),
        "disjoint": (normal(30), normal(45, 100)),
        "disjoint, reversed": (normal(45, 100), normal(30)),
        "disjoint, equal sizes": (normal(40, 50), normal(40, -50)),
        "constant against constant": ([3.0] * 12, [3.0] * 9),
        "constant against another": ([3.0] * 12, [4.0] * 9),
        "constant against spread": ([0.0] * 25, normal(30)),
        "one against one": ([1.0], [2.0]),
        "one against many": ([0.25], normal(25)),
        "two against three": ([1.0, 5.0], [2.0, 3.0, 4.0]),
        "three against two, tie": ([1.0, 2.0, 3.0], [2.0, 9.0]),
        "tiny": (normal(5), normal(7)),
        "unequal": (normal(8), normal(160, 0.5)),
        "unequal, coprime": (normal(97), normal(31, 0.3)),
        "outlier of 1e6": (normal(50), normal(49) + [1e6]),
        "outlier of 1e300": (normal(30), normal(29) + [1e300]),
        "whole numbers": (list(map(float, random.poisson(20, 60))), list(map(float, random.poisson(23, 60)))),
        "large mean": ([1e9 + v for v in normal(40)], [1e9 + 0.5 + v for v in normal(40)]),
        "tiny values": ([v * 1e-200 for v in normal(30)], [v * 1e-200 for v in normal(35, 1)]),
        "huge values": ([v * 1e300 for v in normal(30)], [v * 1e300 for v in normal(35, 1)]),
        "negative and positive zero": ([-0.0, 0.0, -0.0, 1.0], [0.0, 0.0, 2.0, 3.0]),
    }
    probabilities = [0.0, 0.01, 0.05, 0.25, 0.5, 0.7312, 0.9, 0.99, 1.0]
    cases = []
    for name, (reference, production) in pairs.items():
        ks = stats.ks_2samp(reference, production, method="auto")
        exact = [mpmath.mpf(v) for v in reference]
        mean = sum(exact) / len(exact)
        squares = sum((v - mean) ** 2 for v in exact)
        cases.append(
            {
                "name": name,
                "reference": reference,
                "production": production,
                "ks": {"statistic": float(ks.statistic), "p_value": float(ks.pvalue)},
                "wasserstein": wasserstein(reference, production),
                "psi": psi_on_deciles(reference, production),
                "probabilities": probabilities,
                "quantiles": [float(q) for q in np.quantile(np.sort(reference), probabilities)],
                "mean": float(mean),
                "sd": float(mpmath.sqrt(squares / (len(exact) - 1))) if len(exact) > 1 else None,
                "population_sd": float(mpmath.sqrt(squares / len(exact))),
            }
        )
    write("numeric_pairs", cases)


def wasserstein(reference, production):
    """SciPy's, unless the values are so large that it overflows on the way."""
    ours = Fraction(0)
    points = sorted(set(map(Fraction, reference)) | set(map(Fraction, production)))
    for low, high in zip(points, points[1:]):
        f = Fraction(sum(v <= low for v in reference), len(reference))
        g = Fraction(sum(v <= low for v in production), len(production))
        ours += abs(f - g) * (high - low)
    theirs = stats.wasserstein_distance(reference, production)
    assert not math.isfinite(theirs) or math.isclose(ours, theirs, rel_tol=1e-8, abs_tol=1e-300), (float(ours), theirs)
    return float(ours)


def psi_on_deciles(reference, production):
    edges = np.unique(np.quantile(reference, [i / 10 for i in range(1, 10)]))
    shares = []
    for side in (reference, production):
        counts = np.bincount(np.searchsorted(edges, side, side="right"), minlength=len(edges) + 1)
        shares.append([mpmath.mpf(int(count)) / len(side) if count else None for count in counts])
    return float(psi(*shares))


def psi(p, q):
    total = mpmath.mpf(0)
    for a, b in zip(p, q):
        if a is None and b is None:
            continue
        a = mpmath.mpf("0.0001") if a is None else a
        b = mpmath.mpf("0.0001") if b is None else b
        total += (b - a) * mpmath.log(b / a)
    return total


def ks_laws():
    """The p-value of a distance, in SciPy's two regimes, where no short sample leads."""
    cases = []
    exact_sizes = [(1000, 1000), (9999, 9999), (10_000, 10_000), (10_000, 30), (9_999, 200), (997, 991)]
    exact_sizes += [(60, 45), (500, 250), (3_000, 2_000), (10_000, 9_998), (150, 7)]
    for n, m in exact_sizes:
        divisor = math.gcd(n, m)
        effective = n * m / (n + m)
        seen = set()
        for z in [0.05, 0.2, 0.4, 0.7, 1.0, 1.36, 1.8, 2.5, 4.0, 7.0, 11.0, 18.0, 20.0]:
            d = min(1.0, z / math.sqrt(effective))
            steps = max(1, round(d * n * m / divisor))
            if steps in seen:
                continue
            seen.add(steps)
            d = steps * divisor / (n * m)
            success, d, p = _stats_py._attempt_exact_2kssamp(n, m, divisor, d, "two-sided")
            # Below 1e-300 SciPy's recursion runs out of normal numbers.
            if success and (p > 1e-300 or p == 0.0):
                cases.append({"n": n, "m": m, "statistic": float(d), "p_value": float(min(p, 1.0))})
    large = [(30, 20_000), (1, 20_000), (2, 10_001), (5, 50_000), (100, 20_000), (139, 1_000_000), (141, 30_000)]
    large += [(143, 1_000_000), (300, 12_000), (2_000, 15_000), (10_001, 10_001), (100_000, 90_000), (1_000_000, 1_000_000)]
    large += [(250_000, 200_000), (1_000_000, 250_000)]
    for n, m in large:
        size = float(np.round(n * m / (n + m)))
        for z in [0.1, 0.17, 0.25, 0.3, 0.42, 0.5, 0.62, 0.8, 0.95, 1.1, 1.36, 1.45, 1.5, 1.7, 1.99, 2.01, 2.6, 4.0, 7.0, 12.0, 18.5, 19.2, 25.0]:
            d = z / math.sqrt(size)
            if d < 1.0:
                p = float(stats.kstwo.sf(d, size))
                if p > 1e-300 or p == 0.0:
                    cases.append({"n": n, "m": m, "statistic": d, "p_value": p})
        for d in [0.3, 0.5, 0.51, 0.75, 0.97, 1.0]:
            p = float(stats.kstwo.sf(d, size))
            if p > 1e-300 or p == 0.0:
                cases.append({"n": n, "m": m, "statistic": d, "p_value": p})
    write("ks_laws", cases)


def count_pairs():
    """Counts by category: 2, 5, 30, 500 of them, with and without empty cells."""

    def draw(shares, n):
        return [int(v) for v in random.multinomial(n, np.asarray(shares) / np.sum(shares))]

    zipf = lambda k: 1.0 / np.arange(1, k + 1)
    pairs = {
        "two, equal": ([50, 50], [50, 50]),
        "two, near": ([510, 490], [495, 505]),
        "two, far": ([90, 10], [10, 90]),
        "two, rare": ([9_990, 10], [9_900, 100]),
        "two, empty cell": ([40, 0], [35, 5]),
        "two, disjoint": ([40, 0], [0, 30]),
        "two, millions": ([1_000_000, 2_000_000], [1_001_500, 1_998_500]),
        "one only": ([12], [30]),
        "three, tiny": ([1, 2, 0], [0, 1, 3]),
        "three, unequal sizes": ([5_000, 3_000, 2_000], [20, 14, 6]),
        "both empty in the middle": ([10, 0, 20], [15, 0, 12]),
        "five, no drift": (draw([1] * 5, 1_000), draw([1] * 5, 1_000)),
        "five, small drift": (draw([1] * 5, 1_000), draw([1, 1, 1, 1, 1.4], 1_000)),
        "five, new category": ([200, 300, 400, 100, 0], [180, 310, 390, 70, 50]),
        "five, vanished category": ([200, 300, 400, 50, 50], [180, 310, 390, 120, 0]),
        "five, small": (draw([1] * 5, 30), draw([1] * 5, 30)),
        "five, few": ([3, 1, 0, 2, 1], [0, 4, 2, 0, 1]),
        "five, many against few": (draw(zipf(5), 100_000), draw(zipf(5), 60)),
        "ten, skewed": (draw(zipf(10) ** 2, 3_000), draw(zipf(10) ** 2, 2_500)),
        "ten, order reversed": (draw(zipf(10), 800), draw(zipf(10)[::-1], 700)),
        "twenty bins": (draw([1] * 20, 10_000), draw([1] * 20, 10_000)),
        "twenty bins, shifted": (draw([1] * 20, 10_000), draw(np.linspace(0.9, 1.1, 20), 10_000)),
        "thirty, no drift": (draw(zipf(30), 2_000), draw(zipf(30), 2_000)),
        "thirty, drift": (draw(zipf(30), 2_000), draw(zipf(30) ** 1.3, 2_000)),
        "thirty, zero cells": (draw(zipf(30) ** 2, 200), draw(zipf(30) ** 2, 150)),
        "thirty, disjoint halves": ([10] * 15 + [0] * 15, [0] * 15 + [10] * 15),
        "five hundred, no drift": (draw(zipf(500), 20_000), draw(zipf(500), 20_000)),
        "five hundred, drift": (draw(zipf(500), 20_000), draw(zipf(500) ** 1.1, 18_000)),
        "five hundred, sparse": (draw(zipf(500), 400), draw(zipf(500), 300)),
        "a million rows, a trace": (draw(zipf(8), 1_000_000), draw(zipf(8) ** 1.01, 1_000_000)),
    }
    cases = []
    for name, (reference, production) in pairs.items():
        table = np.array([reference, production])
        table = table[:, table.sum(axis=0) > 0]
        chi = stats.chi2_contingency(table, correction=False)
        n, m, k = sum(reference), sum(production), table.shape[1]
        p = [mpmath.mpf(c) / n for c in reference]
        q = [mpmath.mpf(c) / m for c in production]
        js = mpmath.mpf(0)
        for a, b in zip(p, q):
            for share in (a, b):
                if share:
                    js += share / 2 * mpmath.log(2 * share / (a + b), 2)
        f = (mpmath.mpf(1) / n + mpmath.mpf(1) / m) / (8 * mpmath.log(2))
        # Above the noise of its own subtraction, the square carries 1e-9.
        excess = js - (k - 1) * f
        band = stats.chi2.ppf(0.95, k - 1) - (k - 1) if k > 1 else 0.0
        phi = mpmath.mpf(float(chi.statistic)) / (n + m)
        cases.append(
            {
                "name": name,
                "reference": reference,
                "production": production,
                "chi_square": {
                    "statistic": float(chi.statistic),
                    "degrees_of_freedom": float(chi.dof),
                    "p_value": float(incomplete_gamma(chi.dof / 2, float(chi.statistic) / 2)[1]) if chi.dof and chi.statistic else 1.0,
                    "scipy_p_value": float(chi.pvalue),
                    "smallest_expected": float(np.min(chi.expected_freq)),
                },
                "jensen_shannon": float(js),
                "effect": float(mpmath.sqrt(max(excess, 0))),
                "null_band": float(mpmath.sqrt(max(band, 0) * f)),
                "psi": float(psi([v or None for v in p], [v or None for v in q])),
                "total_variation": float(sum(abs(a - b) for a, b in zip(p, q)) / 2),
                "cramers_v": cramers_v(phi, n + m, k),
            }
        )
    write("count_pairs", cases)


def cramers_v(phi, total, k):
    """Bergsma's formula as printed."""
    if k < 2:
        return None
    corrected = max(mpmath.mpf(0), phi - mpmath.mpf(k - 1) / (total - 1))
    columns = k - mpmath.mpf((k - 1) ** 2) / (total - 1)
    rows = 2 - mpmath.mpf(1) / (total - 1)
    return float(mpmath.sqrt(corrected / min(columns - 1, rows - 1)))


def fisher_tables():
    tables = [(8, 2, 1, 5), (1, 4, 4, 1), (0, 30, 3, 97), (3, 17, 12, 9), (10, 10, 10, 10), (0, 5, 5, 0), (0, 1, 1, 0)]
    tables += [(0, 100, 12, 88), (7, 93, 1, 99), (2, 98, 9, 191), (100, 2, 1_000, 5), (190, 800, 200, 900)]
    tables += [(1, 999, 8, 992), (50, 50, 80, 20), (4, 10_000, 0, 120), (3, 4_997, 5, 295), (500, 500, 0, 1_000)]
    tables += [(30, 70, 45, 55), (6, 0, 0, 6), (1, 9, 11, 3), (9_990, 10, 9_900, 100), (0, 10, 0, 10), (5, 5, 0, 0)]
    tables += [(2, 3, 6, 4), (100, 900, 130, 870), (17, 20_000, 30, 20_000), (1, 2, 3, 4), (40, 60, 60, 40), (250, 750, 20, 30)]
    cases = []
    for table in tables:
        a, b, c, d = table
        exact = float(fisher_by_fractions(*table))
        scipys = float(stats.fisher_exact([[a, b], [c, d]]).pvalue)
        assert math.isclose(exact, scipys, rel_tol=1e-7), (table, exact, scipys)
        cases.append({"table": table, "p_value": exact, "scipy_p_value": scipys})
    write("fisher", cases)


def fisher_by_fractions(a, b, c, d):
    if 0 in (a + b, c + d, a + c, b + d):
        return Fraction(1)
    rows, columns, total = (a + b, c + d), a + c, a + b + c + d
    weight = lambda x: math.comb(rows[0], x) * math.comb(rows[1], columns - x)
    seen = weight(a)
    xs = range(max(0, columns - rows[1]), min(columns, rows[0]) + 1)
    return Fraction(sum(w for w in map(weight, xs) if w <= seen), math.comb(total, columns))


def permutations():
    """χ² with fixed margins, every table listed."""
    pairs = [([4, 1, 0, 3], [0, 5, 3, 1]), ([2, 2, 2], [1, 0, 5]), ([6, 0, 1, 1, 2], [3, 4, 2, 2, 0]), ([1, 1, 1, 1], [9, 2, 0, 4])]
    pairs += [([5, 5], [2, 9]), ([12, 3, 0], [10, 1, 4])]
    cases = []
    for reference, production in pairs:
        totals = [a + b for a, b in zip(reference, production)]
        statistic = lambda counts: sum(Fraction(c * c, t) for c, t in zip(counts, totals))
        seen, hits, every = statistic(reference), 0, 0

        def tables(place, left):
            if place == len(totals) - 1:
                if left <= totals[place]:
                    yield (left,)
                return
            for count in range(min(left, totals[place]) + 1):
                for rest in tables(place + 1, left - count):
                    yield (count, *rest)

        for counts in tables(0, sum(reference)):
            weight = math.prod(math.comb(t, c) for t, c in zip(totals, counts))
            every += weight
            hits += weight * (statistic(counts) >= seen)
        cases.append({"reference": reference, "production": production, "p_value": hits / every})
    write("permutation", cases)


def proportions():
    cases = []
    for a, n, b, m in [(45, 100, 30, 100), (1, 50, 9, 60), (500, 1_000, 500, 1_000), (10, 10_000, 100, 10_000)]:
        cases.append((a, n, b, m))
    cases += [(3_000, 10_000, 3_800, 10_000), (500, 10_000, 1_500, 10_000), (0, 30, 4, 40), (30, 30, 20, 40), (7, 20, 6, 19)]
    cases += [(1, 2, 1, 3), (499_000, 1_000_000, 501_000, 1_000_000), (2, 3, 700, 900), (90, 100, 5, 100), (20, 20_000, 1, 150)]
    cases += [tuple(int(v) for v in (random.integers(0, n), n, random.integers(0, m), m)) for n, m in random.integers(2, 400, (14, 2))]
    rows = []
    for a, n, b, m in cases:
        z, p = proportions_ztest([a, b], [n, m])
        exact = mpmath.erfc(abs(z_exact(a, n, b, m)) / mpmath.sqrt(2))
        assert math.isclose(p, exact, rel_tol=1e-9), (a, n, b, m, p, exact)
        rows.append({"counts": [a, n, b, m], "z": float(z_exact(a, n, b, m)), "p_value": float(exact)})
    write("proportions", rows)


def z_exact(a, n, b, m):
    pooled = mpmath.mpf(a + b) / (n + m)
    return (mpmath.mpf(a) / n - mpmath.mpf(b) / m) / mpmath.sqrt(pooled * (1 - pooled) * (mpmath.mpf(1) / n + mpmath.mpf(1) / m))


def incomplete_gamma(a, x):
    """The power series, with so many digits that one minus it is exact, too."""
    if x > a and a * math.log(a / x) + x - a > 800:
        return mpmath.mpf(1), mpmath.mpf(0)
    with mpmath.workdps(420):
        a, x = mpmath.mpf(a), mpmath.mpf(x)
        term = total = mpmath.mpf(1)
        shape = a
        while term > total * mpmath.mpf(10) ** -415:
            shape += 1
            term *= x / shape
            total += term
        p = total * mpmath.exp(a * mpmath.log(x) - x - mpmath.loggamma(a + 1))
        return p, 1 - p


def special_functions():
    cases = []
    for a in [0.25, 0.5, 1.0, 1.5, 2.5, 7.0, 9.5, 15.0, 30.0, 99.5, 249.5, 1_000.0, 5_000.0, 50_000.0]:
        for factor in [1e-8, 1e-3, 0.1, 0.4, 0.7, 0.9, 0.97, 1.0, 1.05, 1.2, 1.5, 2.0, 3.0, 6.0, 20.0, 100.0, 1_000.0]:
            x = a * factor
            p, q = incomplete_gamma(a, x)
            case = {"function": "gamma", "a": a, "x": x, "p": float(p), "q": float(q)}
            if 1e-300 < p and 1e-300 < q:
                cases.append(case)
            elif p > 1e-300:
                # In the depth only what can be held in a double is compared.
                cases.append(case | {"q": None})
            elif q > 1e-300:
                cases.append(case | {"p": None})
    for x in [0.1, 0.5, 1.0, 1.5, 2.0, 3.7, 10.0, 55.5, 171.0, 1e4]:
        cases.append({"function": "ln_gamma", "x": x, "value": float(mpmath.loggamma(x))})
    for z in [-8.0, -2.0, -0.5, 0.0, 0.3, 1.0, 1.96, 3.0, 6.0, 12.0, 25.0, 36.0]:
        cases.append({"function": "normal_sf", "x": z, "value": float(mpmath.erfc(mpmath.mpf(z) / mpmath.sqrt(2)) / 2)})
        cases.append({"function": "erfc", "x": z / 2, "value": float(mpmath.erfc(mpmath.mpf(z / 2)))})
    for p in [1e-300, 1e-100, 1e-20, 1e-6, 0.001, 0.02425, 0.2, 0.49, 0.51, 0.8, 0.975, 0.999999]:
        with mpmath.workdps(400):
            tail = lambda z: mpmath.log(mpmath.erfc(-z / mpmath.sqrt(2)) / 2) - mpmath.log(mpmath.mpf(p))
            value = mpmath.findroot(tail, float(special.ndtri(p)))
        cases.append({"function": "normal_quantile", "x": p, "value": float(value)})
    for df in [0.5, 1, 2, 3, 7, 19, 100, 499, 5_000]:
        for p in [1e-10, 0.001, 0.05, 0.3, 0.5, 0.8, 0.95, 0.99, 0.999999]:
            cases.append({"function": "chi_squared_quantile", "df": df, "x": p, "value": float(stats.chi2.ppf(p, df))})
        for alpha, power in [(0.05, 0.8), (0.01, 0.9), (0.001, 0.5), (0.0001, 0.99), (0.05, 0.06)]:
            critical = stats.chi2.isf(alpha, df)
            root = optimize.brentq(lambda l: noncentral(critical, df, l) - power, 1e-9, 3_000, xtol=1e-13, rtol=1e-14)
            cases.append({"function": "noncentrality", "df": df, "alpha": alpha, "power": power, "value": root})
        for x_factor, noncentrality in [(0.5, 1.0), (1.2, 4.0), (2.0, 10.0), (1.5, 50.0), (3.0, 400.0)]:
            x = df * x_factor + noncentrality
            value = float(noncentral(x, df, noncentrality))
            cases.append({"function": "noncentral_sf", "df": df, "x": x, "noncentrality": noncentrality, "value": value})
    write("special", cases)


def noncentral(x, df, noncentrality):
    """The Poisson mixture, with SciPy's central law; SciPy's own non-central tail is good to 1e-9 only."""
    mean = noncentrality / 2
    reach = int(100 * math.sqrt(mean) + 200)
    counts = np.arange(max(0, int(mean) - reach), int(mean) + reach)
    return math.fsum(stats.poisson.pmf(counts, mean) * special.gammaincc(df / 2 + counts, x / 2))


def corrections():
    lists = [[0.01, 0.5, 0.02], [0.04], [1.0, 1.0], [0.05] * 7, [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205]]
    lists += [[0.0, 1e-300, 1e-12, 0.3], [0.9, 0.8, 0.7, 0.2, 0.1]]
    lists += [[float(f"{v:.6g}") for v in random.uniform(0, 1, size) ** power] for size, power in [(10, 1), (50, 3), (120, 6)]]
    methods = {"benjamini_hochberg": "fdr_bh", "benjamini_yekutieli": "fdr_by", "holm": "holm", "bonferroni": "bonferroni"}
    cases = []
    for p_values in lists:
        case = {"p_values": p_values}
        for ours, theirs in methods.items():
            case[ours] = [float(v) for v in multipletests(p_values, method=theirs)[1]]
        cases.append(case)
    write("corrections", cases)


if __name__ == "__main__":
    numeric_pairs()
    ks_laws()
    count_pairs()
    fisher_tables()
    permutations()
    proportions()
    special_functions()
    corrections()
