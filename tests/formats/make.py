"""Makes the sample files and formats.json, which says what must be read from them.

    python3.11 -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python make.py [--prometheus FOLDER]

All moments, identifiers and orders are fixed, so the same versions write the same bytes. Java 17 is needed for Spark.
FOLDER holds Prometheus's programs, `prometheus` and `promtool`; without it the files of Prometheus stay as they are.
Nothing here reads what Driftscope says: rows, names and values are known from making/data.py.
"""

import argparse
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from making import clickhouse, columnar, delimited, expected, frames, logs, other, plain, prometheus, readme, scripts, stores, telemetry  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes the sample files of every format.")
    parser.add_argument("--prometheus", type=Path, help="the folder with the programs prometheus and promtool")
    arguments = parser.parse_args()
    plain.make()
    frames.make()
    stores.make()
    clickhouse.make()
    logs.make()
    telemetry.make()
    prometheus.make(arguments.prometheus)
    delimited.make()
    scripts.make()
    columnar.make()
    other.make()
    expected.finish()
    readme.make()


if __name__ == "__main__":
    main()
