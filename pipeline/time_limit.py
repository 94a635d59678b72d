"""A limit to the time that one article may take."""

from __future__ import annotations

import faulthandler
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# How many times the limit an article may take before its process is ended: code in C hears no signal.
HARD = 1.5


class OutOfTime(BaseException):
    """An article took longer than it may; no Exception, lest a component's `except Exception` swallow it."""


@contextmanager
def time_limit(seconds: float | None, *, hard: bool = False) -> Iterator[None]:
    """Raise OutOfTime after `seconds`; if `hard`, end the process after HARD times as long.

    Systems without SIGALRM (Windows) have the hard limit only.
    """
    if seconds is None:
        yield
        return
    soft = hasattr(signal, "setitimer")
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123  faulthandler wants a file with a descriptor
        if hard:
            faulthandler.dump_traceback_later(seconds * HARD, exit=True, file=nowhere)
        before = signal.signal(signal.SIGALRM, _raise) if soft else None
        try:
            if soft:
                signal.setitimer(signal.ITIMER_REAL, seconds)
            yield
        finally:
            if soft:
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.signal(signal.SIGALRM, before)
            if hard:
                faulthandler.cancel_dump_traceback_later()


def _raise(number: int, frame: FrameType | None) -> None:
    raise OutOfTime
