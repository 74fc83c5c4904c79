"""Copies of reports: the same text, or nearly the same, printed by several outlets.

Near copies are found by MinHash with locality-sensitive hashing over runs of three words (Broder 1997)
and kept only where the true Jaccard similarity of the two texts reaches the threshold of `weights.toml`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from marsad.model.event import Link, Reason
from marsad.model.report import Report
from marsad.reconcile.rules import Rules
from marsad.reconcile.sets import Sets
from marsad.reconcile.words import plain, shingles


class Copies:
    """The reports seen so far, and which of them copy which.

    A new report is compared with those alone that it may copy, and what it brings together is linked anew, so that
    the links never depend on the order in which reports came.
    """

    def __init__(self, rules: Rules) -> None:
        """Begin with no report."""
        from rensa import RMinHashLSH

        self._settings = rules.copies
        self._ids: dict[str, set[str]] = defaultdict(set)
        self._numbers: dict[str, int] = {}
        self._runs: list[frozenset[str]] = []
        self._alike: list[set[int]] = []
        self._texts: list[str] = []
        self._near: Sets[int] = Sets()
        self._members: dict[int, list[int]] = {}
        self._links: dict[int, list[Link]] = {}
        self._index = RMinHashLSH(
            self._settings["jaccard"], int(self._settings["permutations"]), int(self._settings["bands"])
        )

    def add(self, reports: Iterable[Report]) -> None:
        """Take reports in."""
        touched: set[int] = set()
        for report in sorted(reports, key=lambda report: report.id):
            if report.is_row:
                continue  # rows of a data set are alike by their columns, not by copying
            if normal := plain(report.text):
                self._ids[normal].add(report.id)
                touched.add(self._numbers[normal] if normal in self._numbers else self._enter(normal))
        for root in {self._near.root(number) for number in touched}:
            self._links[root] = self._linked(self._members[root])

    def links(self) -> tuple[Link, ...]:
        """Return a link for every pair of reports of which one has been found to copy the other.

        Within a group of copies each report is linked to at least one other, not to all of them.
        """
        return tuple(
            sorted((link for links in self._links.values() for link in links), key=lambda link: (link.a, link.b))
        )

    def _enter(self, normal: str) -> int:
        """Take a text in, and note which others may be nearly the same."""
        from rensa import RMinHash

        number = self._numbers[normal] = len(self._texts)
        own = shingles(normal)
        sketch = RMinHash(int(self._settings["permutations"]), int(self._settings["seed"]))
        sketch.update(sorted(own))
        alike = set(self._index.query(sketch))
        self._index.insert(number, sketch)
        self._texts.append(normal)
        self._runs.append(own)
        self._alike.append(alike)
        members = [number]
        for other in alike:
            self._alike[other].add(number)
            root = self._near.root(other)
            if root != self._near.root(number):
                members += self._members.pop(root)
                self._links.pop(root, None)
                self._near.join(number, root)
        self._members[self._near.root(number)] = members
        return number

    def _linked(self, members: Sequence[int]) -> list[Link]:
        """Return the links among texts that may be copies of each other."""
        ids = {number: min(self._ids[self._texts[number]]) for number in members}
        links = [
            _link(first, other, 1.0, "the same text word for word")
            for number in members
            for first, other in pairwise(sorted(self._ids[self._texts[number]]))
        ]
        seen: Sets[int] = Sets()
        for number in sorted(members, key=ids.__getitem__):
            own = self._runs[number]
            for other in sorted((one for one in self._alike[number] if ids[one] < ids[number]), key=ids.__getitem__):
                # A report that is already a copy of a copy needs no second proof.
                if seen.root(number) == seen.root(other):
                    continue
                share = len(own & self._runs[other]) / len(own | self._runs[other])
                if share >= self._settings["jaccard"]:
                    seen.join(other, number)
                    words = f"{share:.0%} of their runs of three words are the same"
                    links.append(_link(ids[other], ids[number], share, words))
        return links


def copies(reports: Sequence[Report], rules: Rules) -> tuple[Link, ...]:
    """Return a link for every pair of reports of which one has been found to copy the other."""
    found = Copies(rules)
    found.add(reports)
    return found.links()


def groups(links: Iterable[Link]) -> dict[str, str]:
    """Return for each report that is or has a copy the smallest report id of its group.

    Links are taken from the surest on; one "different" keeps what it names apart, whatever else speaks for it.
    """
    ordered = sorted(
        links, key=lambda link: (link.verdict != "different", link.by == "rule", -link.score, link.a, link.b)
    )
    apart = [(link.a, link.b) for link in ordered if link.verdict == "different"]
    sets: Sets[str] = Sets()
    for link in ordered:
        if link.verdict == "copy":
            roots = {sets.root(link.a), sets.root(link.b)}
            if not any({sets.root(one), sets.root(other)} == roots for one, other in apart):
                sets.join(link.a, link.b)
    smallest: dict[str, str] = {}
    ids = sorted({report for link in ordered for report in (link.a, link.b) if link.verdict == "copy"})
    for report in ids:
        smallest.setdefault(sets.root(report), report)
    return {report: smallest[sets.root(report)] for report in ids}


def _link(one: str, other: str, score: float, words: str) -> Link:
    a, b = sorted((one, other))
    return Link(
        a=a, b=b, verdict="copy", score=round(score, 4),
        reasons=(Reason(feature="text", weight=round(score, 4), words=words),),
    )  # fmt: skip
