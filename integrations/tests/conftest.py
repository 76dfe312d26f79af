"""Data for the tools: training data, and a day that is like it or is not."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1]


def write(path, rows, shift, seed):
    """Writes rows of three columns, of which `shift` moves two: the data set drifts if at least half of its columns do."""
    import pyarrow
    import pyarrow.parquet

    draw = random.Random(seed)
    columns = {
        "delay": [round(draw.gauss(shift, 1), 3) for _ in range(rows)],
        "seats": [draw.randrange(50, 300) + 100 * shift for _ in range(rows)],
        "carrier": [draw.choice(["UA", "AA", "B6"]) for _ in range(rows)],
    }
    pyarrow.parquet.write_table(pyarrow.table(columns), path)


@pytest.fixture(params=[False, True], ids=["like", "drifted"])
def day(request, tmp_path):
    """A folder with `training.parquet` and `today.parquet`, and whether today drifted."""
    write(tmp_path / "training.parquet", 3000, 0, 1)
    write(tmp_path / "today.parquet", 2000, 2 if request.param else 0, 2)
    return tmp_path, request.param


@pytest.fixture
def run():
    """Runs a program of this environment, and gives its exit code and all that it printed."""

    def run(words, folder, **environment):
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        done = subprocess.run(
            [str(word) for word in words],
            cwd=folder,
            env={**os.environ, "PATH": path, **{name: str(value) for name, value in environment.items()}},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        print(done.stdout)
        return done.returncode, done.stdout

    return run
