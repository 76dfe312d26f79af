"""Compares two data sets."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Union

from . import _frames, _options
from ._command import run
from ._errors import DriftscopeError
from ._report import Report

PathLike = Union[str, "os.PathLike[str]"]
Document = Union[Mapping[str, Any], PathLike]


def compare(
    reference: Any,
    production: Any = None,
    *,
    labels: Any = None,
    split: str | None = None,
    settings: Document | None = None,
    preset: str | None = None,
    test: str | None = None,
    threshold: float | None = None,
    correction: str | None = None,
    window: str | None = None,
    zone: str | None = None,
    segment: str | None = None,
    find_segments: bool = False,
    period: str | None = None,
    against: str | None = None,
    sample: float | None = None,
    components: bool = False,
    drift_share: float | None = None,
    ranking_depth: int | None = None,
    redact: Document | None = None,
    beside: Document | None = None,
    notes: Document | None = None,
    read_as: str | None = None,
    records_at: str | None = None,
) -> Report:
    """Compares production with the reference.

    Each side is a path, a frame (pandas, polars, pyarrow, DuckDB, or anything with ``__arrow_c_stream__``), or a list of
    these, whose rows are put one after the other. An index of pandas is a column if it has a name. With ``split`` there is one
    data set. ``labels`` came later and are joined by an identifier.

    The keyword arguments are the options of ``driftscope compare``, which explains them: ``driftscope compare --help``.
    ``settings``, ``redact``, ``notes`` and ``beside``, such as ``snapshot.dict()`` of Evidently, may be mappings. Frames are written into a temporary folder that only this user can read, and
    removed afterwards. Raises :class:`DriftscopeError` with the command's message if something is wrong.
    """
    choices = {
        "split": split, "settings": settings, "preset": preset, "test": test, "threshold": threshold,
        "correction": correction, "window": window, "zone": zone, "segment": segment, "find_segments": find_segments,
        "period": period, "against": against, "sample": sample, "components": components,
        "drift_share": drift_share, "ranking_depth": ranking_depth, "redact": redact, "beside": beside, "notes": notes, "read_as": read_as, "records_at": records_at,
    }  # fmt: skip
    if (production is None) == (split is None):
        raise DriftscopeError("Give two data sets, or one and split=…")
    sides = {"reference": reference, "production": production, "labels": labels}
    with tempfile.TemporaryDirectory(prefix="driftscope-") as name:
        folder = Path(name)
        files = _files({side: data for side, data in sides.items() if data is not None}, folder)
        log = files.pop("reference") if split is not None else []
        inputs = [*log, *(word for side, paths in files.items() for word in (_options.option(side), *paths))]
        report, page = folder / "report.json", folder / "report.html"
        outputs = ["--format=json", f"--output={report}", "--format=html", f"--output={page}"]
        run(["compare", *_options.words(choices, folder), *outputs, *inputs])
        return Report(report.read_text(encoding="utf-8"), page.read_text(encoding="utf-8"))


def _files(sides: Mapping[str, Any], folder: Path) -> dict[str, list[str]]:
    """The paths of each side. Frames are written, all at the same time: the writers need no Python while they write."""
    paths: dict[str, list[str]] = {}
    jobs: list[tuple[Any, Path]] = []
    for side, data in sides.items():
        parts = list(data) if isinstance(data, (list, tuple)) else [data]
        paths[side] = []
        for number, part in enumerate(parts, 1):
            if _frames.is_path(part):
                paths[side].append(os.path.abspath(part))
                continue
            path = folder / (f"{side}.parquet" if len(parts) == 1 else f"{side}_{number}.parquet")
            jobs.append((part, path))
            paths[side].append(str(path))
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda job: _frames.write(*job), jobs))
    return paths

