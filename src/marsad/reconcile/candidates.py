"""Candidates: the pairs of claims that are worth comparing, few enough to compare them all.

Claims share a block by place and days (a place meets its own ancestors), by report, or by a sentence that
both print. Small blocks are compared in full. Large ones are sorted so that what is alike lies side by side,
and each claim meets its neighbours only (the sorted-neighbourhood method of Hernández and Stolfo 1995).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

from marsad.reconcile.kinds import kind_groups
from marsad.reconcile.profile import Profile
from marsad.reconcile.rules import Rules
from marsad.reconcile.words import plain

Rank = tuple[str, int, str, str, float, str]
Pair = tuple[int, int]


def pairs(profiles: Sequence[Profile], rules: Rules) -> Iterator[Pair]:
    """Yield the candidate pairs, as positions in the sequence, smaller position first; a pair may come twice.

    What one claim yields is bounded by the blocks it stands in, not by how many claims these hold.
    """
    groups = kind_groups(rules)
    ranks = [_rank(profile) for profile in profiles]
    spots = _spots(profiles, groups, rules)
    shared: dict[Hashable, list[int]] = defaultdict(list)
    for index, profile in enumerate(profiles):
        group = groups.get(profile.kind, profile.kind)
        shared["report", profile.claim.report, group].append(index)
        shared["sentence", plain(profile.claim.sentence.text), profile.kind].append(index)
    for block in (*spots.values(), *shared.values()):
        block.sort(key=ranks.__getitem__)
        yield from _within(block, ranks, rules)
    yield from _nested(profiles, spots, ranks, groups, rules)
    yield from _placeless(profiles, ranks, groups, rules)


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
    first, last = (profile.first - profile.pad) // width, (profile.last + profile.pad) // width
    if last - first >= rules.blocks["most_buckets"]:
        return [("long", profile.when.first, profile.when.last)]
    return list(range(first, last + 1))


def _spots(profiles: Sequence[Profile], groups: dict[str, str], rules: Rules) -> dict[tuple[Hashable, ...], list[int]]:
    blocks: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for index, profile in enumerate(profiles):
        spot = profile.place or profile.spot
        if spot:
            group = groups.get(profile.kind, profile.kind)
            for bucket in _buckets(profile, rules):
                blocks[spot, bucket, group].append(index)
    return blocks


def _within(block: Sequence[int], ranks: Sequence[Rank], rules: Rules) -> Iterator[Pair]:
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


def _nested(
    profiles: Sequence[Profile],
    spots: dict[tuple[Hashable, ...], list[int]],
    ranks: Sequence[Rank],
    groups: dict[str, str],
    rules: Rules,
) -> Iterator[Pair]:
    """Pair each claim with those of the places that its own lies in."""
    sorted_ranks: dict[tuple[Hashable, ...], list[Rank]] = {}
    for index, profile in enumerate(profiles):
        group = groups.get(profile.kind, profile.kind)
        buckets = _buckets(profile, rules)
        for outer in profile.chain[1:]:
            for bucket in buckets:
                key = (outer, bucket, group)
                if block := spots.get(key):
                    if key not in sorted_ranks:
                        sorted_ranks[key] = [ranks[member] for member in block]
                    near = _around(ranks[index], block, sorted_ranks[key], rules)
                    yield from (_ordered(index, other) for other in near)


def _placeless(
    profiles: Sequence[Profile], ranks: Sequence[Rank], groups: dict[str, str], rules: Rules
) -> Iterator[Pair]:
    """Pair each claim without a place with those of its days whose kind and number are nearest."""
    blocks: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    lost = [index for index, profile in enumerate(profiles) if not profile.place and not profile.spot]
    wanted = {groups.get(profiles[index].kind, profiles[index].kind) for index in lost}
    for index, profile in enumerate(profiles):
        group = groups.get(profile.kind, profile.kind)
        if group in wanted and (profile.place or profile.spot):
            for bucket in _buckets(profile, rules):
                blocks[bucket, group].append(index)
    by_number = [(rank[0], int(rank[4]), rank[2], rank[3], float(rank[1]), rank[5]) for rank in ranks]
    sorted_ranks: dict[tuple[Hashable, ...], list[Rank]] = {}
    for key, block in blocks.items():
        block.sort(key=by_number.__getitem__)
        sorted_ranks[key] = [by_number[index] for index in block]
    for index in lost:
        group = groups.get(profiles[index].kind, profiles[index].kind)
        for bucket in _buckets(profiles[index], rules):
            key = (bucket, group)
            near = _around(by_number[index], blocks.get(key, []), sorted_ranks.get(key, []), rules)
            yield from (_ordered(index, other) for other in near)


def _around(rank: Rank, block: Sequence[int], sorted_ranks: Sequence[Rank], rules: Rules) -> Iterable[int]:
    window = rules.blocks["window"]
    if len(block) <= 2 * window:
        return block
    middle = bisect_left(sorted_ranks, rank)
    return block[max(0, middle - window) : middle + window]


def _ordered(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
