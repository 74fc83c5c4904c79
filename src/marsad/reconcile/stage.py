"""The stage of reconciling: claims in, events with reasons out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from marsad.model.claim import Claim
from marsad.model.event import Event, Link, Reason, Reconciled
from marsad.model.ids import digest
from marsad.model.report import Report
from marsad.reconcile.assemble import assemble
from marsad.reconcile.candidates import pairs
from marsad.reconcile.compare import compare
from marsad.reconcile.disputes import rival_holders
from marsad.reconcile.figures import HeadlineRule
from marsad.reconcile.group import group
from marsad.reconcile.prepare import prepare
from marsad.reconcile.profile import Profile
from marsad.reconcile.record import records
from marsad.reconcile.rules import Rules, rules
from marsad.reconcile.score import Scored, Scorer, score
from marsad.reference import Reference


def events(
    claims: Sequence[Claim],
    reference: Reference,
    reports: Sequence[Report] = (),
    *,
    decisions: Sequence[Link] = (),
    headline: HeadlineRule = "best",
) -> Reconciled:
    """Return the events that the claims tell of, with every link that made them.

    `reports` are read for copies. `decisions` are a person's links between claims ("same", "different");
    they outrank every rule. `headline` picks the figure that stands for an event's numbers. The result
    does not depend on the order of the claims or reports.
    """
    book = rules()
    ready = prepare(claims, reports, reference, book)
    compared = ready.profiles
    scorer = Scorer(compared, book)
    scored = score(scorer, pairs(compared, book), book)
    grouped, joined = group(compared, scored, scorer, decisions, book)
    sets = [[compared[index] for index in members] for members in grouped]
    found = [assemble(members, reference, book, headline) for members in sets]
    by_claim = {profile.id: profile for profile in compared}
    rivals = rival_holders(found, by_claim, reference)
    made = sorted(
        (replace(event, disputes=(*event.disputes, *rivals.get(event.id, ()))) for event in found),
        key=lambda event: event.id,
    )
    same = [_link(compared, pair, book) for pair in joined]
    questions = _questions(compared, scored, grouped, book)
    decided = [link for link in decisions if link.by != "rule"]
    links = [*ready.copy_links, *same, *_consequences(made, ready.origin_of), *decided]
    return Reconciled(
        events=tuple(made),
        links=tuple(sorted(links, key=_link_order)),
        origin_of=ready.origin_of,
        run=_run(ready.claims, reports, decisions, headline, book),
        dated=dict(ready.dates),
        questions=questions,
        records=records(made, by_claim),
    )


def _link(compared: Sequence[Profile], pair: Scored, book: Rules) -> Link:
    a, b = compared[pair.a], compared[pair.b]
    return Link(a=a.id, b=b.id, verdict="same", score=pair.score, reasons=compare(a, b, book)[1])


def _questions(
    compared: Sequence[Profile], scored: Sequence[Scored], grouped: Sequence[Sequence[int]], book: Rules
) -> tuple[Link, ...]:
    """Return for each pair of events that may be one the best reason to ask, surest first."""
    event_of = {index: number for number, members in enumerate(grouped) for index in members}
    best: dict[tuple[int, int], Scored] = {}
    for pair in scored:
        one, other = sorted((event_of[pair.a], event_of[pair.b]))
        if one != other:
            best.setdefault((one, other), pair)
    links = [_link(compared, pair, book) for pair in best.values()]
    return tuple(sorted(links, key=lambda link: (-link.score, link.a, link.b)))


def _consequences(made: Sequence[Event], origin_of: Mapping[str, str]) -> list[Link]:
    """Return the links that figures and disputes make: what supersedes and what contradicts what."""
    found: dict[tuple[str, str, str], Link] = {}
    for event in made:
        for figure in event.figures:
            latest = {origin_of[claim]: claim for claim in reversed(figure.claims)}
            for old in figure.superseded:
                words = f"a later figure ({figure.measure}) of the same origin"
                reason = Reason(feature="count", weight=0.0, words=words)
                new = latest[origin_of[old]]
                found[new, old, "supersedes"] = Link(a=new, b=old, verdict="supersedes", score=0.0, reasons=(reason,))
        for dispute in event.disputes:
            first, second = dispute.sides[0][0], dispute.sides[1][0]
            reason = Reason(feature=dispute.about, weight=0.0, words=dispute.words)
            link = Link(a=first, b=second, verdict="contradicts", score=0.0, reasons=(reason,))
            found.setdefault((first, second, link.verdict), link)
    return list(found.values())


def _link_order(link: Link) -> tuple[str, str, str, str]:
    return (link.verdict, link.a, link.b, link.by)


def _run(
    claims: Sequence[Claim],
    reports: Sequence[Report],
    decisions: Sequence[Link],
    headline: HeadlineRule,
    book: Rules,
) -> str:
    read = sorted({report.id for report in reports})
    decided = sorted((link.a, link.b, link.verdict) for link in decisions)
    return digest("reconcile", book.version, headline, *(claim.id for claim in claims), *read, *decided)
