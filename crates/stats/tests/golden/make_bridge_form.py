"""Writes the table of weighted sums of squares of a bridge, by eigenvalues and mpmath's quadrature.

Run it in this folder: `python make_bridge_form.py`. The covariance matrix is written down and its eigenvalues are found with 40
digits (NumPy's for more than 24 cuts). The tail is then an integral over exp(-sq)/s times the product of (1 - 2 s lambda)^(-1/2),
each factor's root by itself, along a line from the saddle point at 45 degrees. Two closed forms check it: one cut is chi-squared with
one degree of freedom, and two equal eigenvalues are exponential. The limits of Cramer-von Mises and of Anderson-Darling without ties
are in `../oracles/bridge_form.rs`.
"""

import json
import platform

import mpmath
import numpy as np
import scipy

mpmath.mp.dps = 40


def write(name, cases):
    versions = {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__, "mpmath": mpmath.__version__}
    lines = ",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases)
    with open(f"{name}.json", "w") as file:
        file.write(f'{{"versions":{json.dumps(versions)},\n"cases":[\n{lines}\n]}}\n')


def eigenvalues(places, weights):
    t, w = np.array(places), np.array(weights)
    if len(t) > 24:
        root = np.sqrt(w)
        return [mpmath.mpf(v) for v in np.linalg.eigvalsh((np.minimum.outer(t, t) - np.outer(t, t)) * np.outer(root, root)) if v > 0]
    t, w = [mpmath.mpf(v) for v in places], [mpmath.sqrt(mpmath.mpf(v)) for v in weights]
    size = len(t)
    matrix = mpmath.matrix(size, size)
    for i in range(size):
        for j in range(size):
            matrix[i, j] = (min(t[i], t[j]) - t[i] * t[j]) * w[i] * w[j]
    return [v for v in mpmath.eigsy(matrix, eigvals_only=True) if v > 0]


def tail(values, q):
    q = mpmath.mpf(q)
    edge = 1 / (2 * max(values))
    slope = lambda s: sum(v / (1 - 2 * s * v) for v in values) - q - 1 / s
    low, high = mpmath.mpf(0), edge
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) < 0 else (low, middle)
    saddle = low
    turn = mpmath.exp(1j * mpmath.pi / 4)

    def height(r):
        s = saddle + r * turn
        product = mpmath.mpc(1)
        for v in values:
            product /= mpmath.sqrt(1 - 2 * s * v)
        return (product * mpmath.exp(-(s - saddle) * q) / s * turn).imag

    scale = min(saddle, edge - saddle)
    ends = [0] + [scale * mpmath.mpf(2) ** k for k in range(-2, 40) if scale * mpmath.mpf(2) ** k < 150 / q] + [150 / q]
    return mpmath.exp(-saddle * q) * mpmath.quad(height, ends) / mpmath.pi


def shapes():
    random = np.random.default_rng(20_261_128)
    yield "one cut", [0.5], [4.0]
    yield "one cut at the rim", [0.001], [1.0]
    yield "two cuts", [0.25, 0.5], [1.0, 3.0]
    yield "two thirds", [1 / 3, 2 / 3], [1.0, 1.0]
    yield "far apart", [1e-6, 0.999], [2.0, 1.0]
    for size in [3, 5, 9, 14, 22]:
        t = np.sort(random.uniform(0, 1, size)).round(6)
        yield f"{size} anywhere, weights anyhow", t.tolist(), random.gamma(0.5, 1, size).round(6).tolist()
        shares = random.dirichlet(np.full(size + 1, 0.4))
        t = np.cumsum(shares)[:-1].clip(1e-7, 1 - 1e-7)
        t = np.unique(t.round(7))
        yield f"{size} unequal, Anderson-Darling", t.tolist(), (0.01 / (t * (1 - t))).tolist()
    t = np.arange(1, 200) / 200
    yield "199 even, Cramer-von Mises", t.tolist(), np.full(199, 1 / 200).tolist()
    yield "199 even, Anderson-Darling", t.tolist(), (1 / 200 / (t * (1 - t))).tolist()
    t = np.concatenate([[0.6], 0.6 + 0.4 * np.arange(1, 60) / 60])
    yield "zero-inflated", t.tolist(), np.concatenate([[0.3], np.full(59, 0.4 / 60)]).tolist()


cases = []
for name, places, weights in shapes():
    values = eigenvalues(places, weights)
    mean = float(sum(values))
    largest = float(max(values))
    found = []
    few = len(places) > 24
    for q in [0.02 * mean, 0.3 * mean, mean, 3 * mean, mean + 20 * largest, mean + 120 * largest] + ([] if few else [600 * largest, 1370 * largest]):
        p = tail(values, q)
        if name.startswith("one cut"):
            assert abs(p / mpmath.erfc(mpmath.sqrt(mpmath.mpf(q) / max(values) / 2)) - 1) < 1e-20
        found.append([q, float(p)])
    cases.append({"name": name, "places": places, "weights": weights, "mean": mean, "variance": float(2 * sum(v * v for v in values)), "tails": found})
    print(name, found[-1])
assert abs(tail([mpmath.mpf(1), mpmath.mpf(1)], 5) / mpmath.exp(-2.5) - 1) < 1e-20
write("bridge_form", cases)
