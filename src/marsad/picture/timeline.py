"""The timeline: the events of a picture in the order of their days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby

from marsad.model.event import Event
from marsad.picture.figures import as_known
from marsad.picture.heard import Heard


def timeline(events: Iterable[Event], known: Mapping[str, Heard]) -> tuple[Event, ...]:
    """Return the events that known claims say to have happened, with the known claims only.

    Events that every known claim denies are left out. Events without a date come last.
    """
    found: list[Event] = []
    for event in events:
        claims = tuple(claim for claim in event.claims if claim in known)
        telling = [known[claim] for claim in claims if known[claim].claim.modality == "asserted"]
        if not telling:
            continue
        figures = [as_known(figure, known) for figure in event.figures]
        found.append(
            replace(
                event,
                claims=claims,
                origins=len({item.origin for item in telling}),
                reports=len({known[claim].claim.report for claim in claims}),
                figures=tuple(figure for figure in figures if figure is not None),
                against=tuple(claim for claim in event.against if claim in known),
                disputes=tuple(
                    dispute
                    for dispute in event.disputes
                    if dispute.state != "open" or all(any(claim in known for claim in side) for side in dispute.sides)
                ),
            )
        )
    return tuple(sorted(found, key=_order))


def by_day(events: Iterable[Event]) -> tuple[tuple[date | None, tuple[Event, ...]], ...]:
    """Return events of a timeline by their first days; None, for those without a date, comes last."""
    ordered = sorted(events, key=_order)
    return tuple((day, tuple(group)) for day, group in groupby(ordered, key=_first))


def _first(event: Event) -> date | None:
    return event.when.first if event.when else None


def _order(event: Event) -> tuple[date, str, str, str]:
    return (_first(event) or date.max, event.place, event.kind, event.id)
