"""Values of crates/drift/tests/lists.rs, by SciPy and scikit-learn: run it in this folder and compare."""
import gzip
import json
import pathlib

import numpy as np
from scipy.stats import norm
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

CASES = pathlib.Path(__file__).parents[4] / "tests/cases"


def rows(case, side):
    return [json.loads(line) for line in gzip.open(CASES / case / f"{side}.jsonl.gz", "rt")]


def z(hits, totals):
    pooled = sum(hits) / sum(totals)
    se = np.sqrt(pooled * (1 - pooled) * sum(1 / total for total in totals))
    return 2 * norm.sf(abs(hits[0] / totals[0] - hits[1] / totals[1]) / se)


sides = [rows("135-multi-label", side) for side in ["ref", "prod"]]
labels = sorted({label for side in sides for row in side for label in row["tags"]})
totals = [len(side) for side in sides]
shares = {}
for label in labels:
    hits = [sum(label in row["tags"] for row in side) for side in sides]
    shares[label] = (hits, z(hits, totals))
print(totals, shares, "p =", len(labels) * min(p for _, p in shares.values()))

x = [np.array([row["embedding"] for row in rows("14-embedding-96", side)]) for side in ["ref", "prod"]]
print("median norms", [float(np.median(np.linalg.norm(side, axis=1))) for side in x])
halves = [(side[::2], side[1::2]) for side in x]
train, test = (np.vstack([half[i] for half in halves]) for i in (0, 1))
truth = [np.repeat([0, 1], [len(half[i]) for half in halves]) for i in (0, 1)]
scores = LogisticRegression(C=0.1, max_iter=1000).fit(train, truth[0]).predict_proba(test)[:, 1]
print("AUC of a logistic regression on all 96 numbers, held out", roc_auc_score(truth[1], scores))
