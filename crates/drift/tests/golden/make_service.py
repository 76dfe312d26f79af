"""Writes service.json: the service of the flight logs in tests/data/flights, and a made-up log as a dashboard sums it up, by pandas.

    python make_service.py > service.json
"""

import gzip
import io
import json
import sys

import numpy as np
import pandas as pd

DATA = "../../../../tests/data/flights/"


def figures(latency):
    return {"requests": len(latency), "mean": latency.mean(), "p50": latency.quantile(0.5), "p95": latency.quantile(0.95),
            "p99": latency.quantile(0.99), "max": latency.max()}


def flights(rows):
    table = pd.json_normalize(rows)
    table["timestamp"] = pd.to_datetime(table["timestamp"])
    latency = table["latency_ms"]
    by_day = {str(day.date()): figures(part["latency_ms"]) for day, part in table.groupby(table["timestamp"].dt.floor("D")) if len(part) >= 10}
    by_version = {version: figures(part["latency_ms"]) for version, part in table.groupby("model_version")}
    days = table["timestamp"].dt.floor("D").unique()
    return figures(latency) | {"days": by_day, "versions": by_version,
                               "span": (table["timestamp"].max() - table["timestamp"].min()).total_seconds(), "with_rows": len(days)}


def dashboard(table, last_n_minutes=60):
    """get_summary of a PerformanceDashboard, whose clock stands at the last record."""
    cutoff = table["timestamp"].max() - pd.Timedelta(minutes=last_n_minutes)
    recent = table[table["timestamp"] > cutoff]
    return {"total_requests": len(recent), "success_rate": recent["success"].mean() * 100, "avg_latency_ms": recent["latency_ms"].mean(),
            "p95_latency_ms": recent["latency_ms"].quantile(0.95), "p99_latency_ms": recent["latency_ms"].quantile(0.99),
            "max_latency_ms": recent["latency_ms"].max()}


def made_up(seed, share):
    random = np.random.default_rng(seed)
    start = pd.Timestamp("2026-10-05T08:00:00Z")
    seconds = np.sort(np.round(random.uniform(0, 3 * 3600, 1000), 3))
    return pd.DataFrame({
        "timestamp": [(start + pd.Timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z" for second in seconds],
        "latency_ms": np.round(random.gamma(2, 15, 1000), 4),
        "success": random.random(1000) > share,
        "model_version": "v1.0",
    })


logs = [made_up(1, 0.02), made_up(2, 0.08)]
summary = logs[1].assign(timestamp=pd.to_datetime(logs[1]["timestamp"]))
print(json.dumps({
    "versions": {"pandas": pd.__version__, "numpy": np.__version__, "python": sys.version.split()[0]},
    "flights": {
        "reference": flights(json.load(gzip.open(DATA + "reference.json.gz"))),
        "production": flights([json.loads(line) for line in gzip.open(DATA + "production.ndjson.gz")]),
    },
    "logs": [log.to_json(orient="records", lines=True) for log in logs],
    "summary": dashboard(summary),
    "printed": {key: f"{value:.2f}" for key, value in dashboard(summary).items()},
}))
