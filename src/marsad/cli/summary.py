"""The picture as a page of text, for the terminal."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from rich.markup import escape

from marsad.cli import show
from marsad.model.picture import Forecast, Holding, Movement, Toll
from marsad.publish import Edition, besieged, words
from marsad.publish.counted import Counted, counted
from marsad.publish.lookup import Lookup
from marsad.publish.page.ledgers import RELATIONS

_ROWS = 12
_LONG = 140


def picture(edition: Edition) -> None:
    """Print what a picture says: control, sieges, flight, tolls, ties, forecasts, and what it rests on."""
    seen = edition.picture
    show.out.print(f"[bold]The picture of {seen.day:%-d %B %Y}[/bold], as known by {seen.known_by:%-d %B %Y}\n")
    _control(edition)
    _shares(edition)
    _sieges(edition)
    _movements(edition)
    _tolls(edition)
    _ties(edition)
    _forecasts(edition)
    _sources(edition)


def _name(edition: Edition, identifier: str) -> str:
    place = edition.reference.places.get(identifier)
    if place is not None:
        return place.name
    side = next((side.name for side in edition.reference.pack.sides if side.id == identifier), "")
    actor = edition.reference.actors.get(identifier)
    return side or (actor.name if actor else identifier.removeprefix("named:") or "not named")


def _control(edition: Edition) -> None:
    found = counted(Lookup(edition))
    by_state: dict[tuple[str, str], list[Holding]] = defaultdict(list)
    for holding in edition.picture.holdings:
        if holding.place not in found.places:
            continue
        by_state[holding.holder, holding.state].append(holding)
    rows = [
        (
            _name(edition, holder) if state != "contested" else "contested",
            state,
            len(held),
            ", ".join(sorted(_name(edition, item.place) for item in held)[:8]) + (" …" if len(held) > 8 else ""),
        )
        for (holder, state), held in sorted(by_state.items(), key=lambda item: (-len(item[1]), item[0]))
        if state != "unknown"
    ]
    if rows:
        _table("Who holds what", ("holder", "state", "places", ""), rows, right=(2,))
    _apart(edition, found)


def _apart(edition: Edition, found: Counted) -> None:
    """Say what the table does not count: areas with other places in them, and places that no report speaks of."""
    wide = [item for item in edition.picture.holdings if item.place in found.wide and item.state != "unknown"]
    silent = sum(item.place in found.silent and item.state != "unknown" for item in edition.picture.holdings)
    areas = words.join(sorted(f"{_name(edition, item.place)} ({_held(edition, item)})" for item in wide)[:_ROWS])
    lines = [
        f"Areas, told of as wholes and not counted: {areas}." if wide else "",
        f"{words.sentence_case(words.many(silent, 'further place'))} no report names; what is said of the whole they lie in stands for them."
        if silent
        else "",
    ]
    for line in filter(None, lines):
        show.out.print(escape(line))
    if any(lines):
        show.out.print()


def _held(edition: Edition, item: Holding) -> str:
    return f"{item.state} by {_name(edition, item.holder)}" if item.holder else item.state


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], right: Sequence[int] = ()) -> None:
    """Print the first rows of a table, and how many more there are."""
    more = len(rows) - _ROWS
    show.table(f"{title} (first {_ROWS} of {len(rows)})" if more > 0 else title, columns, rows[:_ROWS], right)


def _shares(edition: Edition) -> None:
    rows = [
        (words.percent(item.low, item.high), _name(edition, item.place), item.place_text,
         f"held by {_name(edition, item.holder)}" if item.holder else f"lost by {_name(edition, item.loser)}",
         item.when.replace("/", " to "))
        for item in edition.picture.shares
    ]  # fmt: skip
    if rows:
        _table("Shares of a whole", ("share", "of", "words", "", "when"), rows)


def _sieges(edition: Edition) -> None:
    look = Lookup(edition)
    rows = []
    for siege in sorted(
        edition.picture.sieges, key=lambda item: (not item.place, item.last is not None, str(item.first))
    ):
        inside, days = besieged.trapped(look, siege), besieged.days(look, siege)
        rows.append((
            look.place_name(siege.place, siege.place_text), _name(edition, siege.besieger) if siege.besieger else "not named",
            siege.first or "", siege.last or besieged.state(look, siege), days or "",
            words.count(inside.low, inside.high) if inside else "", siege.id,
        ))  # fmt: skip
    if rows:
        _table("Sieges", ("place", "by", "since", "until", "days", "trapped", "id"), rows, right=(4, 5))


def _range(item: Movement | Toll) -> str:
    low, high = (f"{end:,.0f}" if end is not None else "" for end in (item.low, item.high))
    if low == high or not high:
        return low if low == high else f"{low} or more"
    return f"{low}–{high}" if low else f"up to {high}"


def _movements(edition: Edition) -> None:
    counted = [item for item in edition.picture.movements if item.low is not None or item.high is not None]
    rows = [
        (item.measure, _range(item), item.whence_text, item.where_text, _source(edition, item.said_by),
         f"sum of {len(item.parts)}" if item.derived else "", item.id)
        for item in sorted(counted, key=lambda item: -(item.low or item.high or 0))
    ]  # fmt: skip
    if rows:
        _table("People on the move", ("", "how many", "from", "to", "said by", "", "id"), rows, right=(1,))


def _tolls(edition: Edition) -> None:
    look = Lookup(edition)
    tolls = sorted(edition.picture.tolls, key=lambda item: -(item.high or item.low or 0))
    rows = [
        (
            item.measure,
            _range(item),
            look.place_name(item.place, item.place_text),
            item.first or "",
            len(item.claims),
            item.id,
        )
        for item in tolls
        if not item.is_running_total
    ]
    if rows:
        _table("Tolls", ("", "how many", "where", "when", "claims", "id"), rows, right=(1, 4))
    running = [item for item in tolls if item.is_running_total and item.measure == "killed"]
    if running:
        last = max(running, key=lambda item: (item.last or edition.picture.day, item.best or 0, item.id))
        said = words.join(sorted({look.origin_name(claim) for claim in last.claims}))
        show.out.print(
            escape(f"In the whole war {words.count(last.low, last.high)} killed, as told by {said} ({last.id}).") + "\n"
        )


def _ties(edition: Edition) -> None:
    look = Lookup(edition)
    rows = [
        (look.party_name(tie.who), RELATIONS[tie.relation], look.party_name(tie.whom), tie.first or "",
         words.join(look.tellers(tie.claims_for), 3), tie.id)
        for tie in edition.picture.ties
        if look.party_name(tie.who) and look.party_name(tie.whom)
    ]  # fmt: skip
    if rows:
        _table("Who stands with whom", ("", "", "", "first told", "said by", "id"), rows)


def _forecasts(edition: Edition) -> None:
    rows = [
        (
            item.status,
            _forecaster(edition, item),
            f"“{_short(edition, item)}”",
            item.horizon_text or "no horizon",
            item.id,
        )
        for item in edition.picture.forecasts
    ]
    if rows:
        _table("Forecasts", ("", "by", "words", "horizon", "id"), rows)


def _short(edition: Edition, item: Forecast) -> str:
    """Return the words of a forecast; of a long sentence those around what carries it."""
    claim = next((one for one in edition.claims if one.id == item.claim), None)
    if claim is None or len(item.words) <= _LONG:
        return item.words
    cue = claim.cue.start - claim.sentence.start
    start = min(max(0, cue - _LONG // 2), len(item.words) - _LONG)
    start = item.words.find(" ", start) + 1 if start else 0
    end = item.words.rfind(" ", 0, start + _LONG) if start + _LONG < len(item.words) else len(item.words)
    return ("… " if start else "") + item.words[start:end] + (" …" if end < len(item.words) else "")


def _forecaster(edition: Edition, item: Forecast) -> str:
    """Return who foretells: the known source, else the speaker as the report names him, else the outlet."""
    claim = next((one for one in edition.claims if one.id == item.claim), None)
    speaker = claim.said_by[0] if claim and claim.said_by else None
    if speaker and not edition.reference.sources.get(speaker.source) and speaker.text != "unspecified":
        return speaker.text
    return _source(edition, item.forecaster)


def _sources(edition: Edition) -> None:
    speakers = Counter(
        claim.said_by[0].source or claim.said_by[0].text if claim.said_by else "the outlets themselves"
        for claim in edition.claims
    )
    heard = ", ".join(f"{escape(_source(edition, name))} {count}" for name, count in speakers.most_common(8))
    events = len(edition.picture.events)
    show.out.print(
        f"{words.many(len(edition.claims), 'claim')} of {words.many(len(edition.reports), 'report')} tell of "
        f"{words.many(events, 'event')}. Said by: {heard}."
    )
    show.out.print(
        f"{words.many(len(edition.misses), 'sentence')} on the conflict {'was' if len(edition.misses) == 1 else 'were'} not "
        "understood: [bold]marsad gaps[/bold] lists them. "
        "[bold]marsad why ID[/bold] shows what any of the above rests on.\n"
    )


def _source(edition: Edition, name: str) -> str:
    """Return the name of a source; a speaker whom an outlet leaves unnamed stands as the outlet's."""
    outlet, _, unnamed = name.partition("/")
    found = edition.reference.sources.get(outlet)
    shown = found.name if found else outlet
    return f"{shown}, unnamed speaker" if unnamed else shown or "the outlet"
