"""Makes the Parquet files that the browser tests drop: python make.py, with pandas 3.1, pyarrow 26 and polars 2.1.

A log of a model in January and one in February, as pandas writes them (Snappy, dictionaries, three row groups, a group of fields, and
bytes that are no text) and as polars does (Zstandard); and the labels of February, which came later. Seeded; nothing in them is of a person.
"""

from pathlib import Path

import numpy
import pandas
import polars

HERE = Path(__file__).parent
ROWS = 1_500


def frame(month, shift, seed):
    draw = numpy.random.default_rng(seed)
    amount = draw.gamma(2.0, 40.0 * (1 + shift), ROWS).round(2)
    score = 1 / (1 + numpy.exp(-(amount - 90) / 40 + draw.normal(0, 1, ROWS)))
    regions = numpy.array(["north", "south", "east", "Łódź"], dtype=object)
    region = regions[draw.choice(4, ROWS, p=[0.4 - shift / 2, 0.3, 0.2, 0.1 + shift / 2])]
    region[draw.random(ROWS) < 0.03] = None
    start = pandas.Timestamp(2026, month, 1, tz="UTC")
    return pandas.DataFrame(
        {
            "request_id": [f"{month:02}-{number:05}" for number in range(ROWS)],
            "timestamp": start + pandas.to_timedelta(numpy.sort(draw.integers(0, 28 * 86_400, ROWS)), unit="s"),
            "amount": amount,
            "items": draw.poisson(3 + 2 * shift, ROWS),
            "region": region,
            "is_member": draw.random(ROWS) < 0.3,
            "prediction": score,
        }
    )


def main():
    for name, month, shift, seed in [("january", 1, 0.0, 1), ("february", 2, 0.3, 2)]:
        log = frame(month, shift, seed)
        polars.from_pandas(log).write_parquet(HERE / f"{name}-polars.parquet")
        nested = log.assign(
            payload=[{"size": int(items) * 10, "tags": ["a"] * (int(items) % 3)} for items in log["items"]],
            digest=[bytes([number % 256, 255]) for number in range(ROWS)],
        )
        nested.to_parquet(HERE / f"{name}-pandas.parquet", index=False, row_group_size=500)
        if month == 2:
            draw = numpy.random.default_rng(3)
            labels = pandas.DataFrame({"request_id": log["request_id"], "label": draw.random(ROWS) < log["prediction"]})
            labels.to_parquet(HERE / "february-labels.parquet", index=False)


main()
