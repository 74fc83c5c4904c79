from tests.conftest import ROOT

from marsad.codebook import Codebook
from marsad.codebook.manual import manual


def test_the_manual_in_the_docs_is_that_of_the_codebook(codebook: Codebook) -> None:
    written = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert written == manual(codebook), "write it anew: marsad check --manual > docs/codebook.md"


def test_every_entry_is_in_the_manual(codebook: Codebook) -> None:
    text = manual(codebook)
    assert all(f"### {entry.id}\n" in text for entry in codebook.entries)
