"""Fixtures named after nouns; the codebook and the reference data are loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad import codebook as codebooks
from marsad import reference
from marsad.codebook import Codebook
from marsad.reference import Reference

ROOT = Path(__file__).parent.parent
ARNOR = ROOT / "tests" / "wars" / "arnor"
ALEPPO = ROOT / "examples" / "aleppo-2016"
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return codebooks.load()


@pytest.fixture(scope="session")
def shipped_reference() -> Reference:
    return reference.load()


@pytest.fixture(scope="session")
def arnor() -> Reference:
    return reference.load(ARNOR, world=False)


@pytest.fixture(scope="session")
def gold_folder() -> Path:
    folder = SHARED / "gold"
    if not folder.is_dir():
        pytest.skip("the annotated reports are not here")
    return folder
