"""Frames of every kind give the report that their rows give as JSON Lines."""

import json

import driftscope
import pytest


def figures(report):
    """What must be the same: every figure of every column."""
    return {column["name"]: column for column in report.to_dict()["columns"]}


@pytest.fixture
def expected(sides, tmp_path):
    """The figures of the same records as JSON Lines, written by Python's json, which knows nothing of Parquet."""
    paths = []
    for number, records in enumerate(sides):
        path = tmp_path / f"side_{number}.jsonl"
        lines = [json.dumps({**record, "when": record["when"].isoformat(sep=" ")}) for record in records]
        path.write_text("\n".join(lines))
        paths.append(path)
    report = driftscope.compare(*paths)
    assert report.drifted_columns == ["delay"]
    return figures(report)


def in_pandas(records):
    return pytest.importorskip("pandas").DataFrame(records)


def in_polars(records):
    return pytest.importorskip("polars").DataFrame(records)


def in_polars_lazily(records):
    return in_polars(records).lazy()


def in_pyarrow(records):
    return pytest.importorskip("pyarrow").Table.from_pylist(records)


def in_duckdb(records):
    # Both sides are of one connection, the default one.
    return pytest.importorskip("duckdb").from_arrow(in_pyarrow(records))


class Stream:
    """Offers nothing but Arrow's C stream interface."""

    def __init__(self, table):
        self._table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self._table.__arrow_c_stream__(requested_schema)


def in_a_stream(records):
    return Stream(in_pyarrow(records))


def in_batches(records):
    return in_pyarrow(records).to_reader(max_chunksize=400)


KINDS = [in_pandas, in_polars, in_polars_lazily, in_pyarrow, in_duckdb, in_a_stream, in_batches]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_frame_gives_the_figures_of_json_lines(kind, sides, expected):
    report = driftscope.compare(*(kind(records) for records in sides))
    assert figures(report) == expected


def test_a_category_is_its_labels_and_a_named_index_is_a_column(sides, expected):
    frames = [in_pandas(records) for records in sides]
    frames = [frame.astype({"carrier": "category"}).set_index("when") for frame in frames]
    assert figures(driftscope.compare(*frames)) == expected


def test_parts_of_a_side_are_put_one_after_the_other(sides, expected):
    reference, production = map(in_pandas, sides)
    assert figures(driftscope.compare([reference[:700], reference[700:]], production)) == expected


def test_paths_and_frames_may_be_mixed(sides, tmp_path, expected):
    path = tmp_path / "reference.parquet"
    in_polars(sides[0]).write_parquet(path)
    assert figures(driftscope.compare(path, in_pyarrow(sides[1]))) == expected


def test_a_column_of_mixed_types_is_text_and_does_not_cost_the_others(sides, expected):
    frames = [in_pandas(records) for records in sides]
    for frame in frames:
        frame["mixed"] = [number if number % 2 else f"n{number}" for number in range(len(frame))]
    with pytest.warns(UserWarning, match="mixed"):
        report = driftscope.compare(*frames)
    found = figures(report)
    assert found.pop("mixed")["reference"]["count"] == 1500
    assert {name: column["reference"] for name, column in found.items()} == {
        name: column["reference"] for name, column in expected.items()
    }


def test_frames_are_removed_once_they_are_compared(sides, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    driftscope.compare(*map(in_polars, sides))
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(driftscope.DriftscopeError):
        driftscope.compare(*map(in_polars, sides), preset="none_such")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data", [3, {"a": [1, 2]}, object()])
def test_what_is_no_frame_is_refused_by_its_name(data):
    with pytest.raises(driftscope.FrameError, match=type(data).__qualname__):
        driftscope.compare(data, data)


def test_days_are_those_of_the_zone():
    pandas = pytest.importorskip("pandas")
    moments = pandas.date_range("2024-03-01", periods=24 * 40, freq="h", tz="UTC")
    frame = pandas.DataFrame({"at": moments, "amount": range(24 * 40)})
    windows = driftscope.compare(frame, frame, zone="Asia/Kolkata", window="day").to_dict()["windows"]
    days = moments.tz_convert("Asia/Kolkata").strftime("%Y-%m-%d").value_counts().sort_index()
    assert [(window["start"], window["rows"]) for window in windows["production"]] == list(days.items())
