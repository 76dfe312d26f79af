"""dbt builds the table of columns, and its test fails on a day that drifted."""

import shutil

from conftest import FOLDER

PROJECT = "name: flights\nversion: 1.0.0\nconfig-version: 2\nprofile: flights\nmodel-paths: [models]\n"
PROFILE = "flights:\n  target: dev\n  outputs:\n    dev: {type: duckdb, path: flights.duckdb}\n"


def test_dbt(day, run):
    folder, has_drifted = day
    (folder / "dbt_project.yml").write_text(PROJECT)
    (folder / "profiles.yml").write_text(PROFILE)
    shutil.copytree(FOLDER / "dbt" / "models", folder / "models")
    for name in ("training", "today"):
        (folder / "models" / f"{name}.sql").write_text(f"select * from '{name}.parquet'")
    code, printed = run(["dbt", "build", "--profiles-dir", "."], folder, DO_NOT_TRACK="1")
    assert "accepted_values_drift_drifted" in printed
    assert (code, "ERROR=0" in printed or "FAIL 1" not in printed) == (int(has_drifted), not has_drifted)

    import duckdb

    rows = duckdb.connect(str(folder / "flights.duckdb")).execute("select name, drifted from drift order by name").fetchall()
    assert rows == [("carrier", False), ("delay", has_drifted), ("seats", has_drifted)]
