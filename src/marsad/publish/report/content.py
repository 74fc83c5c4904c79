"""What a briefing says: statements with their sources, tables and a map, before any format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from marsad.model.event import Event
from marsad.model.picture import Holding, Siege, Toll
from marsad.publish import besieged, words
from marsad.publish.counted import WIDE_KINDS
from marsad.publish.edition import Edition
from marsad.publish.lookup import Lookup
from marsad.publish.page import control
from marsad.publish.page.atlas import Map, draw
from marsad.publish.page.desk import Desk
from marsad.publish.page.phrases import FAMILIES
from marsad.publish.page.timeline import event_item

LEADING = 8
"""Events of a family that are told; the others are counted."""
CITED = 4
"""Sentences given for a statement, the earliest of different origins first; `marsad why` lists them all."""
_FEW_DAYS = 7
"""A toll over more days than these tells of an episode, as in `picture.casualties`."""
_TOLD = ("attack", "siege", "displacement", "deal", "relief", "force", "unrest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One source of a statement: who printed which sentence on which day, and whom it relays."""

    number: int
    outlet: str
    day: str
    title: str
    speaker: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing said, with the numbers of its notes, how many more sentences there are, and the days it is about."""

    text: str
    notes: tuple[int, ...]
    more: int = 0
    days: str = ""
    aside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: its columns, its rows of text, and the columns set flush right; the last column holds notes."""

    head: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]
    right: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the briefing; `lead` says how to read it."""

    id: str
    title: str
    lead: str = ""
    statements: tuple[Statement, ...] = ()
    grid: Grid | None = None
    rest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """All that a briefing holds."""

    title: str
    kicker: str
    clocks: str
    summary: tuple[Statement, ...]
    sections: tuple[Section, ...]
    map: Map | None
    changed: frozenset[str]
    sides: tuple[tuple[str, str, str], ...]
    notes: tuple[Note, ...]
    basis: str


@dataclass
class _Notes:
    """Numbers sentences in the order in which they are first cited."""

    look: Lookup
    numbers: dict[str, int] = field(default_factory=dict)
    made: list[Note] = field(default_factory=list)

    def cite(self, claims: Iterable[str]) -> tuple[tuple[int, ...], int]:
        """Return the numbers of the notes of a statement, and how many of its sentences have none."""
        wanted = set(claims)
        known = [claim for name, claim in self.look.claims.items() if name in wanted]
        origin_of = self.look.edition.reconciled.origin_of
        chosen: dict[str, str] = {}
        for claim in known:
            chosen.setdefault(origin_of.get(claim.id, claim.id), claim.id)
        first = [*chosen.values(), *(claim.id for claim in known if claim.id not in chosen.values())]
        spots = list(
            dict.fromkeys((self.look.claims[name].report, self.look.claims[name].sentence.start) for name in first)
        )
        by_spot: dict[tuple[str, int], str] = {}
        for name in first:
            by_spot.setdefault((self.look.claims[name].report, self.look.claims[name].sentence.start), name)
        kept = [self._number(by_spot[spot]) for spot in spots[:CITED]]
        return tuple(sorted(kept)), max(len(spots) - CITED, 0)

    def _number(self, name: str) -> int:
        claim = self.look.claims[name]
        key = f"{claim.report} {claim.sentence.start} {claim.id if not claim.sentence.text else ''}"
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers) + 1
            report = self.look.reports.get(claim.report)
            speaker = self.look.origin_name(name) if claim.said_by else ""
            self.made.append(
                Note(
                    number=self.numbers[key], outlet=self.look.outlet_name(claim.outlet) or "an outlet not named",
                    day=words.day(report.published) if report and report.published else "undated",
                    title=report.title if report else "", speaker=speaker, sentence=" ".join(claim.sentence.text.split()),
                )
            )  # fmt: skip
        return self.numbers[key]

    def statement(self, text: str, claims: Iterable[str], days: str = "", aside: str = "") -> Statement:
        notes, more = self.cite(claims)
        return Statement(text=words.sentence_case(text), notes=notes, more=more, days=days, aside=aside)


def brief(before: Edition | None, after: Edition, since: date, until: date) -> Briefing:
    """Return what changed from the picture of `since`, as known then, to that of `until`, as known then.

    `before` is None where nothing was known yet on that day.
    """
    look = Lookup(after)
    desk = Desk(look)
    notes = _Notes(look)
    changes = list(_changes(before, after, look))
    control_part = _control(changes, notes, look, since)
    sections = [
        control_part, _sieges(before, after, notes, look, since, until), *_events(desk, notes, since, until),
        _dead(look, notes, since, until), _displaced(look, notes, since, until), _forecasts(before, look, notes, since),
    ]  # fmt: skip
    kept = tuple(section for section in sections if section is not None)
    summary = _summary(kept, changes, desk, notes, since, until)
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


Change = tuple[str, Holding | None, Holding]


def _changes(before: Edition | None, after: Edition, look: Lookup) -> Iterable[Change]:
    """Yield the places whose state or holder is another, by the day on which it changed."""
    old = {item.place: item for item in before.picture.holdings} if before else {}
    found = []
    for item in after.picture.holdings:
        place = look.place(item.place)
        was = old.get(item.place)
        is_same = was is not None and (was.state, was.holder) == (item.state, item.holder)
        if is_same or place is None or place.kind in WIDE_KINDS or (was is None and item.state == "unknown"):
            continue
        found.append((item.place, was, item))
    return sorted(found, key=lambda change: (change[2].first, look.place_name(change[0])))


def _control(changes: Sequence[Change], notes: _Notes, look: Lookup, since: date) -> Section:
    new = [change for change in changes if change[1] is None]
    moved = [change for change in changes if change[1] is not None]
    told = [_change(change, notes, look, since) for change in moved]
    first = [_change(change, notes, look, since) for change in new]
    told_of = look.edition.picture.holdings or look.edition.picture.history
    none = "No place changed hands, as far as reports tell." if told_of else "Who holds which place is not told here."
    lead = (
        f"{words.sentence_case(words.many(len(moved), 'place'))} changed state or holder"
        + (f", and {words.many(len(new), 'place')} came into the picture for the first time" if new else "")
        + ". A day is that on which the change began, as far as reports tell."
        if changes
        else none
    )
    return Section(id="control", title="Control of places", lead=lead, statements=(*told, *first))


def _change(change: Change, notes: _Notes, look: Lookup, since: date) -> Statement:
    place, was, now = change
    name = look.place_name(place)
    text = f"{name}: {_state(now, look)}" + (f"; before, {_state(was, look)}" if was else "")
    day = words.span(now.change_first, now.change_last, now.first)
    aside = "learned since, but older" if now.change_last < since else "" if was else "not in the picture before"
    return notes.statement(text, now.claims_for, day, aside)


def _state(item: Holding, look: Lookup) -> str:
    holder = look.party_name(item.holder)
    if item.state == "unknown":
        return "nothing certain is known"
    if item.state == "contested":
        return f"contested, last held by {holder}" if holder else "contested"
    return f"{'held' if item.state == 'held' else 'claimed'} by {holder or 'a party not known'}"


def _sieges(
    before: Edition | None, after: Edition, notes: _Notes, look: Lookup, since: date, until: date
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
        by = look.party_name(item.besieger)
        told = f"the siege of {look.place_name(item.place)}{f', by {by}' if by else ''}"
        is_new = (item.place, item.besieger) not in known
        sort = "New" if item.first and item.first >= since else "First told of now"
        label = "Over" if ended else sort if is_new else "Goes on"
        days = words.span(item.first, item.last if ended else None, until)
        lasted, inside = besieged.days(look, item), besieged.trapped(look, item)
        more = [f", for {words.many(lasted, 'day')}" if lasted and lasted > 1 else ""]
        more += [f"; {words.count(inside.low, inside.high)} people said to be trapped" if inside else ""]
        statements.append(
            notes.statement(
                f"{label}: {told}{''.join(more)}", (*item.claims_for, *(inside.claims if inside else ())), days
            )
        )
    rest = f"And {words.many(unplaced, 'siege')} of places that no gazetteer holds." if unplaced else ""
    return Section(id="sieges", title="Sieges", statements=tuple(statements), rest=rest) if statements else None


def _is_told(item: Siege, look: Lookup, since: date) -> bool:
    """Say whether anybody told of the siege after the first day of the period."""
    reports = (look.reports.get(look.claims[claim].report) for claim in item.claims_for if claim in look.claims)
    return any(report is not None and (report.published is None or report.published > since) for report in reports)


def _runs(item: Siege, day: date) -> bool:
    return (item.first is None or item.first <= day) and (item.last is None or item.last >= day)


def _events(desk: Desk, notes: _Notes, since: date, until: date) -> Iterable[Section]:
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
        kept = sorted(ranked[:LEADING], key=lambda event: (str(event.when and event.when.first), event.id))
        if kept:
            rest = len(found) - len(kept)
            yield Section(
                id=family, title=FAMILIES[family], statements=tuple(_event(desk, event, notes) for event in kept),
                rest=f"And {words.many(rest, 'event')} more, told of less often." if rest else "",
            )  # fmt: skip


def _within(event: Event, since: date, until: date) -> bool:
    """Say whether an event falls into the period: it must have begun in it, so that vague spans are no news."""
    first = event.when.first if event.when else None
    return first is not None and since <= first <= until


def _event(desk: Desk, event: Event, notes: _Notes) -> Statement:
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


def _dead(look: Lookup, notes: _Notes, since: date, until: date) -> Section | None:
    tolls = [item for item in look.edition.picture.tolls if item.first and since <= item.first <= until]
    rows = []
    for item in sorted(tolls, key=lambda toll: (toll.first or date.max, toll.measure != "killed", toll.id)):
        whom, who = look.party_name(item.whom), look.party_name(item.who)
        about = ", ".join(part for part in (whom, f"blamed on {who}" if who else "") if part)
        cells = (words.span(item.first, item.last, until), look.place_name(item.place, item.place_text) or "–", item.measure, about,
                 words.number(item.low), words.number(item.best), words.number(item.high))  # fmt: skip
        rows.append((cells, notes.cite(item.claims)[0]))
    if not rows:
        return None
    grid = Grid(head=("Days", "Place", "", "Whom", "Low", "Best", "High"), rows=tuple(rows), right=(4, 5, 6))
    lead = "Low and high are the range over origins, best the figure that the rule picks. Figures are not added up: reports may tell of the same dead twice."
    return Section(id="dead", title="Casualties", lead=lead, grid=grid)


def _displaced(look: Lookup, notes: _Notes, since: date, until: date) -> Section | None:
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
        cells = (words.span(item.first, item.last, until), item.measure, way or "–", f"{words.count(item.low, item.high)} {item.unit}".strip(),
                 look.said_by(item.said_by, item.claims), "rival figure" if item.rival_of else "")  # fmt: skip
        rows.append((cells, notes.cite(item.claims)[0]))
    if not rows:
        return None
    grid = Grid(head=("Days", "Measure", "Way", "How many", "Said by", ""), rows=tuple(rows))
    lead = "A flow is people who moved, a stock people who are somewhere: the two never add up."
    return Section(id="displaced", title="Displacement in figures", lead=lead, grid=grid)


def _forecasts(before: Edition | None, look: Lookup, notes: _Notes, since: date) -> Section | None:
    old = {item.id: item.status for item in before.picture.forecasts} if before else {}
    statements = []
    for item in sorted(look.edition.picture.forecasts, key=lambda one: (str(one.issued), one.id)):
        who = look.said_by(item.forecaster, (item.claim,)) or "somebody"
        issued = item.issued is not None and item.issued > since
        if issued:
            text = f"{who} foretold: {item.words or item.proposition or 'an event whose words are withheld'}"
        elif item.status != old.get(item.id, item.status):
            text = f"Now {item.status}: what {who} foretold on {words.day(item.issued)}"
        else:
            continue
        statements.append(
            notes.statement(
                text, (item.claim, *item.evidence), words.span(item.issued, item.issued, look.day), item.status
            )
        )
    return Section(id="forecasts", title="Forecasts", statements=tuple(statements)) if statements else None


def _is_gain(change: Change, look: Lookup, since: date) -> bool:
    """Say whether a place was taken in the period: from another side, or, where nothing was known, by a claim that says so."""
    _, was, now = change
    if now.state != "held":
        return False
    if was is not None:
        return look.side_of(was.holder) != look.side_of(now.holder) or was.holder == ""
    kinds = {look.claims[claim].kind for claim in now.claims_for if claim in look.claims}
    return now.change_last >= since and "control.change" in kinds


def _is_of_one_event(item: Toll, look: Lookup, since: date, until: date) -> bool:
    """Say whether a toll is of one event of the period: of a known place no wider than a district, and of a few days."""
    place = look.place(item.place)
    if item.measure != "killed" or item.first is None or item.last is None or place is None or place.kind in WIDE_KINDS:
        return False
    return since <= item.first <= until and (item.last - item.first).days < _FEW_DAYS


def _summary(
    sections: Sequence[Section], changes: Sequence[Change], desk: Desk, notes: _Notes, since: date, until: date
) -> tuple[Statement, ...]:
    """Return the three to five lines that a reader in a hurry needs, each with notes."""
    look = desk.look
    lines = []
    by_holder: dict[str, list[Change]] = {}
    for change in (change for change in changes if _is_gain(change, look, since)):
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
        [item for item in by_id["sieges"].statements if item.text.startswith(("New:", "Over:"))]
        if "sieges" in by_id
        else []
    )
    lines += new_sieges[:2]
    tolls = [item for item in desk.picture.tolls if _is_of_one_event(item, look, since, until)]
    if worst := max(tolls, key=lambda item: (item.best or 0, item.id), default=None):
        where = look.place_name(worst.place, worst.place_text)
        lines.append(notes.statement(f"The highest toll of one event: {words.count(worst.low, worst.high)} killed{f' in {where}' if where else ''}",
                                     worst.claims, words.span(worst.first, worst.last, until)))  # fmt: skip
    flows = [
        item
        for item in desk.picture.movements
        if item.measure == "flow" and not item.derived and item.low and item.first and since <= item.first <= until
    ]
    if most := max(flows, key=lambda item: (item.low or 0, item.id), default=None):
        whence = look.place_name(most.whence, most.whence_text)
        lines.append(notes.statement(f"The largest flight told of: {words.count(most.low, most.high)} {most.unit}{f' from {whence}' if whence else ''}",
                                     most.claims, words.span(most.first, most.last, until)))  # fmt: skip
    if not lines:
        lines.append(
            Statement(
                text="No place changed hands, and no figures of dead or displaced people came in, as far as reports tell.",
                notes=(),
            )
        )
    return tuple(replace(line, aside="") for line in lines)
