"""Values of the tests in crates/stats/src/multivariate/held_out.rs, by NumPy: run it and compare."""
import itertools
import numpy as np

x = np.array([[0.0, 1.0, 2.0, 4.0, 3.0, 5.0, 5.5, 7.0], [1.0, 0.0, 2.0, 1.5, 4.0, 3.0, 3.5, 2.0]]).T
inverse = np.linalg.inv(np.cov(x.T, bias=True))


def distance(production):
    is_own = np.isin(np.arange(8), production)
    apart = x[is_own].mean(axis=0) - x[~is_own].mean(axis=0)
    return float(np.sqrt(apart @ inverse @ apart))


observed = distance([4, 5, 6, 7])
listed = [distance(rows) for rows in itertools.combinations(range(8), 4)]
print(repr(observed), np.mean([d >= observed - 1e-12 for d in listed]))
