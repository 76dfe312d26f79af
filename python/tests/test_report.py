"""The report: as data, as a page, and as a condition of a test."""

import html
import json
import subprocess
import sys

import driftscope
import pytest

CONDITIONS = ["drift", "column", "column:input.temp", "column:input.hour", "performance", "alert", "alert:critical"]
FELL = {"name": "fell", "metric": "performance.accuracy", "when": {"falls_by": 0.01}, "severity": "warning"}
RULES = {"version": 1, "alerts": [FELL]}


@pytest.fixture
def report(flights):
    return driftscope.compare(*flights)


def test_the_bytes_are_those_of_the_command(report, flights, tmp_path):
    for ending, text in [("json", report.to_json()), ("html", report.to_html())]:
        path = tmp_path / f"by_command.{ending}"
        driftscope.run(["compare", *flights, f"--format={ending}", f"--output={path}"])
        assert path.read_bytes() == text.encode()
        report.save(tmp_path / f"saved.{ending}")
        assert (tmp_path / f"saved.{ending}").read_bytes() == path.read_bytes()


def test_rows_have_a_line_for_each_column_and_become_frames(report):
    rows = report.rows()
    assert [row["name"] for row in rows] == [column["name"] for column in report.to_dict()["columns"]]
    temperature = next(row for row in rows if row["name"] == "input.temp")
    assert temperature["drifted"] and temperature["low"] < temperature["effect"] < temperature["high"]
    for frame in (report.to_pandas(), report.to_polars(), report.to_arrow().to_pandas()):
        assert list(frame["name"]) == [row["name"] for row in rows]


def test_a_notebook_gets_the_page_in_a_frame_without_its_rights(report):
    shown = report._repr_html_()
    assert shown.startswith('<iframe sandbox="allow-scripts allow-downloads"')
    assert "allow-same-origin" not in shown.split("srcdoc=")[0]
    text = shown.split('srcdoc="')[1].split('"')[0]
    assert html.unescape(text) == report.to_html()


def fails_as_the_command_does(condition, sides, settings, folder):
    """Whether the command fails for this condition, as the report has to."""
    path = folder / "settings.json"
    path.write_text(json.dumps(settings))
    is_met = driftscope.run(["compare", *sides, f"--settings={path}", f"--fail-on={condition}"]).returncode == 1
    report = driftscope.compare(*sides, settings=settings)
    if is_met:
        with pytest.raises(driftscope.DriftError, match=condition):
            report.fail_if_drifted(condition)
    else:
        report.fail_if_drifted(condition)
    return is_met


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("swapped", [False, True])
def test_conditions_are_those_of_the_command(condition, swapped, flights, tmp_path):
    fails_as_the_command_does(condition, flights[::-1] if swapped else flights, RULES, tmp_path)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_conditions_pass_over_what_is_known_as_the_command_does(condition, report, flights, tmp_path):
    columns = {name: {"acknowledged": {"note": "summer"}} for name in report.drifted_columns}
    worse = [metric["id"] for metric in json.loads(report.to_json())["performance"]["metrics"] if metric["outcome"] == "worse"]
    changes = {"alert:fell": {}, **{f"metric:{name}": {"note": "new labels"} for name in worse}}
    known = {**RULES, "columns": columns, "acknowledged": changes}
    assert worse and not fails_as_the_command_does(condition, flights, known, tmp_path)


def test_wrong_conditions_and_names_are_refused(report):
    with pytest.raises(driftscope.DriftscopeError, match="no condition 'drfit'"):
        report.fail_if_drifted("drfit")
    with pytest.raises(driftscope.NoSuchColumnError, match="input.tmp"):
        report.fail_if_drifted("column:input.tmp")
    with pytest.raises(driftscope.DriftscopeError, match="no rules"):
        report.fail_if_drifted("alert")


def test_a_file_that_is_not_there_is_an_error_with_its_name(flights):
    with pytest.raises(driftscope.DriftscopeError, match="no_such_file"):
        driftscope.compare(flights[0], "no_such_file.parquet")


def test_one_log_is_split(flights):
    report = driftscope.compare(flights[1], split="2013-07-01")
    assert report.to_dict()["reference"]["rows"] + report.to_dict()["production"]["rows"] == 12_000
    with pytest.raises(driftscope.DriftscopeError, match="split"):
        driftscope.compare(flights[1])


def test_the_module_runs_the_command():
    words = [sys.executable, "-m", "driftscope", "--version"]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout.startswith("driftscope ")
