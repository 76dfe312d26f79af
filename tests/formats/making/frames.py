"""What pandas, polars and DuckDB write as JSON."""

import io

import duckdb
import pandas as pd
import polars as pl

from .data import COLUMNS, flat_records, moment_of, records
from .expected import HERE, expect, put
from .plain import NUMBERED


def nested_frame() -> pd.DataFrame:
    frame = pd.DataFrame(records())
    return frame.assign(count=frame["count"].astype("Int64"))


def flat_frame() -> pd.DataFrame:
    frame = pd.DataFrame(flat_records())
    return frame.assign(count=frame["count"].astype("Int64"))


def make() -> None:
    by_pandas()
    by_polars()
    by_duckdb()


def by_pandas() -> None:
    frame, exact = nested_frame(), {"double_precision": 15}
    put("pandas-records.json", frame.to_json(orient="records", **exact))
    expect("pandas-records.json", "records", note='`frame.to_json(orient="records", double_precision=15)`')
    for orient in ["columns", "index", "split", "table"]:
        put(f"pandas-{orient}.json", frame.to_json(orient=orient, **exact))
        expect(f"pandas-{orient}.json", orient, note=f'`frame.to_json(orient="{orient}", double_precision=15)`')
    put("pandas-values.json", flat_frame().to_json(orient="values", **exact))
    expect(
        "pandas-values.json",
        "rows",
        columns=NUMBERED,
        same_as="headerless.csv",
        note='`frame.to_json(orient="values", double_precision=15)`: no names',
    )
    put("pandas-series.json", frame["score"].to_json(**exact))
    expect("pandas-series.json", "values", columns=["value"], same_as="numbers.json", note='`frame["score"].to_json()`')
    put("pandas-lines.jsonl", frame.to_json(orient="records", lines=True, **exact))
    expect("pandas-lines.jsonl", "records", note='`frame.to_json(orient="records", lines=True)`')
    defaults(frame)
    labelled(frame)


def defaults(frame: pd.DataFrame) -> None:
    """All that pandas does unasked: columns, ten digits, moments in milliseconds, null for NaN and infinity."""
    scores = frame["score"].tolist()
    frame = frame.assign(timestamp=[pd.Timestamp(moment_of(row)).tz_localize(None) for row in range(len(frame))])
    frame.loc[1, "score"], frame.loc[2, "score"] = float("nan"), float("inf")
    put("pandas-default.json", frame.to_json())
    expect(
        "pandas-default.json",
        "columns",
        without=["timestamp", "score"],
        cells={
            "score": {"0": round(scores[0], 10), "1": None, "2": None, "39": round(scores[39], 10)},
            "timestamp": {"0": 1_767_323_045_678},
        },
        note="`frame.to_json()` with nothing said: ten digits, null for NaN and infinity",
    )
    put("pandas-iso.json", frame.to_json(date_format="iso"))
    expect(
        "pandas-iso.json",
        "columns",
        without=["timestamp", "score"],
        cells={"timestamp": {"0": "2026-01-02T03:04:05.678"}},
        note='`frame.to_json(date_format="iso")`: moments without a zone',
    )


def labelled(frame: pd.DataFrame) -> None:
    """Labels that say something."""
    frame = frame.drop(columns="id").set_index(pd.Index([f"row-{place}" for place in range(len(frame))]))
    columns = ["index", *COLUMNS[1:]]
    for orient in ["columns", "index", "split", "table"]:
        name = f"pandas-labels-{orient}.json"
        put(name, frame.to_json(orient=orient, double_precision=15))
        expect(
            name,
            orient,
            columns=columns,
            without=["id", "index"],
            cells={"index": {"0": "row-0", "39": "row-39"}},
            note=f'orient="{orient}" of a frame with labels of its own: a first column `index`',
        )


def by_polars() -> None:
    frame = pl.DataFrame(records(), infer_schema_length=None)
    text = io.StringIO()
    frame.write_ndjson(text)
    put("polars.ndjson", text.getvalue())
    expect("polars.ndjson", "records", note="`frame.write_ndjson(…)`")
    text = io.StringIO()
    frame.write_json(text)
    put("polars.json", text.getvalue())
    expect("polars.json", "records", note="`frame.write_json(…)`")


def by_duckdb() -> None:
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    connection.execute(
        "CREATE TABLE predictions AS SELECT * FROM read_json(?, columns = {id: 'BIGINT', timestamp: 'VARCHAR',"
        " model: 'VARCHAR', score: 'DOUBLE', ok: 'BOOLEAN', label: 'VARCHAR', count: 'BIGINT',"
        " input: 'STRUCT(temp DOUBLE, features DOUBLE[])'})",
        [str(HERE / "records.json")],
    )
    connection.execute(f"COPY predictions TO '{HERE / 'duckdb.ndjson'}' (FORMAT json)")
    expect("duckdb.ndjson", "records", note="`COPY … TO … (FORMAT json)`")
    connection.execute(f"COPY predictions TO '{HERE / 'duckdb-array.json'}' (FORMAT json, ARRAY true)")
    expect("duckdb-array.json", "records", note="`COPY … TO … (FORMAT json, ARRAY true)`")
    connection.execute(
        f"COPY (SELECT id, CASE WHEN id % 5 = 0 THEN 'nan'::DOUBLE WHEN id % 5 = 1 THEN 'inf'::DOUBLE ELSE score END"
        f" AS score FROM predictions) TO '{HERE / 'duckdb-nan.ndjson'}' (FORMAT json)"
    )
    first = [
        ("NaN" if record["id"] % 5 == 0 else "Infinity" if record["id"] % 5 == 1 else record["score"])
        for record in records()
    ]
    expect(
        "duckdb-nan.ndjson",
        "records",
        columns=["id", "score"],
        without=[name for name in COLUMNS if name != "id"],
        cells={"score": {str(row): value for row, value in enumerate(first[:10])}},
        note="DuckDB with NaN and infinity in a column",
    )
