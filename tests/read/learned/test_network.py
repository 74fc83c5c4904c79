"""The network that ships: it loads, keeps to its card, and reads beside the codebook."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("onnxruntime")
pytest.importorskip("tokenizers")

from marsad import codebook as codebooks
from marsad import observatory, reference
from marsad.model.problem import MarsadError
from marsad.model.report import Raw, Report
from marsad.read import claims
from marsad.read.explain import lines
from marsad.read.learned.network import DATA, load

TEXT = (
    "Rebels seized the town of Arnor on Tuesday, the Oram monitor said. At least 20 civilians were killed by shelling. "
    "The army denied it had lost the town, and vowed to retake it."
)
REPORT = Report(
    id="r1", source="", published=date(2013, 6, 6), title="", text=TEXT, raw=Raw(path="", sha256="", size=0)
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for path in Path(str(DATA)).iterdir():
        shutil.copy(path, tmp_path)
    return tmp_path


@pytest.mark.parametrize("readers", ["learned", "both"])
def test_every_phrase_of_a_claim_is_a_slice_of_the_text(readers: str) -> None:
    found = claims(REPORT, codebooks.load(), reference.load(), readers=readers).claims
    assert {"control.change", "casualty.killed"} <= {claim.kind for claim in found}
    for claim in found:
        for phrase in (claim.cue, claim.sentence, claim.whom, claim.where, claim.count, claim.when):
            assert phrase is None or TEXT[phrase.start : phrase.end] == phrase.text
        assert 0 < claim.sureness <= 1


def test_reading_twice_changes_nothing() -> None:
    first, second = (claims(REPORT, codebooks.load(), reference.load(), readers="both") for _ in range(2))
    assert first == second


def test_each_claim_says_who_read_it() -> None:
    alone = claims(REPORT, codebooks.load(), reference.load(), readers="learned").claims
    both = claims(REPORT, codebooks.load(), reference.load(), readers="both").claims
    assert {claim.read_by.reader for claim in alone} == {"learned"}
    assert "codebook+learned" in {claim.read_by.reader for claim in both}


def test_another_choice_of_readers_reads_anew() -> None:
    digests = {observatory.open_observatory(None, readers=name).reader for name in ("codebook", "learned", "both")}
    assert len(digests) == 3


def test_an_explanation_tells_what_the_network_saw() -> None:
    told = "\n".join(lines(REPORT, codebooks.load(), reference.load()))
    assert "network 'seized': control.change" in told
    assert "the codebook's claim" in told


def test_a_file_that_is_not_the_one_of_the_card_is_refused(copy: Path) -> None:
    with (copy / "roles.onnx").open("ab") as file:
        file.write(b"more")
    with pytest.raises(MarsadError, match=r"roles\.onnx"):
        load(copy)


def test_a_network_fitted_for_other_kinds_is_refused(copy: Path) -> None:
    card = json.loads((copy / "network.json").read_text(encoding="utf-8"))
    (copy / "network.json").write_text(json.dumps({**card, "kinds": card["kinds"][1:]}), encoding="utf-8")
    with pytest.raises(MarsadError, match="other kinds"):
        load(copy)


def test_what_ships_is_small() -> None:
    assert sum(path.stat().st_size for path in Path(str(DATA)).iterdir()) < 30_000_000
