"""Fails the day whose data drifted, and keeps its report."""

import os
from datetime import datetime

from airflow.sdk import dag, task


@dag(schedule="@daily", start_date=datetime(2026, 1, 1), catchup=False)
def drift():
    @task.bash(cwd=os.environ.get("DATA", "/data"))
    def compare() -> str:
        return "driftscope compare training.parquet {{ ds }}.parquet --fail-on drift --format html -o {{ ds }}.html"

    compare()


drift()
