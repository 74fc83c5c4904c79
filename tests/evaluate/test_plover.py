import pytest

from marsad.evaluate.plover import Event, read, scored, span_f1, wanted

RECORD = {
    "event": "DEMAND", "text": "France demanded that Italy withdraw.", "source": [{"actorText": "France"}], "target": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "root", "source", "target"),
    [
        ("France has demanded that Italy withdraw its troops.", "REQUEST", "France", "Italy"),
        ("Spain accused Portugal of breaking the treaty, officials said.", "ACCUSE", "Spain", "Portugal"),
        ("Norway rejected a Swedish proposal on Monday.", "REJECT", "Norway", "Swedish"),
        ("Rebels said they will release five Danish hostages.", "AGREE", "Rebels", "Danish hostages"),
        ("Austria threatened to attack Hungary.", "THREATEN", "Austria", "Hungary"),
        ("Poland must return the ships, Finland said.", "REQUEST", "Finland", "Poland"),
    ],
)
def test_the_event_of_a_sentence(text: str, root: str, source: str, target: str) -> None:
    assert read(text) == Event(root, source, target)


def test_two_who_act_together_are_both_the_source() -> None:
    event = read("Norway and Denmark agreed on a new border on Friday.")
    assert (event.root, event.source, event.target) == ("AGREE", "Norway Denmark", "")


def test_a_record_has_its_root_by_the_present_name() -> None:
    assert wanted(RECORD) == Event("REQUEST", "France", "")


def test_spans_are_compared_by_their_words() -> None:
    assert span_f1("the Swedish army", "Swedish troops") == pytest.approx(0.5)
    assert span_f1("", "") == 1.0
    assert span_f1("Norway", "") == 0.0


def test_wrong_roots_and_actors_are_errors() -> None:
    result = scored([(Event("AID", "Norway", "Chad"), Event("AGREE", "Norway", "Mali"), "text")])
    assert [error.sort for error in result.errors] == ["AID read as AGREE", "target wrong"]
    assert result.value("span F1") == 0.5
