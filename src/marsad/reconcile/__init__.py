"""Reconciles claims into events. In: claims, reports, reference. Out: events, links with reasons, origins."""

from marsad.reconcile.figures import HeadlineRule
from marsad.reconcile.stage import events

__all__ = ["HeadlineRule", "events"]
