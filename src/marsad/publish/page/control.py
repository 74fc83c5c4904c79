"""Who holds what: a row a place, with its intervals over the days, for the strip, the table and the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from marsad.model.picture import Holding, Siege
from marsad.publish import words
from marsad.publish.counted import WIDE_KINDS, areas, is_named
from marsad.publish.page.desk import NO_SIDE, Cite, Desk, slug

_CHANGES = frozenset({"control.change", "force.withdraw", "siege.end"})
STATES = {"held": "held", "claimed": "claimed", "contested": "contested", "unknown": "not known"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One interval of one place. `x`, `width`, `early` and `late` are in percent of the axis of days.

    `early` and `late` bound the day on which it can have begun, where that is more than a day.
    """

    first: date
    last: date
    state: str
    holder: str
    paint: str
    side: str
    belief: float
    x: float
    width: float
    early: float | None
    late: float | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One place with its intervals, oldest first, and how it stands on the picture's day.

    `wide` marks an area with places in it. `named` is false where no claim behind the intervals speaks of the
    place itself: what is known of it is what is said of an area around it.
    """

    place: str
    anchor: str
    name: str
    within: str
    wide: bool
    named: bool
    bars: tuple[Bar, ...]
    now: Bar | None
    since: str
    changed: date | None
    besieged: tuple[tuple[date, date], ...]
    siege_marks: tuple[tuple[float, float], ...]
    under_siege: bool
    cite_for: Cite
    cite_against: Cite
    cite: Cite

    @property
    def state(self) -> str:
        """Return the state on the picture's day, in a word."""
        return self.now.state if self.now else "unknown"


def rows(desk: Desk) -> tuple[Row, ...]:
    """Return a row for each place with a state, the earliest to change hands first."""
    history: dict[str, list[Holding]] = {}
    for item in desk.look.history:
        if item.first <= desk.axis.last:
            history.setdefault(item.place, []).append(item)
    wide = areas(desk.look, history)
    made = [_row(desk, place, items, place in wide) for place, items in history.items()]
    return tuple(sorted(made, key=_order))


def places(found: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows that count as places: no areas, and none that no report speaks of."""
    return tuple(row for row in found if row.named and not row.wide)


def _order(row: Row) -> tuple[bool, date, str, str, str]:
    """Order by the day of the last change of hands; places that never changed come last, by holder."""
    paint = row.now.paint if row.now else NO_SIDE
    return (row.wide, row.changed or date.max, paint, row.state, row.name.casefold())


def _row(desk: Desk, place: str, items: Sequence[Holding], wide: bool) -> Row:
    bars = _bars(desk, items)
    current = [item for item in desk.picture.holdings if item.place == place]
    latest = current or [item for item in items if item.last is None or item.last >= desk.picture.day]
    now = bars[-1] if bars and latest else None
    found = desk.look.place(place)
    besieged = _besieged(desk, place, bars)
    return Row(
        place=place, anchor=f"p-{slug(place)}", name=desk.look.place_name(place), wide=wide,
        named=is_named(desk.look, place, items), bars=bars, now=now,
        within=desk.look.place_name(found.parent) if found and found.parent else "",
        since=_since(latest[-1], desk) if latest else "",
        changed=_changed(desk, bars, items), besieged=besieged,
        siege_marks=tuple((desk.axis.left(first), desk.axis.width(first, last)) for first, last in besieged),
        under_siege=any(last >= desk.picture.day for _, last in besieged),
        cite_for=desk.cite(*(item.claims_for for item in latest)),
        cite_against=desk.cite(*(item.claims_against for item in latest)),
        cite=desk.cite(*(item.claims_for for item in items), *(item.claims_against for item in items)),
    )  # fmt: skip


def _bars(desk: Desk, items: Sequence[Holding]) -> tuple[Bar, ...]:
    """Return the intervals cut to the axis; each ends at the latest where the next one begins."""
    ends = [later.first - timedelta(1) for _, later in pairwise(items)] + [desk.axis.last]
    found: list[Bar] = []
    for item, end in zip(items, ends, strict=True):
        last = min(item.last or desk.axis.last, end, desk.axis.last)
        if last >= max(item.first, desk.axis.first):
            bar = _bar(desk, item, last)
            # What is contested takes the colour of whoever held it last.
            last_holder = found[-1].paint if found and bar.state == "contested" and not bar.holder else bar.paint
            found.append(replace(bar, paint=last_holder))
    return tuple(found)


def _bar(desk: Desk, item: Holding, last: date) -> Bar:
    axis = desk.axis
    first = max(item.first, axis.first)
    unsure = item.change_first < item.change_last and item.change_last > axis.first
    holder = desk.look.party_name(item.holder)
    bar = Bar(
        first=first, last=last, state=item.state, holder=holder, paint=desk.paint(item.holder, first),
        side=desk.look.side_of(item.holder, first), belief=item.belief,
        x=axis.left(first), width=axis.width(first, last),
        early=axis.left(item.change_first) if unsure else None,
        late=axis.left(item.change_last + timedelta(1)) if unsure else None, words="",
    )  # fmt: skip
    return replace(bar, words=f"{words.span(first, last, axis.last)}: {state_words(bar.state, holder)}")


def state_words(state: str, holder: str) -> str:
    """Return a state with its holder in words: "held by rebels", "contested, rebels last held it"."""
    if not holder:
        return STATES.get(state, state)
    if state == "contested":
        return f"contested; last in the hands of {holder}"
    if state == "unknown":
        return f"not known; last heard of in the hands of {holder}"
    return f"{STATES.get(state, state)} by {holder}"


def _since(item: Holding, desk: Desk) -> str:
    """Return since when a place is as it is; before the axis it is only known to be no later."""
    if item.change_first == item.change_last:
        return words.span(item.change_first, item.change_first, desk.axis.last)
    return f"between {words.short_day(item.change_first)} and {words.span(item.change_last, item.change_last, desk.axis.last)}"


def _changed(desk: Desk, bars: Sequence[Bar], items: Sequence[Holding]) -> date | None:
    """Return the day of the last change from one side to another, or of a first change that reports tell of."""
    held = [bar for bar in bars if bar.state in {"held", "claimed"} and bar.holder]
    for earlier, later in reversed(list(pairwise(held))):
        if (earlier.side or earlier.holder) != (later.side or later.holder):
            return later.first
    told = [item for item in items if item.state in {"held", "claimed"} and item.first > desk.axis.first]
    if held and told and told[0].first == held[0].first and _tells_change(desk, told[0]):
        return held[0].first
    return None


def _tells_change(desk: Desk, item: Holding) -> bool:
    kinds = (desk.look.claims[claim].kind for claim in item.claims_for if claim in desk.look.claims)
    return any(kind in _CHANGES for kind in kinds)


def _besieged(desk: Desk, place: str, bars: Sequence[Bar]) -> tuple[tuple[date, date], ...]:
    """Return when a place was under siege: its own, or that of an area around it while the besieged held it."""
    found = []
    for siege in desk.picture.sieges:
        if siege.place != place and siege.place not in _areas_around(desk, place):
            continue
        start, end = siege.first or desk.axis.first, siege.last or desk.axis.last
        for bar in bars:
            first, last = max(start, bar.first), min(end, bar.last)
            if first <= last and _is_besieged(desk, siege, place, bar):
                found.append((first, last))
    return tuple(sorted(set(found)))


def _areas_around(desk: Desk, place: str) -> list[str]:
    """Return the areas around a place up to its city; the siege of something in a province is not that of all of it."""
    found = []
    for parent in desk.look.edition.reference.places.ancestors(place):
        area = desk.look.place(parent)
        if area is None or area.kind in WIDE_KINDS:
            break
        found.append(parent)
    return found


def _is_besieged(desk: Desk, siege: Siege, place: str, bar: Bar) -> bool:
    """Return whether the holder of a place is the one besieged; where nobody is named, only the place itself is."""
    besieger, besieged = desk.look.side_of(siege.besieger), desk.look.side_of(siege.besieged)
    if besieger and bar.side == besieger:
        return False
    if besieged and bar.side:
        return bar.side == besieged
    return siege.place == place or bool(besieger and bar.side)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many places one holder has in one state, with the class of its colour."""

    name: str
    state: str
    paint: str
    places: int
    share: float
    x: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRow:
    """A share of a whole that is told to be held or to have changed hands."""

    share: str
    where: str
    words: str
    party: str
    verb: str
    paint: str
    when: str
    cite: Cite


def shares(desk: Desk) -> tuple[ShareRow, ...]:
    """Return the shares of places, as told."""
    return tuple(
        ShareRow(
            share=words.percent(item.low, item.high), where=desk.look.place_name(item.place, item.place_text),
            words=item.place_text, party=desk.look.party_name(item.holder or item.loser) or "nobody named",
            verb="held by" if item.holder else "lost by", paint=desk.paint(item.holder or item.loser),
            when=words.span(*(date.fromisoformat(day) for day in (item.when.split("/") * 2)[:2])) if item.when else "",
            cite=desk.cite(item.claims),
        )
        for item in desk.picture.shares
    )  # fmt: skip


def tally(desk: Desk, found: Sequence[Row]) -> tuple[Tally, ...]:
    """Return how many places each side holds on the picture's day, the most first, then what is open."""
    counting = [row for row in places(found) if row.now]
    counted: Counter[tuple[int, str, str]] = Counter()
    for row in counting:
        bar = row.now
        if bar is None:
            continue
        if bar.state == "held":
            counted[0, bar.paint, desk.look.side_name(bar.side) or bar.holder or "Nobody named"] += 1
        else:
            counted[1, f"{bar.paint}" if bar.state == "claimed" else NO_SIDE, _open_words(bar, desk)] += 1
    ordered = sorted(counted.items(), key=lambda item: (item[0][0], -item[1], item[0]))
    made, x = [], 0.0
    for (is_open, paint, name), count in ordered:
        share = 100 * count / len(counting)
        state = "held" if not is_open else "claimed" if name.startswith("Claimed") else "contested"
        state = "unknown" if name == "Not known" else state
        made.append(Tally(name=name, state=state, paint=paint, places=count, share=round(share, 3), x=round(x, 3)))
        x += share
    return tuple(made)


def _open_words(bar: Bar, desk: Desk) -> str:
    if bar.state == "claimed":
        return f"Claimed by {desk.look.side_name(bar.side) or bar.holder or 'somebody'} alone"
    return "Contested" if bar.state == "contested" else "Not known"


def changed_between(found: Sequence[Row], first: date, last: date) -> tuple[Row, ...]:
    """Return the places whose last change of hands fell in the interval."""
    return tuple(row for row in places(found) if row.changed and first <= row.changed <= last)
