#!/usr/bin/env python3
"""Makes the files beside it: results of `driftscope sql` as real engines export them, for a table that tests/sql.rs makes again.

    pip install duckdb pyspark psycopg2-binary pyarrow
    cargo build -p driftscope && python crates/drift/tests/sql/make.py target/debug/driftscope DSN

DSN is that of a PostgreSQL database. Made with DuckDB 2.0.1, PostgreSQL 15.18 and Spark 4.3.0, sessions of the first two in New York.
"""

import datetime
import gzip
import pathlib
import subprocess
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


def main():
    command, dsn = sys.argv[1:]
    folder = tempfile.mkdtemp()
    duckdb = sql.DuckDb(folder)
    duckdb.load("hard", COLUMNS, list(rows()))
    for engine, window, kept in ((duckdb, None, "csv"), (sql.Postgres(dsn), "month", "json"), (sql.Spark(folder), "week", "json")):
        engine.load("hard", COLUMNS, list(rows()))
        kinds = [f"{sql.quoted(name)}:{kind}" for name, _, kind in COLUMNS]
        options = ["--window", window, "--time", "at"] if window else []
        text = subprocess.run([command, "sql", "--dialect", engine.name, "--table", "hard", "--columns", *kinds, *options],
                              capture_output=True, text=True, check=True).stdout
        path = next(pathlib.Path(path) for path in engine.run(text, f"{folder}/{engine.name}") if path.endswith(kept))
        if path.is_dir():
            path = next(path.glob("part-*"))
        with gzip.GzipFile(HERE / f"{engine.name}.{kept}.gz", "wb", mtime=0) as file:
            file.write(path.read_bytes())


if __name__ == "__main__":
    main()
