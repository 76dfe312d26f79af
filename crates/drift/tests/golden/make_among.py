"""Writes among.json: data sets of several files, and the tests of whether the files are alike, from SciPy.

Run it in this folder: `python make_among.py`. SciPy 1.17.1 and NumPy 2.4.6 wrote the values that are kept. Each data set is a reference and some
production files of one column `x`; the tests look at production alone, at files of 10 rows at least. Before χ², the rarest categories are pooled
by Cochran's rule, derived here on its own: no expected count below 1, and at most a fifth of them below 5.
"""

import json
from collections import Counter

import numpy as np
from scipy import stats

FEWEST_ROWS = 10
MOST_LABELS = 11
random = np.random.default_rng(20261129)


def numbers(count, shift=0.0, scale=1.0, missing=0.0, digits=2):
    values = [round(float(value), digits) for value in random.normal(shift, scale, count)]
    return [None if random.random() < missing else value for value in values]


def words(count, shares, missing=0.0):
    labels = [f"w{place}" for place in range(len(shares))]
    chosen = random.choice(len(shares), count, p=np.array(shares) / sum(shares))
    return [None if random.random() < missing else labels[place] for place in chosen]


def data_sets():
    even = [1, 1, 1, 1]
    yield "numbers alike", "numeric", numbers(80), [numbers(60), numbers(70), numbers(50)]
    yield "numbers, the second file moved", "numeric", numbers(80), [numbers(60), numbers(55, 0.8), numbers(65)]
    yield "ties", "numeric", numbers(60, digits=0), [numbers(40, digits=0), numbers(45, 0.6, digits=0), numbers(50, digits=0)]
    yield "missing values in one file", "numeric", numbers(70), [numbers(60), numbers(60, missing=0.4), numbers(60)]
    yield "one empty file", "numeric", numbers(50), [numbers(40), [], numbers(45, 0.5)]
    yield "one file of nine rows", "numeric", numbers(50), [numbers(40), numbers(9, 5.0), numbers(45, 0.5), numbers(33)]
    yield "a constant column", "numeric", [3.5] * 30, [[3.5] * 20, [3.5] * 25, [3.5] * 15]
    yield "a constant file among others", "numeric", numbers(40), [numbers(30), [0.25] * 30, numbers(35)]
    yield "wider, not higher", "numeric", numbers(60), [numbers(50), numbers(50, scale=4.0), numbers(50)]
    yield "twelve files, rising", "numeric", numbers(90), [numbers(20 + place, 0.1 * place) for place in range(12)]
    yield "skewed", "numeric", numbers(40), [[round(float(v), 3) for v in random.exponential(1 + place, 48)] for place in range(3)]
    yield "all missing in one file", "numeric", numbers(40), [numbers(30), [None] * 20, numbers(30, 0.4)]
    yield "categories alike", "category", words(90, even), [words(60, even), words(70, even), words(80, even)]
    yield "categories, the last file moved", "category", words(90, even), [words(60, even), words(70, even), words(80, [4, 1, 1, 1])]
    yield "rare categories", "category", words(80, [30, 20, 5, 1, 1]), [words(50, [30, 20, 5, 1, 1]), words(60, [30, 25, 4, 1, 2])]
    many = [20 - place for place in range(20)]
    yield "more categories than are counted", "category", words(200, many), [words(150, many), words(140, many[::-1]), words(160, many)]
    yield "categories and missing values", "category", words(60, even), [words(50, even, 0.1), words(50, even, 0.5), words(50, even)]
    yield "one category", "category", words(40, [1]), [words(30, [1]), words(20, [1])]


def contingency(rows):
    """χ² of counts, a row for each file, after pooling; None where there is no test."""
    rows = np.array([row for row in rows if sum(row) > 0], dtype=float)
    if len(rows) < 2:
        return None
    rows = rows[:, rows.sum(axis=0) > 0]

    def holds(table):
        expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
        return expected.min() >= 1 and (expected < 5).mean() <= 0.2

    order = sorted(range(rows.shape[1]), key=lambda at: (rows[:, at].sum(), -at))
    table, count = rows, 2
    while not holds(table) and count <= len(order):
        pool = order[:count]
        kept = [at for at in range(rows.shape[1]) if at not in pool]
        table = np.column_stack([rows[:, kept], rows[:, pool].sum(axis=1)])
        count += 1
    if table.shape[1] < 2:
        return None
    found = stats.chi2_contingency(table, correction=False)
    total, (r, c) = table.sum(), table.shape
    phi = max(0.0, found.statistic / total - (r - 1) * (c - 1) / (total - 1))
    smaller = min(r - (r - 1) ** 2 / (total - 1), c - (c - 1) ** 2 / (total - 1)) - 1
    return test(found.statistic, found.pvalue, [found.dof], (phi / smaller) ** 0.5 if smaller > 0 else None)


def test(statistic, p_value, degrees, effect):
    effect = None if effect is None else float(effect)
    return {"statistic": float(statistic), "p_value": float(p_value), "degrees_of_freedom": [float(d) for d in degrees], "effect": effect}


def expected(kind, reference, files):
    files = [file for file in files if len(file) >= FEWEST_ROWS]
    found = {}
    there = [[value for value in file if value is not None] for file in files]
    if kind == "numeric":
        samples = [sample for sample in there if sample]
        if len(samples) > 1 and len({value for sample in samples for value in sample}) > 1:
            n, k = sum(map(len, samples)), len(samples)
            h = stats.kruskal(*samples)
            found["kruskal_wallis"] = test(h.statistic, h.pvalue, [k - 1], h.statistic / (n - 1))
            f = stats.f_oneway(*samples)
            pooled = np.concatenate(samples)
            between = sum(len(sample) * (np.mean(sample) - pooled.mean()) ** 2 for sample in samples)
            found["anova"] = test(f.statistic, f.pvalue, [k - 1, n - k], between / ((pooled - pooled.mean()) ** 2).sum())
    else:
        everywhere = Counter(value for file in [reference, *files] for value in file if value is not None)
        labels = [label for label, _ in sorted(everywhere.items(), key=lambda item: (-item[1], item[0]))][:MOST_LABELS]
        rows = [[sample.count(label) for label in labels] + [sum(value not in labels for value in sample)] for sample in there]
        found["chi_square"] = contingency(rows)
    found["missing"] = contingency([[len(sample), len(file) - len(sample)] for sample, file in zip(there, files)])
    found = {name: value for name, value in found.items() if value is not None}
    parts = [found[name]["p_value"] for name in ["kruskal_wallis", "chi_square", "missing"] if name in found]
    return {"tests": found, "files": len(files), "p_value": min(1.0, min(parts) * len(parts)) if parts else None}


def main():
    cases = []
    for name, kind, reference, files in data_sets():
        cases.append({"name": name, "kind": kind, "reference": reference, "files": files, "expected": expected(kind, reference, files)})
        print(name, cases[-1]["expected"])
    with open("among.json", "w", encoding="utf-8") as out:
        out.write("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]\n")


main()
