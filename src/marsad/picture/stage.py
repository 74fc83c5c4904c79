"""The stage of the picture: reconciled claims in, the picture of one day as known on a day out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from marsad.model.claim import Claim
from marsad.model.event import Reconciled
from marsad.model.ids import digest
from marsad.model.picture import Picture
from marsad.picture.casualties import tolls
from marsad.picture.control import history, on_day
from marsad.picture.displacement import movements
from marsad.picture.forecasts import forecasts, foretells
from marsad.picture.heard import Heard, heard
from marsad.picture.outlook import tables
from marsad.picture.records import records
from marsad.picture.resolve import ground
from marsad.picture.settings import settings
from marsad.picture.shares import shares
from marsad.picture.sieges import sieges
from marsad.picture.surroundings import presumed
from marsad.picture.ties import ties
from marsad.picture.timeline import timeline
from marsad.reference import Reference


def at(reconciled: Reconciled, claims: Sequence[Claim], reference: Reference, day: date, known_by: date) -> Picture:
    """Return the picture of `day` from the claims published by `known_by`.

    A pure function of its inputs that does not depend on the order of the claims. Links between claims are
    those of `reconciled`: for a picture strictly as of `known_by`, reconcile only what was known by then.
    """
    book = settings()
    items = heard(reconciled, claims, reference, day, known_by)
    known = {item.id: item for item in items}
    told = history(items, reference, book, day)
    events = timeline(reconciled.events, known)
    ledger = forecasts(items, ground(known, told, events, reference, (day, known_by)))
    return Picture(
        day=day,
        known_by=known_by,
        holdings=on_day(told),
        history=told,
        presumed=presumed(told, reference, book, day),
        shares=shares(items, reference, book),
        sieges=sieges(items, reference, book),
        movements=movements(items, reconciled, reference, day),
        tolls=tolls(events, known),
        ties=ties(items),
        forecasts=ledger,
        records=records(ledger),
        events=events,
        run=digest("picture", reconciled.run, book.version, tables()["version"], day, known_by, *sorted(known)),
        notes=_notes(items, reference),
    )


def _notes(items: Iterable[Heard], reference: Reference) -> tuple[str, ...]:
    facts = [item for item in items if item.claim.modality in ("asserted", "denied")]
    counted = {
        "claims stand in reports without a date and are taken as known throughout": sum(
            item.published is None for item in items
        ),
        "claims of fact have no date of their own or of their report": sum(item.first is None for item in facts),
        "claims on control name no place that is known, and move nothing": sum(
            item.claim.family == "control" and not item.place for item in facts
        ),
        "claims told as foretold are plans of their speaker or have no word of prediction beside them, and are not in the "
        "ledger": sum(item.claim.modality == "predicted" and not foretells(item, reference) for item in items),
    }
    return tuple(f"{number} {words}" for words, number in counted.items() if number)
