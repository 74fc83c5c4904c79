"""Reconciles claims into events. In: claims, reports, reference. Out: events, links with reasons, origins."""

from marsad.reconcile.decided import Applied, applied, marked
from marsad.reconcile.figures import HeadlineRule
from marsad.reconcile.stage import events
from marsad.reconcile.state import State

__all__ = ["Applied", "HeadlineRule", "State", "applied", "events", "marked"]
