"""Runs the command: ``python -m driftscope compare …``."""

import subprocess
import sys

from ._command import command_path

sys.exit(subprocess.call([command_path(), *sys.argv[1:]]))
