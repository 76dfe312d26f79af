"""What loggers write: Python's logging with a prefix, structlog, loguru, python-json-logger."""

import io
import json
import logging
import time
from datetime import UTC, timedelta

import loguru
import structlog
from pythonjsonlogger.json import JsonFormatter

from .data import COLUMNS, ROWS, moment_of, records, without
from .expected import expect, put

# What runs into an error, as a service of its own, so that the traceback names no file of ours.
FAILING = """
def predict(features):
    try:
        return model_of(features)
    except ValueError:
        log.exception("Prediction failed")

def model_of(features):
    raise ValueError(f"could not convert {features!r}")

predict(["a", {"b": None}])
"""


def make() -> None:
    by_logging()
    by_structlog()
    by_loguru()
    by_json_logger()


class At(logging.Filter):
    """Gives each record the moment that it would have had."""

    def __init__(self) -> None:
        super().__init__()
        self.moment = moment_of(0)

    def filter(self, record: logging.LogRecord) -> bool:
        record.created = self.moment.timestamp()
        record.msecs = self.moment.microsecond // 1000
        return True


def logger_with(formatter: logging.Formatter) -> tuple[logging.Logger, At, io.StringIO]:
    formatter.converter = time.gmtime
    text, at = io.StringIO(), At()
    handler = logging.StreamHandler(text)
    handler.setFormatter(formatter)
    handler.addFilter(at)
    logger = logging.Logger("api")
    logger.addHandler(handler)
    return logger, at, text


def by_logging() -> None:
    form = "%(asctime)s - %(name)s - %(levelname)s - %(message)s"
    for name, left_out in [("python-logging", []), ("python-logging-bare", ["timestamp"])]:
        logger, at, text = logger_with(logging.Formatter(form))
        logger.info("Application startup complete.")
        for row, record in enumerate(records()):
            at.moment = moment_of(row)
            logger.info("Prediction: %s", json.dumps(without(record, *left_out)))
            if row % 10 == 3:
                exec(compile(FAILING, "/srv/app/predict.py", "exec"), {"log": logger})
            if row % 10 == 7:
                logger.warning("slow answer, %d ms {not json", 900 + row)
        put(f"{name}.log", text.getvalue())
    others = len(text.getvalue().splitlines()) - ROWS
    shared = {"warnings": {"no_record_on_line": others}}
    expect(
        "python-logging.log",
        "log_lines",
        **shared,
        note="Python's logging: text before each record, tracebacks and plain lines between",
    )
    expect(
        "python-logging-bare.log",
        "log_lines",
        **shared,
        columns=["log_time", *without(dict.fromkeys(COLUMNS), "timestamp")],
        without=["timestamp", "log_time"],
        cells={"log_time": {"0": "2026-01-02 03:04:05,678"}},
        note="the same with no time within the records: that of the prefix counts",
    )


def by_structlog() -> None:
    text = io.StringIO()
    logger = structlog.wrap_logger(
        structlog.PrintLogger(text),
        processors=[structlog.processors.add_log_level, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.BoundLogger,
    )
    for record in records():
        logger.info("predict", **record)
    put("structlog.jsonl", text.getvalue())
    expect(
        "structlog.jsonl",
        "records",
        columns=[*COLUMNS, "event", "level"],
        without=["event", "level"],
        cells={"event": {"0": "predict"}, "level": {"39": "info"}},
        note="`structlog.processors.JSONRenderer`",
    )


def by_loguru() -> None:
    text = io.StringIO()
    logger = loguru.logger
    logger.remove()
    logger.add(text, serialize=True, format="{time} | {level} | {message}")

    def place(row: int):
        def patch(record: dict) -> None:
            moment = moment_of(row)
            record["time"] = type(record["time"]).fromtimestamp(moment.timestamp(), tz=UTC)
            record["elapsed"] = timedelta(seconds=row)
            record["process"].id, record["thread"].id = 4711, 140_000_000_000_000
            record["file"].path, record["file"].name = "/srv/app/predict.py", "predict.py"
            record["line"], record["name"], record["module"], record["function"] = 17, "api", "predict", "predict"

        return patch

    for row, record in enumerate(records()):
        logger.patch(place(row)).bind(**record).info("predict")
    logger.remove()
    put("loguru.jsonl", text.getvalue())
    expect(
        "loguru.jsonl",
        "records",
        columns=None,
        prefix="record.extra.",
        cells={"record.message": {"0": "predict"}, "record.line": {"39": 17}, "record.level.name": {"0": "INFO"}},
        note="loguru with `serialize=True`: the fields lie under `record.extra`",
    )


def by_json_logger() -> None:
    logger, at, text = logger_with(JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for row, record in enumerate(records()):
        at.moment = moment_of(row)
        logger.info("predict", extra=record)
    put("json-logger.jsonl", text.getvalue())
    own = ["asctime", "levelname", "name", "message"]
    expect(
        "json-logger.jsonl",
        "records",
        columns=[*own, *COLUMNS],
        without=own,
        cells={"asctime": {"0": "2026-01-02 03:04:05,678"}, "message": {"0": "predict"}},
        note="python-json-logger",
    )
