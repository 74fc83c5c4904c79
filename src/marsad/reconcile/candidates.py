"""Candidates: the pairs of claims that are worth comparing, few enough to compare them all.

Claims share a block by place and days (a place meets its own ancestors), by report, or by a sentence that
both print. Small blocks are compared in full. Large ones are sorted so that what is alike lies side by side,
and each claim meets its neighbours only (the sorted-neighbourhood method of Hernández and Stolfo 1995).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from marsad.reconcile.kinds import kind_groups
from marsad.reconcile.profile import Profile
from marsad.reconcile.rules import Rules
from marsad.reconcile.words import plain

Rank = tuple[str, int, str, str, float, str]
Pair = tuple[int, int]
Key = tuple[Hashable, ...]
Keys = tuple[list[Key], list[Key], list[Key], list[Key]]
Unit = tuple[Key, int | None]
Ordered = tuple[Sequence[int], list[Rank]]


def pairs(profiles: Sequence[Profile], rules: Rules) -> Iterator[Pair]:
    """Yield the candidate pairs, as positions in the sequence, smaller position first; a pair may come twice.

    What one claim yields is bounded by the blocks it stands in, not by how many claims these hold.
    """
    return (pair for pair, _ in Blocks(rules).change(dict(enumerate(profiles)), {}))


class Blocks:
    """The blocks that claims stand in, by numbers; a claim that comes or goes reopens its own blocks only."""

    def __init__(self, rules: Rules) -> None:
        """Begin with no claim."""
        self._rules = rules
        self._groups = kind_groups(rules)
        self._ranks: dict[int, Rank] = {}
        self._blocks: dict[Key, list[int]] = {}
        self._inside: dict[Key, set[int]] = defaultdict(set)
        self._placed: dict[Key, set[int]] = defaultdict(set)
        self._lost: dict[Key, set[int]] = defaultdict(set)

    def change(self, come: Mapping[int, Profile], gone: Mapping[int, Profile]) -> Iterator[tuple[Pair, int]]:
        """Take claims in and out; yield the pairs that are candidates more or fewer times than before.

        A pair is a candidate as many times as it stands side by side in a block; it may come in several parts.
        """
        keys = {number: self._keys(profile) for number, profile in (*gone.items(), *come.items())}
        old: dict[Key, Ordered] = {}
        before = {unit: found for unit in self._units(keys) if (found := list(self._of(unit, old)))}
        for number in keys:
            for part, sets in ((1, self._inside), (2, self._placed), (3, self._lost)):
                for key in keys[number][part]:
                    sets[key].discard(number) if number in gone else sets[key].add(number)
        self._ranks |= {number: _rank(profile) for number, profile in come.items()}
        self._refill(come, gone, keys)
        for number in gone:
            del self._ranks[number]
        new: dict[Key, Ordered] = {}
        for unit in dict.fromkeys((*self._units(keys), *before)):
            if unit not in before:
                yield from ((pair, 1) for pair in self._of(unit, new))
                continue
            times = Counter(self._of(unit, new))
            times.subtract(before[unit])
            yield from ((pair, number) for pair, number in times.items() if number)

    def _keys(self, profile: Profile) -> Keys:
        """Return the blocks that a claim stands in, looks into from inside, offers a place in, and seeks one in."""
        group = self._groups.get(profile.kind, profile.kind)
        spot, buckets = profile.place or profile.spot, _buckets(profile, self._rules)
        days: list[Key] = [("days", bucket, group) for bucket in buckets]
        own: list[Key] = [("spot", spot, bucket, group) for bucket in buckets] if spot else []
        own.append(("report", profile.claim.report, group))
        own.append(("sentence", plain(profile.claim.sentence.text), profile.kind))
        inside: list[Key] = [("spot", outer, bucket, group) for outer in profile.chain[1:] for bucket in buckets]
        return own, inside, (days if spot else []), ([] if spot else days)

    def _refill(self, come: Iterable[int], gone: Iterable[int], keys: Mapping[int, Keys]) -> None:
        fresh: dict[Key, list[int]] = defaultdict(list)
        stale: dict[Key, list[int]] = defaultdict(list)
        for numbers, into in ((come, fresh), (gone, stale)):
            for number in numbers:
                for key in keys[number][0]:
                    into[key].append(number)
        for key in dict.fromkeys((*fresh, *stale)):
            left = set(stale.get(key, ()))
            kept = [number for number in self._blocks.get(key, ()) if number not in left]
            self._blocks[key] = sorted([*kept, *fresh.get(key, ())], key=self._ranks.__getitem__)

    def _units(self, keys: Mapping[int, Keys]) -> list[Unit]:
        """Return what may have other pairs when these claims come or go: a block, or one claim that looks into it."""
        found: dict[Unit, None] = {}
        for number, (own, inside, placed, lost) in keys.items():
            found |= {(key, None): None for key in own}
            found |= {(key, number): None for key in (*inside, *lost)}
            found |= {(key, other): None for key in own for other in self._inside.get(key, ())}
            found |= {(key, other): None for key in placed for other in self._lost.get(key, ())}
        return list(found)

    def _of(self, unit: Unit, ordered: dict[Key, Ordered]) -> Iterator[Pair]:
        key, number = unit
        if number is None:
            return _within(self._blocks.get(key, []), self._ranks, self._rules)
        if number not in self._ranks:
            return iter(())
        is_spot = key[0] == "spot"
        if key not in ordered:
            ordered[key] = self._as_they_stand(key) if is_spot else self._by_number(key)
        rank = self._ranks[number] if is_spot else _number_first(self._ranks[number])
        return (_ordered(number, other) for other in _around(rank, *ordered[key], self._rules))

    def _as_they_stand(self, key: Key) -> Ordered:
        block = self._blocks.get(key, [])
        return block, [self._ranks[member] for member in block]

    def _by_number(self, key: Key) -> Ordered:
        """Return the claims of a time that have a place, by kind and number."""
        ranks = {member: _number_first(self._ranks[member]) for member in self._placed.get(key, ())}
        block = sorted(ranks, key=ranks.__getitem__)
        return block, [ranks[member] for member in block]


def _rank(profile: Profile) -> Rank:
    number = profile.number if profile.number is not None else profile.toll
    return (
        profile.kind, profile.first, profile.who.side, profile.whom.side,
        -1.0 if number is None else number, profile.id,
    )  # fmt: skip


def _buckets(profile: Profile, rules: Rules) -> list[Hashable]:
    if not profile.first:
        return ["undated"]
    width = rules.blocks["days"]
    back = rules.recall_days if profile.recalls else profile.pad
    first, last = (profile.first - back) // width, (profile.last + profile.pad) // width
    if last - first >= rules.blocks["most_buckets"]:
        return [("long", profile.when.first, profile.when.last)]
    return list(range(first, last + 1))


def _within(block: Sequence[int], ranks: Mapping[int, Rank], rules: Rules) -> Iterator[Pair]:
    if len(block) <= rules.blocks["cap"]:
        yield from _pairs_of(block, len(block))
        return
    window = rules.blocks["window"]
    yield from _pairs_of(block, window)
    # A second order brings together equal numbers that days or parties keep apart in the first.
    numbered = [index for index in block if ranks[index][4] >= 0]
    numbered.sort(key=lambda index: (ranks[index][4], ranks[index]))
    yield from _pairs_of(numbered, window)


def _pairs_of(block: Sequence[int], reach: int) -> Iterator[Pair]:
    for start, one in enumerate(block):
        for other in block[start + 1 : start + 1 + reach]:
            yield (one, other) if one < other else (other, one)


def _number_first(rank: Rank) -> Rank:
    return (rank[0], int(rank[4]), rank[2], rank[3], float(rank[1]), rank[5])


def _around(rank: Rank, block: Sequence[int], sorted_ranks: Sequence[Rank], rules: Rules) -> Iterable[int]:
    window = rules.blocks["window"]
    if len(block) <= 2 * window:
        return block
    middle = bisect_left(sorted_ranks, rank)
    return block[max(0, middle - window) : middle + window]


def _ordered(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
