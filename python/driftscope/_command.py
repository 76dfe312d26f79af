"""Finds the command ``driftscope`` and runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from ._errors import DriftscopeError

#: Names another command than the one that was installed with this package.
VARIABLE = "DRIFTSCOPE_COMMAND"

#: Exit codes that are answers: success, and a ``--fail-on`` condition that was met.
ANSWERS = (0, 1)


def command_path() -> str:
    """The path of the command.

    That is the one named by the variable ``DRIFTSCOPE_COMMAND``, then the one that was installed with this package, then
    the first on the search path.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return named
    name = "driftscope" + (sysconfig.get_config_var("EXE") or "")
    for folder in _script_folders():
        place = Path(folder) / name
        if place.is_file():
            return str(place)
    found = shutil.which(name)
    if found:
        return found
    raise DriftscopeError(f"The command {name} was not found. Install the package driftscope, or set {VARIABLE}.")


def run(arguments: Sequence[str | os.PathLike[str]]) -> subprocess.CompletedProcess[str]:
    """Runs the command with these arguments.

    Exit code 1, a condition that was met, is an answer. Anything else but 0 raises :class:`DriftscopeError` with the message.
    """
    words = [command_path(), *(os.fspath(argument) for argument in arguments)]
    done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode not in ANSWERS:
        raise DriftscopeError(done.stderr.strip() or f"driftscope ended with exit code {done.returncode}")
    return done


def _script_folders() -> list[str]:
    """Where installers put scripts: this environment, the user's, and beside a package installed with ``--target``."""
    user = "nt_user" if os.name == "nt" else "osx_framework_user" if sys.platform == "darwin" else "posix_user"
    schemes = [None, user] if user in sysconfig.get_scheme_names() else [None]
    folders = [sysconfig.get_path("scripts", scheme) if scheme else sysconfig.get_path("scripts") for scheme in schemes]
    beside = Path(__file__).resolve().parent.parent / "bin"
    return [folder for folder in [*folders, str(beside)] if folder]
