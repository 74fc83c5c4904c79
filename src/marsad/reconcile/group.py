"""Grouping: from scored pairs to events, greedily from the surest pair on, never against a veto.

The order is by score and then by claim ids, so that it depends on nothing else. Claims about one precise
place are grouped first. What is coarser (the whole city, a claim without a place, a month) then joins an
event only where it fits exactly one, and nothing is ever joined through it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence

from marsad.reconcile.candidates import Pair
from marsad.reconcile.profile import Profile
from marsad.reconcile.rules import Rules
from marsad.reconcile.score import Points, Scored, surest
from marsad.reconcile.sets import Sets
from marsad.reconcile.vetoes import FACT, general_veto, report_veto, row

LEVEL, COARSE, VAGUE = range(3)
"""The three passes, in their order."""
_KEPT = 1 << 20
"""Pairs of signs whose veto is remembered."""
Step = tuple[int, Scored]
"""A pass and the pair that made one group of two in it."""


def group(profiles: Sequence[Profile], scored: Sequence[Scored], scorer: Points, rules: Rules) -> list[list[int]]:
    """Return the groups as lists of positions, every profile in exactly one; `scored` is sorted, surest first."""
    clusters = Clusters(profiles, scorer, rules)
    merge(clusters, profiles, scored, rules)
    return clusters.groups()


def merge(
    clusters: Clusters,
    profiles: Sequence[Profile],
    scored: Sequence[Scored],
    rules: Rules,
    known: Sequence[Step] = (),
    closed: Container[int] = (),
) -> tuple[list[Step], list[Scored]]:
    """Join what the rules join; return the steps made, and the pairs by which what is coarse was tried on its only event.

    `known` steps among positions that are `closed` are taken in their turn without asking, and no pair of two closed
    positions is asked.
    """
    made: list[Step] = []
    tried: list[Scored] = []
    staged: dict[int | None, list[Scored]] = defaultdict(list)
    for pair in scored:
        staged[passes(profiles[pair.a], profiles[pair.b], pair.score, rules)].append(pair)
    for stage in (LEVEL, COARSE, VAGUE):
        asked = staged[stage]
        if stage == COARSE:
            tried = _attachments(profiles, asked, clusters)
            asked = [pair for pair in tried if pair.a not in closed or pair.b not in closed]
        given = [pair for at, pair in known if at == stage]
        steps = [(pair, False) for pair in asked] + [(pair, True) for pair in given]
        for pair, is_known in sorted(steps, key=lambda step: surest(step[0])) if given else steps:
            coarse, fine = ordered(profiles, pair) if stage == COARSE else (pair.b, pair.a)
            if is_known:
                clusters.bind(fine, coarse)
            elif (stage != VAGUE or clusters.all_vague(fine, coarse)) and clusters.join(fine, coarse):
                made.append((stage, pair))
    return made, tried


def passes(a: Profile, b: Profile, points: float, rules: Rules) -> int | None:
    """Return the pass in which a pair of so many points may join two groups, None where it never does."""
    if a.vague and b.vague:
        return VAGUE if points >= rules.bands["attach"] else None
    if a.vague or b.vague:
        return COARSE if points >= rules.bands["attach"] else None
    if points < rules.bands["same"]:
        return None
    return LEVEL if a.place == b.place else COARSE


def _attachments(profiles: Sequence[Profile], scored: Sequence[Scored], clusters: Clusters) -> list[Scored]:
    """Return for each coarse group or vague claim that fits one event only the surest pair of the two, surest first."""
    targets: dict[int, dict[int, Scored]] = defaultdict(dict)
    for pair in scored:
        coarse, fine = ordered(profiles, pair)
        item, target = clusters.root(coarse), clusters.root(fine)
        # Two are as good as many: what fits more than one event joins none.
        if item != target and len(targets[item]) < 2 and clusters.fit(item, target):
            targets[item].setdefault(target, pair)
    return sorted((next(iter(found.values())) for found in targets.values() if len(found) == 1), key=surest)


def ordered(profiles: Sequence[Profile], pair: Scored) -> tuple[int, int]:
    """Return the two of a pair, the coarser one first."""
    return (pair.a, pair.b) if is_coarser(profiles[pair.a], profiles[pair.b]) else (pair.b, pair.a)


def is_coarser(a: Profile, b: Profile) -> bool:
    """Return whether the first of two claims, not both vague, is the one that tells less of where or when."""
    if a.vague != b.vague:
        return a.vague
    if a.place and b.place:
        return len(a.chain) < len(b.chain)
    return (bool(a.place), bool(a.spot), a.id) < (bool(b.place), bool(b.spot), b.id)


class Signs:
    """All that the vetoes look at in a claim, as a number: claims alike in it are asked as one, and each two numbers once."""

    def __init__(self, rules: Rules) -> None:
        """Begin with no claim."""
        self._rules = rules
        self._numbers: dict[tuple[object, ...], int] = {}
        self._vetoes: dict[Pair, bool] = {}

    def of(self, profile: Profile) -> int:
        """Return the number of a claim."""
        toll = profile.toll if profile.toll and profile.toll >= self._rules.ratios["blame_least"] else None
        sign = (
            profile.kind, profile.claim.modality in FACT, profile.first, profile.last, profile.pad,
            profile.repeated, profile.recalls, profile.place, profile.who.side, profile.whom.side, toll, row(profile.claim),
        )  # fmt: skip
        return self._numbers.setdefault(sign, len(self._numbers))

    def veto(self, mine: int, theirs: int, a: Profile, b: Profile) -> bool:
        """Return whether two claims of these numbers veto each other."""
        key = (mine, theirs)
        if key not in self._vetoes:
            if len(self._vetoes) == _KEPT:
                self._vetoes.clear()
            self._vetoes[key] = bool(general_veto(a, b, self._rules))
        return self._vetoes[key]


class Clusters:
    """Groups of claims that grow while no two of their members veto each other.

    What two groups are asked once is not asked again: vetoes never go away as groups grow, and claims that
    the vetoes cannot tell apart are checked as one, so that the cost follows the claims and not their pairs.
    """

    def __init__(self, profiles: Sequence[Profile], scorer: Points, rules: Rules, signs: Signs | None = None) -> None:
        """Begin with every claim alone; `signs` remember what was asked before."""
        self._profiles = profiles
        self._scorer = scorer
        self._rules = rules
        self._signs = signs or Signs(rules)
        self._sets: Sets[int] = Sets()
        self._members = {index: [index] for index in range(len(profiles))}
        self._signatures = {index: {self._signs.of(profile): index} for index, profile in enumerate(profiles)}
        self._reports = {index: {profile.claim.report: [index]} for index, profile in enumerate(profiles)}
        self._precise = {index for index, profile in enumerate(profiles) if not profile.vague}
        self._decided: set[int] = set()
        self._never: dict[int, set[int]] = defaultdict(set)
        self._apart: dict[int, set[int]] = defaultdict(set)
        self._refused: dict[Pair, int] = {}

    def root(self, index: int) -> int:
        """Return the position that stands for the group of a claim."""
        return self._sets.root(index)

    def keep_apart(self, a: int, b: int) -> None:
        """Let no group ever hold both claims, as a person decided."""
        self._apart[a].add(b)
        self._apart[b].add(a)

    def overrule(self, a: int, b: int) -> None:
        """Make one group of two claims whatever speaks against it, as a person decided."""
        self.bind(a, b)
        self._decided.update((a, b))

    def bind(self, a: int, b: int) -> None:
        """Make one group of two claims' groups without asking."""
        self._merge(self.root(a), self.root(b))

    def join(self, a: int, b: int) -> bool:
        """Make one group of two claims' groups where that is allowed, and return whether it was done."""
        one, other = self.root(a), self.root(b)
        if one == other or not self.fit(one, other) or not self._agree(one, other):
            return False
        self._merge(one, other)
        return True

    def fit(self, one: int, other: int) -> bool:
        """Return whether no member of one group vetoes a member of the other."""
        if other in self._never[one]:
            return False
        if self._signs_fit(one, other) and not self._report_veto(one, other) and not self._kept_apart(one, other):
            return True
        self._never[one].add(other)
        self._never[other].add(one)
        return False

    def _agree(self, one: int, other: int) -> bool:
        """Return whether two groups are likely one on the whole, not only by the one pair that links them.

        Asked of the first members of each, and anew only when the groups have grown by half since.
        """
        size = len(self._members[one]) + len(self._members[other])
        if size == 2:
            return True
        pair = (min(one, other), max(one, other))
        if size < 1.5 * self._refused.get(pair, 0):
            return False
        most = int(self._rules.bands["asked"])
        points = [
            self._scorer.points(min(a, b), max(a, b))
            for a in self._members[one][:most]
            for b in self._members[other][:most]
        ]
        known = [value for value in points if value is not None]
        if known and sum(known) / len(known) >= self._rules.bands["mean"]:
            return True
        self._refused[pair] = size
        return False

    def all_vague(self, a: int, b: int) -> bool:
        """Return whether the groups of both claims hold vague claims only."""
        return self.root(a) not in self._precise and self.root(b) not in self._precise

    def groups(self) -> list[list[int]]:
        """Return the groups, each sorted, in the order of their first members."""
        return sorted(sorted(members) for members in self._members.values())

    def _merge(self, one: int, other: int) -> None:
        if one == other:
            return
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        self._sets.join(one, other)
        self._members[one] += self._members.pop(other)
        for report, members in self._reports.pop(other).items():
            self._reports[one].setdefault(report, []).extend(members)
        for signature, index in self._signatures.pop(other).items():
            self._signatures[one].setdefault(signature, index)
        if other in self._precise:
            self._precise.add(one)
        for third in self._never.pop(other, ()):
            self._never[third].discard(other)
            self._never[third].add(one)
            self._never[one].add(third)

    def _signs_fit(self, one: int, other: int) -> bool:
        mine, theirs = self._signatures[one], self._signatures[other]
        # What both hold has been checked against all of both already, unless a person overruled a veto.
        shared = set() if self._decided else mine.keys() & theirs.keys()
        if any(self._veto(sign, sign, mine[sign], theirs[sign]) for sign in shared):
            return False
        new = [(sign, index) for sign, index in theirs.items() if sign not in shared]
        return not any(
            self._veto(sign, their, index, partner)
            for sign, index in mine.items()
            if sign not in shared
            for their, partner in new
        )

    def _veto(self, mine: int, theirs: int, index: int, partner: int) -> bool:
        return self._signs.veto(mine, theirs, self._profiles[index], self._profiles[partner])

    def _report_veto(self, one: int, other: int) -> bool:
        mine, theirs = self._reports[one], self._reports[other]
        return any(
            report_veto(self._profiles[a], self._profiles[b])
            for report in mine.keys() & theirs.keys()
            for a in mine[report]
            for b in theirs[report]
        )

    def _kept_apart(self, one: int, other: int) -> bool:
        if not self._apart:
            return False
        theirs = set(self._members[other])
        return any(not theirs.isdisjoint(self._apart.get(member, ())) for member in self._members[one])
