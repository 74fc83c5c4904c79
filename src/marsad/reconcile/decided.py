"""What a log of decisions comes to: which are in force, what each is about today, and what it does to the claims.

The log only grows, and shares of it that a team exchanges come in any order, so nothing here depends on the order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from marsad.model.claim import Claim
from marsad.model.decision import Decision, Mark, Settlement, Standing
from marsad.model.event import Link, Reason, Verdict
from marsad.model.picture import Ruling
from marsad.model.problem import MarsadError
from marsad.reconcile.correct import corrected
from marsad.reconcile.sets import Sets
from marsad.reference import Reference

_SLOTS = ("who", "whom", "where", "whence", "when", "count")


@dataclass(frozen=True, slots=True)
class Applied:
    """Claims as decisions leave them, and what the later stages are to be told.

    `standings` has every decision of the log, carried out or not, with why not.
    """

    claims: tuple[Claim, ...]
    rejected: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()
    settlements: tuple[Settlement, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    standings: tuple[Standing, ...] = field(default=())


def marked(claim: Claim) -> Mark:
    """Return where a claim stands."""
    filled = {name: getattr(claim, name) for name in _SLOTS}
    return Mark(
        report=claim.report, claim=claim.id, start=claim.cue.start, end=claim.cue.end, kind=claim.kind,
        slots={name: slot.start for name, slot in filled.items() if slot is not None and slot.start >= 0},
    )  # fmt: skip


def applied(
    log: Sequence[Decision], claims: Sequence[Claim], reports: Collection[str], reference: Reference
) -> Applied:
    """Carry out a log of decisions on the claims as they were read.

    Of two decisions on one matter the later one holds. One whose claim is no longer read, or whose report is not
    among `reports`, waits, and says so.
    """
    log = list({decision.id: decision for decision in log}.values())
    changed = {claim.id: claim for claim in claims}
    rejected: list[Claim] = []
    standings = [_on_claims(item, changed, rejected, reference) for item in _standings(log, claims, reports)]
    standing = [item for item in standings if item.in_force]
    return Applied(
        claims=tuple(changed[claim.id] for claim in claims if claim.id in changed),
        rejected=tuple(rejected),
        links=tuple(_link(item) for item in standing if item.decision.act in ("same", "different", "copy")),
        settlements=tuple(_settlement(item) for item in standing if item.decision.act == "settle"),
        rulings=tuple(_ruling(item) for item in standing if item.decision.act == "verdict"),
        standings=tuple(standings),
    )


def _on_claims(item: Standing, changed: dict[str, Claim], rejected: list[Claim], reference: Reference) -> Standing:
    """Carry out a decision on the reading of claims; return how it stands then."""
    act = item.decision.act
    if not item.in_force or act not in ("accept", "reject", "correct"):
        return item
    for claim in (name for group in item.on for name in group if name in changed):
        if act == "accept":
            changed[claim] = replace(changed[claim], sureness=1.0)
        elif act == "reject":
            rejected.append(changed.pop(claim))
        else:
            try:
                changed[claim] = corrected(changed[claim], item.decision.slot, item.decision.value, reference)
            except MarsadError as error:
                return replace(item, words=f"lost: {error}")
    return item


def undone(log: Iterable[Decision]) -> dict[str, Decision]:
    """Return by id the decisions that are taken back, each with what takes it back.

    What takes back may be taken back itself. No clock is asked: an undo names what it undoes by its hash.
    """
    takers: dict[str, list[Decision]] = defaultdict(list)
    for decision in log:
        if decision.act == "undo":
            takers[decision.undoes].append(decision)
    found: dict[str, Decision] = {}

    def taker(decision: str) -> Decision | None:
        live = [one for one in takers.get(decision, ()) if taker(one.id) is None]
        return min(live, key=_age) if live else None

    for name in takers:
        if (by := taker(name)) is not None:
            found[name] = by
    return found


def _age(decision: Decision) -> tuple[str, str]:
    return (decision.when, decision.id)


def _standings(log: Sequence[Decision], claims: Sequence[Claim], reports: Collection[str]) -> list[Standing]:
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report].append(claim)
    gone = undone(log)
    found: dict[str, Standing] = {}
    for decision in log:
        if by := gone.get(decision.id):
            found[decision.id] = Standing(decision, f"taken back by {by.by} on {by.when[:10]}: {by.why}")
        elif decision.act == "undo":
            found[decision.id] = Standing(decision, "" if any(one.id == decision.undoes for one in log) else
                                          f"waits: decision {decision.undoes} is not in this store")  # fmt: skip
        else:
            found[decision.id] = _carried(decision, by_report, reports)
    _latest_hold(found)
    return [found[decision.id] for decision in sorted(log, key=_age)]


def _carried(decision: Decision, by_report: Mapping[str, list[Claim]], reports: Collection[str]) -> Standing:
    """Return what a decision is about now, or why nobody can tell."""
    groups: list[tuple[str, ...]] = []
    for group in decision.on:
        names: list[str] = []
        for mark in group:
            if mark.report not in reports:
                return Standing(decision, f"waits: its report {mark.report} is not among those read")
            if not mark.claim:
                names.append(mark.report)
            elif (claim := carried(mark, by_report.get(mark.report, ()))) is not None:
                names.append(claim.id)
            elif decision.act != "settle":
                where = f"characters {mark.start} to {mark.end} of report {mark.report}"
                return Standing(decision, f"lost: no one {mark.kind} is read any more at {where}")
        groups.append(tuple(names))
    if len({*groups}) < 2 and decision.act in ("same", "different", "copy"):
        return Standing(decision, "lost: what it is about has become one and the same")
    if decision.act == "settle" and sum(map(bool, groups[1:])) < min(1, len(groups) - 1):
        return Standing(decision, f"lost: the claims of the dispute ({decision.slot}) are no longer read")
    return Standing(decision, "", tuple(groups))


def carried(mark: Mark, claims: Iterable[Claim]) -> Claim | None:
    """Return the one claim of a report that a mark means, None where none or several do.

    By its id; else of the claims of its family whose cues overlap the mark's, the one most like it: the same cue,
    then the same kind, then slots that begin at the same words.
    """
    near: list[tuple[tuple[bool, bool, int], Claim]] = []
    for claim in claims:
        if claim.id == mark.claim:
            return claim
        now = marked(claim)
        if now.start < mark.end and mark.start < now.end and claim.family == mark.kind.partition(".")[0]:
            before, after = (mark.slots or {}), (now.slots or {})
            alike = sum(after.get(name) == start for name, start in before.items())
            near.append((((now.start, now.end) == (mark.start, mark.end), now.kind == mark.kind, alike), claim))
    if not near:
        return None
    best = max(likeness for likeness, _ in near)
    fit = [claim for likeness, claim in near if likeness == best]
    return fit[0] if len(fit) == 1 else None


def _latest_hold(found: dict[str, Standing]) -> None:
    """Overrule every decision that a later one contradicts, those on pairs through chains of "same" too."""
    latest: dict[Hashable, Decision] = {}
    pairs = _Pairs()
    for item in sorted(
        (one for one in found.values() if one.in_force), key=lambda one: _age(one.decision), reverse=True
    ):
        if item.decision.act in ("same", "different", "copy"):
            other = pairs.contradicting(item)
        else:
            other = next((latest[key] for key in _matters(item) if key in latest), None)
            latest |= {key: item.decision for key in _matters(item) if key not in latest}
        if other is not None:
            words = f"overruled by {other.by} on {other.when[:10]}: {other.why}"
            found[item.decision.id] = replace(item, words=words)


class _Pairs:
    """Decisions on pairs that agree with each other, taken in from the latest on."""

    def __init__(self) -> None:
        self._sets: Sets[str] = Sets()
        self._joins: list[tuple[str, Decision]] = []
        self._apart: list[tuple[str, str, Decision]] = []

    def contradicting(self, item: Standing) -> Decision | None:
        """Return one taken in that contradicts a decision; where there is none, take that in."""
        (a, *_), (b, *_) = item.on
        one, other = self._sets.root(a), self._sets.root(b)
        if item.decision.act == "different":
            if one == other:
                return next(made for claim, made in self._joins if self._sets.root(claim) == one)
            self._apart.append((a, b, item.decision))
            return None
        for x, y, made in self._apart:
            if {self._sets.root(x), self._sets.root(y)} == {one, other} and one != other:
                return made
        self._sets.join(a, b)
        self._joins.append((a, item.decision))
        return None


def _matters(item: Standing) -> list[Hashable]:
    """Return what a decision decides; two decisions on one matter cannot both hold."""
    decision = item.decision
    claims = sorted(claim for group in item.on for claim in group)
    if decision.act in ("accept", "reject"):
        return [("reading", claim) for claim in claims]
    if decision.act == "correct":
        return [("slot", claim, decision.slot) for claim in claims]
    if decision.act == "settle":
        return [("dispute", decision.slot, claim) for claim in claims]
    return [("forecast", claim) for claim in claims] if decision.act == "verdict" else []


def _link(item: Standing) -> Link:
    decision = item.decision
    verdict: Verdict = "different" if decision.act == "different" else "copy" if decision.act == "copy" else "same"
    words = f"{decision.by} decided on {decision.when[:10]}: {decision.why}"
    return Link(
        a=item.on[0][0], b=item.on[1][0], verdict=verdict, score=0.0, by=decision.by,
        reasons=(Reason(feature="decision", weight=0.0, words=words),),
    )  # fmt: skip


def _settlement(item: Standing) -> Settlement:
    decision = item.decision
    return Settlement(
        about=decision.slot, favoured=item.on[0], others=tuple(claim for side in item.on[1:] for claim in side),
        by=decision.by, when=decision.when, why=decision.why,
    )  # fmt: skip


def _ruling(item: Standing) -> Ruling:
    """Return a ruling on the forecast that a claim is; the picture knows which forecast that is."""
    decision = item.decision
    return Ruling(
        forecast=item.on[0][0], status=decision.value, by=decision.by, when=decision.when, note=decision.why  # type: ignore[arg-type]
    )  # fmt: skip
