"""Writes pelt.json: change points by ruptures, and by trying every segmentation of short weighted series.

    pip install ruptures && python make_pelt.py > pelt.json
"""

import itertools
import json

import numpy as np
import ruptures

random = np.random.default_rng(42)


def by_ruptures():
    cases = []
    for size in [7, 14, 20, 61, 92, 180, 400]:
        for jumps in [[], [(0.4, 3.0)], [(0.3, 1.0), (0.7, -2.0)]]:
            values = random.normal(10, 0.5, size)
            for share, jump in jumps:
                values[int(share * size):] += jump
            values = values.round(6)
            for shortest in [1, 7]:
                for penalty in [0.5, 3.0, 3 * 0.25 * float(np.log(size))]:
                    if size < 2 * shortest:
                        continue
                    algorithm = ruptures.Pelt(model="l2", jump=1, min_size=shortest).fit(values)
                    cases.append({"values": values.tolist(), "shortest": shortest, "penalty": penalty, "starts": algorithm.predict(pen=penalty)[:-1]})
    return cases


def by_trying():
    """The least cost of all segmentations of weighted values."""
    cases = []
    for _ in range(12):
        size = 11
        values = random.normal(0, 1, size).round(4)
        values[random.integers(2, 9):] += 3
        weights = random.uniform(0.2, 5, size).round(3)
        shortest, penalty = int(random.integers(1, 4)), 2.0
        best = None
        for count in range(size):
            for starts in itertools.combinations(range(1, size), count):
                edges = [0, *starts, size]
                if min(np.diff(edges)) < shortest:
                    continue
                cost = penalty * count
                for a, b in zip(edges, edges[1:]):
                    cost += float(np.sum(weights[a:b] * (values[a:b] - np.average(values[a:b], weights=weights[a:b])) ** 2))
                if best is None or cost < best[0] - 1e-12:
                    best = (cost, list(starts))
        cases.append({"values": values.tolist(), "weights": weights.tolist(), "shortest": shortest, "penalty": penalty, "starts": best[1]})
    return cases


print(json.dumps({"versions": {"ruptures": ruptures.version.version if hasattr(ruptures, "version") else "1.1", "numpy": np.__version__},
                  "ruptures": by_ruptures(), "tried": by_trying()}))
