"""Fixtures named after nouns; the codebook and the reference data are loaded once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from marsad import codebook as codebooks
from marsad import reference
from marsad.codebook import Codebook
from marsad.reference import Reference

# CI repeats the same cases, so that a change fails for what it did; at a desk every run tries new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

# Tests say who reads; where they do not, it is the codebook, which reads the same wherever they run.
os.environ.setdefault("MARSAD_READERS", "codebook")

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


@pytest.fixture
def both_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with both readers, as is done where the learned one is installed."""
    pytest.importorskip("onnxruntime")
    monkeypatch.setenv("MARSAD_READERS", "both")
