"""The headline and the lines under it, in words made from the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from marsad.model.picture import Siege
from marsad.publish import words
from marsad.publish.besieged import is_exact, is_silent
from marsad.publish.page.control import Row, Tally, changed_between, places
from marsad.publish.page.desk import Desk

_WEEK = timedelta(days=6)
_FEW = 3
_RECENT = timedelta(days=28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The words at the top of the page."""

    kicker: str
    headline: str
    standfirst: tuple[str, ...]
    clocks: str
    basis: str


def head(desk: Desk, found: Sequence[Row], tallies: Sequence[Tally]) -> Head:
    """Return the head of the page."""
    picture, edition = desk.picture, desk.look.edition
    siege = _siege(desk)
    parts = [_lead(tallies, found), siege] if tallies else [_without_control(desk), siege]
    outlets = len({report.source for report in edition.reports})
    return Head(
        kicker=edition.title or desk.pack.title or "The picture",
        headline=words.sentence_case("; ".join(part for part in parts if part)),
        standfirst=tuple(line for line in (_week(desk, found), _open(tallies)) if line),
        clocks=f"The picture of {words.day(picture.day)}, as known by {words.day(picture.known_by)}",
        basis=(
            f"{words.many(len(edition.reports), 'report')} from {words.many(outlets, 'outlet')}, "
            f"{words.many(len(edition.claims), 'claim')}"
        ),
    )


def _lead(tallies: Sequence[Tally], found: Sequence[Row]) -> str:
    total = sum(item.places for item in tallies)
    held = [item for item in tallies if item.state == "held"]
    if not held:
        names = [row.name for row in places(found) if row.now]
        where = f"any of {total} places" if total > _FEW else words.join(names, last="or")
        return f"nobody is known for certain to hold {where}"
    first = held[0]
    level = [item for item in held if item.places == first.places]
    if len(level) > 1:
        return f"{words.join([item.name for item in level])} hold {words.spelled(first.places)} of {total} places each"
    verb = "hold" if words.is_plural(first.name) else "holds"
    if total == 1:
        return f"{first.name} {verb} the one place that reports speak of"
    amount = "all" if first.places == total else f"{words.spelled(first.places)} of"
    return f"{first.name} {verb} {amount} {total} places"


def _siege(desk: Desk) -> str:
    """Return the latest news of the best attested siege; nothing where one sentence alone tells of any."""
    day = desk.picture.day
    known = [item for item in desk.picture.sieges if _is_attested(desk, item) and not is_silent(desk.look, item)]
    running = [item for item in known if item.last is None or item.last > day]
    ended = [item for item in known if item.last and day - _RECENT <= item.last <= day]
    if not running and not ended:
        return ""
    main = max([*running, *ended], key=lambda item: (len(item.claims_for), item.id))
    verb = "goes on" if main in running else "is over"
    return f"the siege of {desk.look.place_name(main.place, main.place_text)} {verb}"


def _is_attested(desk: Desk, siege: Siege) -> bool:
    """Return whether a siege is of a known place and told of more than once, and not only as a line that was cut."""
    kinds = [desk.look.claims[claim].kind for claim in siege.claims_for if claim in desk.look.claims]
    return is_exact(desk.look, siege) and len(kinds) > 1 and set(kinds) != {"siege.supply_cut"}


def _without_control(desk: Desk) -> str:
    events, reports = len(desk.picture.events), len(desk.look.edition.reports)
    if not events and not desk.look.claims:
        return "nothing to report: no claim was read" if reports else "no reports yet"
    if not events:
        return f"{words.many(len(desk.look.claims), 'claim')} from {words.many(reports, 'report')}"
    return f"{words.many(events, 'event')} from {words.many(reports, 'report')}"


def _week(desk: Desk, found: Sequence[Row]) -> str:
    recent = changed_between(found, desk.picture.day - _WEEK, desk.picture.day)
    total = [row for row in places(found) if row.changed]
    if recent:
        names = words.join([row.name for row in reversed(recent)])
        verb = "changed hands"
        return f"In the last seven days {words.spelled(len(recent))} place{'' if len(recent) == 1 else 's'} {verb}: {names}."
    if total:
        last = max((row.changed for row in total if row.changed), default=None)
        return (
            f"{words.sentence_case(words.many(len(total), 'place'))} changed hands since {words.day(desk.axis.first)}, "
            f"the last of them on {words.day(last, year=False)}."
        )
    return "No place is known to have changed hands." if found else ""


def _open(tallies: Sequence[Tally]) -> str:
    claimed = sum(item.places for item in tallies if item.state == "claimed")
    contested = sum(item.places for item in tallies if item.state == "contested")
    unknown = sum(item.places for item in tallies if item.state == "unknown")
    parts = [
        f"{words.spelled(claimed)} {_is(claimed)} claimed by one side only" if claimed else "",
        f"{words.spelled(contested)} {_is(contested)} contested" if contested else "",
        f"of {words.spelled(unknown)} nothing certain is known" if unknown else "",
    ]
    line = words.join([part for part in parts if part])
    return f"{words.sentence_case(line)}." if line else ""


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
