"""Makes text.json and moments.json: texts with what scikit-learn, SciPy and statsmodels say of them, and what pandas and
SciPy say of the moments of the flight logs.

    pip install scikit-learn scipy statsmodels pandas numpy && python3 crates/drift/tests/golden/make_text.py

Nothing here knows the code under test. Words are those of CountVectorizer; only what a word is, is defined by us: a run
of letters and digits.
"""
import gzip
import json
import platform
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import scipy
import sklearn
import statsmodels
from scipy import stats
from sklearn.feature_extraction.text import CountVectorizer
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportions_ztest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "stats" / "tests" / "golden"))
import combined_rank  # noqa: E402
LOGS = HERE.parents[3] / "tests" / "data" / "flights"
random = np.random.default_rng(20_261_121)
versions = {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__,
            "scikit-learn": sklearn.__version__, "statsmodels": statsmodels.__version__, "pandas": pd.__version__}

COMMON = ("the a to of and please my order Order package delivery account late never arrived password invoice Größe "
          "naïve 42 3rd where is it now thanks, hello! support? отзыв товар مرحبا").split()
RARE = [f"item{number}" for number in range(300)]
weights = 1 / np.arange(1, len(COMMON) + 1)
weights /= weights.sum()


def text(refund):
    words = list(random.choice(COMMON, 4 + random.poisson(6), p=weights)) + list(random.choice(RARE, random.poisson(1)))
    if random.random() < refund:
        words.insert(random.integers(len(words)), "Refund")
    return random.choice([" ", "  ", ", "]).join(words) + random.choice([".", "!", "…", ""])


reference = [text(0.02) for _ in range(600)]
production = [text(0.15) for _ in range(450)]
vectorizer = CountVectorizer(token_pattern=r"[^\W_]+", binary=True)
counts = vectorizer.fit_transform(reference + production)
names = vectorizer.get_feature_names_out()
have = [np.asarray(counts[:600].sum(axis=0)).ravel(), np.asarray(counts[600:].sum(axis=0)).ravel()]
compared, p_values = [], []
for place, word in enumerate(names):
    hits = [int(have[1][place]), int(have[0][place])]
    if max(hits) < 5:
        continue
    z, p = proportions_ztest(hits, [450, 600])
    expected = min(sum(hits), 1050 - sum(hits)) * 450 / 1050
    if expected < 5:
        p = stats.fisher_exact([[hits[0], 450 - hits[0]], [hits[1], 600 - hits[1]]]).pvalue
    compared.append({"word": word, "reference": hits[1] / 600, "production": hits[0] / 450, "z": float(z)})
    p_values.append(p)
for change, p in zip(compared, multipletests(p_values, method="holm")[1]):
    change["p_adjusted"] = float(p)
lengths = [[len(text) for text in side] for side in (reference, production)]
length_p = combined_rank.looks(*[np.asarray(side, float) for side in lengths])[1]
running = CountVectorizer(token_pattern=r"[^\W_]+").fit_transform(reference + production).sum(axis=1)
(HERE / "text.json").write_text(json.dumps({
    "versions": versions, "reference": reference, "production": production,
    "vocabulary": len(names), "compared_words": len(compared),
    "changes": sorted((c for c in compared if c["p_adjusted"] < 0.05), key=lambda c: -abs(c["z"])),
    "mean_characters": [float(np.mean(side)) for side in lengths],
    "mean_words": [float(running[:600].mean()), float(running[600:].mean())],
    "length_p_value": length_p,
}, indent=1, ensure_ascii=False) + "\n")


def moments(records):
    column = pd.to_datetime(pd.json_normalize(records)["timestamp"], utc=True).dropna().sort_values()
    gaps = column.drop_duplicates().diff().dropna().dt.total_seconds()
    before = column.drop_duplicates().shift().loc[gaps.index]
    longest = gaps.sort_values(ascending=False, kind="stable").head(3)
    iso = "%Y-%m-%dT%H:%M:%SZ"
    return {
        "first": column.min().strftime(iso), "last": column.max().strftime(iso),
        "span_days": (column.max() - column.min()).total_seconds() / 86400,
        "median_spacing": float(gaps.median()), "holes": int((gaps > 10 * gaps.median()).sum()),
        "longest": [{"from": before[at].strftime(iso), "to": column[at].strftime(iso), "seconds": float(longest[at])}
                    for at in longest.index],
        "hours": column.dt.hour.value_counts().reindex(range(24), fill_value=0).tolist(),
        "weekdays": column.dt.weekday.value_counts().reindex(range(7), fill_value=0).tolist(),
    }


logs = {
    "reference": json.loads(gzip.decompress((LOGS / "reference.json.gz").read_bytes())),
    "production": [json.loads(line)
                   for line in gzip.decompress((LOGS / "production.ndjson.gz").read_bytes()).splitlines()],
}
described = {side: moments(records) for side, records in logs.items()}
print({side: sorted(d["hours"])[:8] for side, d in described.items()})
for profile in ("hours", "weekdays"):
    table = np.array([described["reference"][profile], described["production"][profile]])
    table = table[:, table.sum(axis=0) > 0]
    test = stats.chi2_contingency(table, correction=False)
    described[profile] = {"chi_square": float(test.statistic), "degrees_of_freedom": int(test.dof),
                          "p_value": float(test.pvalue), "smallest_expected": float(test.expected_freq.min())}
(HERE / "moments.json").write_text(json.dumps({"versions": versions, **described}, indent=1) + "\n")
