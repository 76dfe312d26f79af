"""Writes business.json: the predictions of the flight logs in tests/data/flights by day, week and month, by pandas.

    python make_business.py > business.json
"""

import gzip
import json

import pandas as pd

DATA = "../../../../tests/data/flights/"


def side(rows):
    table = pd.json_normalize(rows)
    table["timestamp"] = pd.to_datetime(table["timestamp"]).dt.tz_localize(None)
    found = {}
    for name, rule in [("days", "D"), ("weeks", "W-SUN"), ("months", "M")]:
        periods = table["timestamp"].dt.to_period(rule)
        every = pd.period_range(periods.min(), periods.max(), freq=rule)
        counts = table.groupby(periods).size().reindex(every, fill_value=0)
        classes = table.groupby([periods, "prediction.class"]).size()
        found[name] = [{"start": str(period.start_time.date()), "count": int(count),
                        "classes": {str(label): int(number) for label, number in classes.get(period, {}).items()}}
                       for period, count in counts.items()]
        if name == "days":
            trailing = counts.rolling(7).mean()
            for day, mean in zip(found[name], trailing):
                day["trailing"] = None if pd.isna(mean) else float(mean)
    return found


print(json.dumps({
    "pandas": pd.__version__,
    "reference": side(json.load(gzip.open(DATA + "reference.json.gz"))),
    "production": side([json.loads(line) for line in gzip.open(DATA + "production.ndjson.gz")]),
}))
