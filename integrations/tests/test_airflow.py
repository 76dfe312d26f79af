"""Airflow runs the task, which fails on a day that drifted."""

from conftest import FOLDER

DAY = "2026-11-29"


def test_airflow(day, run, tmp_path_factory):
    folder, has_drifted = day
    (folder / "today.parquet").rename(folder / f"{DAY}.parquet")
    environment = {
        "AIRFLOW_HOME": tmp_path_factory.mktemp("airflow"),
        "AIRFLOW__CORE__DAGS_FOLDER": FOLDER / "airflow",
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "DATA": folder,
    }
    assert run(["airflow", "db", "migrate"], folder, **environment)[0] == 0
    _, printed = run(["airflow", "dags", "test", "drift", DAY], folder, **environment)
    assert (folder / f"{DAY}.html").stat().st_size > 1_000_000
    assert ("state=failed" in printed, "state=success" in printed) == (has_drifted, not has_drifted)


