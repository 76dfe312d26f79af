"""Writes multivariate.json: what columns show together, by scikit-learn, statsmodels and SciPy.

    pip install numpy scipy scikit-learn statsmodels && python make_multivariate.py

The folds of the domain classifier are drawn by the generator of the crate (xoshiro256**, written anew below), so that
scikit-learn trains and tries on the same rows.
"""

import json
from pathlib import Path

import numpy as np
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy import stats
from sklearn.decomposition import PCA
from sklearn.linear_model import Ridge
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

MASK = (1 << 64) - 1


class Xoshiro:
    """xoshiro256** by Blackman and Vigna, seeded by SplitMix64, bounded by Lemire's method."""

    def __init__(self, seed):
        self.s = []
        for _ in range(4):
            seed = (seed + 0x9E3779B97F4A7C15) & MASK
            z = ((seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
            self.s.append(z ^ (z >> 31))

    def next(self):
        def rotl(x, k):
            return ((x << k) | (x >> (64 - k))) & MASK

        s = self.s
        result = (rotl((s[1] * 5) & MASK, 7) * 9) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 45)
        return result

    def below(self, bound):
        while True:
            product = self.next() * bound
            if (product & MASK) >= (2**64 - bound) % bound:
                return product >> 64


def shuffled(count, random):
    order = list(range(count))
    for last in range(count - 1, 0, -1):
        other = random.below(last + 1)
        order[last], order[other] = order[other], order[last]
    return order


def delong_variance(reference, production):
    """By the definition, over all pairs."""
    wins = (production[:, None] > reference[None, :]) + 0.5 * (production[:, None] == reference[None, :])
    return wins.mean(axis=1).var(ddof=1) / len(production) + wins.mean(axis=0).var(ddof=1) / len(reference)


def classifier(reference, production, folds, seed, ridge):
    random = Xoshiro(seed)
    x = StandardScaler().fit_transform(np.vstack([reference, production]))
    y = np.array([0] * len(reference) + [1] * len(production))
    fold = np.empty(len(y), dtype=int)
    for start, count in [(0, len(reference)), (len(reference), len(production))]:
        for at, row in enumerate(shuffled(count, random)):
            fold[start + row] = at % folds
    areas, variances = [], []
    for k in range(folds):
        train, test = fold != k, fold == k
        model = Ridge(alpha=ridge * train.sum(), solver="cholesky").fit(x[train], y[train])
        scores = model.predict(x[test])
        areas.append(roc_auc_score(y[test], scores))
        variances.append(delong_variance(scores[y[test] == 0], scores[y[test] == 1]))
    auc = np.mean(areas)
    reach = stats.norm.ppf(0.975) * np.sqrt(2 * np.sum(variances) / folds**2)
    return {
        "auc": auc,
        "low": max(auc - reach, 0),
        "high": min(auc + reach, 1),
        "p_value": sm.OLS(y, sm.add_constant(x)).fit().f_pvalue,
    }


def reconstruction(reference, production, share):
    scaler = StandardScaler().fit(reference)
    pca = PCA(n_components=share, svd_solver="full").fit(scaler.transform(reference))

    def errors(rows):
        z = scaler.transform(rows)
        return np.linalg.norm(z - pca.inverse_transform(pca.transform(z)), axis=1)

    return {
        "components": int(pca.n_components_),
        "explained": pca.explained_variance_ratio_.sum(),
        "reference_errors": errors(reference).tolist(),
        "production_errors": errors(production).tolist(),
    }


def correlation(x, y):
    return {"pearson": stats.pearsonr(x, y).statistic, "spearman": stats.spearmanr(x, y).statistic}


def fisher(r1, n1, r2, n2, spearman):
    factor = [1 + r * r / 2 if spearman else 1 for r in (r1, r2)]
    sd = [np.sqrt(f / (n - 3)) for f, n in zip(factor, (n1, n2))]
    z = (np.arctanh(r2) - np.arctanh(r1)) / np.hypot(*sd)
    reach = stats.norm.ppf(0.975)
    ends = [np.tanh(np.arctanh(r) + reach * s * np.array([-1, 1])) for r, s in zip((r1, r2), sd)]
    low = r2 - r1 - np.hypot(r2 - ends[1][0], ends[0][1] - r1)
    high = r2 - r1 + np.hypot(ends[1][1] - r2, r1 - ends[0][0])
    return {"statistic": z, "p_value": 2 * stats.norm.sf(abs(z)), "low": low, "high": high}


def pearson_by_jackknife(sides):
    """Fisher's test with the variance that leaving out each row shows, by the definition."""

    def estimate(x, y):
        r = stats.pearsonr(x, y).statistic
        left = np.array([stats.pearsonr(np.delete(x, i), np.delete(y, i)).statistic for i in range(len(x))])
        variance = (len(x) - 1) / len(x) * np.sum((left - left.mean()) ** 2)
        return r, np.sqrt(variance) / (1 - r * r)

    (r1, sd1), (r2, sd2) = [estimate(side[:, 0], side[:, 1]) for side in sides]
    z = (np.arctanh(r2) - np.arctanh(r1)) / np.hypot(sd1, sd2)
    reach = stats.norm.ppf(0.975) * np.array([-1, 1])
    one, two = np.tanh(np.arctanh(r1) + reach * sd1), np.tanh(np.arctanh(r2) + reach * sd2)
    low = r2 - r1 - np.hypot(r2 - two[0], one[1] - r1)
    high = r2 - r1 + np.hypot(two[1] - r2, r1 - one[0])
    return {"reference": r1, "production": r2, "statistic": z, "p_value": 2 * stats.norm.sf(abs(z)), "low": low, "high": high}


def samples(rng, n, m, columns, rho, shift):
    def normal(rows, rho):
        covariance = np.full((columns, columns), rho) + (1 - rho) * np.eye(columns)
        return rng.multivariate_normal(np.zeros(columns), covariance, size=rows)

    reference, production = normal(n, 0.6), normal(m, rho) + shift
    # One column of few values, and one of another unit.
    for side in (reference, production):
        side[:, 0] = np.round(side[:, 0])
        side[:, -1] = 1000 + 50 * side[:, -1]
    return np.round(reference, 4), np.round(production, 4)


def main():
    rng = np.random.default_rng(20260101)
    cases = []
    for n, m, columns, rho, shift in [(40, 30, 3, 0.6, 0.0), (60, 45, 4, -0.2, 0.0), (50, 80, 5, 0.6, 0.8), (30, 30, 2, 0.0, 3.0)]:
        reference, production = samples(rng, n, m, columns, rho, shift)
        seed = int(rng.integers(1, 1 << 62))
        one, two = [correlation(side[:, 0], side[:, 1]) for side in (reference, production)]
        cases.append(
            {
                "reference": reference.T.tolist(),
                "production": production.T.tolist(),
                "seed": seed,
                "classifier": classifier(reference, production, 5, seed, 1e-3),
                "area": {
                    "auc": roc_auc_score([0] * n + [1] * m, np.concatenate([reference[:, 0], production[:, 0]])),
                    "variance": delong_variance(reference[:, 0], production[:, 0]),
                },
                "scores": stats.norm.ppf(stats.rankdata(reference[:, 0]) / (n + 1)).tolist(),
                "reconstruction": reconstruction(reference, production, 0.65),
                "correlations": [one, two],
                "pearson_change": fisher(one["pearson"], n, two["pearson"], m, False),
                "spearman_change": fisher(one["spearman"], n, two["spearman"], m, True),
                "pearson_jackknife": pearson_by_jackknife((reference, production)),
            }
        )
    versions = {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__, "statsmodels": statsmodels.__version__}
    lines = ",\n".join(json.dumps(case) for case in cases)
    text = f'{{"versions": {json.dumps(versions)}, "cases": [\n{lines}\n]}}\n'
    Path(__file__).with_name("multivariate.json").write_text(text)


if __name__ == "__main__":
    main()
