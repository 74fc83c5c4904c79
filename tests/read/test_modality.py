from dataclasses import replace

import pytest

from marsad.codebook import Codebook
from marsad.model.clause import Governor
from marsad.read.modality import modality
from tests.read.clauses_by_hand import argument, clause

CAPTURE = clause("capture", subject=argument("the army", "armed"), object=argument("Arnor", "place"))


def governor(predicate: str, relation: str = "open", *, negated: bool = False) -> Governor:
    return Governor(predicate=predicate, relation=relation, start=0, end=1, negated=negated)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("predicate", "expected"),
    [
        ("vow", "planned"),
        ("try", "planned"),
        ("fail", "denied"),
        ("manage", "asserted"),
        ("call on", "urged"),
        ("be likely", "predicted"),
    ],
)
def test_the_verb_over_a_clause_decides(codebook: Codebook, predicate: str, expected: str) -> None:
    made = replace(CAPTURE, tense="infinitive", under=(governor(predicate),))
    assert modality(made, "control", codebook.words) == expected


def test_a_purpose_is_planned(codebook: Codebook) -> None:
    made = replace(CAPTURE, tense="infinitive", under=(governor("advance"),))
    assert modality(made, "control", codebook.words) == "planned"


def test_saying_that_leaves_it_asserted(codebook: Codebook) -> None:
    assert modality(replace(CAPTURE, under=(governor("say", "complement"),)), "control", codebook.words) == "asserted"


def test_denying_that_denies(codebook: Codebook) -> None:
    assert modality(replace(CAPTURE, under=(governor("deny", "complement"),)), "control", codebook.words) == "denied"


def test_negation_denies(codebook: Codebook) -> None:
    assert modality(replace(CAPTURE, negated=True), "control", codebook.words) == "denied"


def test_may_is_possible(codebook: Codebook) -> None:
    assert modality(replace(CAPTURE, modal="may"), "control", codebook.words) == "possible"


def test_a_modifier_is_taken_for_granted(codebook: Codebook) -> None:
    held = clause("held", "compound", under=(governor("appear", "complement"),), subject=argument("rebel", "armed"))
    assert modality(held, "control", codebook.words) == "asserted"


def test_a_negated_future_foretells_nothing(codebook: Codebook) -> None:
    assert modality(replace(CAPTURE, modal="will", negated=True), "control", codebook.words) == "denied"


def test_what_was_to_happen_is_planned(codebook: Codebook) -> None:
    made = replace(CAPTURE, tense="infinitive", under=(governor("be"),))
    assert modality(made, "control", codebook.words) == "planned"


def test_what_was_kept_from_happening_is_denied(codebook: Codebook) -> None:
    assert modality(replace(CAPTURE, under=(governor("keep"),)), "control", codebook.words) == "denied"
