"""A quick start for the command: what libraries import and the command never uses stays out.

``import spacy`` brings spaCy's own command line along, for one function
(``spacy.info``), and with it clients for downloads and cloud storage; pandera
brings hypothesis, a library for tests, where it is installed. Together they are
a quarter of the start. A program that imports chargesheet is left alone: only
the ``chargesheet`` command and its workers call this.
"""

from __future__ import annotations

import sys
from types import ModuleType


def import_lightly() -> None:
    """Keep spaCy's command line and hypothesis out of this process, unless they are there already.

    Called before the first import of spaCy or pandera.
    """
    if "spacy" not in sys.modules:
        commands, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
        commands.__path__ = []
        info.info = None  # type: ignore[attr-defined]  # what spacy/__init__.py takes from there
        sys.modules.update({"spacy.cli": commands, "spacy.cli.info": info})
    if "pandera" not in sys.modules:
        # To import what is None raises ImportError, and pandera goes on without it.
        sys.modules.setdefault("hypothesis", None)  # type: ignore[arg-type]
