"""The combined rank test, written from its definition and without the code under test.

The law of the weighted sums is computed from the eigenvalues of the bridge's covariance, where the code under test has a
recursion, and moments of 2 x 2 tables from SciPy's hypergeometric law. `make_combined_rank.py` also compares each look with
random relabellings.
"""
import numpy as np
from scipy import integrate, special, stats

PLACES, FEW_EXPECTED, EXACTLY = 128, 4.0, 1000.0


def likelihood_ratio(inside, chosen, n, size):
    """G of the 2 x 2 table: of `chosen` out of `size` values, `inside` are the reference's, which has n."""
    inside = np.asarray(inside, float)
    cells = [inside, chosen - inside, n - inside, size - n - chosen + inside]
    margins = [n, size - n, chosen, size - chosen]
    xlx = special.xlogy
    return np.maximum(2 * (sum(xlx(c, c) for c in cells) - sum(xlx(c, c) for c in margins) + xlx(size, size)), 0)


def outcomes(chosen, n, size):
    counts = np.arange(max(0, chosen - (size - n)), min(n, chosen) + 1)
    return counts, stats.hypergeom.pmf(counts, size, n, chosen)


def is_sparse(chosen, n, size):
    return min(n, size - n) * min(chosen, size - chosen) / size < FEW_EXPECTED


def williams(chosen, n, size):
    inverses = lambda part: size / part + size / (size - part) - 1
    return 1 + inverses(n) * inverses(chosen) / (6 * size)


def moments(chosen, n, size):
    if not is_sparse(chosen, n, size):
        mean = williams(chosen, n, size)
        return mean, 2 * mean * mean
    counts, p = outcomes(chosen, n, size)
    g = likelihood_ratio(counts, chosen, n, size)
    mean = float(p @ g)
    return mean, max(0.0, float(p @ g**2) - mean**2)


def tail(statistic, chosen, n, size, few=FEW_EXPECTED):
    if min(n, size - n) * min(chosen, size - chosen) / size >= few:
        return float(stats.chi2.sf(statistic / williams(chosen, n, size), 1))
    counts, p = outcomes(chosen, n, size)
    return float(p[likelihood_ratio(counts, chosen, n, size) >= statistic * (1 - 1e-12)].sum())


def quadratic_sf(weights, x):
    """P(sum of weights times independent chi-squares of one degree > x), along a line through the saddle point."""
    weights = weights[weights > 1e-13 * weights.max()]
    log_moment = lambda z: -0.5 * np.sum(np.log(1 - 2 * z[..., None] * weights), axis=-1)
    bound = 0.5 / weights.max()
    grid = bound * (1 - np.geomspace(1e-4, 1 - 1e-6, 4000))
    saddle = grid[np.argmin(log_moment(grid) - grid * x - np.log(grid))]
    height = log_moment(np.array([saddle]))[0] - saddle * x
    width = 1 / np.sqrt(np.sum(2 * weights**2 / (1 - 2 * saddle * weights) ** 2) + 1 / saddle**2)
    # A cosh-spaced path to the right keeps the integrand falling where there are few weights.
    def integrand(u):
        z = saddle + width * (1j * np.sinh(u) + 0.15 * (np.cosh(u) - 1))
        slope = width * (1j * np.cosh(u) + 0.15 * np.sinh(u))
        return (np.exp(log_moment(np.array([z]))[0] - z * x - height) * slope / z / (2j * np.pi)).real
    total = integrate.quad(integrand, -14, 14, limit=2000, epsabs=0, epsrel=1e-10)[0]
    return float(np.clip(total * np.exp(height), 0, 1))


def cut_places(values, labels):
    """The cuts: pooled values below, the reference's among them, and how many places each stands for."""
    size, n = len(values), int(labels.sum())
    smaller = min(n, size - n)
    distinct, first, count = np.unique(values, return_index=True, return_counts=True)
    below_reference = np.concatenate([[0], np.cumsum(labels)])
    cuts = {}
    for place in range(PLACES):
        s = (place + 0.5) / PLACES
        target = size * s**4 / (s**4 + (1 - s) ** 4)
        if target < 0.5 * size / smaller or size - target < 0.5 * size / smaller:
            continue
        target = int(np.clip(np.rint(target), 1, size - 1))
        group = np.searchsorted(first, target, side="right") - 1
        low, high = int(first[group]), int(first[group] + count[group])
        ends = [end for end in (low, high) if 0 < end < size]
        if ends:
            nearest = min(ends, key=lambda end: (abs(end - target), end))
            cuts[nearest] = cuts.get(nearest, 0) + 1
    return [(cut, int(below_reference[cut]), weight) for cut, weight in sorted(cuts.items())]


def weighted(cuts, size, n, exponent):
    """T and its p-value; the weight of a place is (t (1 - t)) to the power `exponent`."""
    t = np.array([cut for cut, _, _ in cuts]) / size
    weight = np.array([places for _, _, places in cuts]) * (t * (1 - t)) ** exponent
    weight /= weight.sum()
    g = np.array([likelihood_ratio(inside, cut, n, size) for cut, inside, _ in cuts])
    statistic = float(weight @ g)
    if len(cuts) == 1:
        return statistic, tail(statistic, cuts[0][0], n, size, few=EXACTLY)
    mean, variance = np.array([moments(cut, n, size) for cut, _, _ in cuts]).T
    low, high = np.minimum.outer(t, t), np.maximum.outer(t, t)
    correlation = np.sqrt(low * (1 - high) / (high * (1 - low)))
    deviation = weight * np.sqrt(variance)
    root = np.sqrt(weight * mean)
    eigenvalues = np.linalg.eigvalsh(root[:, None] * correlation * root)
    eigenvalues = eigenvalues[eigenvalues > 0]
    scale = np.sqrt(deviation @ correlation**2 @ deviation / (2 * np.sum(eigenvalues**2)))
    x = eigenvalues.sum() + (statistic - weight @ mean) / scale
    return statistic, quadratic_sf(eigenvalues, float(x)) if x > 0 else 1.0


def bin_edges(values, smaller):
    """Edges in the pooled order, and whether the values are tied so much that every bin is looked at."""
    size = len(values)
    _, first, count = np.unique(values, return_index=True, return_counts=True)
    if len(first) <= min(100, max(2, smaller // 2)):
        return [int(f) for f in first] + [size], True
    bins = int(np.clip(smaller // 10, 4, 40))
    edges = [0]
    def push(edge):
        if edge > edges[-1]:
            edges.append(int(edge))
    for k in range(1, bins):
        target = size * k // bins
        group = np.searchsorted(first, target, side="right") - 1
        low, high = first[group], first[group] + count[group]
        if (high - low) * bins >= size:
            push(low), push(high)
        else:
            push(low if target - low <= high - target else high)
    push(size)
    return edges, 2 < len(edges) - 1 < 0.6 * bins


def windows(edges):
    bins = len(edges) - 1
    return [(edges[i], edges[i + length]) for length in (1, 2, 4) if length < bins for i in range(bins - length + 1)]


def scan(edges, below_reference, size, n):
    found = [(low, high, below_reference[high] - below_reference[low]) for low, high in windows(edges)]
    statistic = max(float(likelihood_ratio(inside, high - low, n, size)) for low, high, inside in found)
    bins = len(edges) - 1
    if bins == 2:
        return statistic, tail(statistic, edges[1], n, size, few=EXACTLY)
    total = sum(tail(statistic, high - low, n, size) for low, high, _ in found)
    share = 0.95 if bins <= 8 else 0.75
    return statistic, float(-np.expm1(-share * total))


def chi_square(edges, below_reference, size, n):
    totals = np.diff(edges)
    inside = np.diff(below_reference[edges])
    statistic = float(stats.chi2_contingency([inside, totals - inside], correction=False).statistic)
    k = len(totals)
    # Dawson (1954): the statistic's exact mean and variance given both margins.
    mean = size / (size - 1) * (k - 1)
    v = lambda c: (c - 1) * (size - c) / (size - 1)
    w = lambda c, margins: (np.sum(size / margins) - c * c) / (size - 2)
    w1, w2 = w(2, np.array([n, size - n])), w(k, totals)
    variance = 2 * size / (size - 3) * (v(2) - w1) * (v(k) - w2) + size**2 / (size - 1) * w1 * w2
    return statistic, float(stats.chi2.sf(2 * mean / variance * statistic, 2 * mean**2 / variance))


def looks(x, y):
    """Statistic and p-value of each look, and the combined p-value."""
    values = np.concatenate([x, y])
    order = np.argsort(values, kind="stable")
    labels = (order < len(x)).astype(int)
    values = values[order]
    size, n = len(values), len(x)
    below_reference = np.concatenate([[0], np.cumsum(labels)])
    cuts = cut_places(values, labels)
    if len(cuts) == 1:
        # All looks see the same table.
        only = weighted(cuts, size, n, 0)
        names = ["likelihood_ratio_middle", "likelihood_ratio_tails", "scan"]
        return dict.fromkeys(names, only), only[1]
    edges, is_tied = bin_edges(values, min(n, size - n))
    found = {
        "likelihood_ratio_middle": weighted(cuts, size, n, 0.75),
        "likelihood_ratio_tails": weighted(cuts, size, n, -0.25),
        "scan": scan(edges, below_reference, size, n),
    }
    weight = {"likelihood_ratio_middle": 0.40, "likelihood_ratio_tails": 0.46, "scan": 0.14}
    if is_tied:
        found["chi_square_of_values"] = chi_square(edges, below_reference, size, n)
        weight = {"likelihood_ratio_middle": 0.30, "likelihood_ratio_tails": 0.25, "scan": 0.05, "chi_square_of_values": 0.40}
    ps = {name: p for name, (_, p) in found.items()}
    if min(ps.values()) < 1e-9:
        p = 1 / sum(weight[name] / max(ps[name], np.finfo(float).tiny) for name in ps)
    else:
        p = 0.5 - np.arctan(sum(weight[name] / np.tan(np.pi * min(ps[name], 0.99)) for name in ps)) / np.pi
    return found, float(min(1.0, p * (1 + 1.9 * p * (1 - p) ** 4)))
