"""Makes flights.json: the figures of the report on the flight logs, computed by SciPy and statsmodels.

    pip install scipy statsmodels pandas numpy && python3 crates/drift/tests/golden/make.py

Nothing here knows the code under test: columns are read by pandas, tests are SciPy's, and the correction over columns
is statsmodels'. Only what is *defined* by the verdict's rule is written out: rare categories are pooled until every
expected count is 5, and the effect is the Jensen-Shannon distance (base 2) less what chance gives.
"""
import gzip
import json
import platform
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import scipy
import statsmodels
from scipy import special, stats
from scipy.spatial import distance
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportions_ztest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "stats" / "tests" / "golden"))
import combined_rank  # noqa: E402  the definition of the test of numbers, beside its own golden file
from ks_given_ties import ks_given_ties  # noqa: E402

LOGS = HERE.parents[3] / "tests" / "data" / "flights"
reference = pd.json_normalize(json.loads(gzip.decompress((LOGS / "reference.json.gz").read_bytes())))
production = pd.json_normalize(
    [json.loads(line) for line in gzip.decompress((LOGS / "production.ndjson.gz").read_bytes()).splitlines()]
)

NUMERIC = ["input.distance", "input.hour", "input.dep_delay", "input.temp", "input.wind_speed", "input.precip",
           "input.visib", "prediction.confidence", "latency_ms"]
CATEGORY = ["input.carrier", "input.origin", "input.dest", "input.weekday", "prediction.class", "actual"]
# Of these it is tested whether the values are there, and how they are made.
IDENTIFIERS = ["input.tailnum"]


def effect(p, q):
    n, m = sum(p), sum(q)
    shares_p, shares_q = np.array(p) / n, np.array(q) / m
    divergence = stats.entropy((shares_p + shares_q) / 2, base=2) - (
        stats.entropy(shares_p, base=2) + stats.entropy(shares_q, base=2)) / 2
    chance = (len(p) - 1) * (1 / n + 1 / m) / (8 * np.log(2))
    return float(np.sqrt(max(0, divergence - chance)))


def distinct_part(a, b):
    """The shares of distinct values at the size of the smaller side, all counts divided by the rows that share a value."""
    counts = [side.value_counts().to_numpy() for side in (a, b)]
    rows = [int(c.sum()) for c in counts]
    step = max(1, round(min(float((c.astype(float) ** 2).sum() / c.sum()) for c in counts)))
    larger = int(rows[1] > rows[0])
    smaller = 1 - larger
    share = [len(c) / n for c, n in zip(counts, rows)]
    # 1 - the probability that none of the rows drawn has the value.
    drawn = (1 - stats.hypergeom.pmf(0, rows[larger], counts[larger], rows[smaller])).sum() / rows[smaller]
    share[larger] = float(np.clip(share[smaller], share[larger], drawn))
    rows = [n // step for n in rows]
    hits = [int(np.floor(s * n + 0.5)) for s, n in zip(share, rows)]
    return {"p_value": float(proportions_ztest(hits, rows)[1]),
            "effect": effect([hits[0], rows[0] - hits[0]], [hits[1], rows[1] - hits[1]])}


def missing_part(a, b):
    counts = [int(a.isna().sum()), int(b.isna().sum())]
    rows = [len(a), len(b)]
    if sum(counts) == 0:
        return None
    if sum(counts) * min(rows) / sum(rows) < 5:
        from make_unconditional import unconditional

        p = unconditional(counts[0], rows[0], counts[1], rows[1], 110)
    else:
        p = proportions_ztest(counts, rows)[1]
    return {"p_value": float(p), "effect": effect([counts[0], rows[0] - counts[0]], [counts[1], rows[1] - counts[1]])}


def pooled(p, q):
    """Pools the rarest categories until every expected count is at least 5."""
    order = sorted(range(len(p)), key=lambda k: p[k] + q[k])
    smaller = min(sum(p), sum(q)) / (sum(p) + sum(q))
    pool, rest = [0, 0], order[:]
    while rest and ((p[rest[0]] + q[rest[0]]) * smaller < 5 or 0 < sum(pool) * smaller < 5):
        k = rest.pop(0)
        pool = [pool[0] + p[k], pool[1] + q[k]]
    left, right = [p[k] for k in rest], [q[k] for k in rest]
    return (left + [pool[0]], right + [pool[1]]) if sum(pool) else (left, right)


def attainable(total, hits, drawn, limit):
    """The largest p-value of Fisher's that so many hits can give and that is at most the limit."""
    x = np.arange(max(0, hits + drawn - total), min(hits, drawn) + 1)
    probabilities = stats.hypergeom.pmf(x, total, hits, drawn)
    p_values = [probabilities[probabilities <= one * (1 + 1e-12)].sum() for one in probabilities]
    return max([p for p in p_values if p <= limit * (1 + 1e-9)], default=0.0)


def rare_category(p, q):
    """The category too rare for an expected count of 5 that changed most: its place, its p, and how likely any has such a p."""
    n, m = sum(p), sum(q)
    rare = [k for k in range(len(p)) if (p[k] + q[k]) * min(n, m) / (n + m) < 5]
    found = [(float(stats.fisher_exact([[p[k], n - p[k]], [q[k], m - q[k]]]).pvalue), k) for k in rare]
    chance = lambda limit: sum(attainable(n + m, p[k] + q[k], m, limit) for k in rare)
    return (min(found)[1], min(found)[0], chance) if found else None


def within_pool(p, q):
    """The p-value of chi-square among the pooled categories, by relabelling, and the share of the level that is spent on it."""
    order = sorted(range(len(p)), key=lambda k: p[k] + q[k])
    smaller = min(sum(p), sum(q)) / (sum(p) + sum(q))
    members = []
    while order and ((p[order[0]] + q[order[0]]) * smaller < 5 or 0 < sum(p[k] + q[k] for k in members) * smaller < 5):
        members.append(order.pop(0))
    left, totals = np.array([p[k] for k in members]), np.array([p[k] + q[k] for k in members])
    if len(members) < 2 or totals.sum() < 20 or left.sum() in (0, totals.sum()):
        return 1.0, 0.0
    drawn = np.random.default_rng(1).multivariate_hypergeometric(totals, left.sum(), size=100_000, method="marginals")
    limit = (left**2 / totals).sum() - 1e-9
    found = (1 + ((drawn**2 / totals).sum(1) >= limit).sum()) / 100_001
    return float(found), 0.5 * totals.sum() / (sum(p) + sum(q))


def category_values(p, q):
    """The verdict's p-value and effect: chi-square of pooled categories, one rare category, or the rare ones among themselves."""
    left, right = pooled(p, q)
    p_value = float(stats.chi2_contingency([left, right], correction=False).pvalue)
    rare = rare_category(p, q)
    if rare is None:
        return {"p_value": p_value, "effect": effect(left, right)}
    place, rare_p, chance = rare
    by_chi_square, by_category = p_value + chance(2 * p_value), rare_p / 2 + chance(rare_p)
    if by_category < by_chi_square:
        left, right = left[:-1] + [left[-1] - p[place], p[place]], right[:-1] + [right[-1] - q[place], q[place]]
        kept = [k for k in range(len(left)) if left[k] + right[k] > 0]
        left, right = [left[k] for k in kept], [right[k] for k in kept]
    others = min(1.0, by_chi_square, by_category)
    # The rare ones among themselves: here their change is never so clear that its far tail would have to be known.
    within, weight = within_pool(p, q)
    if weight > 0:
        assert within / weight > others / (1 - weight), "the pool decides: its p-value cannot come from random relabelling"
        others /= 1 - weight
    return {"p_value": min(1.0, others), "effect": effect(left, right)}


def both(test):
    return [float(test.statistic), float(test.pvalue)]


def cramer_von_mises(x, y):
    """The criterion with half of a tied group's weight before and after it; SciPy's, by mean ranks, is the same without ties only."""
    values, sizes = np.unique(np.concatenate([x, y]), return_counts=True)
    gaps = [np.searchsorted(np.sort(side), values, side="right") / len(side) for side in (x, y)]
    squares = (gaps[0] - gaps[1]) ** 2
    before = np.append(0, squares[:-1])
    return float(len(x) * len(y) / (len(x) + len(y)) ** 2 * np.sum(sizes * (before + squares) / 2))


def epps_singleton(x, y):
    """W with the covariance of both samples together; SciPy's has that of each sample, which does not keep the level."""
    both_sides, n, m = np.concatenate([x, y]), len(x), len(y)
    if stats.iqr(both_sides) == 0:
        return None
    u = (both_sides - np.median(both_sides)) / (stats.iqr(both_sides) / 2)
    g = np.stack([np.cos(0.4 * u), np.sin(0.4 * u), np.cos(0.8 * u), np.sin(0.8 * u)])
    difference = g[:, :n].mean(1) - g[:, n:].mean(1)
    return [float(n * m / (n + m) * difference @ np.linalg.pinv(np.cov(g), rcond=1e-12) @ difference)]


def numeric_tests(x, y):
    """Statistic and p-value of each test that SciPy has, and distances as a statistic alone."""
    pooled = np.sqrt(((len(x) - 1) * np.var(x, ddof=1) + (len(y) - 1) * np.var(y, ddof=1)) / (len(x) + len(y) - 2))
    degrees = len(x) + len(y) - 2
    j = np.exp(special.gammaln(degrees / 2) - special.gammaln((degrees - 1) / 2)) / np.sqrt(degrees / 2)
    return {
        "cramer_von_mises": [cramer_von_mises(x, y)],
        "epps_singleton": epps_singleton(x, y),
        "mann_whitney": both(stats.mannwhitneyu(x, y, method="asymptotic")),
        "welch_t": both(stats.ttest_ind(x, y, equal_var=False)),
        "student_t": both(stats.ttest_ind(x, y)),
        "levene": both(stats.levene(x, y, center="mean")),
        "brown_forsythe": both(stats.levene(x, y, center="median")),
        "mood": both(stats.mood(x, y)),
        "energy": [float(stats.energy_distance(x, y))],
        "hedges_g": [float(j * (np.mean(y) - np.mean(x)) / pooled)],
        "cliffs_delta": [float(1 - 2 * stats.mannwhitneyu(x, y).statistic / (len(x) * len(y)))],
        "median_shift": [float(np.median(y) - np.median(x))],
        "scale_ratio": [float(np.std(y, ddof=1) / np.std(x, ddof=1))],
    }


def shift(x, y):
    """The parts of the shift by the percentiles, and what the outermost values have of the distance."""
    percents = np.arange(1, 100)
    a, b = np.percentile(x, percents), np.percentile(y, percents)
    if a.std() == 0:
        return None
    normal = np.std(stats.norm.ppf(percents / 100))
    total = np.mean((b - a) ** 2)
    ends = np.quantile(np.concatenate([x, y]), [0.005, 0.995])
    within = stats.wasserstein_distance(np.clip(x, *ends), np.clip(y, *ends))
    tail = [((b[:5].mean() - b.mean()) / b.std()) / ((a[:5].mean() - a.mean()) / a.std()),
            ((b[-5:].mean() - b.mean()) / b.std()) / ((a[-5:].mean() - a.mean()) / a.std())]
    return {
        "location": float((b.mean() - a.mean()) / a.std() * normal),
        "scale": float(b.std() / a.std()),
        "lower_tail": float(tail[0]),
        "upper_tail": float(tail[1]),
        "location_share": float((b.mean() - a.mean()) ** 2 / total),
        "scale_share": float((b.std() - a.std()) ** 2 / total),
        "shape_share": float(2 * a.std() * b.std() * (1 - np.corrcoef(a, b)[0, 1]) / total),
        "outermost_share": float(1 - within / stats.wasserstein_distance(x, y)),
    }


def category_tests(p, q):
    p, q = np.array(p), np.array(q)
    shares_p, shares_q = p / p.sum(), q / q.sum()
    left, right = pooled(p.tolist(), q.tolist())
    g = stats.chi2_contingency([left, right], correction=False, lambda_="log-likelihood")
    found = {
        "g": both(g),
        "jensen_shannon": [float(distance.jensenshannon(shares_p, shares_q, base=2))],
        "hellinger": [float(np.sqrt(np.sum((np.sqrt(shares_p) - np.sqrt(shares_q)) ** 2) / 2))],
        "total_variation": [float(np.abs(shares_p - shares_q).sum() / 2)],
        "l_infinity": [float(np.abs(shares_p - shares_q).max())],
        "cohens_w": [float(np.sqrt(stats.chi2_contingency([p, q], correction=False).statistic / (p.sum() + q.sum())))],
    }
    if len(p) == 2:
        fisher = stats.fisher_exact([p, q])
        z = proportions_ztest([p[1], q[1]], [p.sum(), q.sum()])
        found["fisher"] = [float(fisher.statistic), float(fisher.pvalue)]
        found["z"] = [float(z[0]), float(z[1])]
        found["cohens_h"] = [float(2 * np.arcsin(np.sqrt(shares_q[1])) - 2 * np.arcsin(np.sqrt(shares_p[1])))]
    return found


columns = {}
for name in NUMERIC:
    a, b = reference[name], production[name]
    x, y = a.dropna().to_numpy(float), b.dropna().to_numpy(float)
    ks = stats.ks_2samp(x, y)
    looks, p_value = combined_rank.looks(x, y)
    columns[name] = {
        "ks": [float(ks.statistic), ks_given_ties(x, y)],
        "wasserstein": float(stats.wasserstein_distance(x, y)),
        "wasserstein_normed": float(stats.wasserstein_distance(x, y) / np.std(x)),
        "reference": [float(np.mean(x)), float(np.std(x, ddof=1)), float(np.median(x)), float(x.min()), float(x.max())],
        "production": [float(np.mean(y)), float(np.std(y, ddof=1)), float(np.median(y)), float(y.min()), float(y.max())],
        "missing": missing_part(a, b),
        "looks": {look: list(found) for look, found in looks.items()},
        "values": {"p_value": p_value},
        "tests": numeric_tests(x, y),
        "shift": shift(x, y),
    }
for name in CATEGORY:
    a, b = reference[name], production[name]
    labels = sorted(set(a.dropna()) | set(b.dropna()))
    p, q = [int((a == label).sum()) for label in labels], [int((b == label).sum()) for label in labels]
    left, right = pooled(p, q)
    chi = stats.chi2_contingency([left, right], correction=False)
    columns[name] = {
        "chi_square": [float(chi.statistic), float(chi.pvalue), float(chi.dof)],
        "missing": missing_part(a, b),
        "values": category_values(p, q),
        "tests": category_tests(p, q),
    }
for name in IDENTIFIERS:
    columns[name] = {
        "missing": missing_part(reference[name], production[name]),
        "distinct": distinct_part(reference[name].dropna(), production[name].dropna()),
        "values": None,
        "tests": {},
    }

names = list(columns)
raw = []
for column in columns.values():
    parts = [part for part in (column["values"], column["missing"], column.get("distinct")) if part]
    # Three more parts of an identifier (frequent, length, form) have larger p-values; they count as looks.
    looks = 5 if "distinct" in column else len(parts)
    raw.append(min(1.0, min(part["p_value"] for part in parts) * looks))
adjusted = multipletests(raw, method="fdr_bh")[1]
for name, p, p_adjusted in zip(names, raw, adjusted):
    columns[name]["p_value"], columns[name]["p_adjusted"] = p, float(p_adjusted)

versions = {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__,
            "pandas": pd.__version__, "statsmodels": statsmodels.__version__}
(HERE / "flights.json").write_text(json.dumps({"versions": versions, "columns": columns}, indent=1) + "\n")
