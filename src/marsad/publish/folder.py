"""A publication: one folder that opens from disk and needs neither a server nor a network."""

from __future__ import annotations

from marsad.publish import areas, csv_tables, geojson, jsonl, page
from marsad.publish.edition import Edition
from marsad.publish.lookup import Lookup


def folder(edition: Edition) -> dict[str, bytes]:
    """Return the files of the publication by name: the page, its style and script, and the data.

    The bytes depend on the edition alone: no clock, no machine, no order of the input.
    """
    look = Lookup(edition)
    return {
        **page.files(look),
        **csv_tables.files(look),
        "claims.jsonl": jsonl.claims(look),
        "picture.json": jsonl.picture(look),
        "places.geojson": geojson.places(look),
        "areas.geojson": areas.collection(look),
    }
