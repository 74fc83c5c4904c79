from pathlib import Path

import pytest

from marsad.codebook import Codebook
from marsad.codebook.schemes import acled
from marsad.evaluate.acled import sub_event
from marsad.evaluate.case2021 import CLASSES, Answer, answers, scored
from marsad.evaluate.corpora import claims_of, macro_f1, weighted_f1
from marsad.reference import Reference


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Government forces recaptured the town of Arnor on Monday.", "Government regains territory"),
        ("Rebels captured the town of Arnor on Monday.", "Non-state actor overtakes territory"),
        ("The army entered the town of Arnor after the rebels withdrew from it without a fight.", "Non-violent transfer of territory"),
        ("Warplanes bombed the town of Arnor overnight.", "Air/drone strike"),
        ("A suicide bomber blew himself up at a checkpoint in Belgarth.", "Suicide bomb"),
        ("A chemical attack on Arnor killed ten people.", "Chemical weapon"),
        ("Thousands of people protested in Belgarth.", "Peaceful protest"),
        ("Police fired tear gas to disperse protesters who rallied in Belgarth.", "Protest with intervention"),
        ("Protesters threw stones at police during a demonstration in Belgarth.", "Violent demonstration"),
        ("Rebels clashed with the army near Arnor.", "Armed clash"),
        ("The airline told its pilots to stay in the air.", ""),
    ],
)  # fmt: skip
def test_the_main_sub_event(text: str, expected: str, codebook: Codebook, shipped_reference: Reference) -> None:
    assert sub_event(claims_of(text), codebook.words, shipped_reference) == expected


def test_every_sub_event_is_one_of_acled() -> None:
    assert len(acled().type_of) == 25
    assert {rule.sub_event for rule in acled().rules} <= set(acled().type_of)
    assert set(CLASSES.values()) == set(acled().type_of)


def test_the_weighted_f1_weighs_by_what_is_wanted() -> None:
    pairs = [("a", "a"), ("a", "a"), ("a", "b"), ("b", "b")]
    assert weighted_f1(pairs, {"a", "b"}) == pytest.approx(0.75 * 0.8 + 0.25 * 2 / 3)
    assert macro_f1(pairs) == pytest.approx((0.8 + 2 / 3) / 2)


def test_control_is_scored_as_one_class() -> None:
    found = [
        Answer("Government regains territory", "Non-state actor overtakes territory", "one"),
        Answer("", "Government regains territory", "two"),
        Answer("Armed clash", "Armed clash", "three"),
    ]
    result = scored(found)
    assert (result.value("control precision"), result.value("control recall")) == (0.5, 1.0)
    assert [error.text for error in result.errors] == ["one", "two"]


def test_the_table_is_read_without_quoting(tmp_path: Path) -> None:
    path = tmp_path / "snippets.tsv"
    path.write_text('id\tEventSnippet\tSubType\n1\t"Rebels captured the town of Arnor.\tDIPLO\n', encoding="utf-8")
    assert [(answer.wanted, answer.text[0]) for answer in answers(path)] == [("", '"')]
