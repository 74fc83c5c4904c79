import pytest

from marsad.codebook import Codebook
from marsad.evaluate.corpora import report
from marsad.read.quotations import Quotation, outermost, quotations, sentences
from marsad.reference import Reference


def found(text: str, codebook: Codebook, reference: Reference) -> list[tuple[str, str, str]]:
    parsed = sentences(report(text), codebook, reference)
    items = outermost(quotations(parsed, text, codebook.words), text)
    return [(_of(item.source, text), _of(item.cue, text), _of(item.content, text)) for item in items]


def _of(span: tuple[int, int] | None, text: str) -> str:
    return text[span[0] : span[1]].strip(" .,") if span else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said the bridge was safe.", ("The mayor", "said", "the bridge was safe")),
        ("The bridge is safe, according to the mayor.", ("the mayor", "according to", "The bridge is safe")),
        ("According to the mayor, the bridge is safe.", ("the mayor", "According to", "the bridge is safe")),
        ("“The bridge is safe,” the mayor said.", ("the mayor", "said", "The bridge is safe")),
        ("The council criticized the plan.", ("The council", "criticized", "the plan")),
        ("MAYOR: The bridge is safe and I want to say so.", ("MAYOR", ":", "The bridge is safe and I want to say so")),
    ],
)
def test_source_cue_and_content(
    text: str, expected: tuple[str, str, str], codebook: Codebook, shipped_reference: Reference
) -> None:
    first = found(text, codebook, shipped_reference)[0]
    assert first[:2] == expected[:2]
    assert expected[2] in first[2]


def test_a_question_is_said_by_the_speaker_of_the_sentence_after_it(
    codebook: Codebook, shipped_reference: Reference
) -> None:
    items = found("“Is the bridge safe?” the mayor asked.", codebook, shipped_reference)
    assert [(source, cue) for source, cue, _ in items] == [("the mayor", "asked")]
    assert "bridge safe" in items[0][2]


def test_what_is_said_within_a_quotation_is_not_outermost() -> None:
    outer = Quotation(source=(0, 5), cue=(6, 10), content=(11, 40))
    inner = Quotation(source=(12, 15), cue=(16, 20), content=(21, 40))
    assert outermost([outer, inner], " " * 40) == [outer]


def test_a_thing_does_not_speak(codebook: Codebook, shipped_reference: Reference) -> None:
    assert found("The rocket said nothing.", codebook, shipped_reference) == []
