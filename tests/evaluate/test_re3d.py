from typing import Any

import pytest

from marsad.evaluate.corpora import claims_of
from marsad.evaluate.re3d import Relation, head, read, relation, scored, wanted

ROW: dict[str, Any] = {
    "type": "InChargeOf", "source": "the rebels", "target": "the town of Arnor", "targetBegin": 20, "targetEnd": 37, "confidence": 0.9,
}  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [("the government of Arnor", "government"), ("Arnorian armed forces", "force"), ("Arnor's", "arnor"), ("two bridges, a depot", "bridge")],
)  # fmt: skip
def test_the_head_word(phrase: str, expected: str) -> None:
    assert head(phrase) == expected


def test_fighting_has_no_direction_but_charge_has() -> None:
    assert relation("FightingAgainst", "the army", "rebels") == relation("FightingAgainst", "rebels", "the army")
    assert relation("InChargeOf", "rebels", "the town") != relation("InChargeOf", "the town", "rebels")


def test_only_places_in_charge_and_confirmed_relations_are_wanted() -> None:
    places = {(20, 37)}
    assert list(wanted([ROW], places)) == [Relation("InChargeOf", "rebel", "town")]
    assert list(wanted([ROW], set())) == []
    assert list(wanted([{**ROW, "confidence": 0.2}], places)) == []


def test_claims_give_relations() -> None:
    assert Relation("FightingAgainst", "army", "rebel") in set(
        read(claims_of("Rebels clashed with the army near Arnor."))
    )


def test_a_place_yet_to_be_taken_is_in_its_losers_charge() -> None:
    found = set(read(claims_of("The army tried to seize the town of Arnor from rebels.")))
    assert Relation("InChargeOf", "rebel", "town") in found
    assert Relation("InChargeOf", "army", "town") not in found


def test_relations_are_scored_by_type() -> None:
    first, second = Relation("AlliesOf", "a", "b"), Relation("AlliesOf", "c", "d")
    result = scored([({first, second}, {first}, "a b. c d.")])
    assert (result.value("AlliesOf precision"), result.value("AlliesOf recall")) == (1.0, 0.5)
    assert [(error.sort, error.text) for error in result.errors] == [("missed AlliesOf", "c d.")]
