"""What persons make of the groups of the rules: what they call one becomes one, whole groups where that may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from marsad.reconcile.candidates import Pair
from marsad.reconcile.regroup import Group, Groups
from marsad.reconcile.sets import Sets


def unite(groups: Groups, same: Sequence[Pair], apart: Sequence[Pair]) -> list[Group]:
    """Return the groups that stand in the place of those of the rules whose claims they hold.

    Of what is the same the whole groups become one. Where what is kept apart forbids that, the claims that a person
    named are one before any rule is asked.
    """
    made: list[Group] = []
    bound: set[Pair] = set()
    while True:
        own = {number: one for one in made for number in one.members}
        ends = [(own.get(a) or groups.of[a], own.get(b) or groups.of[b]) for a, b in same]
        sets: Sets[Group] = Sets()
        for one, other in ends:
            sets.join(one, other)
        between = [(own.get(a) or groups.of[a], own.get(b) or groups.of[b]) for a, b in apart]
        torn = {sets.root(one) for one, other in between if one is not other and sets.root(one) is sets.root(other)}
        if not torn:
            break
        bound.update(pair for pair, (one, _) in zip(same, ends, strict=True) if sets.root(one) in torn)
        opened = {groups.of[end] for pair in bound for end in pair}
        _, made = groups.regroup(opened, apart=apart, bound=sorted(bound))
    parts: dict[Group, list[Group]] = defaultdict(list)
    for one in dict.fromkeys([*made, *(one for pair in ends for one in pair)]):
        parts[sets.root(one)].append(one)
    return [groups.whole(part) if len(part) > 1 else part[0] for part in parts.values()]
