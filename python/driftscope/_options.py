"""Turns keyword arguments into options of the command.

The names are those of the options, with underscores for hyphens. The command checks the values, so that there is one place
that knows what is allowed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

#: Keyword arguments that are options with a value.
VALUES = (
    "read_as",
    "records_at",
    "sample",
    "preset",
    "test",
    "threshold",
    "correction",
    "window",
    "zone",
    "segment",
    "period",
    "against",
    "drift_share",
    "ranking_depth",
    "split",
)

#: Keyword arguments that are options without a value.
FLAGS = ("components", "find_segments")

#: Keyword arguments that are files with JSON: a mapping is written into one.
DOCUMENTS = ("settings", "beside", "notes", "redact")


def option(name: str) -> str:
    """The option of a keyword argument: ``find_segments`` is ``--find-segments``."""
    return "--" + name.replace("_", "-")


def words(choices: Mapping[str, Any], folder: Path) -> list[str]:
    """The options for these keyword arguments. Mappings become files in the folder."""
    found: list[str] = []
    for name, value in choices.items():
        if value is None or value is False:
            continue
        if name in FLAGS:
            found.append(option(name))
        elif name in DOCUMENTS:
            found += [option(name), _document(name, value, folder)]
        else:
            # With "=", so that a value may begin with a hyphen.
            found.append(f"{option(name)}={value}")
    return found


def _document(name: str, value: Any, folder: Path) -> str:
    if isinstance(value, Mapping):
        path = folder / f"{name}.json"
        path.write_text(json.dumps(value), encoding="utf-8")
        return str(path)
    return os.fspath(value)
