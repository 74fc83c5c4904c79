"""What reconciling knows so far: a report more touches its own neighbourhood, and the result is that of a rebuild.

What comes, goes or changes makes other pairs in its own blocks, other groups as far as `regroup.py` finds that these pairs
reach, and other events of these groups; all else stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from marsad.model.claim import Claim
from marsad.model.decision import Settlement
from marsad.model.event import Dispute, Event, Link, Reason, Reconciled
from marsad.model.ids import digest
from marsad.model.report import Report
from marsad.reconcile.assemble import assemble
from marsad.reconcile.candidates import Blocks, Pair
from marsad.reconcile.compare import compare
from marsad.reconcile.disputes import moot, refuted, rival_holders, settled, takes_a_place
from marsad.reconcile.figures import HeadlineRule
from marsad.reconcile.group import Step
from marsad.reconcile.prepare import Prepared
from marsad.reconcile.profile import Profile
from marsad.reconcile.record import Fortune, fortune, records
from marsad.reconcile.regroup import Group, Groups
from marsad.reconcile.rules import Rules, rules
from marsad.reconcile.score import Scorer
from marsad.reconcile.unite import unite
from marsad.reference import Reference


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """An event as its claims alone tell of it, their group, and the links that made it."""

    event: Event
    members: tuple[int, ...]
    steps: tuple[Step, ...]
    links: Mapping[Pair, Link]


class State:
    """Claims reconciled so far, with all that is needed to reconcile more of them."""

    def __init__(self, reference: Reference, headline: HeadlineRule = "best", book: Rules | None = None) -> None:
        """Begin with no claim; `headline` picks the figure that stands for an event's numbers."""
        self._reference = reference
        self._headline = headline
        self._rules = book or rules()
        self._ready = Prepared(reference, self._rules)
        self._blocks = Blocks(self._rules)
        self._scorer = Scorer((), self._rules)
        self._number: dict[str, int] = {}
        self._next = 0
        self._times: dict[Pair, int] = {}
        self._groups = Groups(self._scorer, self._rules)
        self._united: list[Group] = []
        self._decisions: tuple[Link, ...] = ()
        self._settlements: tuple[Settlement, ...] = ()
        self._told: dict[str, _Told] = {}
        self._event_of: dict[int, str] = {}
        self._asks: dict[str, dict[str, tuple[Pair, Link]]] = {}
        self._events: dict[str, Event] = {}
        self._fortunes: dict[str, Fortune] = {}
        self._taken: dict[str, set[str]] = defaultdict(set)

    @property
    def claims(self) -> Mapping[str, Claim]:
        """Return the claims taken in, by id."""
        return self._ready.claims

    @property
    def reports(self) -> set[str]:
        """Return the ids of the reports taken in."""
        return self._ready.reports

    def update(
        self,
        claims: Iterable[Claim] = (),
        reports: Iterable[Report] = (),
        *,
        without: Iterable[str] = (),
        decisions: Sequence[Link] | None = None,
        settlements: Sequence[Settlement] | None = None,
    ) -> None:
        """Take claims and reports in, and out the claims `without`; decisions and settlements not given stay."""
        touched = self._decide(decisions, settlements)
        changed = self._ready.update(claims, reports, without, self._decisions)
        gone, come = self._renumber(changed)
        fresh, lost = self._pairs(come, gone)
        again = {self._number[name] for name in touched if name in self._number}
        old, new = self._groups.update(come, gone, fresh, lost, again, self._decided("different"))
        self._retell([*old, *new], gone, again, (*fresh, *lost))
        for number in gone:
            self._scorer.drop(number)

    def result(self) -> Reconciled:
        """Return all that is known now."""
        made = [self._events[name] for name in sorted(self._events)]
        decided = [link for link in self._decisions if link.by != "rule"]
        links = [*self._ready.copy_links, *decided, *_consequences(made, self._ready.origin_of)]
        links += [link for one in self._told.values() for link in one.links.values()]
        questions = [link for one, asks in self._asks.items() for other, (_, link) in asks.items() if one < other]
        ready = self._ready
        return Reconciled(
            events=tuple(made),
            links=tuple(sorted(links, key=lambda link: (link.verdict, link.a, link.b, link.by))),
            origin_of=dict(sorted(ready.origin_of.items())),
            run=self._run(),
            dated=dict(sorted(ready.dates.items())),
            questions=tuple(sorted(questions, key=lambda link: (-link.score, link.a, link.b))),
            records=records(self._fortunes.values()),
            set_aside=tuple(sorted(refuted((item for event in made for item in event.disputes), "holder", "denial"))),
        )

    def _decide(self, decisions: Sequence[Link] | None, settlements: Sequence[Settlement] | None) -> set[str]:
        """Note what a person decided; return the claims that something new, or no more, is decided of."""
        links = self._decisions if decisions is None else tuple(decisions)
        ends = self._settlements if settlements is None else tuple(settlements)
        touched = {end for link in set(links) ^ set(self._decisions) for end in (link.a, link.b)}
        touched.update(claim for one in set(ends) ^ set(self._settlements) for claim in (*one.favoured, *one.others))
        self._decisions, self._settlements = links, ends
        return touched

    def _renumber(self, changed: Iterable[str]) -> tuple[dict[int, Profile], dict[int, Profile]]:
        """Return the profiles that went and those that came, by number; one that changed does both."""
        gone: dict[int, Profile] = {}
        come: dict[int, Profile] = {}
        for name in sorted(changed):
            now = self._ready.profiles.get(name)
            number = self._number.get(name)
            if number is not None and now != self._scorer.profiles[number]:
                gone[number] = self._scorer.profiles[self._number.pop(name)]
                number = None
            if now is not None and number is None:
                self._number[name] = self._next
                come[self._next] = now
                self._scorer.add(self._next, now)
                self._next += 1
        return gone, come

    def _pairs(self, come: Mapping[int, Profile], gone: Mapping[int, Profile]) -> tuple[dict[Pair, float], set[Pair]]:
        """Return the pairs that have become worth asking about, with their odds, and those that are no more."""
        fresh: dict[Pair, float] = {}
        fewer: set[Pair] = set()
        least = self._rules.bands["ask"]
        for pair, times in self._blocks.change(come, gone):
            if pair in self._times:
                self._times[pair] += times
                if self._times[pair] == 0:
                    fewer.add(pair)
            elif pair[0] not in gone and pair[1] not in gone:
                points = self._scorer.points(*pair)
                if points is not None and points >= least:
                    self._times[pair] = times
                    fresh[pair] = points
        lost = {pair for pair in fewer if self._times[pair] == 0}
        for pair in lost:
            del self._times[pair]
        return {pair: points for pair, points in fresh.items() if pair not in lost}, lost.difference(fresh)

    def _decided(self, verdict: str) -> list[Pair]:
        """Return the pairs of claims here of which a person decided so."""
        found = [link for link in self._decisions if link.verdict == verdict]
        ends = ((self._number.get(link.a), self._number.get(link.b)) for link in found)
        return [(a, b) for a, b in ends if a is not None and b is not None]

    def _retell(
        self, groups: Iterable[Group], gone: Container[int], touched: AbstractSet[int], pairs: Iterable[Pair]
    ) -> None:
        """Tell the events anew whose groups are not what they were, and ask anew what these and other `pairs` leave open."""
        before, self._united = self._united, unite(self._groups, self._decided("same"), self._decided("different"))
        stale = {number for one in (*groups, *before, *self._united) for number in one.members}
        own = {number: one for one in self._united for number in one.members}
        wanted = {own.get(number) or self._groups.of[number] for number in stale if number not in gone}
        had = {name for number in stale if (name := self._event_of.get(number)) is not None}
        as_told = {
            (told.members, told.steps): name for name in had if touched.isdisjoint((told := self._told[name]).members)
        }
        kept = {as_told.get((tuple(one.members), one.steps)) for one in wanted}
        links: dict[Pair, Link] = {}
        places: set[str] = set()
        for name in had - kept:
            places.add(self._told[name].event.place)
            links |= self._forget(name)
        fresh = {self._enter(one, links) for one in wanted if (tuple(one.members), one.steps) not in as_told}
        self._ask(fresh, pairs, links)
        self._close(places | {self._told[name].event.place for name in fresh})

    def _enter(self, group: Group, links: Mapping[Pair, Link]) -> str:
        """Note the event that a group of claims tells of, and return its id."""
        members = [self._scorer.profiles[number] for number in group.members]
        event = assemble(members, self._reference, self._rules, self._headline, self._settlements)
        pairs = {(pair.a, pair.b): pair.score for _, pair in group.steps}
        made = {pair: links.get(pair) or self._link(pair, points) for pair, points in pairs.items()}
        self._told[event.id] = _Told(event, tuple(group.members), group.steps, made)
        self._events[event.id] = event
        self._event_of |= dict.fromkeys(group.members, event.id)
        if takes_a_place(event):
            self._taken[event.place].add(event.id)
        else:
            self._fortunes[event.id] = fortune(event, self._by_claim(event))
        return event.id

    def _forget(self, name: str) -> dict[Pair, Link]:
        """Forget an event; return the links that were made for it."""
        told = self._told.pop(name)
        self._events.pop(name, None)
        self._fortunes.pop(name, None)
        if told.event.place in self._taken:
            self._taken[told.event.place].discard(name)
        for number in told.members:
            del self._event_of[number]
        asks = self._asks.pop(name, {})
        for other in asks:
            self._asks[other].pop(name, None)
        return {**told.links, **dict(asks.values())}

    def _ask(self, fresh: AbstractSet[str], pairs: Iterable[Pair], links: Mapping[Pair, Link]) -> None:
        """Find for each two events that may be one the best reason to ask, where one is new or a pair of theirs is."""
        wanted: dict[str, set[str] | None] = dict.fromkeys(fresh)
        for pair in pairs:
            one, other = sorted(self._event_of.get(end, "") for end in pair)
            if one and one != other and fresh.isdisjoint((one, other)):
                wanted.setdefault(one, set()).add(other)  # type: ignore[union-attr]
        for name, others in wanted.items():
            for other in others or ():
                self._asks.get(name, {}).pop(other, None)
                self._asks.get(other, {}).pop(name, None)
            for other, (points, pair) in self._best(name, others).items():
                found = pair, links.get(pair) or self._link(pair, -points)
                self._asks.setdefault(name, {})[other] = self._asks.setdefault(other, {})[name] = found

    def _best(self, name: str, others: Container[str] | None) -> dict[str, tuple[float, Pair]]:
        """Return for each other event the surest pair of claims, one of either, and its points below zero."""
        profiles = self._scorer.profiles
        best: dict[str, tuple[float, Pair]] = {}
        for number in self._told[name].members:
            for other, points in self._groups.near.get(number, {}).items():
                event = self._event_of[other]
                if event == name or (others is not None and event not in others):
                    continue
                had = best.get(event)
                if had is None or points >= -had[0]:
                    pair = (number, other) if profiles[number].id < profiles[other].id else (other, number)
                    if had is None or points > -had[0] or self._ids(pair) < self._ids(had[1]):
                        best[event] = (-points, pair)
        return best

    def _ids(self, pair: Pair) -> tuple[str, str]:
        return self._scorer.profiles[pair[0]].id, self._scorer.profiles[pair[1]].id

    def _link(self, pair: Pair, points: float) -> Link:
        a, b = self._scorer.profiles[pair[0]], self._scorer.profiles[pair[1]]
        return Link(a=a.id, b=b.id, verdict="same", score=points, reasons=compare(a, b, self._rules)[1])

    def _close(self, places: Iterable[str]) -> None:
        """Set the changes of hands of each place against each other, and close what is settled or moot."""
        for place in places:
            events = [self._told[name].event for name in sorted(self._taken.get(place, ()))]
            known: dict[str, Profile] = {}
            for event in events:
                known.update(self._by_claim(event))
            rivals = rival_holders(events, known, self._reference)
            full = [
                replace(event, disputes=(*event.disputes, *self._settled(rivals.get(event.id, ())))) for event in events
            ]
            for event in moot(full, known, self._reference):
                self._events[event.id] = event
                self._fortunes[event.id] = fortune(event, known)

    def _settled(self, disputes: Iterable[Dispute]) -> tuple[Dispute, ...]:
        return tuple(settled(item, self._settlements) for item in disputes)

    def _by_claim(self, event: Event) -> dict[str, Profile]:
        return {claim: self._ready.profiles[claim] for claim in event.claims}

    def _run(self) -> str:
        decided = sorted((link.a, link.b, link.verdict, link.by) for link in self._decisions)
        ended = sorted((one.about, one.favoured, one.others, one.by, one.when) for one in self._settlements)
        claims, reports = sorted(self._ready.claims), sorted(self._ready.reports)
        return digest("reconcile", self._rules.version, self._headline, *claims, *reports, *decided, *ended)


def _consequences(made: Sequence[Event], origin_of: Mapping[str, str]) -> list[Link]:
    """Return the links that figures and disputes make: what supersedes and what contradicts what."""
    found: dict[tuple[str, str, str], Link] = {}
    for event in made:
        for figure in event.figures:
            latest = {origin_of[claim]: claim for claim in reversed(figure.claims)}
            for old in figure.superseded:
                words = f"a later figure ({figure.measure}) of the same origin"
                reason = Reason(feature="count", weight=0.0, words=words)
                new = latest[origin_of[old]]
                found[new, old, "supersedes"] = Link(a=new, b=old, verdict="supersedes", score=0.0, reasons=(reason,))
        for dispute in event.disputes:
            first, second = dispute.sides[0][0], dispute.sides[1][0]
            reason = Reason(feature=dispute.about, weight=0.0, words=dispute.words)
            link = Link(a=first, b=second, verdict="contradicts", score=0.0, reasons=(reason,))
            found.setdefault((first, second, link.verdict), link)
    return list(found.values())
