"""Writes a table of tests of counts whose p-values lie far in the tail, down to 1e-300, from mpmath and exact fractions.

Run it in this folder: `python make_deep.py`.
"""

import mpmath
from mpmath import mpf

from make import fisher_by_fractions, incomplete_gamma, write, z_exact

DEEPEST = mpf(10) ** -305


def chi_square(x, y):
    n, m = sum(x), sum(y)
    return mpmath.fsum(
        (v - mpf(row) * (a + b) / (n + m)) ** 2 * (n + m) / (mpf(row) * (a + b))
        for a, b in zip(x, y)
        for v, row in ((a, n), (b, m))
    )


def g(x, y):
    n, m = sum(x), sum(y)
    terms = [(v, mpf(v) * (n + m) / (mpf(row) * (a + b))) for a, b in zip(x, y) for v, row in ((a, n), (b, m)) if v]
    return 2 * mpmath.fsum(v * mpmath.log(ratio) for v, ratio in terms)


def tables():
    for n, a, m, b in [
        (600, 20, 500, 260), (700, 10, 700, 420), (900, 40, 850, 560), (800, 5, 900, 480), (1000, 100, 1000, 790),
        (1000, 60, 1500, 900), (2000, 300, 1800, 1100), (2000, 400, 2000, 1350), (3000, 150, 400, 250), (4000, 250, 300, 200),
        (1500, 0, 1500, 620), (520, 0, 510, 505), (10_000, 2_000, 10_000, 4_100), (9_000, 90, 9_000, 1_100),
        (20_000, 5_000, 20_000, 7_900), (800, 790, 700, 120), (1200, 1150, 1100, 330), (1180, 100, 1180, 990), (1300, 200, 1250, 1080),
    ]:
        yield [n - a, a], [m - b, b]
    for k, rows, tilt in [(3, 900, 1.9), (5, 1500, 1.3), (5, 1200, 1.6), (12, 2500, 0.27), (30, 4000, 0.088), (30, 6000, 0.07), (100, 20_000, 0.0119), (500, 60_000, 0.0014), (500, 80_000, 0.0012)]:
        flat = [rows // k + place % 7 for place in range(k)]
        yield flat, [max(0, int(count * (1 + tilt * (place - (k - 1) / 2)))) for place, count in enumerate(flat)]


def main():
    cases = []
    for x, y in tables():
        df = len(x) - 1
        case = {"reference": x, "production": y}
        for name, statistic in [("chi_square", chi_square(x, y)), ("g", g(x, y))]:
            p = incomplete_gamma(mpf(df) / 2, statistic / 2)[1]
            if p > DEEPEST:
                case[name] = {"statistic": float(statistic), "p_value": float(p)}
        if len(x) == 2:
            z = z_exact(x[1], sum(x), y[1], sum(y))
            p = mpmath.erfc(abs(z) / mpmath.sqrt(2))
            if p > DEEPEST:
                case["z"] = {"statistic": float(z), "p_value": float(p)}
            if sum(x) < 5000:
                fisher = fisher_by_fractions(*x, *y)
                p = mpf(fisher.numerator) / fisher.denominator
                if p > DEEPEST:
                    case["fisher"] = {"p_value": float(p)}
        print({name: value["p_value"] for name, value in case.items() if isinstance(value, dict)}, flush=True)
        cases.append(case)
    write("deep", cases)


main()
