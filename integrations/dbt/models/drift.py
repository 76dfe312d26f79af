"""A table with a row for each column of `today`: whether it drifted from `training`, and how much."""

import driftscope


def model(dbt, session):
    report = driftscope.compare(dbt.ref("training"), dbt.ref("today"))
    return report.to_pandas()
