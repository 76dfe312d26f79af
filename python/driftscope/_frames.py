"""Hands frames to the command: as Parquet, typed and binary, never as text.

No package is imported that the frame itself does not come from, but for pyarrow, which writes pandas frames and whatever else
offers Arrow's C stream interface.
"""

from __future__ import annotations

import os
import threading
import warnings
from pathlib import Path
from typing import Any

from ._errors import FrameError, MissingPackageError

#: Options of pyarrow's writer. Nothing is packed or summarised: the file lives for one reading.
_PLAIN = {"compression": "none", "write_statistics": False, "store_schema": False}

#: Rows in a group of the file.
_GROUP = 1 << 18

_ONE_RELATION = threading.Lock()


def is_path(data: Any) -> bool:
    """Whether this names a file."""
    return isinstance(data, (str, os.PathLike))


def write(frame: Any, path: Path) -> None:
    """Writes a frame as a Parquet file.

    Frames of pandas and polars, tables and readers of pyarrow, relations of DuckDB, and anything else with
    ``__arrow_c_stream__``. Raises :class:`FrameError` for anything else and for values that Parquet cannot hold.
    """
    writer = _writer(frame)
    try:
        writer(frame, path)
    except (FrameError, MissingPackageError):
        raise
    except Exception as error:
        raise FrameError(f"This {_name(frame)} cannot be written as Parquet: {error}") from error


def _writer(frame: Any) -> Any:
    # Of the type: a lazy frame would have to compute its columns.
    kind, package = type(frame), type(frame).__module__.split(".")[0]
    if package == "pandas" and hasattr(kind, "columns"):
        return _write_pandas
    if package == "polars" and hasattr(kind, "columns"):
        return _write_polars
    if package in ("duckdb", "_duckdb") and hasattr(kind, "write_parquet"):
        return _write_duckdb
    if hasattr(frame, "__arrow_c_stream__") or package == "pyarrow":
        return _write_arrow
    raise FrameError(
        f"{_name(frame)} is not a path, nor a frame of pandas, polars, pyarrow or DuckDB, nor does it have __arrow_c_stream__"
    )


def _name(frame: Any) -> str:
    return f"{type(frame).__module__}.{type(frame).__qualname__}"


def _pyarrow(frame: Any) -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingPackageError(f"A {_name(frame)} is handed over by pyarrow: pip install pyarrow") from error
    return pyarrow


def _write_polars(frame: Any, path: Path) -> None:
    if hasattr(frame, "collect"):
        frame = frame.collect()
    frame.write_parquet(path, compression="uncompressed", statistics=False)


def _write_duckdb(relation: Any, path: Path) -> None:
    # Both relations may be of one connection, which is for one thread at a time.
    with _ONE_RELATION:
        relation.write_parquet(str(path), compression="uncompressed")


def _write_pandas(frame: Any, path: Path) -> None:
    pyarrow = _pyarrow(frame)
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    try:
        table = pyarrow.Table.from_pandas(frame, preserve_index=False)
    except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError, pyarrow.ArrowNotImplementedError):
        table = _column_by_column(pyarrow, frame)
    _write_table(pyarrow, table, path)


def _column_by_column(pyarrow: Any, frame: Any) -> Any:
    """A column whose values are of several types becomes text, so that it does not cost the others."""
    arrays, names, mixed = [], [str(name) for name in frame.columns], []
    for place, name in enumerate(names):
        column = frame.iloc[:, place]
        try:
            arrays.append(pyarrow.Array.from_pandas(column))
        except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError, pyarrow.ArrowNotImplementedError):
            mixed.append(name)
            texts = [None if missing else str(value) for value, missing in zip(column, column.isna())]
            arrays.append(pyarrow.array(texts, pyarrow.string()))
    if mixed:
        warnings.warn(f"These columns mix types and are compared as text: {', '.join(mixed)}", stacklevel=2)
    return pyarrow.Table.from_arrays(arrays, names=names)


def _write_arrow(data: Any, path: Path) -> None:
    pyarrow = _pyarrow(data)
    if isinstance(data, pyarrow.Table):
        return _write_table(pyarrow, data, path)
    if isinstance(data, pyarrow.RecordBatch):
        return _write_table(pyarrow, pyarrow.Table.from_batches([data]), path)
    if hasattr(data, "to_batches") and hasattr(data, "schema"):
        reader = pyarrow.RecordBatchReader.from_batches(data.schema, data.to_batches())
    elif isinstance(data, pyarrow.RecordBatchReader):
        reader = data
    else:
        reader = pyarrow.RecordBatchReader.from_stream(data)
    options = {**_PLAIN, "use_dictionary": _texts(pyarrow, reader.schema)}
    with pyarrow.parquet.ParquetWriter(path, reader.schema, **options) as writer:
        for batch in reader:
            writer.write_batch(batch, row_group_size=_GROUP)
    return None


def _write_table(pyarrow: Any, table: Any, path: Path) -> None:
    pyarrow.parquet.write_table(
        table, path, row_group_size=_GROUP, use_dictionary=_texts(pyarrow, table.schema), **_PLAIN
    )


def _texts(pyarrow: Any, schema: Any) -> list[str]:
    """The columns that a dictionary makes smaller: each text is then decoded once."""
    types = pyarrow.types

    def is_text(kind: Any) -> bool:
        return types.is_string(kind) or types.is_large_string(kind) or types.is_dictionary(kind)

    return [field.name for field in schema if is_text(field.type)]
