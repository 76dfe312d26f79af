"""OpenTelemetry's spans and log records, made by its SDK, encoded by its exporter, in OTLP/JSON."""

import base64
import json
from collections.abc import Iterator

from google.protobuf.json_format import MessageToDict
from opentelemetry._logs import LogRecord, SeverityNumber
from opentelemetry.exporter.otlp.proto.common._log_encoder import encode_logs
from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import InMemoryLogRecordExporter, SimpleLogRecordProcessor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.sdk.trace.id_generator import IdGenerator
from opentelemetry.trace import SpanKind, StatusCode

from .data import moment_of, records, without
from .expected import expect, lines, put

RESOURCE = Resource.create(
    {
        "service.name": "predictor",
        "service.version": "1.4.0",
        # The SDK would choose one at random.
        "service.instance.id": "627cc493-f310-47de-96bd-71410b7dec09",
        "deployment.replicas": 3,
    }
)
IDENTIFIERS = {"traceId", "spanId", "parentSpanId"}


class Counted(IdGenerator):
    """Identifiers that are the same each time."""

    def __init__(self) -> None:
        self.number = 0

    def generate_span_id(self) -> int:
        self.number += 1
        return 0x0123_4567_0000_0000 + self.number

    def generate_trace_id(self) -> int:
        return (0x4BF9_2F35_77B3_4DA6 << 64) + self.number + 1


def make() -> None:
    spans()
    logs()


def nanoseconds(row: int) -> int:
    moment = moment_of(row)
    return int(moment.replace(microsecond=0).timestamp()) * 10**9 + moment.microsecond * 1000


def attributes_of(record: dict) -> dict:
    """Attributes hold no objects, and no nulls."""
    plain = {name: value for name, value in without(record, "input", "timestamp").items() if value is not None}
    return plain | {"input.temp": record["input"]["temp"], "input.features": record["input"]["features"]}


def as_otlp_json(message: object) -> dict:
    """The message in JSON, with what OTLP/JSON changes: identifiers in hexadecimal, enumerations as numbers."""

    def mend(value: object) -> object:
        if isinstance(value, list):
            return [mend(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {key: base64.b64decode(item).hex() if key in IDENTIFIERS else mend(item) for key, item in value.items()}

    return mend(MessageToDict(message, use_integers_for_enums=True))


def in_batches(items: list) -> Iterator[list]:
    for start in range(0, len(items), 15):
        yield items[start : start + 15]


def spans() -> None:
    exporter = InMemorySpanExporter()
    provider = TracerProvider(resource=RESOURCE, id_generator=Counted(), shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracer = provider.get_tracer("api", "0.3")
    for row, record in enumerate(records()):
        start = nanoseconds(row)
        span = tracer.start_span("predict", kind=SpanKind.SERVER, attributes=attributes_of(record), start_time=start)
        span.add_event("cache miss", {"key": f"k{row}"}, timestamp=start + 1_000_000)
        span.set_status(*((StatusCode.ERROR, "timeout") if row % 8 == 6 else (StatusCode.OK,)))
        span.end(end_time=start + 12_500_000 + row * 250_000)
    finished = exporter.get_finished_spans()
    put("otlp-spans.json", json.dumps(as_otlp_json(encode_spans(finished))))
    put(
        "otlp-spans.jsonl",
        lines([as_otlp_json(encode_spans(batch)) for batch in in_batches(finished)], separators=(",", ":")),
    )
    expect(
        "otlp-spans.json",
        "otlp",
        columns=None,
        prefix="attributes.",
        without=["timestamp"],
        cells={
            "name": {"0": "predict"},
            "duration_ms": {"0": 12.5, "39": 22.25},
            "attributes.label": {"1": 'with "quotes"', "5": None},
            "resource.service.name": {"0": "predictor"},
            "scope.name": {"39": "api"},
        },
        note="the SDK's spans in one document (OTLP/JSON)",
    )
    expect(
        "otlp-spans.jsonl",
        "otlp",
        columns=None,
        same_as="otlp-spans.json",
        note="the same as the collector's file exporter writes it: a document of a batch in each line",
    )


def logs() -> None:
    exporter = InMemoryLogRecordExporter()
    provider = LoggerProvider(resource=RESOURCE, shutdown_on_exit=False)
    provider.add_log_record_processor(SimpleLogRecordProcessor(exporter))
    logger = provider.get_logger("api", "0.3")
    for row, record in enumerate(records()):
        logger.emit(
            LogRecord(
                timestamp=nanoseconds(row),
                observed_timestamp=nanoseconds(row) + 5_000,
                severity_text="WARN" if row % 8 == 6 else "INFO",
                severity_number=SeverityNumber.WARN if row % 8 == 6 else SeverityNumber.INFO,
                body="Prediction",
                attributes=attributes_of(record),
            )
        )
    finished = exporter.get_finished_logs()
    put("otlp-logs.json", json.dumps(as_otlp_json(encode_logs(finished))))
    put(
        "otlp-logs.jsonl",
        lines([as_otlp_json(encode_logs(batch)) for batch in in_batches(finished)], separators=(",", ":")),
    )
    expect(
        "otlp-logs.json",
        "otlp",
        columns=None,
        prefix="attributes.",
        without=["timestamp"],
        cells={"body": {"0": "Prediction"}, "resource.service.name": {"0": "predictor"}},
        note="the SDK's log records in one document (OTLP/JSON)",
    )
    expect("otlp-logs.jsonl", "otlp", columns=None, same_as="otlp-logs.json", note="a document of a batch in each line")
