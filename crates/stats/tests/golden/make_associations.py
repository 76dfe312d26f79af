"""Writes associations.json: pairs of columns of categories on two sides, by pandas, SciPy and statsmodels.

    pip install numpy scipy pandas statsmodels && python make_associations.py

Tables are counted by pandas.crosstab, chi squared is SciPy's, the derivatives of phi squared are taken numerically, and
whether the association is another is Pearson's chi squared of the log-linear model without the interaction of all three,
fitted by statsmodels.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import scipy
import statsmodels
import statsmodels.api as sm
import statsmodels.formula.api as smf
from scipy import stats


def phi_squared(shares):
    return (shares**2 / np.outer(shares.sum(axis=1), shares.sum(axis=0))).sum() - 1


def association(x, y):
    table = pd.crosstab(x, y).to_numpy()
    total, (r, c) = table.sum(), table.shape
    degrees = (r - 1) * (c - 1)
    square = stats.chi2_contingency(table, correction=False).statistic / total - degrees / (total - 1)
    smaller = min(k - (k - 1) ** 2 / (total - 1) for k in (r, c)) - 1
    # What moving the share of one cell does, by central differences of shares that are made to sum to 1 again.
    shares, slopes = table / total, np.zeros(table.shape)
    for cell in np.ndindex(table.shape):
        if table[cell] == 0:
            continue
        step = 1e-4 * shares[cell]
        ends = []
        for sign in (-1, 1):
            moved = shares.copy()
            moved[cell] += sign * step
            ends.append(phi_squared(moved / moved.sum()))
        slopes[cell] = (ends[1] - ends[0]) / (2 * step)
    variance = ((shares * slopes**2).sum() - (shares * slopes).sum() ** 2) / total + 2 * degrees / total**2
    reach = stats.norm.ppf(0.975) * np.sqrt(variance)
    root = lambda square: float(min(1, np.sqrt(max(0, square) / smaller)))
    return {"v": root(square), "low": root(square - reach), "high": root(square + reach)}


def change(sides):
    frame = pd.concat([side.assign(side=name) for name, side in zip("rp", sides)])
    cells = frame.groupby(["side", "x", "y"]).size()
    everything = pd.MultiIndex.from_product([["p", "r"], sorted(frame.x.unique()), sorted(frame.y.unique())], names=["side", "x", "y"])
    cells = cells.reindex(everything, fill_value=0).reset_index(name="count")
    # Pairs that occur on neither side are expected on neither.
    occurs = cells.groupby(["x", "y"])["count"].transform("sum") > 0
    model = smf.glm("count ~ C(side) * C(x) + C(side) * C(y) + C(x) * C(y)", cells[occurs], family=sm.families.Poisson())
    # Parameters of pairs that do not occur are not determined, so the rank and not their number is counted.
    fitted = model.fit(maxiter=200, tol=1e-13)
    degrees = int(occurs.sum() - np.linalg.matrix_rank(model.exog))
    statistic = float(fitted.pearson_chi2)
    return {"statistic": statistic, "degrees_of_freedom": degrees, "p_value": float(stats.chi2.sf(statistic, degrees))}


def side(rng, rows, shape, together, shift, turned):
    x = rng.choice(shape[0], rows, p=np.arange(1, shape[0] + 1) / np.arange(1, shape[0] + 1).sum())
    y = rng.choice(shape[1], rows)
    follows = rng.random(rows) < together
    y[follows] = (x[follows] + turned) % shape[1]
    y[rng.random(rows) < shift] = 0
    return pd.DataFrame({"x": x, "y": y})


def main():
    rng = np.random.default_rng(20260201)
    cases = []
    for rows, shape, together, shift, turned in [
        ((300, 200), (2, 2), (0.3, 0.3), 0.0, 0),
        ((400, 500), (2, 2), (0.2, 0.7), 0.1, 0),
        ((500, 400), (3, 4), (0.0, 0.0), 0.2, 0),
        ((900, 700), (3, 4), (0.5, 0.5), 0.3, 0),
        ((900, 700), (4, 4), (0.6, 0.6), 0.0, 1),
        ((2000, 3000), (8, 8), (0.4, 0.6), 0.1, 0),
        ((1500, 1500), (8, 2), (0.5, 0.1), 0.0, 0),
        ((200, 150), (5, 3), (0.9, 0.9), 0.0, 1),
    ]:
        sides = [side(rng, rows[0], shape, together[0], 0, 0), side(rng, rows[1], shape, together[1], shift, turned)]
        cases.append(
            {
                "categories": shape,
                "reference": [sides[0].x.tolist(), sides[0].y.tolist()],
                "production": [sides[1].x.tolist(), sides[1].y.tolist()],
                "associations": [association(one.x, one.y) for one in sides],
                "change": change(sides),
            }
        )
    versions = {"numpy": np.__version__, "scipy": scipy.__version__, "pandas": pd.__version__, "statsmodels": statsmodels.__version__}
    lines = ",\n".join(json.dumps(case) for case in cases)
    Path(__file__).with_name("associations.json").write_text(f'{{"versions": {json.dumps(versions)}, "cases": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
