"""The tables of a publication. Each column is a line of data: its name, its meaning and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from marsad.model.event import Event
from marsad.publish import besieged
from marsad.publish.lookup import Lookup
from marsad.publish.tables import Column, Table, to_csv
from marsad.publish.voices import voices


@dataclass(frozen=True, slots=True)
class Row:
    """An item with the indexes that its columns look names up in."""

    item: Any
    look: Lookup

    def place(self, name: str) -> str:
        """Return the name of the place whose id is the item's field `name`."""
        return self.look.place_name(getattr(self.item, name), getattr(self.item, f"{name}_text", ""))

    def party(self, name: str) -> str:
        """Return the name of the party whose id is the item's field `name`."""
        value = getattr(self.item, name)
        return self.look.party_name(value) or value

    def side(self, name: str) -> str:
        """Return the side of the party whose id is the item's field `name`."""
        return self.look.side_of(getattr(self.item, name))

    def coordinate(self, axis: str) -> float | None:
        """Return a coordinate of the item's place, in degrees of WGS 84."""
        found = self.look.place(self.item.place)
        return getattr(found, axis) if found else None


def _of(name: str, meaning: str, path: str = "") -> Column:
    take = attrgetter(f"item.{path or name}")
    return Column(name, meaning, take)


def _part(name: str, meaning: str, path: str) -> Column:
    """Return a column of a slot that may be empty: `path` is the slot and its field."""
    slot, field = path.split(".")

    def take(row: Row) -> Any:
        value = getattr(row.item, slot)
        return getattr(value, field) if value is not None else None

    return Column(name, meaning, take)


def _place(name: str, meaning: str, path: str = "place") -> Column:
    return Column(name, meaning, lambda row: row.place(path))


def _party(name: str, meaning: str, path: str) -> Column:
    return Column(name, meaning, lambda row: row.party(path))


def _side(name: str, meaning: str, path: str) -> Column:
    return Column(name, meaning, lambda row: row.side(path))


def _inside(row: Row, end: str) -> float | None:
    found = besieged.trapped(row.look, row.item)
    return getattr(found, end) if found else None


def _figure(item: Any) -> str:
    bounds = "/".join("" if value is None else f"{value:g}" for value in (item.low, item.best, item.high))
    return f"{item.measure}: {bounds}, {item.rule}"


def _claims_of(row: Row) -> list[str]:
    return [claim.id for claim in row.look.claims.values() if claim.report == row.item.id]


def _sides(row: Row) -> list[str]:
    """Return who stands on each side of a dispute."""
    named = [sorted({row.look.origin_name(claim) for claim in side} - {""}) for side in row.item.sides]
    return [" and ".join(names) for names in named]


def _place_of(row: Row) -> str:
    """Return where the events of a dispute happen."""
    events = row.look.edition.reconciled.events
    return next(
        (row.look.place_name(event.place, event.place_text) for event in events if row.item in event.disputes), ""
    )


_FOR = _of("claims_for", "ids of the claims that say so", "claims_for")
_AGAINST = _of("claims_against", "ids of the claims that deny it", "claims_against")
_CLAIMS = _of("claims", "ids of the claims it rests on")
_LOW = _of("low", "lowest number; empty: no lower bound")
_HIGH = _of("high", "highest number; empty: no upper bound")

CLAIMS = (
    _of("claim_id", "id of the claim", "id"),
    Column("number", "number of the sentence on the page", lambda row: row.look.number.get(row.item.id)),
    _of("report_id", "id of the report", "report"),
    _of("outlet", "who published the report"),
    _of("published", "day of publication"),
    _of("kind", "kind of claim"),
    _of("modality", "asserted, denied, possible, predicted, planned or urged"),
    _part("who", "who acts, in the report's words", "who.text"),
    _part("who_actor", "id of that actor", "who.actor"),
    _part("who_side", "side of that actor on the day", "who.side"),
    _part("whom", "who is acted upon, in the report's words", "whom.text"),
    _part("whom_actor", "id of that actor", "whom.actor"),
    _part("whom_side", "side of that actor on the day", "whom.side"),
    _part("where", "place, in the report's words", "where.text"),
    _part("where_place", "id of that place", "where.place"),
    _part("whence", "origin of a move, in the report's words", "whence.text"),
    _part("whence_place", "id of that place", "whence.place"),
    _part("first_day", "first day on which it can have happened", "when.first"),
    _part("last_day", "last day on which it can have happened", "when.last"),
    _part("edtf", "both days in Extended Date/Time Format", "when.edtf"),
    _part("date_basis", "what the days rest on", "when.basis"),
    _part("count_low", "lowest number; empty: no lower bound", "count.low"),
    _part("count_high", "highest number; empty: no upper bound", "count.high"),
    _part("unit", "what is counted", "count.unit"),
    Column("said_by", "speakers, nearest first", lambda row: [item.text for item in row.item.said_by]),
    Column("origin", "claims with the same origin are one witness",
           lambda row: row.look.edition.reconciled.origin_of.get(row.item.id)),
    _part("condition", "the if-clause", "condition.text"),
    _part("horizon", "by when it is to come true", "horizon.text"),
    _of("sentence", "the sentence", "sentence.text"),
    _of("sentence_start", "offset of the sentence in the report's text, in characters", "sentence.start"),
    _of("cue", "the words that carry the claim", "cue.text"),
    _of("reader", "what read it", "read_by.reader"),
    _of("entry", "codebook entry that read it", "read_by.entry"),
    _of("sureness", "how sure the reading is, 0 to 1; not how true"),
    Column("credibility", "Admiralty digit 1 (confirmed by other sources) to 6 (cannot be judged), by rule",
           lambda row: row.look.credibility.get(row.item.id, 6)),
)  # fmt: skip

EVENTS = (
    _of("event_id", "id of the event", "id"),
    _of("kind", "kind of claim"),
    _part("first_day", "first day on which it can have happened", "when.first"),
    _part("last_day", "last day on which it can have happened", "when.last"),
    _of("place_id", "id of the place", "place"),
    _place("place", "name of the place"),
    Column("latitude", "degrees, of the gazetteer's point", lambda row: row.coordinate("latitude")),
    Column("longitude", "degrees, of the gazetteer's point", lambda row: row.coordinate("longitude")),
    _of("who", "ids or words of those who act"),
    _of("whom", "ids or words of those acted upon"),
    _of("origins", "independent origins that say it happened"),
    _of("reports", "reports that print it"),
    Column("figures", "measure: low/best/high, rule", lambda row: [_figure(item) for item in row.item.figures]),
    Column("disputes", "what its claims disagree on",
           lambda row: [item.words if item.state == "open" else f"{item.words} ({item.state})" for item in row.item.disputes]),
    _CLAIMS,
    _of("claims_against", "ids of those that deny it", "against"),
)  # fmt: skip

CONTROL = (
    _of("holding_id", "id of the interval", "id"),
    _of("place_id", "id of the place", "place"),
    _place("place", "name of the place"),
    Column("latitude", "degrees, of the gazetteer's point", lambda row: row.coordinate("latitude")),
    Column("longitude", "degrees, of the gazetteer's point", lambda row: row.coordinate("longitude")),
    _of("state", "held, claimed, contested or unknown"),
    _of("holder_id", "id of the holder", "holder"),
    _party("holder", "name of the holder", "holder"),
    _side("side", "side of the holder", "holder"),
    _of("first", "first day"),
    _of("last", "last day; empty: still so on the picture's day"),
    _of("change_first", "first day on which it can have begun"),
    _of("change_last", "last day on which it can have begun"),
    _of("belief", "0 to 1"),
    _of("rule", "rule that set the state"),
    _FOR,
    _AGAINST,
)

SHARES = (
    _of("share_id", "id of the share", "id"),
    _of("place_id", "id of the whole", "place"),
    _place("place", "name of the whole"),
    _of("words", "the words for the part", "place_text"),
    _party("holder", "who took or holds the part", "holder"),
    _party("loser", "who lost it", "loser"),
    _of("low", "least share of the whole, 0 to 1"),
    _of("high", "greatest share of the whole, 0 to 1"),
    _of("when", "day, or first and last day"),
    _CLAIMS,
)

SIEGES = (
    _of("siege_id", "id of the siege", "id"),
    _of("place_id", "id of the place", "place"),
    _place("place", "name of the place"),
    _party("besieger", "who besieges", "besieger"),
    _party("besieged", "who is besieged", "besieged"),
    _of("first", "first day"),
    _of("last", "last day; empty: still so on the picture's day"),
    _of("supply_cut", "whether a supply line is said to be cut"),
    Column("last_told", "day of the last report that tells of it", lambda row: besieged.last_told(row.look, row.item)),
    Column(
        "days",
        "how long it lasted; empty: not known, or not told of for two months",
        lambda row: besieged.days(row.look, row.item),
    ),
    Column("trapped_low", "least number of people said to be trapped", lambda row: _inside(row, "low")),
    Column("trapped_high", "greatest number of people said to be trapped", lambda row: _inside(row, "high")),
    Column("said_by", "who says so", lambda row: row.look.tellers(row.item.claims_for)),
    _FOR,
    _AGAINST,
)

DISPLACEMENT = (
    _of("movement_id", "id of the figure", "id"),
    _of("measure", "flow, stock, return or trapped; a flow and a stock never add up"),
    _of("whence_id", "id of the origin", "whence"),
    _place("whence", "name of the origin", "whence"),
    _of("where_id", "id of the destination, or of the place where people are", "where"),
    _place("where", "name of that place", "where"),
    _of("first", "first day"),
    _of("last", "last day"),
    _LOW,
    _HIGH,
    _of("unit", "people, families, ..."),
    Column("said_by", "who gives the figure", lambda row: row.look.said_by(row.item.said_by, row.item.claims)),
    _of("derived", "whether it is a sum made here"),
    _of("parts", "ids of the figures it adds up"),
    _of("rival_of", "ids of figures for the same people; never add them"),
    _CLAIMS,
)

CASUALTIES = (
    _of("toll_id", "id of the toll", "id"),
    _of("measure", "killed, injured or missing"),
    _of("event_id", "id of the event", "event"),
    _of("place_id", "id of the place", "place"),
    _place("place", "name of the place"),
    _party("who", "who is said to have caused it", "who"),
    _party("whom", "who was hurt", "whom"),
    _of("first", "first day"),
    _of("last", "last day"),
    _LOW,
    _of("best", "headline figure by the rule"),
    _HIGH,
    _of("rule", "rule that picked the headline figure"),
    _CLAIMS,
    _of("superseded", "ids of claims that the same origin has since replaced"),
)

TIES = (
    _of("tie_id", "id of the tie", "id"),
    _of("relation", "support, ally, oppose or end"),
    _of("who_id", "id of the one that backs, joins, fights or leaves", "who"),
    _party("who", "its name", "who"),
    _of("whom_id", "id of the other", "whom"),
    _party("whom", "its name", "whom"),
    _of("first", "day it was first told of"),
    _of("last", "day it ended"),
    Column("said_by", "who says so", lambda row: row.look.tellers(row.item.claims_for)),
    _FOR,
    _AGAINST,
)

FORECASTS = (
    _of("forecast_id", "id of the forecast", "id"),
    Column("forecaster", "who foretold it", lambda row: row.look.said_by(row.item.forecaster, (row.item.claim,))),
    Column("relayed_by", "who printed it", lambda row: row.look.outlet_name(row.item.relayed_by)),
    _of("issued", "day it was issued"),
    _of("words", "the sentence"),
    _of("proposition", "what is to come true"),
    _of("phrase", "words of probability"),
    _of("low", "lowest probability that the words state, 0 to 1"),
    _of("high", "highest probability that the words state, 0 to 1"),
    _of("horizon_text", "by when, in the report's words"),
    _of("horizon", "by when, as a day"),
    _of("horizon_basis", "what that day rests on"),
    _of("condition", "the if-clause"),
    _of("status", "open, true, false, void, unresolvable or disputed"),
    _of("flags", "what makes it hard to score"),
    _of("claims", "id of the claim it is", "claim"),
    _of("evidence", "ids of the claims that settle it"),
)

DISPUTES = (
    _of("dispute_id", "id of the dispute", "id"),
    _of("about", "holder, culprit, denial, or toll with its measure"),
    Column("place", "name of the place", _place_of),
    _of("words", "the dispute in words"),
    _of("state", "open, settled or moot"),
    Column("favours", "number of the side that it was settled for, from 1",
           lambda row: row.item.favours + 1 if row.item.favours is not None else None),
    _of("by", "who settled it; rule: a later agreed state"),
    _of("why", "the reason given"),
    Column("sides", "who stands on each side", _sides),
    Column("claims_1", "ids of the claims of the first side", lambda row: row.item.sides[0]),
    Column("claims_2", "ids of the claims of the other sides",
           lambda row: [claim for side in row.item.sides[1:] for claim in side]),
)  # fmt: skip

SOURCES = (
    _of("source_id", "id of the source; empty: no list knows it", "source"),
    _of("name", "name of the source"),
    _of("kind", "what it is: wire, newspaper, monitor, official, ..."),
    _of("side", "side that its word favours; empty: none known"),
    _of("reliability", "Admiralty letter A to F, given by a person; F: cannot be judged"),
    _of("reports", "reports that its claims stand in"),
    _of(
        "credibility",
        "Admiralty digit 1 to 6 of its claims, given by rules, with how many of each; 6: cannot be judged",
    ),
    _of("confirmed", "events on which another origin later said the same"),
    _of("contradicted", "events on which others were set against it and nobody confirmed it"),
    _of("judged", "both together"),
    _of("share", "share confirmed, 0 to 1; empty: fewer than 20 events tell"),
    _of("share_low", "lower bound of that share, Wilson interval of 95 %", "low"),
    _of("share_high", "upper bound", "high"),
    _of("claims", "ids of the claims that go back to it"),
)

REPORTS = (
    _of("report_id", "id of the report", "id"),
    _of("outlet", "who published it", "source"),
    _of("published", "day of publication"),
    _of("title", "title"),
    _of("language", "language"),
    _of("url", "address"),
    _of("sha256", "SHA-256 of the bytes as received", "raw.sha256"),
    _of("bytes", "number of those bytes", "raw.size"),
    Column("claims", "ids of the claims read from it", _claims_of),
)

MISSES = (
    _of("report_id", "id of the report", "report"),
    _of("start", "offset of the sentence in the report's text, in characters"),
    _of("end", "offset of its end"),
    _of("reason", "why it gave no claim"),
    _of("verb", "the verb that no entry knows"),
    _of("unknown", "names that no list knows"),
    _of("sentence", "the sentence", "text"),
)


def _rows(look: Lookup, items: Any, *keys: str) -> Iterator[Row]:
    """Yield the items as rows, sorted by the text of the keys so that the order never depends on input."""
    ordered = sorted(items, key=lambda item: tuple(str(getattr(item, key) or "") for key in keys))
    return (Row(item, look) for item in ordered)


def _event_rows(look: Lookup) -> Iterator[Row]:
    items: tuple[Event, ...] = look.edition.picture.events or look.edition.reconciled.events
    ordered = sorted(items, key=lambda item: (str(item.when.first if item.when else ""), item.id))
    return (Row(item, look) for item in ordered)


TABLES: tuple[Table, ...] = (
    Table("claims", "a claim", lambda look: (Row(item, look) for item in look.claims.values()), CLAIMS),
    Table("events", "an event", _event_rows, EVENTS),
    Table("control", "an interval in which one place had one state",
          lambda look: (Row(item, look) for item in look.history), CONTROL),
    Table("shares", "a share of a place that changed hands or is held; it moves no holder of the place's parts",
          lambda look: _rows(look, look.edition.picture.shares, "place", "when", "id"), SHARES),
    Table("sieges", "a siege", lambda look: _rows(look, look.edition.picture.sieges, "first", "id"), SIEGES),
    Table("displacement", "a figure of people displaced, as one origin gives it",
          lambda look: _rows(look, look.edition.picture.movements, "measure", "first", "id"), DISPLACEMENT),
    Table("casualties", "a toll of one event",
          lambda look: _rows(look, look.edition.picture.tolls, "first", "id"), CASUALTIES),
    Table("ties", "a tie between two parties",
          lambda look: _rows(look, look.edition.picture.ties, "who", "whom", "id"), TIES),
    Table("forecasts", "a forecast",
          lambda look: _rows(look, look.edition.picture.forecasts, "issued", "id"), FORECASTS),
    Table("disputes", "a dispute: claims that cannot all be right",
          lambda look: (Row(item, look) for item in look.disputes), DISPUTES),
    Table("sources", "an origin: whoever claims go back to", lambda look: (Row(item, look) for item in voices(look)), SOURCES),
    Table("reports", "a report", lambda look: _rows(look, look.edition.reports, "published", "id"), REPORTS),
    Table("misses", "a sentence that was not understood",
          lambda look: _rows(look, look.edition.misses, "report", "start"), MISSES),
)  # fmt: skip


def files(look: Lookup) -> dict[str, bytes]:
    """Return every table as a CSV file by its name."""
    return {f"{table.name}.csv": to_csv(table, look) for table in TABLES}
