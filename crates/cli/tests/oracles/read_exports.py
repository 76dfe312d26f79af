"""Reads exports of the command with the libraries that pipelines use, and fails where one of them refuses a file.

    python3 read_exports.py metrics.prom metrics.openmetrics.txt report.xml statistics.csv alerts.json

Needs prometheus_client, junitparser and pandas (run with 0.26, 5.0 and 3.1). The test `exports` runs it where Python has them.
"""

import json
import re
import sys

import pandas
from junitparser import JUnitXml
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
from prometheus_client.parser import text_string_to_metric_families as prometheus

prom, windows, junit, statistics, alerts = sys.argv[1:]
families = list(prometheus(open(prom, newline="").read()))
assert families and all(family.type == "gauge" for family in families)
columns = {
    sample.labels["column"] for family in families for sample in family.samples if "column" in sample.labels
}
timed = list(openmetrics(open(windows, newline="").read()))
assert {family.name for family in families} <= {family.name for family in timed}

suites = JUnitXml.fromfile(junit)
cases = [case for suite in suites for case in suite]
assert suites.tests == len(cases)
assert suites.failures == sum(1 for case in cases if any(type(r).__name__ == "Failure" for r in case.result))
# XML forbids most control characters, so the export replaces them.
in_xml = {re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", column) for column in columns}
assert in_xml <= {case.name for case in cases}

frame = pandas.read_csv(statistics)
assert columns <= set(frame["column"].fillna("(no name)")), (columns, set(frame["column"]))
numbers = frame.drop(columns=["column", "kind"])
assert all(pandas.api.types.is_numeric_dtype(kind) for kind in numbers.dtypes)

for alert in json.load(open(alerts)):
    assert alert["labels"]["alertname"] and alert["annotations"]["summary"]
print(f"{len(columns)} columns")
