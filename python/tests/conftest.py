"""Data for the tests, and the command that they run."""

import datetime
import random
from pathlib import Path

import pytest

FLIGHTS = Path(__file__).resolve().parents[2] / "tests" / "data" / "flights"


@pytest.fixture
def flights():
    """The flight logs: 6 000 rows in March, 12 000 in June and July."""
    return str(FLIGHTS / "reference.json.gz"), str(FLIGHTS / "production.ndjson.gz")


def records(rows, shift, seed):
    """Records with numbers, texts, truth values, dates and missing values; `shift` moves one column."""
    draw = random.Random(seed)
    begin = datetime.datetime(2026, 1, 1)
    return [
        {
            "when": begin + datetime.timedelta(minutes=number),
            "delay": round(draw.gauss(shift, 1), 3) if draw.random() > 0.1 else None,
            "seats": draw.randrange(50, 300),
            "late": draw.random() < 0.3,
            "carrier": draw.choice(["UA", "AA", "B6", 'quoted, "ö"']) if draw.random() > 0.05 else None,
        }
        for number in range(rows)
    ]


@pytest.fixture
def sides():
    """Records of two sides, of which only `delay` drifted."""
    return records(1500, 0.0, 1), records(1700, 0.8, 2)
