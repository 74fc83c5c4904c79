"""Copies of reports: the same text, or nearly the same, printed by several outlets.

Near copies are found by MinHash with locality-sensitive hashing over runs of three words (Broder 1997)
and kept only where the true Jaccard similarity of the two texts reaches the threshold of `weights.toml`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from marsad.model.event import Link, Reason
from marsad.model.report import Report
from marsad.reconcile.rules import Rules
from marsad.reconcile.sets import Sets
from marsad.reconcile.words import plain, shingles


def copies(reports: Sequence[Report], rules: Rules) -> tuple[Link, ...]:
    """Return a link for every pair of reports of which one has been found to copy the other.

    Within a group of copies each report is linked to at least one other, not to all of them.
    """
    texts: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        if report.is_row:
            continue  # rows of a data set are alike by their columns, not by copying
        if normal := plain(report.text):
            texts[normal].append(report.id)
    links = [
        _link(first, other, 1.0, "the same text word for word")
        for ids in (sorted(set(ids)) for ids in texts.values())
        for first, other in pairwise(ids)
    ]
    return tuple(sorted([*links, *_near(texts, rules)], key=lambda link: (link.a, link.b)))


def groups(links: Sequence[Link]) -> dict[str, str]:
    """Return for each report that is or has a copy the smallest report id of its group."""
    sets: Sets[str] = Sets()
    for link in links:
        sets.join(link.a, link.b)
    smallest: dict[str, str] = {}
    ids = sorted({report for link in links for report in (link.a, link.b)})
    for report in ids:
        smallest.setdefault(sets.root(report), report)
    return {report: smallest[sets.root(report)] for report in ids}


def _near(texts: dict[str, list[str]], rules: Rules) -> list[Link]:
    if len(texts) < 2:
        return []
    from rensa import RMinHash, RMinHashLSH

    settings = rules.copies
    permutations = int(settings["permutations"])
    index = RMinHashLSH(settings["jaccard"], permutations, int(settings["bands"]))
    ids = {text: min(found) for text, found in texts.items()}
    ordered = sorted(texts, key=lambda text: ids[text])
    runs = [shingles(text) for text in ordered]
    seen: Sets[int] = Sets()
    links: list[Link] = []
    for number, own in enumerate(runs):
        sketch = RMinHash(permutations, int(settings["seed"]))
        sketch.update(sorted(own))
        for other in sorted(index.query(sketch)):
            # A report that is already a copy of a copy needs no second proof.
            if seen.root(number) == seen.root(other):
                continue
            share = len(own & runs[other]) / len(own | runs[other])
            if share >= settings["jaccard"]:
                seen.join(other, number)
                words = f"{share:.0%} of their runs of three words are the same"
                links.append(_link(ids[ordered[other]], ids[ordered[number]], share, words))
        index.insert(number, sketch)
    return links


def _link(one: str, other: str, score: float, words: str) -> Link:
    a, b = sorted((one, other))
    return Link(
        a=a, b=b, verdict="copy", score=round(score, 4),
        reasons=(Reason(feature="text", weight=round(score, 4), words=words),),
    )  # fmt: skip
