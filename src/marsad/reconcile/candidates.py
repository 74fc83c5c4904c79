"""Candidates: the pairs of claims that are worth comparing, few enough to compare them all.

Claims share a block by place and days (a place meets its own ancestors), by report, or by a sentence that
both print. Small blocks are compared in full. Large ones are sorted so that what is alike lies side by side,
and each claim meets its neighbours only (the sorted-neighbourhood method of Hernández and Stolfo 1995).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence

from marsad.reconcile.kinds import kind_groups
from marsad.reconcile.profile import Profile
from marsad.reconcile.rules import Rules
from marsad.reconcile.words import plain

Rank = tuple[str, int, str, str, float, str]
Numbered = tuple[float, Rank]
Pair = tuple[int, int]
Key = tuple[Hashable, ...]
Keys = tuple[list[Key], list[Key], list[Key], list[Key]]
Unit = tuple[Key, int | None]
_FEW = 8
"""A large block in which fewer than one in so many claims change is not drawn anew."""


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
        self._numbered: dict[Key, list[int]] = {}
        self._inside: dict[Key, list[int]] = {}
        self._placed: dict[Key, list[int]] = {}
        self._lost: dict[Key, list[int]] = {}

    def change(self, come: Mapping[int, Profile], gone: Mapping[int, Profile]) -> Iterator[tuple[Pair, int]]:
        """Take claims in and out; yield the pairs that are candidates more or fewer times than before.

        A pair is a candidate as many times as it stands side by side in a block; it may come in several parts.
        """
        keys = {number: self._keys(profile) for number, profile in (*gone.items(), *come.items())}
        self._ranks |= {number: _rank(profile) for number, profile in come.items()}
        few = self._few(come, gone, keys)
        units = self._units(keys, few)
        before = {unit: found for unit in units if unit[1] not in come and (found := list(self._of(unit)))}
        slid = self._refill(come, gone, keys, few)
        for part, table, order in (
            (1, self._inside, self._ranks.__getitem__), (2, self._placed, self._by_number), (3, self._lost, self._by_number),
        ):  # fmt: skip
            _move(
                table,
                order,
                {number: keys[number][part] for number in come},
                {number: keys[number][part] for number in gone},
            )
        for number in gone:
            del self._ranks[number]
        yield from ((pair, times) for pair, times in slid.items() if times)
        for unit in units:
            if unit not in before:
                yield from ((pair, 1) for pair in self._of(unit))
                continue
            times = Counter(self._of(unit))
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

    def _few(self, come: Iterable[int], gone: Iterable[int], keys: Mapping[int, Keys]) -> set[Key]:
        """Return the large blocks in which so few claims come or go that only what stands beside these is looked at."""
        moves = Counter(key for number in (*come, *gone) for key in keys[number][0])
        less = Counter(key for number in gone for key in keys[number][0])
        cap = self._rules.blocks["cap"]
        sizes = {key: len(self._blocks.get(key, ())) for key in moves}
        return {key for key, size in sizes.items() if size - less[key] > cap and moves[key] * _FEW < size}

    def _refill(
        self, come: Iterable[int], gone: Iterable[int], keys: Mapping[int, Keys], few: Container[Key]
    ) -> Counter[Pair]:
        """Take claims into and out of their blocks; return how many times more or less pairs stand side by side in `few`."""
        slid: Counter[Pair] = Counter()
        fresh: dict[Key, list[int]] = defaultdict(list)
        stale: dict[Key, list[int]] = defaultdict(list)
        for numbers, into, sign in ((gone, stale, -1), (come, fresh, 1)):
            for number in numbers:
                for key in keys[number][0]:
                    if key in few:
                        self._slide(key, number, sign, slid)
                    else:
                        into[key].append(number)
        for key in dict.fromkeys((*fresh, *stale)):
            left = set(stale.get(key, ()))
            kept = [number for number in self._blocks.get(key, ()) if number not in left]
            self._blocks[key] = sorted([*kept, *fresh.get(key, ())], key=self._ranks.__getitem__)
            self._numbered.pop(key, None)
        return slid

    def _slide(self, key: Key, number: int, sign: int, slid: Counter[Pair]) -> None:
        """Take a claim into a large block, or out of it, and note the pairs that this makes and parts."""
        ranks = self._ranks
        if key not in self._numbered:
            self._numbered[key] = _numbered(self._blocks[key], ranks)
        orders: list[tuple[list[int], Callable[[int], Rank | Numbered]]] = [(self._blocks[key], ranks.__getitem__)]
        if ranks[number][4] >= 0:
            orders.append((self._numbered[key], lambda member: _by_own_number(ranks[member])))
        window = self._rules.blocks["window"]
        for order, rank in orders:
            at = bisect_left(order, rank(number), key=rank)
            if sign < 0:
                del order[at]
            first = max(0, at - window)
            for other in order[first : at + window]:
                slid[_ordered(number, other)] += sign
            for one, other in zip(order[first:at], order[first + window : at + window], strict=False):
                slid[_ordered(one, other)] -= sign
            if sign > 0:
                order.insert(at, number)

    def _units(self, keys: Mapping[int, Keys], few: Container[Key]) -> list[Unit]:
        """Return what may have other pairs when these claims come or go: a block, or one claim that looks into it."""
        found: dict[Unit, None] = {}
        moved: dict[Key, list[int]] = defaultdict(list)
        for number, (own, inside, placed, lost) in keys.items():
            found |= {(key, None): None for key in own if key not in few}
            found |= {(key, number): None for key in (*inside, *lost)}
            for key in (*own, *placed):
                moved[key].append(number)
        for key, numbers in moved.items():
            found |= {(key, other): None for other in self._lookers(key, numbers)}
        return list(found)

    def _lookers(self, key: Key, numbers: Sequence[int]) -> Iterable[int]:
        """Return the claims whose view of a block may change where these claims come into it or leave it."""
        block, lookers, order = self._seen(key)
        window = self._rules.blocks["window"]
        reach = window + len(numbers) + 1
        if len(block) - len(numbers) <= 2 * window or len(numbers) * _FEW > len(lookers):
            return lookers
        found: dict[int, None] = {}
        for number in numbers:
            at = bisect_left(block, order(number), key=order)
            first = bisect_left(lookers, order(block[at - reach]), key=order) if at >= reach else 0
            last = bisect_right(lookers, order(block[at + reach]), key=order) if at + reach < len(block) else None
            found |= dict.fromkeys(lookers[first:last])
        return found

    def _seen(self, key: Key) -> tuple[Sequence[int], Sequence[int], Callable[[int], Rank]]:
        """Return a block that others look into, those who do, and what both are sorted by."""
        if key[0] == "days":
            return self._placed.get(key, ()), self._lost.get(key, ()), self._by_number
        return self._blocks.get(key, ()), self._inside.get(key, ()), self._ranks.__getitem__

    def _of(self, unit: Unit) -> Iterator[Pair]:
        key, number = unit
        if number is None:
            return _within(self._blocks.get(key, []), self._ranks, self._rules)
        if number not in self._ranks:
            return iter(())
        block, _, order = self._seen(key)
        window = self._rules.blocks["window"]
        if len(block) > 2 * window:
            middle = bisect_left(block, order(number), key=order)
            block = block[max(0, middle - window) : middle + window]
        return (_ordered(number, other) for other in block)

    def _by_number(self, number: int) -> Rank:
        """Return the rank of a claim with its number before its day."""
        rank = self._ranks[number]
        return (rank[0], int(rank[4]), rank[2], rank[3], float(rank[1]), rank[5])


def _move(
    table: dict[Key, list[int]],
    order: Callable[[int], Rank],
    come: Mapping[int, Sequence[Key]],
    gone: Mapping[int, Sequence[Key]],
) -> None:
    """Take numbers into and out of the sorted lists that they stand in."""
    fresh: dict[Key, list[int]] = defaultdict(list)
    stale: dict[Key, set[int]] = defaultdict(set)
    for number, keys in come.items():
        for key in keys:
            fresh[key].append(number)
    for number, keys in gone.items():
        for key in keys:
            stale[key].add(number)
    for key in dict.fromkeys((*fresh, *stale)):
        kept = [number for number in table.get(key, ()) if number not in stale[key]]
        table[key] = sorted([*kept, *fresh[key]], key=order)


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
    yield from _pairs_of(_numbered(block, ranks), window)


def _numbered(block: Iterable[int], ranks: Mapping[int, Rank]) -> list[int]:
    return sorted((one for one in block if ranks[one][4] >= 0), key=lambda one: _by_own_number(ranks[one]))


def _by_own_number(rank: Rank) -> Numbered:
    return (rank[4], rank)


def _pairs_of(block: Sequence[int], reach: int) -> Iterator[Pair]:
    for start, one in enumerate(block):
        for other in block[start + 1 : start + 1 + reach]:
            yield (one, other) if one < other else (other, one)


def _ordered(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
