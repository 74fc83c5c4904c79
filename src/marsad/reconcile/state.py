"""What reconciling knows so far: a report more touches its own neighbourhood, and the result is that of a rebuild.

Claims that any chain of pairs worth asking about links are a neighbourhood. Grouping never looks beyond one, so what
comes, goes or changes means grouping those neighbourhoods anew which it touches, and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
from marsad.reconcile.group import group
from marsad.reconcile.prepare import Prepared
from marsad.reconcile.profile import Profile
from marsad.reconcile.record import Fortune, fortune, records
from marsad.reconcile.rules import Rules, rules
from marsad.reconcile.score import Renumbered, Scored, Scorer
from marsad.reconcile.sets import Sets
from marsad.reference import Reference


@dataclass(slots=True)
class _Neighbourhood:
    """Claims by number, the pairs among them that are worth asking about, and the events that they tell of."""

    members: list[int]
    pairs: dict[Pair, float]
    events: tuple[str, ...] = ()
    same: tuple[Link, ...] = ()
    questions: tuple[Link, ...] = ()


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
        self._at: dict[int, _Neighbourhood] = {}
        self._decisions: tuple[Link, ...] = ()
        self._settlements: tuple[Settlement, ...] = ()
        self._told: dict[str, Event] = {}
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
        pairs = self._pairs(come, gone)
        self._regroup(pairs, come, gone, {self._number[name] for name in touched if name in self._number})

    def result(self) -> Reconciled:
        """Return all that is known now."""
        made = [self._events[name] for name in sorted(self._events)]
        near = {id(one): one for one in self._at.values()}.values()
        decided = [link for link in self._decisions if link.by != "rule"]
        links = [*self._ready.copy_links, *decided, *_consequences(made, self._ready.origin_of)]
        links += [link for one in near for link in one.same]
        questions = [link for one in near for link in one.questions]
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
        return {pair: points for pair, points in fresh.items() if pair not in lost}, lost

    def _regroup(
        self, pairs: tuple[dict[Pair, float], set[Pair]], come: Iterable[int], gone: Iterable[int], touched: set[int]
    ) -> None:
        """Group the neighbourhoods anew that a change touches."""
        fresh, lost = pairs
        reopened = {*come, *touched, *(end for pair in (*fresh, *lost) for end in pair), *gone}
        # Decisions bind claims that no pair links; both ends have to be grouped together.
        for link in self._decisions:
            ends = [self._number[end] for end in (link.a, link.b) if end in self._number]
            if len(ends) == 2 and not reopened.isdisjoint(self._around(ends)):
                reopened.update(ends)
        old = {id(near): near for number in reopened if (near := self._at.get(number)) is not None}
        members = {number for near in old.values() for number in near.members} | set(come)
        kept = {pair: points for near in old.values() for pair, points in near.pairs.items() if pair not in lost}
        kept.update(fresh)
        for number in gone:
            members.discard(number)
            self._at.pop(number, None)
            self._scorer.drop(number)
        places = {self._told[name].place for near in old.values() for name in near.events}
        for name in (name for near in old.values() for name in near.events):
            self._forget(name)
        for near in self._split(members, kept):
            self._group(near)
            places |= {self._told[name].place for name in near.events}
        self._close(places)

    def _around(self, numbers: Iterable[int]) -> set[int]:
        found = (self._at.get(number) for number in numbers)
        return {member for near in found if near is not None for member in near.members} | set(numbers)

    def _split(self, members: set[int], pairs: Mapping[Pair, float]) -> list[_Neighbourhood]:
        sets: Sets[int] = Sets()
        for a, b in pairs:
            sets.join(a, b)
        for link in self._decisions:
            ends = [self._number[end] for end in (link.a, link.b) if end in self._number]
            if len(ends) == 2 and members.issuperset(ends):
                sets.join(*ends)
        found: dict[int, _Neighbourhood] = {}
        for number in members:
            near = found.setdefault(sets.root(number), _Neighbourhood([], {}))
            near.members.append(number)
            self._at[number] = near
        for pair, points in pairs.items():
            found[sets.root(pair[0])].pairs[pair] = points
        return list(found.values())

    def _group(self, near: _Neighbourhood) -> None:
        """Find the events of a neighbourhood."""
        profiles = self._scorer.profiles
        if len(near.members) == 1:
            self._enter(near, [[profiles[near.members[0]]]])
            return
        near.members.sort(key=lambda number: profiles[number].id)
        here = [profiles[number] for number in near.members]
        at = {number: position for position, number in enumerate(near.members)}
        found = ((at[a], at[b], points) for (a, b), points in near.pairs.items())
        scored = sorted((Scored(min(a, b), max(a, b), points) for a, b, points in found), key=_surest)
        names = {profile.id for profile in here}
        decided = [link for link in self._decisions if link.a in names] if self._decisions else []
        grouped, joined = group(here, scored, Renumbered(self._scorer, near.members), decided, self._rules)
        self._enter(near, [[here[index] for index in members] for members in grouped])
        near.same = tuple(_link(here, pair, self._rules) for pair in joined)
        near.questions = _questions(here, scored, grouped, self._rules)

    def _enter(self, near: _Neighbourhood, sets: Iterable[Sequence[Profile]]) -> None:
        """Note the events that sets of claims tell of."""
        made = [assemble(members, self._reference, self._rules, self._headline, self._settlements) for members in sets]
        for event in made:
            self._told[event.id] = self._events[event.id] = event
            if takes_a_place(event):
                self._taken[event.place].add(event.id)
            else:
                self._fortunes[event.id] = fortune(event, self._by_claim(event))
        near.events = tuple(event.id for event in made)

    def _forget(self, name: str) -> None:
        event = self._told.pop(name)
        self._events.pop(name, None)
        self._fortunes.pop(name, None)
        if event.place in self._taken:
            self._taken[event.place].discard(name)

    def _close(self, places: Iterable[str]) -> None:
        """Set the changes of hands of each place against each other, and close what is settled or moot."""
        for place in places:
            events = [self._told[name] for name in sorted(self._taken.get(place, ()))]
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


def _surest(pair: Scored) -> tuple[float, int, int]:
    return (-pair.score, pair.a, pair.b)


def _link(compared: Sequence[Profile], pair: Scored, book: Rules) -> Link:
    a, b = compared[pair.a], compared[pair.b]
    return Link(a=a.id, b=b.id, verdict="same", score=pair.score, reasons=compare(a, b, book)[1])


def _questions(
    compared: Sequence[Profile], scored: Sequence[Scored], grouped: Sequence[Sequence[int]], book: Rules
) -> tuple[Link, ...]:
    """Return for each pair of events that may be one the best reason to ask, surest first."""
    event_of = {index: number for number, members in enumerate(grouped) for index in members}
    best: dict[tuple[int, int], Scored] = {}
    for pair in scored:
        one, other = sorted((event_of[pair.a], event_of[pair.b]))
        if one != other:
            best.setdefault((one, other), pair)
    return tuple(_link(compared, pair, book) for pair in best.values())


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
