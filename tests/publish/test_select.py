from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from marsad.model.problem import MarsadError
from marsad.publish import Edition
from marsad.publish.select import Selection, of_words, select


def test_nothing_asked_is_nothing_changed(edition: Edition) -> None:
    assert select(edition, Selection()) is edition


@pytest.mark.parametrize("kind", ["attack", "attack.air", "control"])
def test_a_kind_keeps_just_its_events(kind: str, edition: Edition) -> None:
    found = select(edition, Selection(kinds=(kind,)))
    wanted = {event.id for event in edition.picture.events if event.kind == kind or event.kind.startswith(f"{kind}.")}
    assert {event.id for event in found.picture.events} == wanted != set()
    assert all(claim.kind == kind or claim.family == kind for claim in found.claims)
    assert not found.picture.tolls


def test_days_keep_what_can_have_happened_on_them(edition: Edition) -> None:
    first, last = date(2016, 11, 26), date(2016, 11, 28)
    found = select(edition, Selection(since=first, until=last))
    wanted = {
        event.id for event in edition.picture.events
        if event.when and (event.when.first or event.when.last)
        and (event.when.first or date.min) <= last and (event.when.last or date.max) >= first
    }  # fmt: skip
    assert {event.id for event in found.picture.events} == wanted
    assert 0 < len(wanted) < len(edition.picture.events)


def test_a_place_keeps_what_lies_in_it(edition: Edition) -> None:
    asked = of_words(edition.reference, ["Aleppo"], [], [], None, None)
    found = select(edition, asked)
    inside = {*asked.places}
    places = edition.reference.places
    for event in found.picture.events:
        assert inside & {event.place, *places.ancestors(event.place)}
    left = {event.id for event in edition.picture.events} - {event.id for event in found.picture.events}
    by_id = {event.id: event for event in edition.picture.events}
    assert left
    assert not any(inside & {by_id[name].place, *places.ancestors(by_id[name].place)} for name in left)
    assert not found.picture.ties


def test_a_side_keeps_what_its_parts_do(edition: Edition) -> None:
    found = select(edition, Selection(actors=("government",)))
    actors = edition.reference.actors
    assert found.picture.events
    for event in found.picture.events:
        assert any(
            "government" in (party, actors.side(party, event.when.last if event.when else None))
            for party in (*event.who, *event.whom)
        )


def test_no_reference_to_what_did_not_pass_is_left(edition: Edition) -> None:
    found = select(edition, Selection(kinds=("attack",), since=date(2016, 11, 20)))
    gone = {claim.id for claim in edition.claims} - {claim.id for claim in found.claims}
    assert not gone & set(_strings(found.picture))
    assert not gone & set(_strings(found.reconciled))


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for pair in value.items() for item in pair for text in _strings(item)]
    if isinstance(value, tuple | list):
        return [text for item in value for text in _strings(item)]
    if is_dataclass(value):
        return [text for item in fields(value) for text in _strings(getattr(value, item.name))]
    return []


@pytest.mark.parametrize("asked", [(["Nowhere at all"], [], []), ([], ["Nobody at all"], []), ([], [], ["nothing"])])
def test_an_unknown_name_says_so(asked: tuple[list[str], list[str], list[str]], edition: Edition) -> None:
    with pytest.raises(MarsadError, match="is called"):
        of_words(edition.reference, *asked, None, None)
