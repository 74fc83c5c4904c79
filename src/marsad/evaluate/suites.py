"""The gold sets that reading is measured on, by name."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from marsad.evaluate.result import Result

SUITES: dict[str, str] = {
    "gold": "Annotated reports: every claim with its slots, modality and speaker.",
    "case2021": "CASE 2021 task 2: the ACLED sub-event of a snippet, and changes of control.",
    "plover": "PLOVER: the root event of a sentence, with source and target.",
    "polnear": "PolNeAR: who says, thinks or wants what.",
    "re3d": "re3d: who fights whom, who is allied with whom, who is in charge of a place.",
    "idetect": "IDETECT: how many people moved, in which way, and where.",
    "geoparsing": "LGL and GeoWebNews: places named, and which ones they are.",
    "control": "A hand-kept map: who held each town, by prose already published on each day.",
    "reconcile": "Pairs of claims of FA-KES reports, labelled here: which tell of one happening.",
    "meantime": "MEANTIME and TimeML: time expressions and their values.",
}
"""Every suite with what it measures, known without importing it."""

READ_BY: dict[str, str] = {"reconcile": "codebook"}
"""Suites whose labels are of the claims of one reader: who reads them where nothing else is said."""


def run(suite: str, data: Path) -> Result:
    """Return the measures of one suite on the corpus in `data`, in its published form."""
    measured: Callable[[Path], Result] = importlib.import_module(f"marsad.evaluate.{suite}").measure
    return measured(data)
