"""Fails if the new data drifted from the training data."""

import driftscope


def test_the_new_data_is_like_the_training_data():
    report = driftscope.compare("training.parquet", "today.parquet")
    report.fail_if_drifted("drift", "column:delay")
