from marsad.codebook import Codebook
from tests.read.clauses_by_hand import argument, clause, read

ARMY = argument("the army", "armed")
TOWN = argument("the town of Arnor", "place")


def test_a_capture_fills_taker_and_place(codebook: Codebook) -> None:
    [frame] = read(clause("capture", subject=ARMY, object=TOWN), codebook)
    assert frame.entry.kind == "control.change"
    assert frame.slots["who"].argument.text == "the army"
    assert frame.slots["where"].argument.text == "the town of Arnor"


def test_people_captured_are_an_abduction(codebook: Codebook) -> None:
    found = read(clause("capture", subject=ARMY, object=argument("ten civilians", "people", "captive")), codebook)
    assert [frame.entry.kind for frame in found] == ["attack.abduction"]


def test_patience_is_not_a_place(codebook: Codebook) -> None:
    assert read(clause("lose", subject=ARMY, object=argument("patience", "abstract", "other_field")), codebook) == []


def test_what_stands_in_an_if_clause_is_not_read(codebook: Codebook) -> None:
    from dataclasses import replace

    assert read(replace(clause("capture", subject=ARMY, object=TOWN), conditional=True), codebook) == []


def test_the_bare_word_before_held_is_the_holder(codebook: Codebook) -> None:
    [frame] = read(clause("held", "compound", subject=argument("rebel", "armed"), object=TOWN), codebook)
    assert frame.entry.kind == "control.hold"
    assert frame.slots["who"].argument.text == "rebel"
