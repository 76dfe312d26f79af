"""JSON as Python's own `json` writes it: records in every framing, lists, and documents with records in them."""

import json

from .data import COLUMNS, FIRST_ID, ROWS, flat_records, iso, moment_of, records
from .expected import expect, lines, packed, put

NUMBERED = [f"c{place}" for place in range(len(COLUMNS))]


def make() -> None:
    framings()
    lists()
    envelopes()
    extremes()
    prediction_logs()


def framings() -> None:
    data = records()
    array = json.dumps(data, indent=1, ensure_ascii=False)
    put("records.json", array)
    spots = {
        "id": {"0": str(FIRST_ID), "39": "9007199254741071"},
        "timestamp": {"0": "2026-01-02T03:04:05.678Z", "1": "2026-01-02T03:11:05.789Z"},
        "ok": {"0": True, "1": False},
        "label": {"1": 'with "quotes"', "5": None, "16": "line\nbreak", "4": "東京"},
        "count": {"0": -20, "4": None},
        "input.features.1": {"39": -38.75},
    }
    expect("records.json", "records", same_as=None, cells=spots, note="`json.dumps(records, indent=1)`")
    put("records.json.gz", packed(array.encode()))
    expect("records.json.gz", "records", note="the same through gzip; known by content, not by name")
    put("bom.jsonl", b"\xef\xbb\xbf" + lines(data).encode())
    expect("bom.jsonl", "records", note="a byte order mark first, as Windows tools write it")
    end = lines(data[:20], "\r\n") + "\r\n" + lines(data[20:30], "\r\n\r\n") + " \r\n" + lines(data[30:], "\r\n")
    put("crlf-blank-lines.jsonl", end)
    expect("crlf-blank-lines.jsonl", "records", note="CRLF, blank lines, a line of white space")
    put("concatenated.json", lines(data, ""))
    expect("concatenated.json", "records", note="documents with nothing between them")
    put("rfc7464.json-seq", "".join("\x1e" + json.dumps(record) + "\n" for record in data))
    expect("rfc7464.json-seq", "records", note="JSON text sequences (RFC 7464): U+001E before each record")


def lists() -> None:
    data = flat_records()
    put("dict-of-lists.json", json.dumps({name: [record[name] for record in data] for name in COLUMNS}))
    expect("dict-of-lists.json", "lists", note="`json.dumps(frame.to_dict('list'))`")
    put("numbers.json", json.dumps([record["score"] for record in data]))
    cells = {"value": {"0": data[0]["score"], "39": data[39]["score"]}}
    expect("numbers.json", "values", columns=["value"], same_as=None, cells=cells, note="a list of numbers")
    put("rows.jsonl", lines([list(record.values()) for record in data]))
    expect("rows.jsonl", "rows", columns=NUMBERED, same_as="pandas-values.json", note="an array in each line")


def envelopes() -> None:
    data = records()
    put("envelope-data.json", json.dumps({"data": data, "meta": {"page": 1, "pages": [1]}}))
    expect("envelope-data.json", "envelope", note='`{"data": […], "meta": {…}}`, what many services answer')
    answer = {"count": ROWS, "next": None, "previous": None, "results": data}
    put("envelope-results.json", json.dumps(answer))
    expect("envelope-results.json", "envelope", note="the pages of Django REST framework")
    nested = {
        "status": {"code": 200, "errors": []},
        "response": {"query": {"fields": [{"name": name} for name in COLUMNS]}, "page": {"rows": data}},
    }
    put("envelope-nested.json", json.dumps(nested))
    expect("envelope-nested.json", "envelope", note="the longest array of objects, three deep, beside a shorter one")


def extremes() -> None:
    rows = [{"id": 2**64 + row, "x": row / 10, "y": 0.1 + 0.2 * row, "text": f"t{row}"} for row in range(12)]
    rows[1]["x"] = float("nan")
    rows[2]["x"] = float("inf")
    rows[3]["x"] = float("-inf")
    rows[4]["text"] = "\ud83d half"
    rows[5]["y"] = 5e-324
    rows[6]["y"] = 1.7976931348623157e308
    rows[7]["id"] = -(2**63)
    put("python-nan.jsonl", lines(rows))
    cells = {
        # A double holds powers of two.
        "id": {"0": 2.0**64, "1": "18446744073709551617", "7": -(2.0**63)},
        "x": {"0": 0.0, "1": "NaN", "2": "Infinity", "3": "-Infinity", "4": 0.4},
        "y": {"1": 0.30000000000000004, "5": 5e-324, "6": 1.7976931348623157e308},
        "text": {"4": "\ufffd half"},
    }
    expect(
        "python-nan.jsonl",
        "records",
        rows=12,
        columns=["id", "x", "y", "text"],
        same_as=None,
        cells=cells,
        warnings={"lone_surrogate": 1},
        note="bare NaN and Infinity, integers past 2^64, seventeen digits, half a surrogate pair",
    )


def prediction_logs() -> None:
    data = records()
    log = [
        {
            "timestamp": record["timestamp"],
            "model_version": record["model"],
            "input": record["input"],
            "prediction": {"class": int(record["ok"]), "confidence": record["score"]},
            "latency_ms": 12.5 + row,
        }
        for row, record in enumerate(data)
    ]
    put("prediction-log.jsonl", lines(log))
    shared = ["timestamp", "input.temp", "input.features.0", "input.features.1"]
    expect(
        "prediction-log.jsonl",
        "records",
        columns=["timestamp", "model_version", *shared[1:], "prediction.class", "prediction.confidence", "latency_ms"],
        without=[*left_out(shared), "model_version", "prediction.class", "prediction.confidence", "latency_ms"],
        cells={"prediction.confidence": {"0": data[0]["score"]}, "latency_ms": {"39": 51.5}},
        note="a prediction log",
    )
    sink = [
        {
            "input": record["input"],
            "output": {"score": record["score"], "ok": record["ok"]},
            "created_at": iso(moment_of(row)),
        }
        for row, record in enumerate(data)
    ]
    put("prediction-sink.jsonl", lines(sink))
    expect(
        "prediction-sink.jsonl",
        "records",
        columns=[*shared[1:], "output.score", "output.ok", "created_at"],
        without=[*left_out(shared[1:]), "output.score", "output.ok", "created_at"],
        cells={"output.score": {"39": data[39]["score"]}, "created_at": {"0": "2026-01-02T03:04:05.678Z"}},
        note="a prediction sink",
    )


def left_out(shared: list[str]) -> list[str]:
    return [name for name in COLUMNS if name not in shared]
