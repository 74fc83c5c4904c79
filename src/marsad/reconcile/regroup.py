"""Regrouping: groups kept up as claims and pairs come and go, where only what a change can reach is grouped anew.

Some groups are opened: those of the claims that changed, and of the ends of pairs that did. Around them stands a rim: the groups that a pair
links to an open one. The open claims are grouped anew among themselves and against the rim, whose own steps are
taken in their turn, in the one order that all steps have. If an open claim joins a group of the rim, or something coarse of
the rim has another event to try than before, that group is opened too, and all begins anew; else the result is that of
grouping everything. For suppose that up to some step the groups outside are as they were. Whether that step joins two groups
is asked of these two and of what was asked of them before. If both are outside, the answer is the old one. If both are open,
or one is, the very same was asked here: all their pairs are here. So after the step the groups outside are as they were, unless a
join across was found, and it was not. What is coarse tries the one event that it fits: all that it could try is here
too, for what is open and for what a pair links to something open; the rest has only events to try that are as they were.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from marsad.reconcile.candidates import Pair
from marsad.reconcile.group import COARSE, Clusters, Signs, Step, is_coarser, merge, ordered, passes
from marsad.reconcile.rules import Rules
from marsad.reconcile.score import Renumbered, Scored, Scorer, surest


@dataclass(slots=True, eq=False)
class Group:
    """Claims by number, the steps that made one group of them, and the pairs by which the coarse ones were tried."""

    members: list[int]
    steps: tuple[Step, ...] = ()
    tried: frozenset[Pair] = frozenset()


class Groups:
    """Claims by number, the odds of the pairs among them, and the groups that the rules make of them."""

    def __init__(self, scorer: Scorer, rules: Rules) -> None:
        """Begin with no claim; `scorer` has the profiles by number."""
        self.of: dict[int, Group] = {}
        self.near: dict[int, dict[int, float]] = {}
        self._scorer = scorer
        self._rules = rules
        self._signs = Signs(rules)

    def update(
        self,
        come: Iterable[int],
        gone: Collection[int],
        fresh: dict[Pair, float],
        lost: Iterable[Pair],
        touched: Iterable[int],
        apart: Sequence[Pair],
    ) -> tuple[set[Group], list[Group]]:
        """Take claims and pairs in and out; return the groups that are no more, and those that are new.

        Profiles of what is `gone` have still to be there. `touched` are claims of which something else was decided than before, `apart` pairs
        that a person keeps apart.
        """
        opened = {self.of[number] for number in (*gone, *touched) if number in self.of}
        opened |= {self.of[end] for pair in lost for end in self._opens(pair, self._unlink(pair)) if end in self.of}
        for (a, b), points in fresh.items():
            self.near.setdefault(a, {})[b] = points
            self.near.setdefault(b, {})[a] = points
            if a in self.of and b in self.of:
                opened |= {self.of[end] for end in self._opens((a, b), points)}
        old, new = self.regroup(opened, [*come, *(number for number in touched if number not in self.of)], gone, apart)
        for number in gone:
            self.of.pop(number, None)
            self.near.pop(number, None)
        self.of |= {number: one for one in new for number in one.members}
        return old, new

    def regroup(
        self,
        opened: Iterable[Group],
        come: Iterable[int] = (),
        gone: Collection[int] = (),
        apart: Sequence[Pair] = (),
        bound: Sequence[Pair] = (),
    ) -> tuple[set[Group], list[Group]]:
        """Return the groups that have to be opened, and what becomes of their claims, where a person binds some pairs."""
        opened, come = set(opened), set(come)
        while True:
            inside = {number for one in opened for number in one.members if number not in gone} | come
            found, more = self._once(inside, apart, bound)
            if opened.issuperset(more):
                return opened, found
            opened |= more

    def whole(self, parts: Sequence[Group]) -> Group:
        """Return one group of the claims of several."""
        members = [number for one in parts for number in one.members]
        members.sort(key=lambda number: self._scorer.profiles[number].id)
        return Group(members, tuple(step for one in parts for step in one.steps))

    def _unlink(self, pair: Pair) -> float:
        a, b = pair
        del self.near[b][a]
        return self.near[a].pop(b)

    def _passes(self, a: int, b: int, points: float) -> int | None:
        return passes(self._scorer.profiles[a], self._scorer.profiles[b], points, self._rules)

    def _opens(self, pair: Pair, points: float) -> tuple[int, ...]:
        """Return the claim whose group a pair opens that is new or lost: one end is enough, the coarse one if there is."""
        stage = self._passes(*pair, points)
        if stage is None:
            return ()
        a, b = pair
        if stage == COARSE:
            return (a,) if is_coarser(self._scorer.profiles[a], self._scorer.profiles[b]) else (b,)
        return (min(pair, key=lambda end: (len(self.of[end].members) if end in self.of else 0, end)),)

    def _once(self, inside: set[int], apart: Sequence[Pair], bound: Sequence[Pair]) -> tuple[list[Group], set[Group]]:
        """Group claims anew among their rim; return their groups, and the groups of the rim that this changes."""
        edges, rim, tries = self._around(inside)
        linked = {end for pair in (*edges, *bound) for end in pair if end in inside}
        profiles = self._scorer.profiles
        numbers = [*linked, *(number for one in rim for number in one.members)]
        numbers.sort(key=lambda number: profiles[number].id)
        at = {number: position for position, number in enumerate(numbers)}
        here = [profiles[number] for number in numbers]
        clusters = Clusters(here, Renumbered(self._scorer, numbers), self._rules, self._signs)
        for a, b in apart:
            if a in at and b in at:
                clusters.keep_apart(at[a], at[b])
        for a, b in sorted(_at(at, pair) for pair in bound):
            clusters.overrule(a, b)
        pairs = sorted((Scored(*_at(at, pair), points) for pair, points in edges.items()), key=surest)
        known = [(stage, Scored(at[pair.a], at[pair.b], pair.score)) for one in rim for stage, pair in one.steps]
        closed = frozenset(at[number] for one in rim for number in one.members)
        made, tried = merge(clusters, here, pairs, self._rules, known, closed)

        found: dict[int, Group] = {}
        more: set[Group] = set()
        for members in clusters.groups():
            if closed.isdisjoint(members):
                found[clusters.root(members[0])] = Group([numbers[position] for position in members])
            elif not closed.issuperset(members):
                more.update(self.of[numbers[position]] for position in members if position in closed)
        steps: dict[int, list[Step]] = defaultdict(list)
        for stage, pair in made:
            steps[clusters.root(pair.a)].append((stage, Scored(numbers[pair.a], numbers[pair.b], pair.score)))
        own: dict[int, set[Pair]] = defaultdict(set)
        outer: dict[Group, set[Pair]] = {one: set() for one in tries}
        for pair in tried:
            item, _ = ordered(here, pair)
            into = outer[self.of[numbers[item]]] if item in closed else own[clusters.root(item)]
            into.add((numbers[pair.a], numbers[pair.b]))
        for root, one in found.items():
            one.steps, one.tried = tuple(steps[root]), frozenset(own[root])
        more.update(one for one, seen in outer.items() if one.tried != seen)
        return [*(Group([number]) for number in inside - linked), *found.values()], more

    def _around(self, inside: set[int]) -> tuple[dict[Pair, float], set[Group], set[Group]]:
        """Return the pairs to ask about, the groups of the rim, and those of them whose coarse claims try anew."""
        profiles = self._scorer.profiles
        edges: dict[Pair, float] = {}
        rim: set[Group] = set()
        tries: set[Group] = set()
        for number in inside:
            for other, points in self.near.get(number, {}).items():
                is_inside = other in inside
                if (is_inside and other < number) or (stage := self._passes(number, other, points)) is None:
                    continue
                edges[min(number, other), max(number, other)] = points
                if not is_inside:
                    rim.add(self.of[other])
                    if stage == COARSE and is_coarser(profiles[other], profiles[number]):
                        tries.add(self.of[other])
        for number in (number for one in tries for number in one.members):
            for other, points in self.near[number].items():
                if self._passes(number, other, points) == COARSE and is_coarser(profiles[number], profiles[other]):
                    edges[min(number, other), max(number, other)] = points
                    if other not in inside:
                        rim.add(self.of[other])
        return edges, rim, tries


def _at(at: Mapping[int, int], pair: Pair) -> Pair:
    a, b = at[pair[0]], at[pair[1]]
    return (a, b) if a < b else (b, a)
