from pathlib import Path
from typing import Any

from marsad.evaluate.gold import Tally, pair, same_phrase
from marsad.evaluate.result import prf

CLAIM: dict[str, Any] = {
    "sentence": "Rebels took Arnor.", "cue": "took", "kind": "control.change", "modality": "asserted",
    "who": "Rebels", "where": "Arnor", "count": None, "when": None, "said_by": [],
}  # fmt: skip


def test_a_perfect_reading_scores_one() -> None:
    tally = Tally()
    tally.add([CLAIM], [dict(CLAIM)])
    assert [tally.result().value(f"{name} F1") for name in ("family", "kind", "whole")] == [1.0, 1.0, 1.0]


def test_a_wrong_slot_spoils_the_whole_but_not_the_kind() -> None:
    tally = Tally()
    tally.add([CLAIM], [{**CLAIM, "who": "the army"}])
    result = tally.result()
    assert (result.value("kind F1"), result.value("whole F1"), result.value("who right")) == (1.0, 0.0, 0.0)


def test_another_family_is_a_miss_and_an_extra() -> None:
    tally = Tally()
    tally.add([CLAIM], [{**CLAIM, "kind": "siege.begin"}])
    assert [error.sort for error in tally.result().errors] == ["missed control.change", "read too much siege.begin"]


def test_each_kind_is_counted_for_itself() -> None:
    tally = Tally()
    tally.add([CLAIM], [CLAIM, {**CLAIM, "kind": "siege.begin"}])
    groups = {group.name: (group.wanted, group.read, group.right) for group in tally.result().groups}
    assert groups == {"control.change": (1, 1, 1), "siege.begin": (0, 1, 0)}


def test_pairs_are_swapped_where_that_fits_better() -> None:
    other = {**CLAIM, "where": "Belgarth"}
    assert pair([CLAIM, other], [other, CLAIM]) == [(0, 1), (1, 0)]


def test_phrases_within_each_other_are_the_same() -> None:
    assert same_phrase("the town of Arnor", {"text": "Arnor"})
    assert not same_phrase("Arnor", "Belgarth")
    assert same_phrase(None, "")


def test_f1_of_nothing_is_nothing() -> None:
    assert prf(0, 0, 0) == (0.0, 0.0, 0.0)


def test_the_floors_hold_on_the_annotated_reports(gold_folder: Path, both_readers: None) -> None:
    from marsad.evaluate.gold import measure
    from marsad.evaluate.result import below_floor

    assert list(below_floor(measure(gold_folder))) == []
