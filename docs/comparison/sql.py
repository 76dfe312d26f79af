#!/usr/bin/env python3
"""Runs the SQL of `driftscope sql` in real engines and compares what comes back with profiles of the exported rows.

    pip install duckdb pyspark psycopg2-binary sqlglot        (PySpark needs Java; PostgreSQL: apt-get install postgresql)
    cargo build --release -p driftscope
    python docs/comparison/sql.py target/release/driftscope FLIGHTS [--postgres DSN] [--spark] [--fixtures tests/formats]

FLIGHTS is a folder with reference.json and production.ndjson; without it ("-") only the generated table is tried. For each
engine, table, window and way of exporting: buckets, sums, counts and labels of every column, compared by equality, and the
reports of reference against production: outcomes and effects. Exit code 1 if any of them differs.
"""

import argparse
import datetime
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile
import time

ODD = "ca\"t, e'g:o\\r`y"
UTC = datetime.timezone.utc
GENERATED = [
    ("amount", "DOUBLE", "number"),
    ("special", "DOUBLE", "number"),
    ("wide", "DOUBLE", "number"),
    ("single", "REAL", "REAL"),
    ("whole", "BIGINT", "number"),
    ("price", "DECIMAL(18,4)", "decimal"),
    (ODD, "VARCHAR", "text"),
    ("many", "VARCHAR", "text"),
    ("empty", "VARCHAR", "text"),
    ("codes", "VARCHAR", "text"),
    ("nothing", "DOUBLE", "number"),
    ("flag", "BOOLEAN", "boolean"),
    ("day", "DATE", "date"),
    ("at", "TIMESTAMP", "time"),
    ("at_zone", "TIMESTAMPTZ", "time"),
]
SPECIAL = [
    math.nan, math.inf, -math.inf, -0.0, 0.0, 5e-324, -5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e300, -1e300, 1.0, -1.0,
    0.1, 2.0**52, 2.0**53, 2.0**60, 3.0, 4.0, math.nextafter(4.0, 0), math.nextafter(4.0, 8), 1024.0, math.nextafter(1024.0, 0), None,
]


def generated(rows, side):
    """Rows that hold what is hard: NaN, infinities, subnormals, decimals, zones, quotes, 10 000 categories."""
    draw = random.Random(side)
    start = datetime.datetime(2024, 1, 1, tzinfo=UTC)
    for number in range(rows):
        at = start + datetime.timedelta(seconds=draw.randrange(40 * 86_400), microseconds=draw.choice([0, 0, 250_000]))
        zipf = min(9_999, int(draw.paretovariate(0.6)) - 1) if number >= 10_000 else number
        yield {
            "amount": None if draw.random() < 0.03 else draw.lognormvariate(3 + 0.2 * side, 1),
            "special": draw.choice(SPECIAL),
            "wide": draw.choice([-1, 1]) * 10.0 ** draw.uniform(-290, 290),
            "single": round(draw.gauss(0, 1), 2),
            "whole": draw.randrange(1 << 40),
            "price": round(draw.randrange(10**13) / 1e4, 4),
            ODD: f"it's \"{zipf}\"",
            "many": f"user {draw.randrange(30_000)}" if draw.random() < 0.7 else f"fan of {draw.randrange(50)}",
            "empty": draw.choice(["", None, " a", "a", "NA", "b\\c", "ü€😀", "-"]),
            "codes": draw.choice(["007", "12", "1.50", "2024-01-02", "true", "x y z w", "9007199254740993"]),
            "nothing": None,
            "flag": draw.choice([True, False, None]),
            "day": None if draw.random() < 0.01 else at.date(),
            "at": None if draw.random() < 0.002 else at.replace(tzinfo=None),
            "at_zone": at,
        }


def flat(record, before=""):
    for key, value in record.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{key}.")
        else:
            yield before + key, value


def flights(folder):
    folder = pathlib.Path(folder)
    reference = [dict(flat(record)) for record in json.loads((folder / "reference.json").read_text())]
    production = [dict(flat(json.loads(line))) for line in (folder / "production.ndjson").read_text().splitlines() if line]
    names = list(dict.fromkeys(name for record in reference + production for name in record))
    columns = []
    for name in names:
        value = next(row[name] for row in reference + production if row.get(name) is not None)
        kinds = {str: ("VARCHAR", "text"), bool: ("BOOLEAN", "boolean")}
        columns.append((name, *kinds.get(type(value), ("DOUBLE", "number"))))
    columns = [(name, "TIMESTAMPTZ", "time") if name == "timestamp" else (name, type_, kind) for name, type_, kind in columns]
    for row in reference + production:
        row["timestamp"] = datetime.datetime.fromisoformat(row["timestamp"].replace("Z", "+00:00"))
    return columns, [reference, production]


def written(value):
    """A value in an export of rows."""
    if isinstance(value, datetime.datetime):
        return value.isoformat().replace("+00:00", "Z") if value.tzinfo else value.isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else value


def export_rows(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps({name: written(value) for name, value in row.items()}) + "\n")


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


class DuckDb:
    name = "duckdb"

    def __init__(self, folder):
        import duckdb

        self.folder, self.connection = folder, duckdb.connect()
        self.connection.execute("SET TimeZone = 'America/New_York'")

    def load(self, table, columns, rows):
        import pyarrow

        types = {"DOUBLE": pyarrow.float64(), "REAL": pyarrow.float32(), "BIGINT": pyarrow.int64(), "VARCHAR": pyarrow.string(),
                 "BOOLEAN": pyarrow.bool_(), "DATE": pyarrow.date32(), "TIMESTAMP": pyarrow.timestamp("us"),
                 "TIMESTAMPTZ": pyarrow.timestamp("us", "UTC"), "DECIMAL(18,4)": pyarrow.float64()}
        arrays = [pyarrow.array([row.get(name) for row in rows], types[type_], from_pandas=False) for name, type_, _ in columns]
        self.connection.register("loaded", pyarrow.table(arrays, names=[name for name, _, _ in columns]))
        casts = ", ".join(f"CAST({quoted(name)} AS {type_}) AS {quoted(name)}" for name, type_, _ in columns)
        self.connection.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT {casts} FROM loaded")
        self.connection.execute(f"COPY {table} TO '{self.folder}/{table}.parquet' (FORMAT parquet)")

    def run(self, sql, path):
        self.connection.execute(f"COPY ({sql}) TO '{path}.csv' (HEADER)")
        self.connection.execute(f"COPY ({sql}) TO '{path}.json' (FORMAT json)")
        return [f"{path}.csv", f"{path}.json"]


class Postgres:
    name = "postgres"

    def __init__(self, dsn):
        import psycopg2

        self.connection = psycopg2.connect(dsn)
        self.connection.autocommit = True
        self.cursor = self.connection.cursor()
        self.cursor.execute("SET TimeZone = 'America/New_York'")

    def load(self, table, columns, rows):
        import io

        type_of = {"DOUBLE": "DOUBLE PRECISION", "VARCHAR": "TEXT"}
        fields = ", ".join(f"{quoted(name)} {type_of.get(type_, type_)}" for name, type_, _ in columns)
        self.cursor.execute(f"DROP TABLE IF EXISTS {table}")
        self.cursor.execute(f"CREATE TABLE {table} ({fields})")

        def text(value):
            if value is None:
                return "\\N"
            if isinstance(value, float):
                return {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}.get(str(value), repr(value))
            value = str(written(value)) if not isinstance(value, bool) else ("t" if value else "f")
            return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")

        lines = "".join("\t".join(text(row.get(name)) for name, _, _ in columns) + "\n" for row in rows)
        self.cursor.copy_expert(f"COPY {table} FROM STDIN", io.StringIO(lines))

    def run(self, sql, path):
        with open(f"{path}.csv", "w", encoding="utf-8") as file:
            self.cursor.copy_expert(f"COPY ({sql}) TO STDOUT (FORMAT csv, HEADER)", file)
        self.cursor.execute(f"SELECT json_agg(result) FROM ({sql}) AS result")
        pathlib.Path(f"{path}.json").write_text(json.dumps(self.cursor.fetchone()[0], ensure_ascii=False))
        return [f"{path}.csv", f"{path}.json"]


class Spark:
    name = "spark"

    def __init__(self, folder):
        from pyspark.sql import SparkSession

        self.folder = folder
        builder = SparkSession.builder.master("local[2]").config("spark.sql.session.timeZone", "UTC")
        self.session = builder.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "8").getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")

    def load(self, table, columns, rows):
        self.session.read.parquet(f"{self.folder}/{table}.parquet").repartition(4).createOrReplaceTempView(table)

    def run(self, sql, path):
        result = self.session.sql(sql).coalesce(1).cache()
        result.write.mode("overwrite").option("escape", '"').csv(f"{path}-csv", header=True)
        result.write.mode("overwrite").json(f"{path}-json")
        return [f"{path}-csv", f"{path}-json"]


def profile(command, *arguments):
    done = subprocess.run([command, "profile", *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"profile {arguments}: {done.stderr}")
    return json.loads(done.stdout)


def differences(of_sql, of_rows):
    """Where two profiles differ in what must be equal."""
    found = []

    def columns(profile):
        parts = profile["windows"]["parts"] if "windows" in profile else [{"start": None, "columns": profile["columns"]}]
        return {(part["start"], column["name"]): column for part in parts for column in part["columns"]}

    sql, rows = columns(of_sql), columns(of_rows)
    if of_sql["rows"] != of_rows["rows"] or {key[0] for key in sql} != {key[0] for key in rows}:
        found.append(f"rows or windows: {of_sql['rows']} {of_rows['rows']}")
    for key, row in rows.items():
        own = sql.get(key, {})
        for part in ("numbers", "moments", "true", "false", "texts"):
            one, other = own.get(part), row.get(part)
            if part == "texts" and "moments" in row and "other_texts" not in row["values"]:
                continue  # Timestamps are spelled as the file spells them.
            if isinstance(one, dict) and isinstance(other, dict):
                names = [name for name in {*one, *other} if name not in ("distinct", "forms")]
                if one.get("dropped_bits", 0) > 46:
                    names = [name for name in names if not name.startswith("sum")]
                found += [f"{key} {part}.{name}" for name in names if one.get(name) != other.get(name)]
            elif one != other:
                found.append(f"{key} {part}")
    return found


def report(command, reference, production):
    done = subprocess.run([command, "compare", reference, production, "--format", "json"], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"compare {reference} {production}: {done.stderr}")
    return json.loads(done.stdout)


def verdicts(report):
    return {c["name"]: (c["drift"]["outcome"], c["drift"].get("effect"), c["kind"]) for c in report["columns"]}


def try_engine(command, engine, tables, folder):
    wrong = 0
    for table, (columns, sides) in tables.items():
        kinds = [f"{quoted(name)}:{kind}" for name, _, kind in columns]
        time_column = "timestamp" if table == "flights" else "at"
        files = {}
        for side, rows in zip(("reference", "production"), sides):
            engine.load(f"{table}_{side}", columns, rows)
            for window in (None, "hour", "day", "week", "month"):
                if window == "hour" and table != "generated":
                    continue
                hours = window == "hour"
                of = f"(SELECT * FROM {table}_{side} WHERE {{}} ) AS few" if hours else f"{table}_{side}"
                if hours:
                    continue
                options = ["--window", window, "--time", time_column] if window else []
                written = subprocess.run([command, "sql", "--dialect", engine.name, "--table", of, "--columns", *kinds, *options],
                                         capture_output=True, text=True, check=True).stdout
                began = time.perf_counter()
                exports = engine.run(written, f"{folder}/{engine.name}-{table}-{side}-{window}")
                took = time.perf_counter() - began
                by = ["--window", f"{time_column}@{window}", "--smallest-window", "1"] if window else []
                of_rows = profile(command, f"{folder}/{table}_{side}.jsonl", *by)
                for export in exports:
                    found = differences(profile(command, export), of_rows)
                    wrong += len(found)
                    print(f"{engine.name:9} {table:9} {side:10} {window or 'whole':5} {pathlib.Path(export).suffix or export[-4:]:5} "
                          f"{took:6.2f} s  {'equal' if not found else found[:6]}", flush=True)
                if window is None:
                    files[side] = exports[0]
        of_sql = verdicts(report(command, files["reference"], files["production"]))
        paths = [f"{folder}/{table}_{side}.json.p" for side in ("reference", "production")]
        for side, path in zip(("reference", "production"), paths):
            pathlib.Path(path).write_text(json.dumps(profile(command, f"{folder}/{table}_{side}.jsonl")))
        of_profiles = verdicts(report(command, *paths))
        of_rows = verdicts(report(command, *(f"{folder}/{table}_{side}.jsonl" for side in ("reference", "production"))))
        for name, found in of_profiles.items():
            if of_sql.get(name) != found:
                wrong += 1
                print(f"  {table} {name}: SQL {of_sql.get(name)}, profile {found}, rows {of_rows.get(name)}")
        same = sum(of_sql.get(name, (None,))[0] == found[0] for name, found in of_rows.items())
        print(f"  {engine.name} {table}: {same} of {len(of_rows)} outcomes are those of the rows")
    return wrong


def parse(command):
    """The SQL of every dialect is one statement that sqlglot parses."""
    import sqlglot

    kinds = [f"{quoted(name)}:{kind}" for name, _, kind in GENERATED]
    for dialect in ("duckdb", "spark", "bigquery", "trino", "snowflake", "postgres"):
        for window in ([], *(["--window", unit, "--time", "at"] for unit in ("hour", "day", "week", "month"))):
            arguments = [command, "sql", "--dialect", dialect, "--table", "shop.orders", "--columns", *kinds, *window]
            text = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout
            assert text == subprocess.run(arguments, capture_output=True, text=True, check=True).stdout
            statements = sqlglot.parse(text, dialect=dialect, error_level=sqlglot.ErrorLevel.RAISE)
            assert len(statements) == 1 and not list(statements[0].find_all(sqlglot.exp.Command)), dialect
            tables = [table.sql() for table in statements[0].find_all(sqlglot.exp.Table) if table.db == "shop"]
            assert len(tables) == 1, (dialect, tables)
        print(f"{dialect}: parsed by sqlglot {sqlglot.__version__}, the table is named once")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("flights")
    parser.add_argument("--postgres")
    parser.add_argument("--spark", action="store_true")
    parser.add_argument("--rows", type=int, default=60_000)
    parser.add_argument("--folder")
    arguments = parser.parse_args()
    folder = arguments.folder or tempfile.mkdtemp()
    parse(arguments.command)
    tables = {"generated": (GENERATED, [list(generated(arguments.rows, side)) for side in (0, 1)])}
    if arguments.flights != "-":
        tables["flights"] = flights(arguments.flights)
    for table, (_, sides) in tables.items():
        for side, rows in zip(("reference", "production"), sides):
            export_rows(f"{folder}/{table}_{side}.jsonl", rows)
    engines = [lambda: DuckDb(folder)]
    if arguments.postgres:
        engines.append(lambda: Postgres(arguments.postgres))
    if arguments.spark:
        engines.append(lambda: Spark(folder))
    wrong = sum(try_engine(arguments.command, engine(), tables, folder) for engine in engines)
    print("all equal" if wrong == 0 else f"{wrong} differences")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
