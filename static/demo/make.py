"""Makes the demo that the page carries: every fifth record of the flight logs in tests/data/flights.

    python3 static/demo/make.py

The same files come out each time: no time stamp, no file name, fixed order.
"""
import gzip
import json
from pathlib import Path

HERE = Path(__file__).parent
LOGS = HERE.parent.parent / "tests" / "data" / "flights"
EVERY = 5


def compact(record):
    return json.dumps(record, separators=(",", ":"))


def write(name, text):
    (HERE / name).write_bytes(gzip.compress(text.encode(), 9, mtime=0))


reference = json.loads(gzip.decompress((LOGS / "reference.json.gz").read_bytes()))
write("reference.json.gz", "[" + ",\n".join(map(compact, reference[::EVERY])) + "]\n")

production = gzip.decompress((LOGS / "production.ndjson.gz").read_bytes()).decode().splitlines()
write("production.ndjson.gz", "".join(compact(json.loads(line)) + "\n" for line in production[::EVERY]))
