"""Fails the run whose data drifted, and keeps its report."""

import driftscope
from prefect import flow, task


@task
def compare(reference: str, production: str) -> None:
    report = driftscope.compare(reference, production)
    report.save("drift.html")
    report.fail_if_drifted()


@flow
def drift(reference: str = "training.parquet", production: str = "today.parquet") -> None:
    compare(reference, production)
