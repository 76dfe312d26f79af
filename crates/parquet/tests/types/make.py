"""Writes a value of every type that pyarrow 26 can store, and beside it the records that they are.

What stands in the records is known from the values themselves, by Python: nothing here has seen Driftscope.
Run with: pip install pyarrow==26.0.1 numpy && python3 make.py
"""

import datetime as dt
import json
import uuid
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).parent
UTC = dt.timezone.utc


def bare(text):
    """A number in exactly these characters."""
    return f"\0{text}\0"


def line(record):
    text = json.dumps(record, separators=(",", ":"), ensure_ascii=False)
    return text.replace('"\\u0000', "").replace('\\u0000"', "")


def single(value):
    """A 32-bit float in its shortest digits."""
    return bare(repr(float(str(np.float32(value)))))


MOMENT = dt.datetime(2024, 2, 29, 3, 4, 5, 678901)
BEFORE = dt.datetime(1969, 12, 31, 23, 59, 59, 999000)
NANOSECONDS = 1_709_175_845_678_901_234

# Name, type, the values, what they are as JSON.
COLUMNS = [
    ("int8", pa.int8(), [-128, None, 127], [-128, None, 127]),
    ("uint8", pa.uint8(), [255, 0, None], [255, 0, None]),
    ("int16", pa.int16(), [-32768, 1, 32767], [-32768, 1, 32767]),
    ("uint32", pa.uint32(), [2**32 - 1, 0, None], [2**32 - 1, 0, None]),
    ("int64", pa.int64(), [-(2**63), 2**63 - 1, 0], [-(2**63), 2**63 - 1, 0]),
    ("uint64", pa.uint64(), [2**64 - 1, 2**53 + 1, 0], [2**64 - 1, 2**53 + 1, 0]),
    ("bool", pa.bool_(), [True, False, None], [True, False, None]),
    ("half", pa.float16(), [np.float16(1.5), np.float16(-0.25), None], [1.5, -0.25, None]),
    ("single", pa.float32(), [0.1, -2.5, float("nan")], [single(0.1), -2.5, bare("NaN")]),
    ("double", pa.float64(), [0.1, float("inf"), float("-inf")], [0.1, bare("Infinity"), bare("-Infinity")]),
    ("text", pa.string(), ["a\"b\\\n", "", "grün \U0001f600"], ["a\"b\\\n", "", "grün \U0001f600"]),
    ("large_text", pa.large_string(), ["x", None, "y"], ["x", None, "y"]),
    ("category", pa.dictionary(pa.int8(), pa.string()), ["red", "red", None], ["red", "red", None]),
    ("bytes_as_text", pa.binary(), [b"abc", b"", None], ["abc", "", None]),
    ("bytes", pa.binary(), [b"\xff\xfe", b"\x80", None], [None, None, None]),
    ("uuid", pa.uuid(), [uuid.UUID(int=1).bytes, None, uuid.UUID(int=2**128 - 1).bytes],
     [str(uuid.UUID(int=1)), None, str(uuid.UUID(int=2**128 - 1))]),
    ("decimal", pa.decimal128(9, 2), [Decimal("-1234567.89"), Decimal("0.05"), None],
     [bare("-1234567.89"), bare("0.05"), None]),
    ("wide_decimal", pa.decimal128(38, 10), [Decimal("1234567890123456789.0123456789"), Decimal("-1"), None],
     [bare("1234567890123456789.0123456789"), bare("-1.0000000000"), None]),
    ("widest_decimal", pa.decimal256(60, 4), [Decimal("-12.3456"), Decimal("10") ** 50, None],
     [bare("-12.3456"), None, None]),
    ("date", pa.date32(), [dt.date(2024, 2, 29), dt.date(1, 1, 1), None], ["2024-02-29", "0001-01-01", None]),
    ("time_ms", pa.time32("ms"), [dt.time(3, 4, 5, 678000), dt.time(0), None], ["03:04:05.678", "00:00:00.000", None]),
    ("time_us", pa.time64("us"), [dt.time(3, 4, 5, 678901), dt.time(23, 59, 59), None],
     ["03:04:05.678901", "23:59:59.000000", None]),
    ("utc_ms", pa.timestamp("ms", "UTC"), [MOMENT.replace(microsecond=678000, tzinfo=UTC), BEFORE.replace(tzinfo=UTC),
     None], ["2024-02-29T03:04:05.678Z", "1969-12-31T23:59:59.999Z", None]),
    ("utc_us", pa.timestamp("us", "Europe/Berlin"), [MOMENT.replace(tzinfo=UTC), None, None],
     ["2024-02-29T03:04:05.678901Z", None, None]),
    ("utc_ns", pa.timestamp("ns", "UTC"), [NANOSECONDS, NANOSECONDS - 234, None],
     ["2024-02-29T03:04:05.678901234Z", "2024-02-29T03:04:05.678901Z", None]),
    ("local_ms", pa.timestamp("ms"), [BEFORE, None, None], ["1969-12-31T23:59:59.999", None, None]),
    ("local_us", pa.timestamp("us"), [MOMENT, None, None], ["2024-02-29T03:04:05.678901", None, None]),
    ("nothing", pa.null(), [None, None, None], [None, None, None]),
    ("list", pa.list_(pa.int32()), [[1, None, 3], [], None], [[1, None, 3], [], None]),
    ("lists", pa.list_(pa.list_(pa.string())), [[["a"], [], None, ["b", "c"]], None, [[None]]],
     [[["a"], [], None, ["b", "c"]], None, [[None]]]),
    ("fixed_list", pa.list_(pa.float64(), 2), [[0.5, 1.5], [2.5, 3.5], [4.5, 5.5]], [[0.5, 1.5], [2.5, 3.5], [4.5, 5.5]]),
    ("group", pa.struct([("a", pa.int32()), ("b", pa.struct([("c", pa.string())]))]),
     [{"a": 1, "b": {"c": "x"}}, {"a": None, "b": None}, None], [{"a": 1, "b": {"c": "x"}}, {"a": None, "b": None}, None]),
    ("groups", pa.list_(pa.struct([("a", pa.int32()), ("b", pa.list_(pa.bool_()))])),
     [[{"a": 1, "b": [True, False]}, None, {"a": None, "b": None}], [], [{"a": 2, "b": []}]],
     [[{"a": 1, "b": [True, False]}, None, {"a": None, "b": None}], [], [{"a": 2, "b": []}]]),
    ("map", pa.map_(pa.string(), pa.int64()), [[("k", 1), ("l \"q\"", None)], [], None], [{"k": 1, "l \"q\"": None}, {}, None]),
    ("map_of_numbers", pa.map_(pa.int32(), pa.list_(pa.int32())), [[(7, [1, 2]), (8, [])], None, [(9, None)]],
     [{"7": [1, 2], "8": []}, None, {"9": None}]),
    ("name with \"quotes\" and a.dot", pa.int32(), [1, 2, 3], [1, 2, 3]),
]

arrays = [pa.array(values, kind) if kind != pa.uuid() else
          pa.ExtensionArray.from_storage(kind, pa.array(values, pa.binary(16))) for _, kind, values, _ in COLUMNS]
table = pa.table(arrays, names=[name for name, *_ in COLUMNS])
records = "".join(line({name: json[row] for name, _, _, json in COLUMNS}) + "\n" for row in range(3))

pq.write_table(table, HERE / "types.parquet", compression="snappy")
# Decimals as integers, pages and levels of version 2, a row group for each row, no dictionaries.
pq.write_table(table, HERE / "types-v2.parquet", compression="zstd", data_page_version="2.0", row_group_size=1,
               store_decimal_as_integer=True, use_dictionary=False, store_schema=False)
(HERE / "types.jsonl").write_text(records, encoding="utf-8")

# What Hive, Impala and older Spark write: moments in 96 bits, of which nothing says whether they are UTC.
old = pa.table({"moment": pa.array([NANOSECONDS, NANOSECONDS - 234, None, -1_000], pa.timestamp("ns"))})
pq.write_table(old, HERE / "int96.parquet", use_deprecated_int96_timestamps=True)
moments = ["2024-02-29T03:04:05.678901234", "2024-02-29T03:04:05.678901", None, "1969-12-31T23:59:59.999999"]
(HERE / "int96.jsonl").write_text("".join(line({"moment": text}) + "\n" for text in moments), encoding="utf-8")
# Lists without the group in between, and with its older names.
old = pa.table({"list": pa.array([[1, 2], [], None], pa.list_(pa.int32()))})
pq.write_table(old, HERE / "old-list.parquet", use_compliant_nested_type=False)
(HERE / "old-list.jsonl").write_text("".join(line({"list": value}) + "\n" for value in [[1, 2], [], None]), encoding="utf-8")
