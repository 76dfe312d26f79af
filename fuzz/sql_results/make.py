"""Makes the small results beside it, seeds of the target `sql_result`: `make.py DRIFTSCOPE` with the command's path.

Made with DuckDB 2.0.1 (`pip install duckdb`): thirty rows with missing values, as the SQL of the command counts them.
"""

import csv
import json
import pathlib
import subprocess
import sys

import duckdb

COLUMNS = "ts:time,plan:text,x:number,ok:boolean,label:text,score:number,items:number,version:text"
ROWS = [
    ("2024-03-01 10:00:00", "a", 1.5, True, "yes", 0.9, 1, "v1"),
    ("2024-03-01 11:00:00", "b", 2.5, False, "no", 0.2, 2, "v1"),
    ("2024-03-02 10:00:00", "a", -3.0, None, "yes", 0.7, 3, "v2"),
    ("2024-03-02 12:30:00", "c", None, True, "no", 0.4, 1, "v2"),
    ("2024-03-03 00:00:00", None, 1e300, False, "yes", 0.6, 2, None),
]
RESULTS = {
    "plain.csv": [],
    "days.json": ["--window", "day", "--time", "ts"],
    "model.csv": ["--model", "target=label", "score=score", "version=version"],
    "segments.json": ["--segment", "plan"],
}

database = duckdb.connect()
database.execute(
    "create table t (ts timestamp, plan varchar, x double, ok boolean, label varchar, score double, items integer,"
    " version varchar)"
)
for row in ROWS * 6:
    database.execute("insert into t values (?, ?, ?, ?, ?, ?, ?, ?)", row)
for name, options in RESULTS.items():
    command = [sys.argv[1], "sql", "--dialect", "duckdb", "--table", "t", "--columns", COLUMNS, *options]
    sql = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = database.execute(sql.strip().rstrip(";"))
    names, rows = [column[0] for column in found.description], found.fetchall()
    with open(pathlib.Path(__file__).with_name(name), "w", newline="") as file:
        if name.endswith(".csv"):
            csv.writer(file, lineterminator="\n").writerows([names, *rows])
        else:
            file.writelines(json.dumps(dict(zip(names, row)), default=str) + "\n" for row in rows)
