"""Parquet, by pyarrow, pandas, polars and DuckDB."""

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from .data import COLUMNS, moment_of, records
from .expected import HERE, expect_parquet
from .frames import flat_frame

FOLDER = HERE / "parquet"


def make() -> None:
    FOLDER.mkdir(exist_ok=True)
    by_pandas()
    by_pyarrow()
    by_engines()


def by_pandas() -> None:
    flat_frame().to_parquet(FOLDER / "pandas.parquet")
    expect_parquet("pandas.parquet", COLUMNS, note="`frame.to_parquet(…)`: Snappy, dictionaries")


def by_pyarrow() -> None:
    table = pa.Table.from_pylist(records())
    for name, options, note in [
        ("snappy", {"compression": "snappy"}, "Snappy, dictionaries"),
        ("zstd", {"compression": "zstd", "data_page_version": "2.0"}, "Zstandard, pages of version 2"),
        ("gzip", {"compression": "gzip", "use_dictionary": False}, "gzip, no dictionaries"),
        ("brotli", {"compression": "brotli"}, "Brotli"),
        ("lz4", {"compression": "lz4"}, "LZ4 (raw)"),
        ("plain", {"compression": "none", "use_dictionary": False}, "neither packed nor encoded"),
        ("groups", {"compression": "snappy", "row_group_size": 7, "data_page_size": 64}, "six row groups, many pages"),
    ]:
        pq.write_table(table, FOLDER / f"pyarrow-{name}.parquet", **options)
        expect_parquet(f"pyarrow-{name}.parquet", COLUMNS, note=f"pyarrow, nested: {note}")
    encodings = {
        "id": "DELTA_BINARY_PACKED",
        "timestamp": "DELTA_BYTE_ARRAY",
        "model": "DELTA_LENGTH_BYTE_ARRAY",
        "score": "BYTE_STREAM_SPLIT",
    }
    pq.write_table(
        table,
        FOLDER / "pyarrow-delta.parquet",
        compression="none",
        use_dictionary=False,
        column_encoding=encodings,
        data_page_version="2.0",
    )
    expect_parquet("pyarrow-delta.parquet", COLUMNS, note="pyarrow, nested: delta encodings, byte stream split")
    moments = pa.array([moment_of(row) for row in range(table.num_rows)], pa.timestamp("ms", tz="UTC"))
    place = table.schema.get_field_index("timestamp")
    pq.write_table(table.set_column(place, "timestamp", moments), FOLDER / "pyarrow-moments.parquet")
    expect_parquet("pyarrow-moments.parquet", COLUMNS, note="pyarrow, nested: moments as such, in milliseconds UTC")


def by_engines() -> None:
    pl.DataFrame(records(), infer_schema_length=None).write_parquet(FOLDER / "polars.parquet")
    expect_parquet("polars.parquet", COLUMNS, note="polars, nested: Zstandard")
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    source = f"read_parquet('{FOLDER / 'pyarrow-snappy.parquet'}')"
    for codec in ["snappy", "zstd"]:
        name = f"duckdb-{codec}.parquet"
        connection.execute(f"COPY (FROM {source}) TO '{FOLDER / name}' (FORMAT parquet, CODEC '{codec}')")
        expect_parquet(name, COLUMNS, note=f"DuckDB, nested: {codec}")
