"""The gold sets that reading is measured on, by name."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from marsad.evaluate.result import Result

SUITES: dict[str, str] = {
    "gold": "Annotated reports: every claim with its slots, modality and speaker.",
}
"""Every suite with what it measures, known without importing it."""


def run(suite: str, data: Path) -> Result:
    """Return the measures of one suite on the corpus in `data`, in its published form."""
    measured: Callable[[Path], Result] = importlib.import_module(f"marsad.evaluate.{suite}").measure
    return measured(data)
