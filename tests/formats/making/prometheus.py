"""What Prometheus answers: its own server, asked for samples that promtool wrote into its store."""

import json
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from .data import flat_records, moment_of
from .expected import HERE, expect, put

PORT = 19_097
LABELS = ["metric.__name__", "metric.model", "metric.ok"]


def make(programs: Path | None) -> None:
    if programs is not None:
        ask(programs)
    elif not (HERE / "prometheus-matrix.json").exists():
        raise SystemExit("give --prometheus: its files are not there yet")
    scores = {}
    for record in flat_records():
        scores.setdefault((record["model"], record["ok"]), []).append(record["score"])
    columns = [*LABELS, "timestamp", "value"]
    # A query answers one series after the other; that of v1.0 and "false" comes first.
    first = scores["v1.0", False][0]
    expect(
        "prometheus-matrix.json",
        "prometheus",
        rows=43,
        columns=columns,
        same_as=None,
        cells={"value": {"3": first, "0": 12.5, "1": "NaN", "2": "Infinity"}, "timestamp": {"3": 1767323465.789}},
        note="Prometheus, `/api/v1/query` of a range of two metrics: values are strings",
    )
    expect(
        "prometheus-range.json",
        "prometheus",
        rows=40,
        columns=columns,
        same_as=None,
        cells={},
        note="Prometheus, `/api/v1/query_range`",
    )
    expect(
        "prometheus-vector.json",
        "prometheus",
        rows=4,
        columns=columns,
        same_as=None,
        cells={"metric.ok": {"0": "false"}},
        note="Prometheus, `/api/v1/query` of the last samples",
    )


def exposition() -> str:
    """The samples in the OpenMetrics format."""
    series: dict[str, list[str]] = {}
    for row, record in enumerate(flat_records()):
        labels = f'model="{record["model"]}",ok="{str(record["ok"]).lower()}"'
        moment = f"{moment_of(row).timestamp():.3f}"
        series.setdefault(labels, []).append(f"prediction_score{{{labels}}} {record['score']!r} {moment}")
    scores = [line for lines in series.values() for line in lines]
    extremes = ["12.5", "NaN", "+Inf"]
    seconds = [
        f'prediction_latency{{model="v1.0",ok="true"}} {value} {moment_of(row).timestamp():.3f}'
        for row, value in enumerate(extremes)
    ]
    types = ["# TYPE prediction_latency gauge", *seconds, "# TYPE prediction_score gauge", *scores, "# EOF"]
    return "\n".join(types) + "\n"


def ask(programs: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "samples.txt").write_text(exposition())
        (folder / "prometheus.yml").write_text("global: {}\n")
        fill = [programs / "promtool", "tsdb", "create-blocks-from", "openmetrics", "samples.txt", "store"]
        subprocess.run(fill, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        serve = [
            programs / "prometheus",
            "--config.file=prometheus.yml",
            "--storage.tsdb.path=store",
            "--storage.tsdb.retention.time=100y",
            f"--web.listen-address=127.0.0.1:{PORT}",
        ]
        server = subprocess.Popen(serve, cwd=folder, stderr=subprocess.DEVNULL)
        try:
            end = moment_of(39).timestamp() + 1
            query(file="prometheus-matrix.json", at="query", query='{__name__=~"prediction_.*"}[5h]', time=end)
            last = "last_over_time(prediction_score[5h])"
            query(file="prometheus-vector.json", at="query", query=last, time=end)
            start = moment_of(0).timestamp() + 1
            query(
                file="prometheus-range.json",
                at="query_range",
                query="prediction_score",
                start=start,
                end=start + 39 * 420.111,
                step=420.111,
            )
        finally:
            server.terminate()
            server.wait()


def query(file: str, at: str, **parameters: object) -> None:
    address = f"http://127.0.0.1:{PORT}/api/v1/{at}?{urllib.parse.urlencode(parameters)}"
    for _ in range(100):
        try:
            with urllib.request.urlopen(address) as answer:
                text = answer.read()
            if json.loads(text)["data"]["result"]:
                put(file, text)
                return
        except urllib.error.URLError:
            pass
        time.sleep(0.1)
    raise SystemExit(f"Prometheus does not answer {address}")
