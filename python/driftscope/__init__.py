"""Compares two data sets, a reference and production, and reports which columns drifted.

    import driftscope

    report = driftscope.compare(training, production)   # frames, or paths of files
    report.show()                                       # the page, in a notebook or the browser
    report.fail_if_drifted()                            # in a test

The work is done by the command ``driftscope``, which comes with this package. Nothing is sent anywhere.
"""

from ._command import command_path, run
from ._comparison import compare
from ._errors import DriftError, DriftscopeError, FrameError, MissingPackageError, NoSuchColumnError
from ._report import Report

__all__ = [
    "DriftError",
    "DriftscopeError",
    "FrameError",
    "MissingPackageError",
    "NoSuchColumnError",
    "Report",
    "command_path",
    "compare",
    "run",
]
