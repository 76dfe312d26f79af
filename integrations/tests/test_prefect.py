"""Prefect runs the flow, which fails on a day that drifted."""

import sys

from conftest import FOLDER

RUN = "import sys; sys.path.insert(0, sys.argv[1]); import drift; drift.drift()"


def test_prefect(day, run, tmp_path_factory):
    folder, has_drifted = day
    # The server that Prefect starts for a run without one gets 20 seconds, which is little on a busy computer.
    patience = {"PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "300"}
    environment = {"PREFECT_HOME": tmp_path_factory.mktemp("prefect"), "DO_NOT_TRACK": "1", **patience}
    code, printed = run([sys.executable, "-c", RUN, FOLDER / "prefect"], folder, **environment)
    assert (code != 0) == has_drifted
    assert ("DriftError" in printed) == has_drifted
    assert (folder / "drift.html").stat().st_size > 1_000_000
