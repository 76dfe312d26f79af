"""CSV and TSV, by pandas, polars and DuckDB, and as spreadsheets save it."""

import csv
import io

import duckdb
import polars as pl

from .data import COLUMNS, flat_records
from .expected import HERE, expect, put
from .frames import flat_frame
from .plain import NUMBERED


def make() -> None:
    by_pandas()
    by_engines()
    by_hand()


def by_pandas() -> None:
    frame = flat_frame()
    put("pandas.csv", frame.to_csv(index=False))
    expect("pandas.csv", "delimited", note="`frame.to_csv(index=False)`")
    put("pandas-index.csv", frame.to_csv())
    expect("pandas-index.csv", "delimited", note="`frame.to_csv()`: a first column without a name, which only counts")
    put("pandas.tsv", frame.to_csv(index=False, sep="\t"))
    expect("pandas.tsv", "delimited", note='`frame.to_csv(sep="\\t")`')
    put("headerless.csv", frame.to_csv(index=False, header=False))
    expect(
        "headerless.csv",
        "delimited",
        columns=NUMBERED,
        same_as="pandas-values.json",
        note="`frame.to_csv(header=False)`: no names",
    )
    put("quoted-all.csv", frame.to_csv(index=False, quoting=csv.QUOTE_ALL))
    expect("quoted-all.csv", "delimited", note="`frame.to_csv(quoting=csv.QUOTE_ALL)`: numbers in quotes, too")


def by_engines() -> None:
    frame = pl.DataFrame(flat_records(), infer_schema_length=None)
    put("polars.csv", frame.write_csv())
    expect("polars.csv", "delimited", note="`frame.write_csv()`")
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    source = f"read_csv('{HERE / 'polars.csv'}', types = {{'timestamp': 'VARCHAR'}})"
    connection.execute(f"COPY (FROM {source}) TO '{HERE / 'duckdb.csv'}' (HEADER, DELIMITER '|')")
    expect("duckdb.csv", "delimited", note="`COPY … TO … (HEADER, DELIMITER '|')`")


def by_hand() -> None:
    """By hand, as a spreadsheet saves it where decimals have a comma: semicolons, CRLF, a byte order mark."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for record in flat_records():
        spelled = [
            value.__repr__().replace(".", ",")
            if isinstance(value, float)
            else str(value).upper()
            if isinstance(value, bool)
            else value
            for value in record.values()
        ]
        writer.writerow(spelled)
    put("excel-semicolon.csv", b"\xef\xbb\xbf" + text.getvalue().encode())
    expect(
        "excel-semicolon.csv",
        "delimited",
        note="by hand, as Excel saves it: semicolons, decimal commas, CRLF, a byte order mark",
    )
