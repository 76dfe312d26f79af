"""Writes the files, and beside them what must be read from them."""

import gzip
import json
from pathlib import Path

from .data import COLUMNS, ROWS

HERE = Path(__file__).resolve().parent.parent

samples: list[dict] = []
wrong: list[dict] = []
parquet: list[dict] = []


def put(name: str, content: bytes | str) -> Path:
    path = HERE / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def expect(
    file: str,
    format: str,
    *,
    files: list[str] | None = None,
    rows: int = ROWS,
    columns: list[str] | None = COLUMNS,
    prefix: str = "",
    same_as: str | None = "records.json",
    without: list[str] = (),
    as_text: bool = False,
    cells: dict[str, dict[str, object]] | None = None,
    skipped: int = 0,
    warnings: dict[str, int] | None = None,
    note: str,
) -> None:
    """Says what must be read from a file.

    `same_as` names the file whose columns must be equal, whatever their order; those in `without` are left out of the
    comparison, on whichever side they are. `prefix` stands before the names of the columns that are compared, and those
    without it are not. `as_text` compares the text of values and not their kind, for writers that
    put numbers in quotes. `cells` are values checked by hand: column, then row, then value. `skipped` counts
    records that are left out, and `warnings` whatever the reader says, by its code.
    """
    samples.append(
        {
            "file": file,
            "files": files or [file],
            "format": format,
            "rows": rows,
            "columns": columns,
            "prefix": prefix,
            "same_as": same_as,
            "without": list(without),
            "as_text": as_text,
            "cells": cells or {},
            "skipped": skipped,
            "warnings": warnings or {},
            "note": note,
        }
    )


def expect_wrong(file: str, code: str, words: str, note: str) -> None:
    """Says which error a file gives: its code, and a word that its text must hold."""
    wrong.append({"file": file, "code": code, "words": words, "note": note})


def expect_parquet(file: str, columns: list[str], note: str) -> None:
    """Says what must be read from a file in the folder `parquet`."""
    parquet.append(
        {"file": f"parquet/{file}", "rows": ROWS, "columns": columns, "same_as": "records.json", "note": note}
    )


def lines(records: list[object], end: str = "\n", **options) -> str:
    """JSON Lines as Python writes them."""
    return "".join(json.dumps(record, **options) + end for record in records)


def packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def finish() -> None:
    document = {"samples": samples, "parquet": parquet, "wrong": wrong}
    put("formats.json", json.dumps(document, indent=1, ensure_ascii=False) + "\n")
