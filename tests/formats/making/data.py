"""The data set that the sample files hold: forty predictions of a model, the same whatever a file is written by.

It has what makes reading hard: integers past 2^53, decimals of fifteen digits, booleans, labels with quotes, commas,
line breaks and letters of several scripts, objects and arrays within a record, missing values and moments.
"""

from datetime import UTC, datetime, timedelta

ROWS = 40
FIRST_ID = 9_007_199_254_740_993  # 2^53 + 1, which no double is.
START = datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)
STEP = timedelta(minutes=7, milliseconds=111)

# None of them is a number, a date or a word for nothing in any of the formats.
LABELS = [
    "plain",
    'with "quotes"',
    "comma, inside",
    "naïve café",
    "東京",
    "line\nbreak",
    "it's",
    "emoji 😀",
    "back\\slash",
    "tab\there",
    "semi;colon",
]

COLUMNS = [
    "id",
    "timestamp",
    "model",
    "score",
    "ok",
    "label",
    "count",
    "input.temp",
    "input.features.0",
    "input.features.1",
]


def moment_of(row: int) -> datetime:
    return START + row * STEP


def iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def score_of(row: int) -> float:
    """A decimal of exactly fifteen digits, so that it is the same with `double_precision=15` of pandas."""
    digits = (row * 7_919 + 1) * 104_729_000_003 % 899_999_999_999_999 + 100_000_000_000_000
    digits += 1 if digits % 10 == 0 else 0
    return float(f"0.{digits}")


def label_of(row: int) -> str | None:
    return None if row % 13 == 5 else LABELS[row % len(LABELS)]


def count_of(row: int) -> int | None:
    return None if row % 9 == 4 else (row * 37) % 101 - 20


def record_of(row: int) -> dict:
    return {
        "id": FIRST_ID + row * 2,
        "timestamp": iso(moment_of(row)),
        "model": "v1.0" if row < 25 else "v1.1",
        "score": score_of(row),
        "ok": row % 3 != 1,
        "label": label_of(row),
        "count": count_of(row),
        "input": {"temp": 20.5 + row / 4, "features": [float(row % 4), 10 - 1.25 * row]},
    }


def records() -> list[dict]:
    """The data set, nested."""
    return [record_of(row) for row in range(ROWS)]


def flat(record: dict) -> dict:
    """The record with a field for each column."""
    plain = {name: value for name, value in record.items() if name != "input"}
    temp, features = record["input"]["temp"], record["input"]["features"]
    return plain | {"input.temp": temp, "input.features.0": features[0], "input.features.1": features[1]}


def flat_records() -> list[dict]:
    return [flat(record) for record in records()]


def without(record: dict, *names: str) -> dict:
    return {name: value for name, value in record.items() if name not in names}


def present(record: dict) -> dict:
    """The record without its missing fields, as several tools write it."""
    return {name: value for name, value in record.items() if value is not None}
