"""What else is known of a siege: for how long, when it was last told of, and how many people it is said to trap."""

from __future__ import annotations

from datetime import date, timedelta

from marsad.model.picture import Movement, Siege
from marsad.publish import words
from marsad.publish.lookup import Lookup

_SILENT = timedelta(days=60)
"""A siege of which nobody has told for two months is not said to go on."""


def last_told(look: Lookup, siege: Siege) -> date | None:
    """Return the day on which a report last told of a siege, None where no report has a date."""
    reports = (look.reports.get(look.claims[claim].report) for claim in siege.claims_for if claim in look.claims)
    return max((report.published for report in reports if report and report.published), default=None)


def is_silent(look: Lookup, siege: Siege) -> bool:
    """Return whether a siege that nobody has told to be lifted has not been told of for long."""
    told = last_told(look, siege)
    return siege.last is None and told is not None and look.day - told > _SILENT


def days(look: Lookup, siege: Siege) -> int | None:
    """Return how many days a siege lasted, to the picture's day while it goes on; None where nobody can say."""
    if siege.first is None or is_silent(look, siege):
        return None
    return (min(siege.last or look.day, look.day) - siege.first).days + 1


def trapped(look: Lookup, siege: Siege) -> Movement | None:
    """Return the largest number of people told to be trapped in a siege: at its place, or in a sentence that tells of it."""
    told = {(claim.report, claim.sentence.start) for name in siege.claims_for if (claim := look.claims.get(name))}
    found = [
        item
        for item in look.edition.picture.movements
        if item.measure == "trapped"
        and (item.low is not None or item.high is not None)
        and (
            (item.where == siege.place and is_exact(look, siege) and _overlap(item, siege))
            or any((c.report, c.sentence.start) in told for name in item.claims if (c := look.claims.get(name)))
        )
    ]
    return max(found, key=lambda item: (item.high or item.low or 0, item.id), default=None)


def is_exact(look: Lookup, siege: Siege) -> bool:
    """Return whether the place of a siege is one place, and not some place in a district, as a release has it."""
    place = look.place(siege.place)
    return place is not None and not place.kind.startswith("part of ")


def _overlap(item: Movement, siege: Siege) -> bool:
    begins = siege.first is None or item.last is None or item.last >= siege.first
    return begins and (siege.last is None or item.first is None or item.first <= siege.last)


def state(look: Lookup, siege: Siege) -> str:
    """Return in words how a siege stands: lifted, going on, or last told of on a day."""
    if siege.last is not None and siege.last <= look.day:
        return "over"
    told = last_told(look, siege)
    return f"last told of on {words.day(told)}" if is_silent(look, siege) else "goes on"
