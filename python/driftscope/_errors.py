"""What can go wrong."""


class DriftscopeError(Exception):
    """The command could not do what was asked. The text is its own message."""


class FrameError(DriftscopeError):
    """A frame cannot be handed to the command."""


class MissingPackageError(DriftscopeError):
    """A frame of this kind needs a package that is not installed."""


class NoSuchColumnError(DriftscopeError):
    """Neither side has the column that was named. A test that passes for a misspelt name would be worse than none."""


class DriftError(AssertionError):
    """The data drifted: :meth:`Report.fail_if_drifted` found one of its conditions met."""
