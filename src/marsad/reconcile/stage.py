"""The stage of reconciling: claims in, events with reasons out."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.model.claim import Claim
from marsad.model.decision import Settlement
from marsad.model.event import Link, Reconciled
from marsad.model.report import Report
from marsad.reconcile.figures import HeadlineRule
from marsad.reconcile.state import State
from marsad.reference import Reference


def events(
    claims: Sequence[Claim],
    reference: Reference,
    reports: Sequence[Report] = (),
    *,
    decisions: Sequence[Link] = (),
    settlements: Sequence[Settlement] = (),
    headline: HeadlineRule = "best",
) -> Reconciled:
    """Return the events that the claims tell of, with every link that made them.

    `reports` are read for copies. `decisions` are a person's links between claims ("same", "different") or reports
    ("copy", "different"), `settlements` what a person made of disputes; both outrank every rule. `headline` picks the
    figure that stands for an event's numbers. The result does not depend on the order of the claims or reports.
    """
    state = State(reference, headline)
    state.update(claims, reports, decisions=decisions, settlements=settlements)
    return state.result()
