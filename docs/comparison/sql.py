#!/usr/bin/env python3
"""Runs the SQL of `driftscope sql` in real engines and compares what comes back with profiles of the exported rows.

    pip install duckdb pyspark psycopg2-binary sqlglot        (PySpark needs Java; PostgreSQL: apt-get install postgresql)
    cargo build --release -p driftscope
    python docs/comparison/sql.py target/release/driftscope FLIGHTS [--postgres DSN] [--spark] [--fixtures tests/formats]

FLIGHTS is a folder with reference.json and production.ndjson; without it ("-") only generated tables are tried. For each
engine, table, window and way of exporting: buckets, sums, counts and labels of every column, the table of the model and the segments, compared
by equality, and the reports of reference against production: outcomes, effects, and all that they say of the model and by segment. Then the same for
production with the buckets of the reference (--edges), against the profile of its rows with as many bits dropped. Exit code 1 if any
of them differs.
"""

import argparse
import datetime
import json
import math
import pathlib
import random
import struct
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

LABELLED = [
    ("label", "VARCHAR", "text"),
    ("prediction", "VARCHAR", "text"),
    ("confidence", "DOUBLE", "number"),
    ("model_version", "DOUBLE", "number"),
    ("at", "TIMESTAMP", "time"),
]
HOSTILE = [
    "a\"b", "it's", "x:y", "line\nbreak", "cr\r\nlf", "", None, "NaN", "null", "ü€😀", "1", "1.0", "007", "true", "~0|~1", "|", "~", " a ", "a",
    "NA", "2024-01-02", ";", "\\n", "\t", "a,b", "-1", "x" * 300,
]
ANSWERED = [
    ("actual", "BOOLEAN", "boolean"),
    ("prediction", "BIGINT", "number"),
    ("confidence", "DECIMAL(18,4)", "decimal"),
    ("version", "VARCHAR", "text"),
    ("at", "TIMESTAMP", "time"),
]
MODELS = {
    "flights": ["target=actual", "prediction=prediction.class", "score=prediction.confidence", "version=model_version"],
    "labelled": ["target=label", "prediction=prediction", "score=confidence", "version=model_version"],
    "answered": ["version=version,score=confidence", "target=actual", "prediction=prediction"],
}
SEGMENTS = {"flights": "input.carrier", "labelled": "label", "answered": "actual", "generated": "empty"}


def labelled(rows, side):
    """Rows of a model whose labels are hard to keep apart, and whose scores are too many, or none."""
    draw = random.Random(side + 10)
    start = datetime.datetime(2024, 1, 1)
    for _ in range(rows):
        label = draw.randrange(len(HOSTILE))
        answer = label if draw.random() < 0.7 - 0.1 * side else (label + 1) % len(HOSTILE)
        yield {
            "label": HOSTILE[label],
            "prediction": HOSTILE[answer],
            "confidence": draw.choice([math.nan, math.inf, -math.inf, -0.0, 0.0, None, 5e-324, 1.0]) if draw.random() < 0.1 else draw.random(),
            "model_version": draw.choice([1.0, 2.0, 2.0, None, math.nan, -0.0, 1e15]),
            "at": start + datetime.timedelta(seconds=draw.randrange(40 * 86_400)),
        }


def answered(rows, side):
    """Rows of two classes: booleans, answers in digits, scores in percent."""
    draw = random.Random(side + 20)
    start = datetime.datetime(2024, 1, 1)
    for _ in range(rows):
        score = draw.betavariate(2 + side, 3)
        yield {
            "actual": None if draw.random() < 0.05 else draw.random() < score,
            "prediction": None if draw.random() < 0.01 else int(score >= 0.5),
            "confidence": None if draw.random() < 0.02 else round(100 * score, 4),
            "version": draw.choice(["v1", "v2", "2", None]),
            "at": None if draw.random() < 0.01 else start + datetime.timedelta(seconds=draw.randrange(40 * 86_400)),
        }


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
            return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")

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


def segments(profile, of_sql):
    """The segments, without columns that SQL leaves out: those of more than 10 000 combinations with the segment."""
    found = profile.get("segments")
    if found is None or of_sql.get("segments") is None:
        return found
    left_out = {*of_sql["segments"].get("left_out", [])}
    parts = [{**part, "columns": [column for column in part["columns"] if column["name"] not in left_out]} for part in found["parts"]]
    written = [name for name in found.get("written_numbers", []) if name not in left_out]
    return {**found, "parts": parts, "left_out": sorted({*left_out, *found.get("left_out", [])}), "written_numbers": written}


def differences(of_sql, of_rows):
    """Where two profiles differ in what must be equal."""
    found = []

    def columns(profile):
        parts = profile["windows"]["parts"] if "windows" in profile else [{"start": None, "columns": profile["columns"]}]
        return {(part["start"], column["name"]): column for part in parts for column in part["columns"]}

    def models(profile):
        parts = profile["windows"]["parts"] if "windows" in profile else [{"start": None, "model": profile.get("model")}]
        return {part["start"]: part.get("model") for part in parts}

    sql, rows = columns(of_sql), columns(of_rows)
    if models(of_sql) != models(of_rows):
        found.append("model")
    if segments(of_sql, of_sql) != segments(of_rows, of_sql):
        found.append("segments")
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


def report(command, reference, production, *more):
    done = subprocess.run([command, "compare", reference, production, "--format", "json", *more], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"compare {reference} {production}: {done.stderr}")
    return json.loads(done.stdout)


def verdicts(report):
    return {c["name"]: (c["drift"]["outcome"], c["drift"].get("effect"), c["kind"]) for c in report["columns"]}


WINDOWS = (None, "day", "week", "month")


def write(command, engine, table, *options):
    arguments = [command, "sql", "--dialect", engine.name, "--table", table, *options]
    return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout


def by_segment(table):
    return ["--segment", SEGMENTS[table]]


def keeping(table):
    return [*(["--model"] if table in MODELS else []), *by_segment(table)]


def for_whom(report):
    """What a report says by segment, but for columns that SQL leaves out."""
    return json.dumps([report["segments"].get("picked"), {column["name"]: column.get("mix") for column in report["columns"]}])


def key(number):
    """The bits of a double in the order of numbers."""
    bits = struct.unpack("<Q", struct.pack("<d", number + 0.0))[0]
    return bits ^ (1 << 63) if bits < 1 << 63 else bits ^ ((1 << 64) - 1)


def coarser(numbers, dropped):
    """Buckets as a profile writes them, with at least this many bits dropped."""
    dropped = max(dropped, numbers.get("dropped_bits", 0))
    lows, highs, counts, last = [], [], [], None
    for low, high, count in zip(numbers["low"], numbers.get("high", numbers["low"]), numbers["count"]):
        if key(low) >> dropped != last:
            last = key(low) >> dropped
            lows.append(low), highs.append(high), counts.append(count)
        else:
            highs[-1], counts[-1] = high, counts[-1] + count
    out = {name: value for name, value in numbers.items() if name not in ("distinct", "low", "high", "count", "dropped_bits")}
    return {**out, "low": lows, "high": highs, "count": counts, "dropped_bits": dropped}


def scores(profile, dropped):
    model = profile.get("model") or {"cells": []}
    return [(cell["values"], cell.get("without_score"), coarser(cell["scores"], dropped) if "scores" in cell else None) for cell in model["cells"]]


def try_edges(command, engine, table, kinds, files, folder):
    """Production with at least the reference's dropped bits: of its rows with all columns, and with those alone whose bits are known."""
    reference = profile(command, files["reference"])
    rows = profile(command, f"{folder}/{table}_production.jsonl", *keeping(table))
    known = {column["name"]: column for column in reference["columns"]}
    kind_of = {kind.rsplit(":", 1)[0]: kind for kind in kinds}

    def least(name, part):
        return known[name].get(part, {}).get("dropped_bits", 0)

    wide = [name for name in known if least(name, "numbers") or least(name, "moments")]
    of_model = max((cell.get("scores", {}).get("dropped_bits", 0) for cell in reference.get("model", {"cells": []})["cells"]), default=0)
    wrong = 0
    for what, names in (("all", None), ("given", list(known)), ("wide", wide)):
        if names == []:
            continue
        options = ["--columns", *(kind_of[quoted(name)] for name in names)] if names else []
        has_model = table in MODELS and what != "wide"
        written = write(command, engine, f"{table}_production", "--edges", files["reference"], *options, *(["--model", *MODELS[table]] if has_model else []))
        has_sort = "LAG(" in written
        began = time.perf_counter()
        exports = engine.run(written, f"{folder}/{engine.name}-{table}-edges-{what}")
        took = time.perf_counter() - began
        of_sql = profile(command, exports[0])
        found = [] if of_sql["rows"] == rows["rows"] else ["rows"]
        if has_model and scores(of_sql, 0) != scores(rows, of_model):
            found.append("model")
        own = {column["name"]: column for column in rows["columns"]}
        for column in of_sql["columns"]:
            of_rows, name = own[column["name"]], column["name"]
            if names is None and name == "single":
                continue  # A profile does not tell 32 bits from 64: the help of --edges says so.
            for part in ("numbers", "moments"):
                if part not in column and part not in of_rows:
                    continue
                one, other = coarser(column[part], 0), coarser(of_rows[part], least(name, part))
                if one["dropped_bits"] > 46:
                    one, other = ({key: value for key, value in side.items() if not key.startswith("sum")} for side in (one, other))
                if one != other:
                    found.append(f"{name} {part}")
            if column["values"] != of_rows["values"] and "moments" not in column and "unkept" not in str(column):
                found.append(f"{name} values")
        wrong += len(found)
        print(f"{engine.name:9} {table:9} edges      {what:5} {'sorts' if has_sort else 'none':5} {took:6.2f} s  {'equal' if not found else found[:6]}", flush=True)
    return wrong


def try_engine(command, engine, tables, folder):
    wrong = 0
    for table, (columns, sides) in tables.items():
        kinds = [f"{quoted(name)}:{kind}" for name, _, kind in columns]
        time_column = "timestamp" if table == "flights" else "at"
        files = {}
        for side, rows in zip(("reference", "production"), sides):
            engine.load(f"{table}_{side}", columns, rows)
            for window in WINDOWS:
                options = ["--window", window, "--time", time_column] if window else []
                if table in MODELS:
                    options += ["--model", *MODELS[table]]
                options += by_segment(table)
                written = write(command, engine, f"{table}_{side}", "--columns", *kinds, *options)
                began = time.perf_counter()
                exports = engine.run(written, f"{folder}/{engine.name}-{table}-{side}-{window}")
                took = time.perf_counter() - began
                by = ["--window", f"{time_column}@{window}", "--smallest-window", "1"] if window else []
                of_rows = profile(command, f"{folder}/{table}_{side}.jsonl", *by, *keeping(table))
                for export in exports:
                    found = differences(profile(command, export), of_rows)
                    wrong += len(found)
                    print(f"{engine.name:9} {table:9} {side:10} {window or 'whole':5} {pathlib.Path(export).suffix or export[-4:]:5} "
                          f"{took:6.2f} s  {'equal' if not found else found[:6]}", flush=True)
                if window is None:
                    files[side] = exports[0]
        wrong += try_edges(command, engine, table, kinds, files, folder)
        sql_report = report(command, files["reference"], files["production"], *by_segment(table))
        of_sql = verdicts(sql_report)
        paths = [f"{folder}/{table}_{side}.json.p" for side in ("reference", "production")]
        for side, path in zip(("reference", "production"), paths):
            pathlib.Path(path).write_text(json.dumps(profile(command, f"{folder}/{table}_{side}.jsonl", *keeping(table))))
        profile_report = report(command, *paths, *by_segment(table))
        of_profiles = verdicts(profile_report)
        said = json.dumps(sql_report.get("performance"))
        is_same = said == json.dumps(profile_report.get("performance"))
        wrong += not is_same
        said_by_segment, is_same = for_whom(sql_report), for_whom(sql_report) == for_whom(profile_report)
        wrong += not is_same and table != "generated"
        print(f"  {engine.name} {table}: what the report says by segment, {len(said_by_segment)} bytes, {'is' if is_same else 'is NOT'} that of the profiles")
        if table in MODELS:
            print(f"  {engine.name} {table}: what the report says of the model, {len(said)} bytes, {'is' if is_same else 'is NOT'} that of the profiles")
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
        model = ["--segment", ODD, "--model", "target=flag", f"prediction={quoted(ODD)}", "score=amount", "version=whole"]
        for window in ([], model, *(["--window", unit, "--time", "at", *model] for unit in ("hour", "day", "week", "month"))):
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
    tables = {
        "generated": (GENERATED, [list(generated(arguments.rows, side)) for side in (0, 1)]),
        "labelled": (LABELLED, [list(labelled(arguments.rows, side)) for side in (0, 1)]),
        "answered": (ANSWERED, [list(answered(arguments.rows, side)) for side in (0, 1)]),
    }
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
