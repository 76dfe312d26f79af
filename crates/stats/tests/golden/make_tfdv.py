"""Writes the table of TensorFlow Data Validation's own scores, on samples that are made by a rule (`streams.py`).

Run it in this folder, with `tensorflow-data-validation==1.16.1`, `pandas` and `dill` installed: `python make_tfdv.py`. A pair
takes some seconds. Every pair is a column of its own; numbers have the Jensen–Shannon divergence as drift comparator, texts the L∞
distance, and the scores are those in the answer of `validate_statistics`.
"""

import json
import os
import platform

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import pandas as pd
import tensorflow_data_validation as tfdv

from streams import stream, values

SHAPES = ["bell", "skewed", "uniform", "integers", "ties"]


def numbers():
    cases, seed = [], 5_000
    for shape in SHAPES:
        for count, other, shift, scale in [
            (2000, 2000, 0.0, 1.0),
            (1500, 1200, 0.1, 1.0),
            (900, 1000, 0.5, 1.0),
            (1000, 700, 0.0, 2.0),
            (600, 600, 1.0, 1.5),
            (60, 50, 0.0, 1.0),
        ]:
            seed += 2
            cases.append((stream(shape, seed, count), stream(shape, seed + 1, other, shift, scale)))
    cases.append((stream("bell", 1, 500), stream("bell", 2, 500, outlier=1e6)))
    cases.append((stream("bell", 3, 300), stream("bell", 4, 300, shift=50.0)))
    cases.append((stream("bell", 5, 200, scale=0.0), stream("bell", 6, 200)))
    return cases


def categories():
    """Whole numbers as names: 2 to 40 of them, some on one side only."""
    cases, seed = [], 6_000
    for scale in [1.0, 0.2, 0.5, 2.0, 5.0]:
        for shift in [0.0, 0.3, 1.0, 3.0, 20.0]:
            seed += 2
            count = 100 + seed % 7 * 150
            cases.append((stream("integers", seed, count, scale=scale), stream("integers", seed + 1, 400, shift, scale)))
    return cases


def names(parameters):
    return [f"c{int(value)}" for value in values(parameters)]


def score(reference, production, comparator):
    frames = [pd.DataFrame({"column": column}) for column in (reference, production)]
    statistics = [tfdv.generate_statistics_from_dataframe(frame, n_jobs=1) for frame in frames]
    schema = tfdv.infer_schema(statistics[0])
    getattr(tfdv.get_feature(schema, "column").drift_comparator, comparator).threshold = 0.5
    answer = tfdv.validate_statistics(statistics[1], schema, previous_statistics=statistics[0])
    [info] = answer.drift_skew_info
    [measured] = info.drift_measurements
    return measured.value


def main():
    cases = []
    for reference, production in numbers():
        value = score(values(reference), values(production), "jensen_shannon_divergence")
        cases.append({"reference": reference, "production": production, "jensen_shannon_divergence": value})
        print(cases[-1], flush=True)
    for reference, production in categories():
        value = score(names(reference), names(production), "infinity_norm")
        cases.append({"reference": reference, "production": production, "l_infinity": value})
        print(cases[-1], flush=True)
    versions = {"python": platform.python_version(), "numpy": np.__version__, "tensorflow_data_validation": tfdv.__version__}
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    with open("tfdv.json", "w") as file:
        file.write(f'{{"versions":{json.dumps(versions)},\n"cases":[\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
