"""Grouping: from scored pairs to events, greedily from the surest pair on, never against a veto.

The order is by score and then by claim ids, so that it depends on nothing else. Claims about one precise
place are grouped first. What is coarser (the whole city, a claim without a place, a month) then joins an
event only where it fits exactly one, and nothing is ever joined through it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from marsad.model.event import Link
from marsad.reconcile.candidates import Pair
from marsad.reconcile.profile import Profile
from marsad.reconcile.rules import Rules
from marsad.reconcile.score import Points, Scored
from marsad.reconcile.sets import Sets
from marsad.reconcile.vetoes import FACT, general_veto, report_veto


def group(
    profiles: Sequence[Profile], scored: Sequence[Scored], scorer: Points, decisions: Sequence[Link], rules: Rules
) -> tuple[list[list[int]], list[Scored]]:
    """Return the groups as lists of positions, every profile in exactly one, and the pairs that made them.

    `scored` is sorted, surest first. A person's decisions outrank every veto: what is different stays apart from the
    start, and of what is the same the whole groups become one. Where other decisions forbid that, the claims that a
    person named are one before any rule is asked.
    """
    same = [link for link in decisions if link.verdict == "same"]
    for first in ((), same) if same else ((),):
        clusters = Clusters(profiles, scorer, rules)
        clusters.decide([link for link in decisions if link.verdict == "different"])
        clusters.decide(first)
        made = _by_rules(clusters, profiles, scored, rules)
        if clusters.unite(same):
            break
    return clusters.groups(), made


def _by_rules(clusters: Clusters, profiles: Sequence[Profile], scored: Sequence[Scored], rules: Rules) -> list[Scored]:
    """Join what the rules join, and return the pairs that did it."""
    made: list[Scored] = []
    for pair in scored:
        if pair.score < rules.bands["same"]:
            break
        if _is_level(profiles[pair.a], profiles[pair.b]) and clusters.join(pair.a, pair.b):
            made.append(pair)
    for item, target, pair in _attachments(profiles, scored, clusters, rules):
        if clusters.join(target, item):
            made.append(pair)
    for pair in scored:
        if pair.score < rules.bands["attach"]:
            break
        if clusters.all_vague(pair.a, pair.b) and clusters.join(pair.a, pair.b):
            made.append(pair)
    return made


def _is_level(a: Profile, b: Profile) -> bool:
    """Return whether two claims are about places of one level, and neither is vague."""
    return not a.vague and not b.vague and a.place == b.place


def _attachments(
    profiles: Sequence[Profile], scored: Sequence[Scored], clusters: Clusters, rules: Rules
) -> list[tuple[int, int, Scored]]:
    """Return what joins which event and why: for each coarse group or vague claim the one event that it fits."""
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
        # Two are as good as many: what fits more than one event joins none.
        if item != target and len(targets[item]) < 2 and clusters.fit(item, target):
            targets[item].setdefault(target, pair)
    only = [(item, *found.popitem()) for item, found in targets.items() if len(found) == 1]
    only.sort(key=lambda entry: (-entry[2].score, entry[2].a, entry[2].b))
    return only


def _is_coarser(a: Profile, b: Profile) -> bool:
    if a.vague != b.vague:
        return a.vague
    if a.place and b.place:
        return len(a.chain) < len(b.chain)
    return (bool(a.place), bool(a.spot), a.id) < (bool(b.place), bool(b.spot), b.id)


class Clusters:
    """Groups of claims that grow while no two of their members veto each other.

    What two groups are asked once is not asked again: vetoes never go away as groups grow, and claims that
    the vetoes cannot tell apart are checked as one, so that the cost follows the claims and not their pairs.
    """

    def __init__(self, profiles: Sequence[Profile], scorer: Points, rules: Rules) -> None:
        """Begin with every claim alone."""
        self._profiles = profiles
        self._scorer = scorer
        self._rules = rules
        self._sets: Sets[int] = Sets()
        self._members = {index: [index] for index in range(len(profiles))}
        self._signatures = {index: {sign: index} for index, sign in enumerate(_signatures(profiles, rules))}
        self._reports = {index: {profile.claim.report: [index]} for index, profile in enumerate(profiles)}
        self._precise = {index for index, profile in enumerate(profiles) if not profile.vague}
        self._decided: set[int] = set()
        self._vetoes: dict[Pair, bool] = {}
        self._never: dict[int, set[int]] = defaultdict(set)
        self._apart: dict[int, set[int]] = defaultdict(set)
        self._refused: dict[Pair, int] = {}

    def root(self, index: int) -> int:
        """Return the position that stands for the group of a claim."""
        return self._sets.root(index)

    def decide(self, decisions: Sequence[Link]) -> None:
        """Carry out what a person has decided on pairs of claims."""
        position = {profile.id: index for index, profile in enumerate(self._profiles)}
        known = [link for link in decisions if link.a in position and link.b in position]
        for link in sorted(known, key=lambda link: (link.a, link.b)):
            a, b = position[link.a], position[link.b]
            if link.verdict == "different":
                self._apart[a].add(b)
                self._apart[b].add(a)
            elif link.verdict == "same":
                self._merge(self.root(a), self.root(b))
                self._decided.update((a, b))

    def unite(self, decisions: Sequence[Link]) -> bool:
        """Make one group of the groups of what a person called the same; return whether all of it could be done."""
        position = {profile.id: index for index, profile in enumerate(self._profiles)}
        for link in sorted(decisions, key=lambda link: (link.a, link.b)):
            if link.a in position and link.b in position:
                one, other = self.root(position[link.a]), self.root(position[link.b])
                if one != other and self._kept_apart(one, other):
                    return False
                self._merge(one, other)
        return True

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
        key = (mine, theirs)
        if key not in self._vetoes:
            a, b = self._profiles[index], self._profiles[partner]
            self._vetoes[key] = bool(general_veto(a, b, self._rules))
        return self._vetoes[key]

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


def _signatures(profiles: Sequence[Profile], rules: Rules) -> list[int]:
    """Return for each profile the number of all that the vetoes look at: claims alike in it share the number."""
    numbers: dict[tuple[object, ...], int] = {}
    return [numbers.setdefault(_signature(profile, rules), len(numbers)) for profile in profiles]


def _signature(profile: Profile, rules: Rules) -> tuple[object, ...]:
    toll = profile.toll if profile.toll and profile.toll >= rules.ratios["blame_least"] else None
    return (
        profile.kind, profile.claim.modality in FACT, profile.first, profile.last, profile.pad,
        profile.repeated, profile.recalls, profile.place, profile.who.side, profile.whom.side, toll,
    )  # fmt: skip
