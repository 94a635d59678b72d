"""One small family of errors: each message says what was wrong, where, and what to do."""

from __future__ import annotations


class ChargesheetError(Exception):
    """Base of every error that chargesheet raises on purpose."""


class GoldError(ChargesheetError):
    """A ``.gold`` file breaks the format; the message names file, line and remedy."""


class PatternError(ChargesheetError):
    """A pattern or taxonomy file breaks the format; the message names file, line and remedy."""
