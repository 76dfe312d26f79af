"""What the shells of databases print and dump: SQLite, PostgreSQL, MariaDB, InfluxDB, and R's jsonlite.

Their programs are looked for on PATH; where one is not there, its files stay as they are. Servers run in a folder of their own and
end with this script. The names of the files, how each was asked and what must be read stand in one list for each database.
"""

import json
import shutil
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .data import COLUMNS, flat_records, moment_of
from .expected import HERE, expect, put

TYPES = ["bigint", "text", "text", "double precision", "boolean", "text", "integer", *["double precision"] * 3]
# Lines and tabs within a cell of a table that is drawn cannot be told from cells.
DRAWN = ", ".join(f'"{column}"' for column in COLUMNS if column not in ("ok", "label"))
NO_LABELS = [column for column in COLUMNS if column not in ("ok", "label")]
FIRST = {"id": {"39": "9007199254741071"}, "count": {"0": -20, "4": None}}


def make() -> None:
    by_sqlite()
    by_postgresql()
    by_mariadb()
    by_influxdb()
    by_r()


def script() -> str:
    columns = ", ".join(f'"{name}" {kind}' for name, kind in zip(COLUMNS, TYPES))
    statements = [f"CREATE TABLE predictions ({columns});"]
    for record in flat_records():
        values = ", ".join(literal(record.get(column)) for column in COLUMNS)
        statements.append(f"INSERT INTO predictions VALUES ({values});")
    return "\n".join(statements) + "\n"


def literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).upper()
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


def run(*command: object, text: str = "", **options) -> bytes:
    return subprocess.run([str(part) for part in command], input=text.encode(), stdout=subprocess.PIPE, check=True, **options).stdout


def write(program: str, file: str, content: Callable[[], bytes]) -> None:
    if shutil.which(program):
        put(file, content())
    elif not (HERE / file).exists():
        raise SystemExit(f"{program} is needed: {file} is not there yet")


def drawn(file: str, note: str, missing: str | None = None) -> None:
    cells = FIRST | {"count": {"0": -20, "4": missing}}
    without = ["ok", "label"] + (["count"] if missing else [])
    expect(file, "markdown", columns=NO_LABELS, without=without, cells=cells, note=note)


def by_sqlite() -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder, "s.db")
        if shutil.which("sqlite3"):
            run("sqlite3", base, text=script())
        ask = lambda *how: lambda: run("sqlite3", "-header", *how)  # noqa: E731
        write("sqlite3", "sqlite.json", ask("-json", base, "SELECT * FROM predictions"))
        expect("sqlite.json", "records", without=["ok"], cells={"ok": {"0": 1, "1": 0}}, note="SQLite 3.40, `.mode json`")
        write("sqlite3", "sqlite.csv", ask("-csv", base, "SELECT * FROM predictions"))
        expect("sqlite.csv", "delimited", without=["ok"], note="SQLite 3.40, `.mode csv`: CRLF, line breaks in quotes")
        for mode, note in [("markdown", "Markdown"), ("table", "bars and plus signs"), ("box", "lines of Unicode")]:
            write("sqlite3", f"sqlite-{mode}.txt", ask(f"-{mode}", base, f"SELECT {DRAWN} FROM predictions"))
            drawn(f"sqlite-{mode}.txt", f"SQLite 3.40, `.mode {mode}`: {note}")
        write("sqlite3", "sqlite-dump.sql", ask(base, ".dump"))
    expect(
        "sqlite-dump.sql",
        "sql",
        without=["ok"],
        cells={"label": {"5": None, "16": "line\nbreak"}, "ok": {"0": 1}},
        note="SQLite 3.40, `.dump`: line breaks by `replace(…, char(10))`",
    )


@contextmanager
def postgresql() -> Iterator[Callable[..., bytes]]:
    """A server in a folder, and who asks it. PostgreSQL does not run as root."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    with tempfile.TemporaryDirectory() as folder:
        shutil.chown(folder, "nobody")
        begin = f"{programs}/initdb -D {folder}/d -A trust -E UTF8 --locale=C"
        options = f"-p 54399 -k {folder} -c listen_addresses="
        start = f"{programs}/pg_ctl -D {folder}/d -o '{options}' -w start"
        quiet = {"stdout": subprocess.DEVNULL, "check": True, "cwd": folder}
        subprocess.run(["su", "nobody", "-s", "/bin/sh", "-c", f"{begin} && {start}"], **quiet)
        at = ["-h", folder, "-p", "54399", "-U", "nobody"]
        try:
            yield lambda program, *how, text="": run(programs / program, *at, *how, text=text, cwd=folder)
        finally:
            stop = f"{programs}/pg_ctl -D {folder}/d -m immediate stop"
            subprocess.run(["su", "nobody", "-s", "/bin/sh", "-c", stop], **quiet)


def by_postgresql() -> None:
    files = ["postgresql-aligned.txt", "postgresql-border.txt", "postgresql.csv", "postgresql-agg.json", "postgresql-inserts.sql"]
    if Path("/usr/lib/postgresql").is_dir():
        with postgresql() as ask:
            ask("psql", "-q", "postgres", text=script())
            # Line breaks stay: psql marks them with a plus sign at the end of a cell. A tab is drawn as blanks.
            whole = f'SELECT {DRAWN}, replace(label, chr(9), \' \') AS label FROM predictions'
            put(files[0], ask("psql", "postgres", "-c", whole))
            put(files[1], ask("psql", "postgres", "-P", "border=2", "-P", "linestyle=unicode", "-c", whole))
            put(files[2], ask("psql", "postgres", "--csv", "-c", "SELECT * FROM predictions"))
            put(files[3], ask("psql", "postgres", "-At", "-c", "SELECT json_agg(predictions) FROM predictions"))
            dump = ask("pg_dump", "--inserts", "-t", "predictions", "postgres").decode()
            # The key of `\restrict` is random.
            put(files[4], "".join(line.split(" ")[0] + " KEY\n" if line.startswith("\\") else line for line in dump.splitlines(True)))
    label = {"label": {"3": "naïve café", "5": None, "9": "tab here", "16": "line\nbreak"}}
    for file, note in [(files[0], "psql's table"), (files[1], "`\\pset border 2`, lines of Unicode")]:
        expect(
            file,
            "markdown",
            columns=[*NO_LABELS, "label"],
            without=["ok", "label"],
            cells=FIRST | label,
            note=f"PostgreSQL 15, {note}: a plus sign where a cell goes on in the next line",
        )
    expect(files[2], "delimited", without=["ok"], cells={"ok": {"0": "t"}}, note="PostgreSQL 15, `psql --csv`")
    expect(files[3], "records", note="PostgreSQL 15, `json_agg`: one array, a record in each line")
    expect(files[4], "sql", as_text=True, note="PostgreSQL 15, `pg_dump --inserts`: names from CREATE TABLE")


def by_mariadb() -> None:
    files = ["mariadb-batch.tsv", "mariadb-table.txt", "mariadb-dump.sql"]
    if shutil.which("mariadbd"):
        with tempfile.TemporaryDirectory() as folder:
            base = Path(shutil.which("mariadbd")).parent.parent
            place = ["--no-defaults", f"--basedir={base}", f"--datadir={folder}/d"]
            run("mariadb-install-db", *place, "--user=root", "--auth-root-authentication-method=normal")
            language = f"--lc-messages-dir={base}/share/mysql/english"
            serve = ["mariadbd", *place, "--user=root", f"--socket={folder}/s", "--skip-networking", language]
            server = subprocess.Popen(serve, stderr=subprocess.DEVNULL)
            try:
                at = ["--no-defaults", "-S", f"{folder}/s", "-uroot", "--default-character-set=utf8mb4"]
                for _ in range(100):
                    if subprocess.run(["mariadb", *at, "-e", "SELECT 1"], capture_output=True).returncode == 0:
                        break
                    time.sleep(0.1)
                mode = "CREATE DATABASE m CHARACTER SET utf8mb4; USE m; SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES';\n"
                run("mariadb", *at, text=mode + script())
                put(files[0], run("mariadb", *at, "m", "-e", "SELECT * FROM predictions"))
                ansi = "--init-command=SET sql_mode = 'ANSI_QUOTES'"
                put(files[1], run("mariadb", *at, ansi, "-t", "m", "-e", f"SELECT {DRAWN} FROM predictions"))
                put(files[2], run("mariadb-dump", *at, "--skip-dump-date", "m", "predictions"))
            finally:
                server.terminate()
                server.wait()
    expect(
        files[0],
        "delimited",
        without=["ok", "label", "count"],
        cells={"label": {"8": "back\\slash", "9": "tab\there", "16": "line\nbreak"}},
        note="MariaDB 10.11, `mariadb --batch`: line breaks and tabs are escapes",
    )
    drawn(files[1], "MariaDB 10.11, `mariadb --table`", "NULL")
    expect(
        files[2],
        "sql",
        without=["ok"],
        cells={"label": {"5": None, "16": "line\nbreak"}, "ok": {"0": 1}},
        note="MariaDB 10.11, `mariadb-dump`: names from CREATE TABLE, line breaks as `\\n`",
    )


def by_influxdb() -> None:
    files = ["influxdb-select.json", "influxdb-group.json", "influxdb-chunked.ndjson", "influxdb.csv"]
    every = "SELECT * FROM predictions"
    if shutil.which("influxd"):
        with tempfile.TemporaryDirectory() as folder:
            port = 18_086
            Path(folder, "c.conf").write_text(
                f'reporting-disabled = true\nbind-address = "127.0.0.1:18088"\n[meta]\ndir = "{folder}/m"\n[data]\ndir = "{folder}/d"\n'
                f'wal-dir = "{folder}/w"\n[http]\nbind-address = "127.0.0.1:{port}"\nlog-enabled = false\n'
            )
            server = subprocess.Popen(["influxd", "-config", f"{folder}/c.conf"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                ask = lambda **how: fetch(f"http://127.0.0.1:{port}/query?{urllib.parse.urlencode(how)}")  # noqa: E731
                fetch(f"http://127.0.0.1:{port}/query?q=CREATE+DATABASE+m", b"")
                fetch(f"http://127.0.0.1:{port}/write?db=m", line_protocol().encode())
                put(files[0], ask(db="m", q=every))
                put(files[1], ask(db="m", epoch="ms", q=f"{every} GROUP BY model"))
                put(files[2], ask(db="m", chunked="true", chunk_size=9, q=every))
                put(files[3], fetch(f"http://127.0.0.1:{port}/query?{urllib.parse.urlencode({'db': 'm', 'q': every})}", kind="application/csv"))
            finally:
                server.terminate()
                server.wait()
    fields = ["timestamp", "input.features.0", "input.features.1"]
    note = "InfluxDB 1.6, `/query`"
    expect(files[0], "named_arrays", columns=None, without=[*fields, "name", "time"], cells={"time": {"0": "2026-01-02T03:04:05.678Z"}}, note=note)
    expect(
        files[1],
        "named_arrays",
        columns=None,
        without=[*fields, "name", "time", "model", "tags.model"],
        cells={"tags.model": {"0": "v1.0", "39": "v1.1"}},
        note=f"{note}: a series for each tag",
    )
    expect(files[2], "named_arrays", columns=None, without=[*fields, "name", "time", "partial"], note=f"{note}: in chunks of nine rows")
    expect(files[3], "delimited", columns=None, without=[*fields, "name", "time", "tags"], note=f"{note}: as CSV")


def fetch(address: str, body: bytes | None = None, kind: str = "application/json") -> bytes:
    for _ in range(100):
        try:
            request = urllib.request.Request(address, data=body, headers={"Accept": kind})
            with urllib.request.urlopen(request) as answer:
                return answer.read()
        except urllib.error.URLError:
            time.sleep(0.1)
    raise SystemExit(f"nothing answers {address}")


def line_protocol() -> str:
    lines = []
    for row, record in enumerate(flat_records()):
        fields = [f"id={record['id']}i", f"score={record['score']!r}", f"ok={str(record['ok']).lower()}", f"input.temp={record['input.temp']}"]
        if record["count"] is not None:
            fields.append(f"count={record['count']}i")
        if record["label"] is not None:
            label = record["label"].replace("\\", "\\\\").replace('"', '\\"')
            fields.append(f'label="{label}"')
        moment = round(moment_of(row).timestamp() * 1000) * 1_000_000
        lines.append(f"predictions,model={record['model']} {','.join(fields)} {moment}")
    return "\n".join(lines) + "\n"


R = """library(jsonlite)
d <- fromJSON(file("stdin"), bigint_as_char = TRUE)
w <- function(text, name) writeLines(text, name, useBytes = TRUE)
w(toJSON(d, digits = 15), "r-rows.json")
w(toJSON(d, dataframe = "columns", digits = 15, na = "null"), "r-columns.json")
w(toJSON(d, dataframe = "values", digits = 15), "r-values.json")
w(serializeJSON(d, digits = 15), "r-serialize.json")
c <- file("r-stream.ndjson", "wb"); stream_out(d, c, digits = 15, verbose = FALSE); close(c)
write.csv(d, "r-write.csv")
"""


def by_r() -> None:
    files = ["r-rows.json", "r-columns.json", "r-values.json", "r-serialize.json", "r-stream.ndjson", "r-write.csv"]
    if shutil.which("Rscript"):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "a.R").write_text(R)
            rows = [{column: record.get(column) for column in COLUMNS} for record in flat_records()]
            run("Rscript", "a.R", text=json.dumps(rows), cwd=folder)
            for file in files:
                put(file, Path(folder, file).read_bytes())
    said = "R 4.2 with jsonlite 1.8"
    expect(files[0], "records", as_text=True, note=f"{said}, `toJSON(d)`: what is missing is left out")
    expect(files[1], "lists", as_text=True, note=f'{said}, `toJSON(d, dataframe = "columns")`')
    expect(files[2], "rows", columns=[f"c{place}" for place in range(10)], same_as=None, cells={"c3": {"39": flat_records()[39]["score"]}}, note=f'{said}, `toJSON(d, dataframe = "values")`: no names')
    expect(files[3], "named_arrays", as_text=True, without=["count"], cells={"count": {"0": -20}}, note=f'{said}, `serializeJSON(d)`: numbers that are missing are "NA"')
    expect(files[4], "records", as_text=True, note=f"{said}, `stream_out(d)`")
    expect(files[5], "delimited", as_text=True, without=["count", "label"], note="R 4.2, `write.csv(d)`: names of rows, NA")
