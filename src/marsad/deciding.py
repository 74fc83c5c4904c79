"""From what a person says to a decision: ids and their first letters become marks that outlive them."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, get_args

import msgspec

from marsad.model.claim import Claim
from marsad.model.decision import ACTS, Act, Decision, Mark, Standing, decided
from marsad.model.event import Dispute
from marsad.model.ids import digest
from marsad.model.picture import ForecastStatus
from marsad.model.problem import MarsadError
from marsad.publish import Edition
from marsad.reconcile import marked
from marsad.reconcile.correct import SLOTS, corrected

STATUSES: tuple[str, ...] = get_args(ForecastStatus)


def who() -> str:
    """Return who decides where nobody is named: MARSAD_BY, else the name of the user."""
    return os.environ.get("MARSAD_BY", "") or getpass.getuser()


def now() -> str:
    """Return the time of a decision, UTC to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def on_pair(edition: Edition, act: Act, names: Sequence[str], by: str, why: str) -> list[Decision]:
    """Return the decisions that claims, events or reports are the same, different, or copies of each other.

    Each name after the first is set against the first. Raises MarsadError for names that fit nothing, or not each other.
    """
    marks = [_mark(edition, name) for name in names]
    if act == "copy":
        marks = [Mark(report=mark.report) for mark in marks]
    if len({bool(mark.claim) for mark in marks}) > 1:
        raise MarsadError("A report can be set beside a report only, a claim or an event beside claims and events.")
    if act == "same" and not marks[0].claim:
        raise MarsadError("Reports are not the same but copies of each other: marsad decide copy.")
    if len({str(mark) for mark in marks}) < len(marks):
        raise MarsadError("These are one and the same claim, or stand in one report. Name two.")
    return [_made(act, ((marks[0],), (mark,)), by, why) for mark in marks[1:]]


def on_claims(edition: Edition, act: Act, names: Sequence[str], by: str, why: str) -> list[Decision]:
    """Return the decisions that claims were read well ("accept") or misread ("reject")."""
    return [_made(act, ((marked(claim),),), by, why) for claim in _claims(edition, names)]


def on_slot(edition: Edition, names: Sequence[str], setting: str, by: str, why: str) -> list[Decision]:
    """Return the decisions that set a slot of claims: `setting` is written slot=value, with no value to clear it."""
    slot, sign, value = setting.partition("=")
    if not sign:
        raise MarsadError(f"{setting!r} sets nothing; write SLOT=VALUE, with a slot of {', '.join(SLOTS)}.")
    claims = _claims(edition, names)
    for claim in claims:
        corrected(claim, slot, value, edition.reference)
    return [_made("correct", ((marked(claim),),), by, why, slot=slot, value=value) for claim in claims]


def on_dispute(edition: Edition, name: str, side: str, by: str, why: str) -> Decision:
    """Return the decision that a dispute is settled for a side, by its number, or "moot"."""
    found = _only(name, {item.id: item for item in disputes(edition)}, "dispute")
    claims = {claim.id: claim for claim in edition.claims}
    sides = [tuple(marked(claims[claim]) for claim in part if claim in claims) for part in found.sides]
    if side == "moot":
        return _made("settle", ((), *sides), by, why, slot=found.about)
    if not side.isdigit() or not 1 <= int(side) <= len(sides):
        raise MarsadError(f"This dispute has the sides 1 to {len(sides)}; name one, or moot.\n{found.words}")
    number = int(side) - 1
    others = [part for place, part in enumerate(sides) if place != number]
    return _made("settle", (sides[number], *others), by, why, slot=found.about)


def on_forecast(edition: Edition, name: str, status: str, by: str, why: str) -> Decision:
    """Return the verdict on a forecast; without a status, the one that the program proposes."""
    found = _only(name, {item.id: item for item in edition.picture.forecasts}, "forecast")
    chosen = status or found.proposed or found.status
    if chosen not in STATUSES:
        raise MarsadError(f"{chosen!r} is no verdict; choose one of {', '.join(STATUSES)}.")
    claim = next(claim for claim in edition.claims if claim.id == found.claim)
    return _made("verdict", ((marked(claim),),), by, why, value=chosen)


def taken_back(log: Iterable[Decision], name: str, by: str, why: str) -> Decision:
    """Return the decision that takes another back, be that an undo itself."""
    found = _only(name, {item.id: item for item in log}, "decision")
    return _made("undo", (), by, why, undoes=found.id)


def disputes(edition: Edition) -> list[Dispute]:
    """Return every dispute once, the open ones first."""
    events = (*edition.reconciled.events, *edition.picture.events)
    found = {item.id: item for event in events for item in event.disputes}
    return sorted(found.values(), key=lambda item: (item.state != "open", item.about, item.id))


def bearing_on(edition: Edition, claims: Iterable[str]) -> list[Standing]:
    """Return the decisions that bear on any of some claims or their reports, whether carried out or not."""
    wanted = set(claims)
    wanted |= {claim.report for claim in (*edition.claims, *edition.rejected) if claim.id in wanted}
    named = {
        item.decision.id: {*(name for group in item.on for name in group), *_marks(item.decision)}
        for item in edition.standings
    }
    direct = {name for name, about in named.items() if not wanted.isdisjoint(about)}
    undoing = {item.decision.id for item in edition.standings if item.decision.undoes in direct}
    return [item for item in edition.standings if item.decision.id in direct | undoing]


def words(decision: Decision) -> str:
    """Return a decision in words, without who and when."""
    if decision.act == "undo":
        return f"undo {decision.undoes[:8]}"
    on = [" ".join((mark.claim or mark.report)[:8] for mark in group) or "nobody" for group in decision.on]
    setting = f"{decision.slot}={decision.value}" if decision.act == "correct" else decision.value or decision.slot
    return " ".join(part for part in (decision.act, " | ".join(on), setting) if part)


def to_lines(log: Iterable[Decision]) -> bytes:
    """Return decisions as JSON Lines, for others to take in."""
    return b"".join(msgspec.json.encode(decision) + b"\n" for decision in log)


def from_lines(text: bytes, name: str = "the file") -> list[Decision]:
    """Return the decisions of JSON Lines. Raises MarsadError, which names the first line that is none."""
    found: list[Decision] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            read = msgspec.json.decode(line, type=Decision)
        except msgspec.MsgspecError as error:
            raise MarsadError(f"Line {number} of {name} is no decision ({error}). Nothing was taken in.") from error
        again = decided(
            read.act, read.on, by=read.by, when=read.when, why=read.why, slot=read.slot, value=read.value,
            undoes=read.undoes,
        )  # fmt: skip
        if again.id != read.id:
            raise MarsadError(f"Line {number} of {name} was changed after it was decided. Nothing was taken in.")
        _check(read, f"Line {number} of {name}")
        found.append(read)
    return found


def _check(read: Decision, where: str) -> None:
    """Refuse a decision that could not be carried out, whatever is read."""
    pair = read.act in ("same", "different", "copy")
    sides = 2 if pair or read.act == "settle" else 1
    wrong = (
        (read.act not in ACTS)
        or (read.act == "undo") != bool(read.undoes)
        or (read.act != "undo" and len(read.on) < sides)
        or (read.act != "settle" and any(len(group) != 1 for group in read.on))
        or (pair and len(read.on) != 2)
        or (read.act == "verdict" and read.value not in STATUSES)
        or (read.act == "correct" and read.slot not in SLOTS)
    )
    if wrong:
        raise MarsadError(f"{where} is no decision that can be carried out. Nothing was taken in.")


def _made(act: Act, on: tuple[tuple[Mark, ...], ...], by: str, why: str, **rest: str) -> Decision:
    if not why.strip():
        raise MarsadError("A decision needs its reason: --why.")
    return decided(act, on, by=by or who(), when=now(), why=why.strip(), **rest)


def _marks(decision: Decision) -> set[str]:
    return {mark.claim or mark.report for group in decision.on for mark in group}


def _mark(edition: Edition, name: str) -> Mark:
    """Return the mark of the claim, event or report whose id begins so; an event stands for its first claim."""
    claims = {claim.id: claim for claim in (*edition.claims, *edition.rejected)}
    first = {digest("event", claim): claim for claim in claims}
    known: dict[str, Claim | str] = {report.id: report.id for report in edition.reports}
    known |= {event.id: claims[first[event.id]] for event in edition.reconciled.events}
    known |= claims
    found = _only(name, known, "claim, event or report")
    return Mark(report=found) if isinstance(found, str) else marked(found)


def _claims(edition: Edition, names: Sequence[str]) -> list[Claim]:
    known = {claim.id: claim for claim in (*edition.claims, *edition.rejected)}
    return [_only(name, known, "claim") for name in names]


def _only(name: str, known: Mapping[str, Any], sort: str) -> Any:
    fit = [known[key] for key in known if key.startswith(name)] if name else []
    if name in known:
        return known[name]
    if not fit:
        raise MarsadError(f"No {sort} has an id that begins with {name!r}. `marsad why` and the tables show the ids.")
    if len(fit) > 1:
        raise MarsadError(f"{len(fit)} ids begin with {name!r}. Give more of its letters.")
    return fit[0]
