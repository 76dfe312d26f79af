"""The report of a comparison: as data, as a page, and as a condition of a test."""

from __future__ import annotations

import html
import json
import os
import tempfile
import webbrowser
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ._errors import DriftError, DriftscopeError, NoSuchColumnError

#: What of a column's ``drift`` is in the rows.
_DRIFT = (
    "tested", "drifted", "outcome", "severity", "effect", "low", "high", "method", "p_value", "p_adjusted", "reason",
)  # fmt: skip

#: What of each side of a column is in the rows.
_SIDE = ("count", "missing", "distinct", "mean", "sd", "min", "median", "max")

#: How urgent an alert is, in ascending order.
_SEVERITIES = ("info", "warning", "critical")

#: States of an alert that fires.
_FIRING = ("firing", "recovering")

#: Most columns that the text of a report names.
_NAMED = 10


class Report:
    """The report of a comparison.

    It has no row of the data. As the last value of a notebook's cell it shows the page, in a frame of its own without access to
    the notebook; the notebook then holds the page, about 2 MB.
    """

    #: The height of the page in a notebook, in CSS pixels.
    height = 800

    def __init__(self, text: str, page: str) -> None:
        """Takes the report as JSON, and the shared page with it."""
        self._text = text
        self._page = page
        self._report: dict[str, Any] = json.loads(text)

    @property
    def drifted(self) -> bool:
        """Whether the data set drifted: at least ``drift_share`` of its tested columns did."""
        return bool(self._report["verdict"]["drifted"])

    @property
    def drifted_columns(self) -> list[str]:
        """The names of the columns that drifted."""
        return [column["name"] for column in self._report["columns"] if column["drift"]["drifted"]]

    def to_dict(self) -> dict[str, Any]:
        """The whole report. ``docs/formats.md`` of Driftscope describes it."""
        return json.loads(self._text)

    def to_json(self) -> str:
        """The report as JSON, the same bytes that the command writes."""
        return self._text

    def to_html(self) -> str:
        """The shared page: one file that opens offline."""
        return self._page

    def rows(self) -> list[dict[str, Any]]:
        """One flat mapping for each column, in the order of the report."""
        return [_row(column) for column in self._report["columns"]]

    def to_pandas(self) -> Any:
        """The rows as a frame of pandas."""
        import pandas

        return pandas.DataFrame(self.rows())

    def to_polars(self) -> Any:
        """The rows as a frame of polars."""
        import polars

        return polars.DataFrame(self.rows(), infer_schema_length=None)

    def to_arrow(self) -> Any:
        """The rows as a table of pyarrow."""
        import pyarrow

        return pyarrow.Table.from_pylist(self.rows())

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the shared page, or the report as JSON if the name ends in ``.json``."""
        is_json = os.fspath(path).endswith(".json")
        Path(path).write_bytes((self._text if is_json else self._page).encode("utf-8"))

    def show(self, height: int | None = None) -> None:
        """Shows the page: in a notebook below the cell, from a terminal in the browser."""
        if _is_notebook():
            from IPython.display import display

            # Not by `HTML`, which warns of any frame.
            display({"text/html": self._frame(height or self.height), "text/plain": repr(self)}, raw=True)
            return
        with tempfile.NamedTemporaryFile("wb", prefix="driftscope-", suffix=".html", delete=False) as file:
            file.write(self._page.encode("utf-8"))
        print(f"{self}\n{file.name}")
        webbrowser.open(Path(file.name).as_uri())

    def fail_if_drifted(self, *conditions: str) -> None:
        """Raises :class:`DriftError`, an ``AssertionError``, if any of the conditions is met.

        They are those of ``--fail-on``, which pass over drifts and other changes that the settings acknowledge:
        ``drift`` (the data set drifted; unless others are given), ``column`` (any column did),
        ``column:NAME`` (this column did, or a side lacks it), ``performance`` (a metric of the model got worse), ``alert``,
        ``alert:warning`` and ``alert:critical`` (an alert of the settings fires, of at least this severity).
        """
        met = [condition for condition in conditions or ("drift",) if self._is_met(condition)]
        if met:
            raise DriftError(f"{', '.join(met)}: {self}")

    def _is_met(self, condition: str) -> bool:
        word, _, rest = condition.partition(":")
        if word == "column" and rest:
            return self._has_column_drifted(rest)
        simple: Mapping[str, Callable[[], bool]] = {
            "drift": lambda: self.drifted,
            "column": lambda: any(map(_needs_attention, self._report["columns"])),
            "performance": lambda: (self._report.get("performance") or {}).get("outcome") == "worse",
            "alert": lambda: self._fires("info"),
            **{f"alert:{severity}": lambda severity=severity: self._fires(severity) for severity in _SEVERITIES},
        }
        if condition not in simple:
            raise DriftscopeError(f"There is no condition {condition!r}; there are {', '.join(simple)} and column:NAME")
        return simple[condition]()

    def _has_column_drifted(self, name: str) -> bool:
        for column in self._report["columns"]:
            if column["name"] == name:
                return _needs_attention(column) or column["presence"] != "both" and not _awaits_labels(column)
        raise NoSuchColumnError(f"Neither side has a column {name!r}; nested fields have dotted names, such as input.temp")

    def _fires(self, least: str) -> bool:
        severe = _SEVERITIES[_SEVERITIES.index(least) :]
        if not self._report["settings"].get("alerts"):
            raise DriftscopeError("There are no rules that could fire; list them under alerts in settings=…")
        alerts = self._report.get("alerts") or []
        open_alerts = (alert for alert in alerts if alert.get("acknowledged") != "known")
        return any(alert["state"] in _FIRING and alert["severity"] in severe for alert in open_alerts)

    def _frame(self, height: int) -> str:
        # Without `allow-same-origin` a page, which holds names and labels of the data, has no access to the notebook around it.
        return (
            f'<iframe sandbox="allow-scripts allow-downloads" style="border:0" width="100%" height="{int(height)}" '
            f'title="Driftscope report" srcdoc="{html.escape(self._page)}"></iframe>'
        )

    def _repr_html_(self) -> str:
        return self._frame(self.height)

    def __repr__(self) -> str:
        verdict = self._report["verdict"]
        named = self.drifted_columns
        names = ": " + ", ".join(named[:_NAMED]) + (", …" if len(named) > _NAMED else "") if named else ""
        return f"{verdict['drifted_columns']} of {verdict['tested_columns']} tested columns drifted{names}"


def _needs_attention(column: Mapping[str, Any]) -> bool:
    return column["drift"]["drifted"] and column["drift"].get("acknowledged") != "known"


def _row(column: Mapping[str, Any]) -> dict[str, Any]:
    row = {name: column.get(name) for name in ("name", "kind", "role", "presence")}
    row.update((name, column["drift"].get(name)) for name in _DRIFT)
    for side in ("reference", "production"):
        row.update((f"{side}_{name}", column[side].get(name)) for name in _SIDE)
    return row


def _awaits_labels(column: Mapping[str, Any]) -> bool:
    """Labels that have not come yet: their column is absent for now."""
    is_expected = column["role"] == "target" and column["presence"] != "production"
    return is_expected and column["reference"]["count"] > 0 and column["production"]["count"] == 0


def _is_notebook() -> bool:
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    shell = get_ipython()
    return shell is not None and shell.has_trait("kernel")
