"""What changed hands between two pictures, in sentences: places that went the same way on the same days are told together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from marsad.model.picture import Holding
from marsad.publish import words
from marsad.publish.counted import WIDE_KINDS, Counted
from marsad.publish.edition import Edition
from marsad.publish.lookup import Lookup
from marsad.publish.report.parts import CITED, Notes, Section, Statement

Change = tuple[str, Holding | None, Holding]
_ALL = 1000


def changes_between(before: Edition | None, after: Edition, look: Lookup, counted: Counted) -> list[Change]:
    """Return the places whose state or holder is another, by the day on which it changed.

    Places that no report names are left out: they only follow the whole they lie in.
    """
    old = {item.place: item for item in before.picture.holdings} if before else {}
    found = []
    for item in after.picture.holdings:
        place = look.place(item.place)
        was = old.get(item.place)
        is_same = was is not None and (was.state, was.holder) == (item.state, item.holder)
        if is_same or place is None or place.kind in WIDE_KINDS or (was is None and item.state == "unknown"):
            continue
        if item.place not in counted.silent:
            found.append((item.place, was, item))
    return sorted(found, key=lambda change: (change[2].first, look.place_name(change[0])))


def control_section(changes: Sequence[Change], notes: Notes, look: Lookup, since: date, counted: Counted) -> Section:
    """Return the section on who holds what now and did not before; areas, told of as wholes, come last."""
    moved = sum(change[1] is not None and change[0] in counted.places for change in changes)
    new = sum(change[1] is None and change[0] in counted.places for change in changes)
    told_of = look.edition.picture.holdings or look.edition.picture.history
    none = "No place changed hands, as far as reports tell." if told_of else "Who holds which place is not told here."
    lead = (
        f"{words.sentence_case(words.many(moved, 'place'))} changed state or holder"
        + (f", and {words.many(new, 'place')} came into the picture for the first time" if new else "")
        + ". A day is that on which the change began, as far as reports tell."
        if changes
        else none
    )
    groups: dict[tuple[object, ...], list[Change]] = {}
    for change in sorted(changes, key=lambda item: item[0] in counted.wide):
        groups.setdefault((change[0] in counted.wide, *_alike(change, look, since)), []).append(change)
    statements = tuple(_statement(group, notes, look, since) for group in groups.values())
    return Section(id="control", title="Control of places", lead=lead, statements=statements)


def is_gain(change: Change, look: Lookup, since: date) -> bool:
    """Say whether a place was taken in the period: from another side, or, where nothing was known, by a claim that says so."""
    _, was, now = change
    if now.state != "held":
        return False
    if was is not None:
        return look.side_of(was.holder) != look.side_of(now.holder) or was.holder == ""
    kinds = {look.claims[claim].kind for claim in now.claims_for if claim in look.claims}
    return now.change_last >= since and "control.change" in kinds


def _alike(change: Change, look: Lookup, since: date) -> tuple[object, ...]:
    _, was, now = change
    return (
        was and (was.state, was.holder), now.state, now.holder, now.change_first, now.change_last,
        now.change_last < since, _is_taking(change, look),
    )  # fmt: skip


def _statement(group: Sequence[Change], notes: Notes, look: Lookup, since: date) -> Statement:
    _, was, now = group[0]
    names = words.join([look.place_name(place) for place, _, _ in group], _ALL)
    day = words.span(now.change_first, now.change_last, now.first)
    aside = "learned since, but older" if now.change_last < since else "" if was else "not in the picture before"
    claims = [claim for _, _, item in group for claim in item.claims_for]
    return notes.statement(_sentence(group[0], names, len(group) > 1, look), claims, day, aside, max(CITED, len(group)))


def _sentence(change: Change, names: str, several: bool, look: Lookup) -> str:
    """Return what happened to places that went the same way."""
    _, was, now = change
    holder = look.party_name(now.holder) or "a party not known"
    until_then = f"; until then {_state(was, look)}" if was and was.state != "unknown" else ""
    verb = "are" if several else "is"
    if now.state == "unknown":
        return f"nothing certain is known of {names} any more{until_then}"
    if now.state == "contested":
        return f"{names} {verb} contested{until_then}"
    if was is not None and was.holder == now.holder:
        sure = now.state == "held"
        ends = f"{'held for certain' if sure else 'now only claimed'} by {holder}"
        return f"{names} {verb} {ends}; until then {'only claimed' if sure else 'held for certain'}"
    if now.state == "claimed":
        return f"{names} {verb} claimed by {holder}{until_then}"
    if _is_taking(change, look):
        return f"{holder} took {names}" + (f" from {look.party_name(was.holder)}" if was and was.holder else until_then)
    return f"{names} {verb} held by {holder}{until_then}"


def _is_taking(change: Change, look: Lookup) -> bool:
    """Return whether a report tells of the taking, not only of who holds the place."""
    return any(look.claims[claim].kind == "control.change" for claim in change[2].claims_for if claim in look.claims)


def _state(item: Holding, look: Lookup) -> str:
    holder = look.party_name(item.holder)
    if item.state == "contested":
        return f"contested, last held by {holder}" if holder else "contested"
    return f"{'held' if item.state == 'held' else 'claimed'} by {holder or 'a party not known'}"
