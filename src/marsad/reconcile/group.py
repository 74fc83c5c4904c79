"""Grouping: from scored pairs to events, greedily from the surest pair on, never against a veto.

The order is by score and then by claim ids, so that it depends on nothing else. Claims about one precise
place are grouped first. What is coarser (the whole city, a claim without a place, a month) then joins an
event only where it fits exactly one, and nothing is ever joined through it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from marsad.model.event import Link, Reason
from marsad.reconcile.candidates import Pair
from marsad.reconcile.compare import compare
from marsad.reconcile.profile import Profile
from marsad.reconcile.rules import Rules
from marsad.reconcile.sets import Sets
from marsad.reconcile.vetoes import FACT, general_veto, report_veto

Signature = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate pair without a veto, with its score and the reasons for it."""

    a: int
    b: int
    score: float
    reasons: tuple[Reason, ...]


def score(profiles: Sequence[Profile], candidates: Iterable[Pair], rules: Rules) -> list[Scored]:
    """Return the pairs that are at least worth asking about, surest first."""
    found: list[Scored] = []
    for a, b in candidates:
        one, other = profiles[a], profiles[b]
        if general_veto(one, other, rules) or report_veto(one, other):
            continue
        points, reasons = compare(one, other, rules)
        if points >= rules.bands["ask"]:
            found.append(Scored(a, b, points, reasons))
    return sorted(found, key=lambda pair: (-pair.score, pair.a, pair.b))


def group(
    profiles: Sequence[Profile], scored: Sequence[Scored], decisions: Sequence[Link], rules: Rules
) -> list[list[int]]:
    """Return the groups as lists of positions; every profile is in exactly one.

    `scored` is sorted, surest first. A person's decisions come first and outrank every veto.
    """
    clusters = Clusters(profiles, rules)
    clusters.decide(decisions)
    precise = [pair for pair in scored if _is_level(profiles[pair.a], profiles[pair.b])]
    for pair in precise:
        if pair.score < rules.bands["same"]:
            break
        clusters.join(pair.a, pair.b)
    for item, target in _attachments(profiles, scored, clusters, rules):
        clusters.join(target, item)
    for pair in scored:
        if pair.score < rules.bands["attach"]:
            break
        if profiles[pair.a].vague and profiles[pair.b].vague and clusters.all_vague(pair.a, pair.b):
            clusters.join(pair.a, pair.b)
    return clusters.groups()


def _is_level(a: Profile, b: Profile) -> bool:
    """Return whether two claims are about places of one level, and neither is vague."""
    return not a.vague and not b.vague and a.place == b.place


def _attachments(
    profiles: Sequence[Profile], scored: Sequence[Scored], clusters: Clusters, rules: Rules
) -> list[tuple[int, int]]:
    """Return what joins which event: for each coarse group or vague claim the one event that it fits."""
    targets: dict[int, dict[int, Scored]] = defaultdict(dict)
    for pair in scored:
        a, b = profiles[pair.a], profiles[pair.b]
        if (a.vague and b.vague) or _is_level(a, b):
            continue
        least = rules.bands["attach"] if a.vague or b.vague else rules.bands["same"]
        if pair.score < least:
            continue
        coarse, fine = (pair.a, pair.b) if _is_coarser(a, b) else (pair.b, pair.a)
        item, target = clusters.root(coarse), clusters.root(fine)
        if item != target and clusters.fit(item, target):
            targets[item].setdefault(target, pair)
    only = [(item, *found.popitem()) for item, found in targets.items() if len(found) == 1]
    only.sort(key=lambda entry: (-entry[2].score, entry[2].a, entry[2].b))
    return [(item, target) for item, target, _ in only]


def _is_coarser(a: Profile, b: Profile) -> bool:
    if a.vague != b.vague:
        return a.vague
    if a.place and b.place:
        return len(a.chain) < len(b.chain)
    return (bool(a.place), bool(a.spot), a.id) < (bool(b.place), bool(b.spot), b.id)


class Clusters:
    """Groups of claims that grow while no two of their members veto each other."""

    def __init__(self, profiles: Sequence[Profile], rules: Rules) -> None:
        """Begin with every claim alone."""
        self._profiles = profiles
        self._rules = rules
        self._sets: Sets[int] = Sets()
        self._members = {index: [index] for index in range(len(profiles))}
        self._signatures = {index: {_signature(profile, rules): index} for index, profile in enumerate(profiles)}
        self._reports = {index: {profile.claim.report} for index, profile in enumerate(profiles)}
        self._vetoes: dict[tuple[Signature, Signature], bool] = {}
        self._apart: set[Pair] = set()
        self._split: set[int] = set()

    def root(self, index: int) -> int:
        """Return the position that stands for the group of a claim."""
        return self._sets.root(index)

    def decide(self, decisions: Sequence[Link]) -> None:
        """Carry out what a person has decided on pairs of claims."""
        position = {profile.id: index for index, profile in enumerate(self._profiles)}
        known = [link for link in decisions if link.a in position and link.b in position]
        for link in sorted(known, key=lambda link: (link.a, link.b)):
            a, b = sorted((position[link.a], position[link.b]))
            if link.verdict == "different":
                self._apart.add((a, b))
                self._split.update((a, b))
        for link in sorted(known, key=lambda link: (link.a, link.b)):
            if link.verdict == "same":
                self._merge(self.root(position[link.a]), self.root(position[link.b]))

    def join(self, a: int, b: int) -> bool:
        """Make one group of two claims' groups where that is allowed, and return whether they are one."""
        one, other = self.root(a), self.root(b)
        if one == other:
            return True
        if not self.fit(one, other):
            return False
        self._merge(one, other)
        return True

    def fit(self, one: int, other: int) -> bool:
        """Return whether no member of one group vetoes a member of the other."""
        if len(self._members[one]) > len(self._members[other]):
            one, other = other, one
        for mine, index in self._signatures[one].items():
            for theirs, partner in self._signatures[other].items():
                if self._veto(mine, theirs, index, partner):
                    return False
        shared = self._reports[one] & self._reports[other]
        return not (shared and self._report_veto(one, other, shared)) and not self._kept_apart(one, other)

    def all_vague(self, a: int, b: int) -> bool:
        """Return whether the groups of both claims hold vague claims only."""
        members = (*self._members[self.root(a)], *self._members[self.root(b)])
        return all(self._profiles[index].vague for index in members)

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
        self._reports[one] |= self._reports.pop(other)
        for signature, index in self._signatures.pop(other).items():
            self._signatures[one].setdefault(signature, index)

    def _veto(self, mine: Signature, theirs: Signature, index: int, partner: int) -> bool:
        key = (mine, theirs)
        if key not in self._vetoes:
            a, b = self._profiles[index], self._profiles[partner]
            self._vetoes[key] = bool(general_veto(a, b, self._rules))
        return self._vetoes[key]

    def _report_veto(self, one: int, other: int, shared: set[str]) -> bool:
        mine = [index for index in self._members[one] if self._profiles[index].claim.report in shared]
        theirs = [index for index in self._members[other] if self._profiles[index].claim.report in shared]
        return any(report_veto(self._profiles[a], self._profiles[b]) for a in mine for b in theirs)

    def _kept_apart(self, one: int, other: int) -> bool:
        if not self._split:
            return False
        mine = self._split.intersection(self._members[one])
        theirs = self._split.intersection(self._members[other])
        return any((min(a, b), max(a, b)) in self._apart for a in mine for b in theirs)


def _signature(profile: Profile, rules: Rules) -> Signature:
    """Return all that the vetoes look at, so that claims alike in it need be checked only once."""
    toll = profile.toll if profile.toll and profile.toll >= rules.count["blame_least"] else None
    return (
        profile.kind, profile.claim.modality in FACT, profile.first, profile.last, profile.pad,
        profile.place, profile.who.side, profile.whom.side, toll,
    )  # fmt: skip
