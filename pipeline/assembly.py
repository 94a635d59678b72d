"""Put the pipeline together from ``config.cfg``, its only recipe."""

from __future__ import annotations

import gc
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.util import load_config, load_model_from_config

CONFIG = Path(__file__).resolve().parent.parent / "config.cfg"


@lru_cache(maxsize=1)
def load() -> Language:
    """The assembled pipeline, once a process: what ``spacy assemble config.cfg`` writes, in memory."""
    # Nothing of what is made here is garbage, and looking for some takes a tenth of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        nlp = load_model_from_config(load_config(CONFIG), auto_fill=True)
        nlp.initialize()
    finally:
        if collecting:
            gc.enable()
    return nlp
