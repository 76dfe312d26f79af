"""Times how fast polars and DuckDB read a file of JSON Lines, each on one thread.

Run as `python peers.py FILE`, with polars and duckdb installed. Prints a line for each: what, a tab, and the seconds of
processor time of the fastest of three runs; the two take turns.
"""

import os
import sys
import time

os.environ["POLARS_MAX_THREADS"] = "1"

import duckdb
import polars

RUNS = 3


def with_polars(path):
    polars.read_ndjson(path)


def with_duckdb(path):
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    connection.execute("CREATE TABLE rows AS SELECT * FROM read_json(?)", [path])
    connection.close()


def processor_time(read, path):
    begin = time.process_time()
    read(path)
    return time.process_time() - begin


readers = {
    f"polars {polars.__version__}, `read_ndjson`, one thread": with_polars,
    f"DuckDB {duckdb.__version__}, `read_json`, one thread": with_duckdb,
}
times = {name: [] for name in readers}
for _ in range(RUNS):
    for name, read in readers.items():
        times[name].append(processor_time(read, sys.argv[1]))
for name, taken in times.items():
    print(f"{name}\t{min(taken)}")
