from pathlib import Path

import pytest

from marsad import codebook as codebooks
from marsad.check import problems
from marsad.codebook.check import faults
from marsad.model.claim import KINDS
from marsad.model.problem import MarsadError

ENTRY = """\
- id: test.wrest
  kind: control.change
  because: A test.
  verbs: [wrest]
  who: [subject]
  where: [object]
  examples:
    - text: Rebels wrested the town of Arnor from the army.
      claims:
        - {who: Rebels, where: the town of Belgarth}
    - text: Rebels wrested the hill.
      claims: []
"""


def pack(tmp_path: Path, entry: str) -> Path:
    (tmp_path / "codebook" / "entries").mkdir(parents=True)
    (tmp_path / "pack.yaml").write_text("id: test\n")
    (tmp_path / "codebook" / "entries" / "test.yaml").write_text(entry)
    return tmp_path


def test_the_book_that_ships_has_no_fault_of_form() -> None:
    book = codebooks.load()
    assert list(faults(book)) == []
    assert {entry.kind for entry in book.entries} == set(KINDS)


def test_all_problems_are_listed_at_once_with_file_line_and_remedy(tmp_path: Path) -> None:
    found = [problem for problem in problems([pack(tmp_path, ENTRY)]) if "test.yaml" in problem.place]
    assert any("has 1 examples that read" in problem.message for problem in found)
    wrong = [problem for problem in found if problem.code == "codebook.example"]
    assert wrong
    assert wrong[0].place.endswith("test.yaml:8")
    assert all(problem.remedy for problem in found)


def test_an_unknown_field_names_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(MarsadError, match=r"test.yaml:1: .*verb"):
        codebooks.load(pack(tmp_path, ENTRY.replace("verbs:", "verb:")))


def test_a_pack_overrides_an_entry_and_says_so(tmp_path: Path) -> None:
    book = codebooks.load(pack(tmp_path, ENTRY.replace("test.wrest", "control.capture")))
    assert len(book.overrides) == 1
    assert "control.capture" in book.overrides[0]


def test_no_and_clock_times_stay_text(tmp_path: Path) -> None:
    entry = ENTRY.replace("Rebels wrested the hill.", "no").replace("A test.", "12:30")
    loaded = codebooks.load(pack(tmp_path, entry)).entry("test.wrest")
    assert loaded is not None
    assert loaded.because == "12:30"
    assert loaded.examples[1].text == "no"
