"""What ClickHouse answers in formats with arrays: chdb, its engine as a Python module."""

import json

import chdb

from .data import COLUMNS, flat_records
from .expected import expect, lines, put

TYPES = {
    "id": "Int64",
    "timestamp": "String",
    "model": "LowCardinality(String)",
    "score": "Float64",
    "ok": "Bool",
    "label": "Nullable(String)",
    "count": "Nullable(Int32)",
    "input.temp": "Float64",
    "input.features.0": "Float64",
    "input.features.1": "Float64",
}

CELLS = {"count": {"0": -20, "4": None}, "label": {"4": "東京"}}


def make() -> None:
    for name, format, note in [
        ("clickhouse-compact.json", "JSONCompact", "`FORMAT JSONCompact`: `meta` and arrays in `data`"),
        (
            "clickhouse-names.ndjson",
            "JSONCompactEachRowWithNamesAndTypes",
            "`FORMAT JSONCompactEachRowWithNamesAndTypes`: names and types in the first two lines",
        ),
        (
            "clickhouse-columns.json",
            "JSONColumnsWithMetadata",
            "`FORMAT JSONColumnsWithMetadata`: `meta` and a list for each column in `data`",
        ),
    ]:
        put(name, answer(format))
        expect(name, "named_arrays", cells=CELLS, note=f"ClickHouse, {note}")
    for name, format, read_as, without, note in [
        ("clickhouse.json", "JSON", "envelope", [], "rows in `data`, below `meta`"),
        ("clickhouse-strings.json", "JSONStrings", "envelope", ["label", "count"], "all values in quotes, ᴺᵁᴸᴸ"),
        ("clickhouse-lists.json", "JSONColumns", "lists", [], "a list for each column"),
        ("clickhouse-objects.json", "JSONObjectEachRow", "index", ["index"], "an object of rows"),
        ("clickhouse-strings.ndjson", "JSONCompactStringsEachRowWithNames", "named_arrays", ["label", "count"], "names in the first line, all in quotes"),
        ("clickhouse.tsv", "TabSeparatedWithNamesAndTypes", "delimited", ["label", "count"], "names, then types; line breaks and tabs are escapes"),
        ("clickhouse.csv", "CSVWithNamesAndTypes", "delimited", ["label", "count"], "names, then types; `\\N`"),
        ("clickhouse.sql", "SQLInsert", "sql", [], "one statement"),
        ("clickhouse.md", "Markdown", "markdown", ["label", "count"], "bars, blanks kept"),
    ]:
        put(name, answer(format))
        text = format in ("JSONStrings", "JSONCompactStringsEachRowWithNames", "SQLInsert", "Markdown")
        columns = ["index", *COLUMNS] if read_as == "index" else COLUMNS
        expect(name, read_as, columns=columns, without=without, as_text=text, note=f"ClickHouse, `FORMAT {format}`: {note}")
    drawn()


def drawn() -> None:
    for name, format, note in [
        ("clickhouse-pretty.txt", "PrettyCompact", "names within the first rule"),
    ]:
        put(name, answer(format))
        expect(
            name,
            "markdown",
            without=["label", "count"],
            as_text=True,
            cells={"label": {"4": "東京", "16": "line\nbreak"}, "count": {"0": -20}},
            note=f"ClickHouse, `FORMAT {format}`: {note}, numbers before the rows",
        )


def answer(format: str) -> str:
    rows = lines([{key: record.get(key) for key in COLUMNS} for record in flat_records()], ensure_ascii=False)
    structure = ", ".join(f"`{column}` {TYPES[column]}" for column in COLUMNS)
    text = rows.replace("\\", "\\\\").replace("'", "\\'")
    query = f"SELECT * FROM format(JSONEachRow, '{structure}', '{text}')"
    settings = "SETTINGS output_format_json_quote_64bit_integers = 0, output_format_write_statistics = 0"
    return chdb.query(f"{query} {settings}", format).bytes().decode()
