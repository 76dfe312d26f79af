"""Golden values of the lasting change: g of every start, by NumPy, and its p-value by 20 000 relabellings of NumPy's.

Run: python make_lasting_change.py > lasting_change.json     (NumPy 2)
Independent of the crate: residuals by groups of an array, the inverse by numpy.linalg.inv.
"""

import json

import numpy as np


def scan(means, sizes, strata, reference):
    """g(tau) for each production window with at least three behind it."""
    residuals = np.zeros_like(means)
    for stratum in np.unique(strata):
        rows = strata == stratum
        base = rows & (np.arange(len(strata)) < reference)
        center = (means[base] * sizes[base]).sum(0) / sizes[base].sum(0)
        residuals[rows] = np.sqrt(sizes[rows]) * (means[rows] - center)
    # A thousandth of the pooled variances about the means of all windows of a stratum.
    pooled = np.zeros_like(means)
    for stratum in np.unique(strata):
        rows = strata == stratum
        center = (means[rows] * sizes[rows]).sum(0) / sizes[rows].sum(0)
        pooled[rows] = np.sqrt(sizes[rows]) * (means[rows] - center)
    kinds = len(np.unique(strata))
    ridge = 1e-3 * (pooled**2).sum(0) / (len(means) - kinds)
    own = residuals[:reference]
    inverse = np.linalg.inv(own.T @ own / (reference - kinds) + np.diag(ridge))
    result = []
    production = residuals[reference:]
    for tau in range(len(production) - 2):
        total = production[tau:].sum(0)
        behind = len(production) - tau
        result.append(float(total @ inverse @ total / (behind * (1 + behind / reference))))
    return result


def p_value(means, sizes, strata, reference, rounds, rng):
    highest = max(scan(means, sizes, strata, reference))
    reached = 0
    for _ in range(rounds):
        order = np.arange(len(means))
        for stratum in np.unique(strata):
            rows = np.nonzero(strata == stratum)[0]
            order[rows] = rng.permutation(rows)
        reached += max(scan(means[order], sizes[order], strata, reference)) >= highest
    return (reached + 1) / (rounds + 1)


def first_change(means, sizes, strata, reference, rng):
    """The 95 % set and the place of the first of several changes."""
    end = len(means)
    while True:
        g = scan(means[:end], sizes[:end], strata[:end], reference)
        place = int(np.argmax(g))
        within = [t for t in range(len(g)) if max(g) - g[t] <= 2 * np.log(2 / 0.05)]
        if place < 3 or p_value(means[:end], sizes[:end], strata[:end], reference, 2000, rng) > 0.01:
            return place, within
        before = reference + place
        if p_value(means[:before], sizes[:before], strata[:before], reference, 2000, rng) > 0.01:
            return place, within
        end = before


rng = np.random.default_rng(20)
cases = []
for reference, production, components, weekend, shift, start, seasonal in [
    (28, 28, 1, 0.0, 0.0, 0, False),
    (28, 28, 2, 0.3, 0.15, 12, True),
    (56, 56, 4, 0.2, 0.05, 35, True),
    (31, 61, 4, 0.1, 0.08, 0, True),
    (21, 12, 1, 0.0, 0.1, 6, False),
    (40, 30, 3, 0.0, 0.04, 20, False),
]:
    days = reference + production
    sizes = np.repeat(rng.integers(50, 400, days)[:, None], components, 1).astype(float)
    means = rng.normal(0, 1, (days, components)) / np.sqrt(sizes) + rng.normal(0, 0.03, (days, components))
    means += weekend * ((np.arange(days) % 7) > 4)[:, None]
    means[reference + start :, 0] += shift
    strata = np.arange(days) % 7 if seasonal else np.zeros(days, int)
    g = scan(means, sizes, strata, reference)
    start, within = first_change(means, sizes, strata, reference, rng)
    cases.append(
        {
            "reference": reference,
            "components": components,
            "means": means.ravel().tolist(),
            "sizes": sizes.ravel().tolist(),
            "strata": strata.tolist(),
            "statistic": max(g),
            "start": start,
            "within": within,
            "p_value": p_value(means, sizes, strata, reference, 20000 if days < 100 else 8000, rng),
        }
    )
print(json.dumps(cases))
