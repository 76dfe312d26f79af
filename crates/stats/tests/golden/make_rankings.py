"""Writes rankings.json: ranked lists, and their metrics by scikit-learn and by counting all orders of tied items.

Made with Python 3.11, numpy 2.4.6, SciPy 1.17.1, scikit-learn 1.9.1:

    python make_rankings.py > rankings.json

NDCG is scikit-learn's `ndcg_score` with ties, down to the ranks of DEPTHS. Average precision (which without ties, and with at most ten items, is compared with
scikit-learn's `average_precision_score`), reciprocal rank, precision, recall and hits of a query are means over every order
of the items that are tied, counted one by one. Intervals are Student's over queries, differences SciPy's `ttest_ind` (Welch).
"""

import itertools
import json
import math

import numpy as np
from scipy import stats
from sklearn.metrics import average_precision_score, ndcg_score

rng = np.random.default_rng(20261129)
DEPTHS = [10, 1, 3, 100]


def orders(scores):
    """Every order of the places in which larger scores come first."""
    groups = [list(np.flatnonzero(scores == score)) for score in sorted(set(scores), reverse=True)]
    for parts in itertools.product(*(itertools.permutations(group) for group in groups)):
        yield [place for part in parts for place in part]


def figures(scores, relevance, K):
    reciprocal, hits, found, average = [], [], [], []
    for order in orders(scores):
        ranked = relevance[order] > 0
        first = np.flatnonzero(ranked)
        reciprocal.append(1 / (first[0] + 1) if len(first) else 0)
        hits.append(ranked[:K].sum())
        found.append(ranked[:K].any())
        places = np.flatnonzero(ranked[:K])
        average.append(sum((rank + 1) / (place + 1) for rank, place in enumerate(places)) / max(min(K, ranked.sum()), 1))
    relevant = (relevance > 0).sum()
    ndcg = ndcg_score([relevance], [scores], k=K) if relevant and len(scores) > 1 else None
    if relevant and len(scores) == 1:
        ndcg = 1.0
    if relevant and len(scores) <= K and len(set(scores)) == len(scores):
        assert abs(np.mean(average) - average_precision_score(relevance > 0, scores)) < 1e-12
    return {
        "ndcg": ndcg,
        "map": float(np.mean(average)) if relevant else None,
        "mrr": float(np.mean(reciprocal)),
        "precision": float(np.mean(hits)) / K,
        "recall": float(np.mean(hits)) / int(relevant) if relevant else None,
        "hit_rate": float(np.mean(found)),
    }


def lists(queries, longest, distinct, graded, skill):
    rows = []
    for query in range(queries):
        length = int(rng.integers(1, longest + 1))
        relevance = rng.integers(0, 4, length).astype(float) if graded else (rng.random(length) < 0.3).astype(float)
        scores = np.round(rng.normal(0, 1, length) + skill * relevance, 1)
        if distinct:
            scores = scores + rng.random(length) / 1000
        # At most six items with one score, so that all orders can be counted.
        for score in set(scores):
            for extra in np.flatnonzero(scores == score)[5:]:
                scores[extra] += rng.random()
        rows.append((scores, relevance))
    return rows


def measured(rows, k):
    found = [figures(scores, relevance, k) for scores, relevance in rows]
    out = {}
    for metric in ["ndcg", "map", "mrr", "precision", "recall", "hit_rate"]:
        values = np.array([one[metric] for one in found if one[metric] is not None])
        reach = stats.t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / math.sqrt(len(values))
        out[metric] = {"value": values.mean(), "reach": reach, "n": len(values), "values": values}
    return out


cases = []
for name, reference, production in [
    ("binary, no ties", (40, 25, True, False, 1.0), (30, 25, True, False, 0.3)),
    ("binary, ties", (40, 9, False, False, 0.5), (35, 9, False, False, 0.5)),
    ("graded, ties", (50, 12, False, True, 0.4), (50, 12, False, True, 0.1)),
    ("graded, long lists", (25, 60, True, True, 0.2), (25, 60, True, True, 0.2)),
    ("short lists", (60, 2, False, False, 1.0), (60, 2, False, False, 1.0)),
]:
    sides = [lists(*side) for side in (reference, production)]
    at_ranks = {}
    for k in DEPTHS:
        one, other = [measured(side, k) for side in sides]
        expected = at_ranks[str(k)] = {}
        for metric in one:
            test = stats.ttest_ind(other[metric]["values"], one[metric]["values"], equal_var=False)
            interval = test.confidence_interval(0.95)
            expected[metric] = {
                "sides": [{key: side[metric][key] for key in ("value", "reach", "n")} for side in (one, other)],
                "difference": other[metric]["value"] - one[metric]["value"],
                "low": interval.low,
                "high": interval.high,
                "p_value": test.pvalue,
            }
    flat = [[[query, score, relevance] for query, (scores, relevances) in enumerate(side) for score, relevance in zip(scores, relevances)] for side in sides]
    cases.append({"name": name, "sides": flat, "expected": at_ranks})



def plain(value):
    """Numbers as JSON has them; a test without spread has no p-value."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    value = value.item() if isinstance(value, np.generic) else value
    return None if isinstance(value, float) and math.isnan(value) else value


print(json.dumps(plain(cases)))
