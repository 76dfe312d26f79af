#!/usr/bin/env python3
"""Makes the files beside it: results of `driftscope sql` as real engines export them, for tables that tests/sql.rs and
tests/sql_models.rs make again, and for the flight logs, which tests/sql_segments.rs takes, too.

    pip install duckdb pyspark psycopg2-binary pyarrow
    cargo build -p driftscope && python crates/drift/tests/sql/make.py target/debug/driftscope DSN FLIGHTS

DSN is that of a PostgreSQL database, FLIGHTS a folder with the flight logs, unpacked. Made with DuckDB 2.0.1, PostgreSQL 15.18 and Spark 4.3.0, sessions of the first two in New York.
"""

import datetime
import gzip
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[3] / "docs" / "comparison"))
import sql  # noqa: E402

COLUMNS = [
    ("n", "DOUBLE", "number"),
    ("special", "DOUBLE", "number"),
    ("price", "DECIMAL(18,4)", "decimal"),
    ("the \"label\", it's", "VARCHAR", "text"),
    ("id", "VARCHAR", "text"),
    ("day", "DATE", "date"),
    ("at", "TIMESTAMPTZ", "time"),
    ("flag", "BOOLEAN", "boolean"),
    ("empty", "VARCHAR", "text"),
]
SPECIAL = [float("nan"), float("inf"), float("-inf"), -0.0, 0.0, 5e-324, -2.2250738585072014e-308, 1.7976931348623157e308,
           -1e300, 4.0, 3.9999999999999996, 0.1, 9007199254740993.0, None]


def rows():
    start = datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)
    for i in range(10_050):
        yield {
            "n": i * 0.37 - 100.0,
            "special": SPECIAL[i % len(SPECIAL)],
            "price": (i % 5_000) / 100,
            "the \"label\", it's": f"k\"{i % 40}'",
            "id": f"id-{i}",
            "day": (start + datetime.timedelta(days=i % 60)).date(),
            "at": None if i % 50 == 0 else start + datetime.timedelta(seconds=300 * i),
            "flag": [True, False, None][i % 3],
            "empty": ["", None, " a", "a", "NA"][i % 5],
        }


LABELS = ["a\"b", "it's", "x:y", "line\nbreak", "cr\r\nlf", "", None, "NaN", "ü€😀", "1", "1.0", "007", "true", "~0|~1", "|", " a ", "a", "NA", "\\n"]
SCORES = [float("nan"), float("inf"), float("-inf"), -0.0, 0.0, 5e-324, 1.0, 0.1, None]
MODEL = ["target=label", "prediction=prediction", "score=confidence", "version=version"]


def labelled(rows):
    """Rows of a model with labels that are hard to keep apart. All scores differ, but for those of special values."""
    start = datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)
    for i in range(rows):
        label = i % len(LABELS)
        yield {
            "label": LABELS[label],
            "prediction": LABELS[label if i % 3 else (label + 1) % len(LABELS)],
            "confidence": SCORES[i // 10 % len(SCORES)] if i % 10 == 0 else (i * 0.6180339887498949) % 1.0,
            "version": [1.0, 2.0, None, float("nan"), -0.0][i % 5],
            "at": None if i % 50 == 0 else start + datetime.timedelta(seconds=300 * i),
        }


def keep(command, engine, folder, table, columns, options, name):
    """Runs the SQL and keeps its result under the name."""
    kinds = [f"{sql.quoted(name)}:{kind}" for name, _, kind in columns]
    text = sql.write(command, engine, table, "--columns", *kinds, *options)
    kept = name.rsplit(".", 1)[1]
    path = next(pathlib.Path(path) for path in engine.run(text, f"{folder}/{name}") if path.endswith(kept))
    if path.is_dir():
        path = next(path.glob("part-*"))
    with gzip.GzipFile(HERE / f"{name}.gz", "wb", mtime=0) as file:
        file.write(path.read_bytes())


def main():
    command, dsn, flights = sys.argv[1:]
    folder = tempfile.mkdtemp()
    duckdb, postgres, spark = sql.DuckDb(folder), sql.Postgres(dsn), sql.Spark(folder)
    for engine, window, kept in ((duckdb, None, "csv"), (postgres, "month", "json"), (spark, "week", "json")):
        engine.load("hard", COLUMNS, list(rows()))
        options = ["--window", window, "--time", "at"] if window else []
        keep(command, engine, folder, "hard", COLUMNS, options, f"{engine.name}.{kept}")
    columns = [("label", "VARCHAR", "text"), ("prediction", "VARCHAR", "text"), ("confidence", "DOUBLE", "number"),
               ("version", "DOUBLE", "number"), ("at", "TIMESTAMPTZ", "time")]
    for engine, count, window, kept in ((duckdb, 1_500, "week", "csv"), (postgres, 19_000, None, "json"), (spark, 1_500, "week", "json")):
        engine.load("labelled", columns, list(labelled(count)))
        options = ["--model", *MODEL, *(["--window", window, "--time", "at"] if window else [])]
        keep(command, engine, folder, "labelled", columns, options, f"model-{engine.name}.{kept}")
    columns, sides = sql.flights(flights)
    few = [column for column in columns if column[0] in ("timestamp", "model_version", "prediction.class", "prediction.confidence", "actual")]
    for engine, side, records, kept in ((duckdb, "reference", sides[0], "csv"), (postgres, "production", sides[1], "json")):
        engine.load(f"flights_{side}", columns, records)
        options = ["--model", *sql.MODELS["flights"], "--window", "week", "--time", "timestamp"]
        keep(command, engine, folder, f"flights_{side}", few, options, f"flights-{side}.{kept}")
    segments(command, folder, duckdb, postgres, columns, sides)


def segments(command, folder, duckdb, postgres, columns, sides):
    """Flights by carrier: with windows, and without."""
    names = ("timestamp", "model_version", "input.carrier", "input.origin", "input.dep_delay", "prediction.confidence", "actual")
    few = [column for name in names for column in columns if column[0] == name]
    for engine, side, records, window, kept in ((duckdb, "reference", sides[0], "week", "csv"), (postgres, "production", sides[1], None, "json")):
        engine.load(f"flights_{side}", columns, records)
        options = ["--segment", "input.carrier", *(["--window", window, "--time", "timestamp"] if window else [])]
        keep(command, engine, folder, f"flights_{side}", few, options, f"segments-{engine.name}.{kept}")


if __name__ == "__main__":
    main()
