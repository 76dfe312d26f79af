"""Makes naive_bayes.json: the scores of scikit-learn's multinomial naive Bayes on made-up texts.

    pip install scikit-learn statsmodels numpy && python3 make_naive_bayes.py

Words are numbers. What is ours is written out: words in fewer than three training texts are left out, and only those
count whose shares of the training texts have a z of at least 3, by statsmodels. Log-probabilities and the area under the
curve are scikit-learn's.
"""
import json
from pathlib import Path

import numpy as np
import scipy
import sklearn
import statsmodels
from sklearn.metrics import roc_auc_score
from sklearn.naive_bayes import MultinomialNB
from statsmodels.stats.proportion import proportions_ztest

random = np.random.default_rng(7)


def texts(count, words, risen):
    """Rows of zeros and ones, a column for each word; a few of them are more frequent."""
    shares = np.minimum(1.0, 1.5 / np.arange(1, words + 1))
    shares[risen] = np.minimum(1.0, shares[risen] * 3 + 0.05)
    return (random.random((count, words)) < shares).astype(int)


def case(name, words, sizes, risen):
    reference, production = texts(sizes[0], words, []), texts(sizes[1], words, risen)
    held_out = [texts(40, words, []), texts(30, words, risen)]
    hits = [reference.sum(axis=0), production.sum(axis=0)]
    known = np.flatnonzero(hits[0] + hits[1] >= 3)
    train = np.vstack([reference, production])[:, known]
    model = MultinomialNB(alpha=1, fit_prior=False).fit(train, [0] * sizes[0] + [1] * sizes[1])
    ratios = model.feature_log_prob_[1] - model.feature_log_prob_[0]
    with np.errstate(invalid="ignore"):
        z = np.array([proportions_ztest([hits[1][w], hits[0][w]], [sizes[1], sizes[0]])[0] for w in known])
    telling = np.abs(z) >= 3
    weights = np.zeros(words)
    weights[known] = np.where(telling, ratios, 0.0)
    scores = [side @ weights for side in held_out]
    numbers = lambda side: [np.flatnonzero(row).tolist() for row in side]
    return {
        "name": name, "vocabulary": words, "reference": numbers(reference), "production": numbers(production),
        "held_out": [numbers(side) for side in held_out], "telling": int(telling.sum()),
        "scores": [side.tolist() for side in scores],
        "auc": float(roc_auc_score([0] * 40 + [1] * 30, np.concatenate(scores))),
    }


cases = [
    case("a few words rose", 60, (150, 120), [3, 7, 20]),
    case("nothing changed", 40, (100, 100), []),
    case("few against many", 30, (250, 20), [1, 10]),
    case("many words rose", 120, (120, 140), list(range(0, 120, 4))),
]
versions = {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__, "statsmodels": statsmodels.__version__}
Path(__file__).with_name("naive_bayes.json").write_text(json.dumps({"versions": versions, "cases": cases}) + "\n")
print([(c["name"], c["telling"], c["auc"]) for c in cases])
