"""The notebook runs without a window, and Evidently's snippet beside ours names the same columns."""

import json
import shutil

from conftest import FOLDER

NOTEBOOK = FOLDER / "notebook"


def test_the_notebook_shows_the_page(day, run):
    folder, _ = day
    shutil.copy(NOTEBOOK / "drift.ipynb", folder)
    words = ["jupyter", "nbconvert", "--to", "notebook", "--execute", "--inplace", "drift.ipynb"]
    assert run(words, folder, JUPYTER_PATH="", IPYTHONDIR=folder / "ipython")[0] == 0
    cells = json.loads((folder / "drift.ipynb").read_text())["cells"]
    outputs = [output["data"] for cell in cells for output in cell["outputs"]]
    pages = ["".join(data["text/html"]) for data in outputs if "<iframe" in "".join(data.get("text/html", ""))]
    # The last value of a cell, and `show`.
    assert len(pages) == 2 and 'height="600"' in pages[1]
    assert all("srcdoc=" in page and len(page) > 1_500_000 for page in pages)


def test_evidently_beside_ours(day, run):
    import pandas

    folder, has_drifted = day
    names = {name: pandas.read_parquet(folder / f"{name}.parquet") for name in ("training", "today")}
    ours, theirs = dict(names), dict(names)
    # `show` would open a browser, and the last line is a notebook's.
    code = (NOTEBOOK / "with_driftscope.py").read_text().replace("report.show()", "")
    exec(code, ours)  # noqa: S102
    exec((NOTEBOOK / "with_evidently.py").read_text(), theirs)  # noqa: S102
    metrics = theirs["snapshot"].dict()["metrics"]
    share = next(metric["value"]["share"] for metric in metrics if "DriftedColumnsCount" in metric["metric_name"])
    assert (share >= 0.5) == has_drifted == ours["report"].drifted
