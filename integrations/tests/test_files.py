"""The files of GitHub, GitLab, pre-commit and pytest: valid for their schema, and their commands run as written."""

import os
import shutil
import subprocess
import sys

import pytest
import yaml
from conftest import FOLDER

GITHUB = FOLDER / "github" / "drift.yml"
GITLAB = FOLDER / "gitlab" / ".gitlab-ci.yml"


@pytest.mark.parametrize("schema, path", [("github-workflows", GITHUB), ("gitlab-ci", GITLAB)])
def test_files_fit_their_published_schema(schema, path, run, tmp_path):
    code, printed = run(["check-jsonschema", "--builtin-schema", f"vendor.{schema}", path], tmp_path)
    assert code == 0, printed
    broken = tmp_path / path.name
    broken.write_text(path.read_text().replace("script:", "scrpt:").replace("runs-on:", "runson:"))
    assert run(["check-jsonschema", "--builtin-schema", f"vendor.{schema}", broken], tmp_path)[0] != 0


def commands(path):
    """The lines of a job, which a runner gives to a shell that ends at the first that fails; without the installation."""
    job = next(job for job in (yaml.safe_load(path.read_text()).get("jobs") or yaml.safe_load(path.read_text())).values())
    lines = job.get("script") or [step["run"] for step in job["steps"] if "run" in step]
    return [line for line in lines if not line.startswith("pip install")]


@pytest.mark.parametrize("path, left", [(GITHUB, ["drift.html"]), (GITLAB, ["drift.html", "drift.xml"])])
def test_jobs_fail_on_a_day_that_drifted_and_leave_their_files(path, left, day, run):
    folder, has_drifted = day
    code, printed = run(["bash", "-eo", "pipefail", "-c", "\n".join(commands(path))], folder)
    assert code == int(has_drifted)
    assert [name for name in left if not (folder / name).exists()] == []
    if path == GITHUB:
        assert ("::notice title=Driftscope::No drift seen" in printed) == (not has_drifted)


def test_pre_commit(day, run):
    folder, has_drifted = day
    shutil.copy(FOLDER / "pre-commit" / ".pre-commit-config.yaml", folder)
    own = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "."], [*own, "commit", "-qm", "data"]):
        subprocess.run(["git", *words], cwd=folder, check=True)
    home = folder / "pre-commit-home"
    code, printed = run(["pre-commit", "run", "--all-files"], folder, PRE_COMMIT_HOME=home)
    assert (code, "Failed" in printed) == (int(has_drifted), has_drifted)
    # The hook only runs if the data changed.
    other = run(["pre-commit", "run", "--files", ".pre-commit-config.yaml"], folder, PRE_COMMIT_HOME=home)
    assert other[0] == 0 and "Skipped" in other[1]


def test_pytest(day, run):
    folder, has_drifted = day
    code, printed = run([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", FOLDER / "pytest"], folder)
    assert (code, "DriftError: drift, column:delay" in printed) == (int(has_drifted), has_drifted)
    assert os.listdir(folder).count("training.parquet") == 1
