"""Files that hold no data set that Driftscope reads, by the tools that write such files."""

import bz2
import io
import json
import lzma
import pickle
import random
import sqlite3
import tarfile
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

import fastavro
import openpyxl
import pyarrow as pa
import pyarrow.feather
import pyarrow.orc
from PIL import Image

from .data import COLUMNS, flat_records, records
from .expected import expect_wrong, lines, put

FIXED = (2026, 1, 2, 3, 4, 6)


def make() -> None:
    for make_some in [tables, archives, documents, texts, pictures, nothing]:
        make_some()


def other(name: str, content: bytes | str, words: str, note: str, code: str = "other_format") -> None:
    put(f"wrong/{name}", content)
    expect_wrong(f"wrong/{name}", code, words, note)


def tables() -> None:
    table = pa.Table.from_pylist(records())
    sink = io.BytesIO()
    with pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    other("data.arrow", sink.getvalue(), "Arrow", "pyarrow, the IPC file format")
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    other("data.arrows", sink.getvalue(), "Arrow", "pyarrow, the IPC stream format")
    sink = io.BytesIO()
    pyarrow.feather.write_feather(table, sink)
    other("data.feather", sink.getvalue(), "Arrow", "pyarrow, Feather version 2, which is an Arrow file")
    sink = io.BytesIO()
    flat = pa.Table.from_pylist(flat_records())
    pyarrow.feather.write_feather(flat, sink, version=1)
    other("version1.feather", sink.getvalue(), "Feather", "pyarrow, Feather version 1")
    sink = io.BytesIO()
    pyarrow.orc.write_table(table, sink)
    other("data.orc", sink.getvalue(), "ORC", "pyarrow")
    schema = {"type": "record", "name": "prediction", "fields": [{"name": "id", "type": "long"}]}
    sink = io.BytesIO()
    fastavro.writer(sink, schema, [{"id": record["id"]} for record in records()], sync_marker=bytes(range(16)))
    other("data.avro", sink.getvalue(), "Avro", "fastavro")
    other("data.pickle", pickle.dumps(records(), protocol=4), "pickle", "`pickle.dumps(records)`")
    other("data.xlsx", workbook(), "Excel", "openpyxl")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "data.sqlite")
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE predictions (id INTEGER, score REAL)")
        rows = [(record["id"], record["score"]) for record in records()]
        connection.executemany("INSERT INTO predictions VALUES (?, ?)", rows)
        connection.commit()
        connection.close()
        other("data.sqlite", path.read_bytes(), "SQLite", "Python's sqlite3")


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(COLUMNS)
    for record in flat_records()[:10]:
        sheet.append(list(record.values()))
    book.properties.created = book.properties.modified = datetime(*FIXED)
    sink = io.BytesIO()
    book.save(sink)
    # The moments within the archive and of its last change are those of now.
    fixed = io.BytesIO()
    with zipfile.ZipFile(sink) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                start, end = content.index(b"<dcterms:modified"), content.index(b"</dcterms:modified>")
                content = (
                    content[:start]
                    + b'<dcterms:modified xsi:type="dcterms:W3CDTF">2026-01-02T03:04:06Z'
                    + content[end:]
                )
            target.writestr(zipfile.ZipInfo(name, FIXED), content, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def archives() -> None:
    content = lines(records()).encode()
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr(zipfile.ZipInfo("data.jsonl", FIXED), content, zipfile.ZIP_DEFLATED)
    other("data.zip", sink.getvalue(), "zip archive", "Python's zipfile, with JSON Lines in it")
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        member = tarfile.TarInfo("data.jsonl")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    other("data.tar", sink.getvalue(), "tar archive", "Python's tarfile, with JSON Lines in it")
    other("data.jsonl.bz2", bz2.compress(content), "bzip2", "Python's bz2")
    other("data.jsonl.xz", lzma.compress(content), "xz", "Python's lzma")
    zstd = pa.compress(content, codec="zstd", asbytes=True)
    other("data.jsonl.zst", zstd, "Zstandard", "pyarrow's codec")
    lz4 = pa.compress(content, codec="lz4", asbytes=True)
    other("data.jsonl.lz4", lz4, "LZ4", "pyarrow's codec, the frame format")


def documents() -> None:
    code = {
        "cell_type": "code",
        "execution_count": 1,
        "metadata": {},
        "outputs": [],
        "source": ["import pandas as pd\n"],
    }
    text = {"cell_type": "markdown", "metadata": {}, "source": ["# Drift\n"]}
    notebook = {
        "cells": [text, code],
        "metadata": {"language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    other("notebook.ipynb", json.dumps(notebook, indent=1), "Jupyter notebook", "by hand, after nbformat 4")
    chart = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": [{"a": "A", "b": 28}, {"a": "B", "b": 55}]},
        "mark": "bar",
        "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}},
    }
    other("chart.vl.json", json.dumps(chart, indent=2), "Vega-Lite", "by hand, after Vega-Lite's first example")
    settings = {"version": 1, "preset": "calibrated", "alpha": 0.05, "columns": {"score": {"kind": "numeric"}}}
    other("settings.json", json.dumps(settings, indent=2), "Driftscope settings", "by hand: settings, not data")
    other(
        "report.json",
        json.dumps({"schema_version": 1, "engine_version": "0.1.0", "columns": []}),
        "Driftscope report",
        "by hand",
    )


def texts() -> None:
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Sign in</title></head>\n'
        '<body><form action="/login" method="post"><input name="user"><input name="password" type="password">'
        '<script>var state = {"next": "/export.jsonl"};</script></form></body>\n</html>\n'
    )
    other("sign-in.html", page, "redirected", "by hand: what a download gives where a session has ended")
    xml = '<?xml version="1.0" encoding="UTF-8"?>\n<rows>\n' + "".join(
        f'  <row id="{record["id"]}" score="{record["score"]}"/>\n' for record in records()[:5]
    )
    other("data.xml", xml + "</rows>\n", "XML", "by hand")
    array = json.dumps(records()[:8], indent=1)
    other("utf-16.json", array.encode("utf-16"), "UTF-16", "UTF-16 with a byte order mark, as PowerShell writes it")
    other("utf-16-be.json", array.encode("utf-16-be"), "UTF-16", "UTF-16, big-endian, without a byte order mark")
    prose = "Dear team,\nthe export is on the other share.\nRegards\n"
    other("letter.txt", prose, "JSON Lines or CSV", "by hand: text that holds no rows")


def pictures() -> None:
    picture = Image.new("RGB", (8, 8), (200, 30, 30))
    for name, kind, words in [
        ("picture.png", "PNG", "PNG"),
        ("picture.jpg", "JPEG", "JPEG"),
        ("picture.gif", "GIF", "GIF"),
    ]:
        sink = io.BytesIO()
        picture.save(sink, kind)
        other(name, sink.getvalue(), words, "Pillow")
    sink = io.BytesIO()
    picture.save(sink, "PDF", creationDate=None, modDate=None)
    other("page.pdf", sink.getvalue(), "PDF", "Pillow")
    other("random.bin", b"\x8e" + random.Random(7).randbytes(2_000), "no text", "random bytes", code="unrecognised")


def nothing() -> None:
    other("empty.json", b"", "empty", "no byte", code="empty")
    other("only-white-space.jsonl", b" \r\n\t\n\n", "empty", "nothing but white space", code="empty")
    other("empty-array.json", b"[]\n", "array is empty", "`[]`", code="no_records")
