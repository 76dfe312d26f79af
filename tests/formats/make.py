"""Makes the sample files and formats.json, which says what must be read from them.

    python3.11 -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python make.py [--prometheus FOLDER] [--tools FOLDER]

All moments, identifiers and orders are fixed, so the same versions write the same bytes. Java 17 is needed for Spark.
The first FOLDER holds Prometheus's programs, `prometheus` and `promtool`, the second an environment for each tool that making/servers.py
names: `python3.11 -m venv FOLDER/kserve && FOLDER/kserve/bin/pip install kserve==0.21.0`. Without them their files stay as they are. The
shells of databases are looked for on PATH.
Nothing here reads what Driftscope says: rows, names and values are known from making/data.py.
"""

import argparse
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from making import (  # noqa: E402
    clickhouse,
    columnar,
    databases,
    delimited,
    expected,
    frames,
    language_models,
    logs,
    other,
    plain,
    prometheus,
    readme,
    scripts,
    servers,
    stores,
    telemetry,
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes the sample files of every format.")
    parser.add_argument("--prometheus", type=Path, help="the folder with the programs prometheus and promtool")
    parser.add_argument("--tools", type=Path, help="the folder with an environment for each tool of a model server")
    arguments = parser.parse_args()
    plain.make()
    frames.make()
    stores.make()
    clickhouse.make()
    databases.make()
    servers.make(arguments.tools)
    language_models.make()
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
