"""What a briefing says: statements with their sources, tables and a map, before any format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from marsad.model.event import Event
from marsad.model.picture import Siege, Toll
from marsad.publish import besieged, words
from marsad.publish.counted import WIDE_KINDS, counted
from marsad.publish.edition import Edition
from marsad.publish.lookup import Lookup
from marsad.publish.page import control
from marsad.publish.page.atlas import draw
from marsad.publish.page.desk import Desk
from marsad.publish.page.ledgers import STATUSES
from marsad.publish.page.phrases import FAMILIES
from marsad.publish.page.timeline import event_item
from marsad.publish.report.changes import Change, changes_between, control_section, is_gain
from marsad.publish.report.parts import Briefing, Grid, Notes, Section, Statement

LEADING = 8
"""Events of a family that are told; the others are counted."""
_FEW_DAYS = 7
"""A toll over more days than these tells of an episode, as in `picture.casualties`."""
_TITLES = {"siege": "Supply lines and breakouts"}
_OVER, _BEGUN = "The siege of", "A siege of"
_TOLD = ("attack", "siege", "displacement", "deal", "relief", "force", "unrest")


def brief(before: Edition | None, after: Edition, since: date, until: date) -> Briefing:
    """Return what changed from the picture of `since`, as known then, to that of `until`, as known then.

    `before` is None where nothing was known yet on that day.
    """
    look = Lookup(after)
    desk = Desk(look)
    notes = Notes(look)
    seen = counted(look)
    changes = changes_between(before, after, look, seen)
    control_part = control_section(changes, notes, look, since, seen)
    sections = [
        control_part, _sieges(before, after, notes, look, since, until), *_events(desk, notes, since, until),
        _dead(look, notes, since, until), _displaced(look, notes, since, until), _forecasts(before, look, notes, since),
    ]  # fmt: skip
    kept = tuple(section for section in sections if section is not None)
    summary = _summary(kept, [change for change in changes if change[0] in seen.places], desk, notes, since, until)
    rows = control.rows(desk)
    sides = tuple((f"s{number}", side.name, side.colour) for number, side in enumerate(look.sides.values()))
    new = [report for report in after.reports if report.published and since < report.published <= until]
    return Briefing(
        title=f"What changed from {words.day(since)} to {words.day(until)}",
        kicker=after.title or after.reference.pack.title or "Situation report",
        clocks=f"The picture of {words.day(until)} as known that day, beside that of {words.day(since)} as known then",
        summary=summary, sections=kept, map=draw(desk, rows), changed=frozenset(place for place, _, _ in changes), sides=sides,
        notes=tuple(notes.made),
        basis=f"{words.many(len(new), 'report')} came in since {words.day(since)}; the picture rests on "
              f"{words.many(len(after.reports), 'report')} and {words.many(len(after.claims), 'claim')}.",
    )  # fmt: skip


def _sieges(
    before: Edition | None, after: Edition, notes: Notes, look: Lookup, since: date, until: date
) -> Section | None:
    """Return the sieges of known places that began, ended, or were told of in the period; the others are counted."""
    known = {(item.place, item.besieger) for item in before.picture.sieges if _runs(item, since)} if before else set()
    statements: list[Statement] = []
    unplaced = 0
    for item in sorted(after.picture.sieges, key=lambda siege: (str(siege.first), siege.id)):
        ended = item.last is not None and since <= item.last < until
        if not (ended or _runs(item, until)) or not _is_told(item, look, since):
            continue
        if look.place(item.place) is None:
            unplaced += 1
            continue
        is_new = (item.place, item.besieger) not in known
        inside = besieged.trapped(look, item)
        days = words.span(item.first, item.last if ended else None, until)
        text = _siege(item, look, since, ended=ended, is_new=is_new)
        statements.append(notes.statement(text, (*item.claims_for, *(inside.claims if inside else ())), days))
    rest = f"And {words.many(unplaced, 'siege')} of places that no gazetteer holds." if unplaced else ""
    return Section(id="sieges", title="Sieges", statements=tuple(statements), rest=rest) if statements else None


def _siege(item: Siege, look: Lookup, since: date, *, ended: bool, is_new: bool) -> str:
    """Return what happened to a siege: "The siege of Arnor by the army is over, after 20 days"."""
    by = look.party_name(item.besieger)
    place = f"{look.place_name(item.place)}{f' by {by}' if by else ''}"
    days, inside = besieged.days(look, item), besieged.trapped(look, item)
    lasted = words.many(days, "day") if days and days > 1 else ""
    people = f"; {words.counted(inside.low, inside.high, 'people')} are said to be trapped" if inside else ""
    if ended:
        return f"{_OVER} {place} is over{f', after {lasted}' if lasted else ''}{people}"
    if is_new and item.first and item.first >= since:
        return f"{_BEGUN} {place} began{people}"
    if is_new:
        return f"{_OVER} {place} is told of for the first time{people}"
    return f"{_OVER} {place} goes on{f', after {lasted}' if lasted else ''}{people}"


def _is_told(item: Siege, look: Lookup, since: date) -> bool:
    """Say whether anybody told of the siege after the first day of the period."""
    reports = (look.reports.get(look.claims[claim].report) for claim in item.claims_for if claim in look.claims)
    return any(report is not None and (report.published is None or report.published > since) for report in reports)


def _runs(item: Siege, day: date) -> bool:
    return (item.first is None or item.first <= day) and (item.last is None or item.last >= day)


def _events(desk: Desk, notes: Notes, since: date, until: date) -> Iterable[Section]:
    events = [event for event in desk.picture.events if event.origins and _within(event, since, until)]
    for family in _TOLD:
        found = [
            event
            for event in events
            if event.kind.split(".")[0] == family and event.kind not in ("siege.hold", "siege.begin")
        ]
        ranked = sorted(
            found, key=lambda event: (-event.origins, -event.reports, str(event.when and event.when.first), event.id)
        )
        # "Agreement." between nobody nowhere tells a reader nothing; it is counted.
        ranked = [event for event in ranked if event.place or event.place_text or event.who or event.whom]
        kept = sorted(ranked[:LEADING], key=lambda event: (str(event.when and event.when.first), event.id))
        if kept:
            rest = len(found) - len(kept)
            yield Section(
                id=family, title=_TITLES.get(family, FAMILIES[family]), statements=tuple(_event(desk, event, notes) for event in kept),
                rest=f"And {words.many(rest, 'event')} more, told of less often." if rest else "",
            )  # fmt: skip


def _within(event: Event, since: date, until: date) -> bool:
    """Say whether an event falls into the period: it must have begun in it, so that vague spans are no news."""
    first = event.when.first if event.when else None
    return first is not None and since <= first <= until


def _event(desk: Desk, event: Event, notes: Notes) -> Statement:
    item = event_item(desk, event)
    text = item.text + (f": {item.figures}" if item.figures else "")
    when = event.when
    days = words.span(when.first, when.last, desk.picture.day) if when else ""
    aside = (
        f"disputed: {item.dispute}"
        if item.dispute
        else "one origin only"
        if event.origins == 1
        else words.many(event.origins, "origin")
    )
    return notes.statement(text, [claim for claim in event.claims if claim not in event.against], days, aside)


def _dead(look: Lookup, notes: Notes, since: date, until: date) -> Section | None:
    tolls = [item for item in look.edition.picture.tolls if item.first and since <= item.first <= until]
    running = [item for item in tolls if item.is_running_total]
    rows = []
    for item in sorted(tolls, key=lambda toll: (toll.first or date.max, toll.measure != "killed", toll.id)):
        if item.is_running_total:
            continue
        whom, who = look.party_name(item.whom), look.party_name(item.who)
        about = ", ".join(part for part in (whom, f"blamed on {who}" if who else "") if part)
        cells = (words.span(item.first, item.last, until), look.place_name(item.place, item.place_text) or "–", item.measure, about,
                 words.number(item.low), words.number(item.best), words.number(item.high))  # fmt: skip
        rows.append((cells, notes.cite(item.claims)[0]))
    wars = [
        notes.statement(f"{words.count(item.low, item.high)} {item.measure} in the war until then", item.claims, words.span(item.last, item.last, until))
        for item in sorted(running, key=lambda toll: (toll.last or date.max, toll.id))
    ]  # fmt: skip
    if not rows and not wars:
        return None
    grid = Grid(head=("Days", "Place", "What", "Whom", "Low", "Best", "High"), rows=tuple(rows), right=(4, 5, 6))
    lead = "Low and high are the range over origins, best the figure that the rule picks. Figures are not added up: reports may tell of the same dead twice."
    return Section(id="dead", title="Casualties", lead=lead, statements=tuple(wars), grid=grid if rows else None)


def _displaced(look: Lookup, notes: Notes, since: date, until: date) -> Section | None:
    rows = []
    found = [
        item for item in look.edition.picture.movements if not item.derived and (item.low, item.high) != (None, None)
    ]
    for item in sorted(found, key=lambda one: (one.measure, str(one.first), one.id)):
        if item.first is None or not since <= item.first <= until:
            continue
        way = " to ".join(
            part
            for part in (look.place_name(item.whence, item.whence_text), look.place_name(item.where, item.where_text))
            if part
        )
        cells = (words.span(item.first, item.last, until), item.measure, way or "–", words.counted(item.low, item.high, item.unit).strip(),
                 look.said_by(item.said_by, item.claims), "rival figure" if item.rival_of else "")  # fmt: skip
        rows.append((cells, notes.cite(item.claims)[0]))
    if not rows:
        return None
    grid = Grid(head=("Days", "Measure", "Way", "How many", "Said by", ""), rows=tuple(rows))
    lead = "A flow is people who moved, a stock people who are somewhere: the two never add up."
    return Section(id="displaced", title="Displacement in figures", lead=lead, grid=grid)


def _forecasts(before: Edition | None, look: Lookup, notes: Notes, since: date) -> Section | None:
    old = {item.id: item.status for item in before.picture.forecasts} if before else {}
    statements = []
    for item in sorted(look.edition.picture.forecasts, key=lambda one: (str(one.issued), one.id)):
        who = look.said_by(item.forecaster, (item.claim,)) or "somebody"
        issued = item.issued is not None and item.issued > since
        if not issued and item.status == old.get(item.id, item.status):
            continue
        said = f"“{item.words.rstrip('.')}”" if item.words else item.proposition or "an event whose words are withheld"
        by = f", to come true by {words.day(item.horizon)}" if item.horizon else ""
        text = f"{who}: {said}{by}" if issued else f"{STATUSES[item.status]}: what {who} foretold, {said}"
        aside = STATUSES[item.status].lower() if issued else ""
        statements.append(
            notes.statement(text, (item.claim, *item.evidence), words.span(item.issued, item.issued, look.day), aside)
        )
    return Section(id="forecasts", title="Forecasts", statements=tuple(statements)) if statements else None


def _is_of_one_event(item: Toll, look: Lookup, since: date, until: date) -> bool:
    """Say whether a toll is of one event of the period: of a known place no wider than a district, and of a few days."""
    place = look.place(item.place)
    if item.measure != "killed" or item.first is None or item.last is None or place is None or place.kind in WIDE_KINDS:
        return False
    return since <= item.first <= until and (item.last - item.first).days < _FEW_DAYS


def _summary(
    sections: Sequence[Section], changes: Sequence[Change], desk: Desk, notes: Notes, since: date, until: date
) -> tuple[Statement, ...]:
    """Return the three to five lines that a reader in a hurry needs, each with notes."""
    look = desk.look
    lines = []
    by_holder: dict[str, list[Change]] = {}
    for change in (change for change in changes if is_gain(change, look, since)):
        by_holder.setdefault(look.side_of(change[2].holder) or change[2].holder, []).append(change)
    for side, found in sorted(by_holder.items(), key=lambda item: (-len(item[1]), item[0])):
        name = look.side_name(side) if side in look.sides else look.party_name(side) or "A party not known"
        gained = words.join([look.place_name(change[0]) for change in found], 5)
        lines.append(
            notes.statement(
                f"{name} gained {words.many(len(found), 'place')}: {gained}",
                [claim for change in found[:5] for claim in change[2].claims_for[:1]],
            )
        )
    by_id = {section.id: section for section in sections}
    new_sieges = (
        [
            item
            for item in by_id["sieges"].statements
            if (item.text.startswith(_BEGUN) or " is over" in item.text)
            and (" by " in item.text or len(item.notes) > 1)
        ]
        if "sieges" in by_id
        else []
    )
    lines += new_sieges[:2]
    tolls = [item for item in desk.picture.tolls if _is_of_one_event(item, look, since, until)]
    if worst := max(tolls, key=lambda item: (item.best or 0, item.id), default=None):
        where = look.place_name(worst.place, worst.place_text)
        lines.append(notes.statement(f"The highest toll of one event: {words.counted(worst.low, worst.high, 'people')} killed{f' in {where}' if where else ''}",
                                     worst.claims, words.span(worst.first, worst.last, until)))  # fmt: skip
    flows = [
        item
        for item in desk.picture.movements
        if item.measure == "flow" and not item.derived and item.low and item.first and since <= item.first <= until
    ]
    if most := max(flows, key=lambda item: (item.low or 0, item.id), default=None):
        whence = look.place_name(most.whence, most.whence_text)
        lines.append(notes.statement(f"The largest flight told of: {words.counted(most.low, most.high, most.unit)}{f' from {whence}' if whence else ''}",
                                     most.claims, words.span(most.first, most.last, until)))  # fmt: skip
    if not lines:
        lines.append(
            Statement(
                text="No place changed hands, and no figures of dead or displaced people came in, as far as reports tell.",
                notes=(),
            )
        )
    return tuple(replace(line, aside="") for line in lines)
