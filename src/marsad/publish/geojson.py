"""Control of places on the picture's day, as GeoJSON points (RFC 7946)."""

from __future__ import annotations

from typing import Any

import msgspec

from marsad.model.picture import Holding
from marsad.publish.lookup import Lookup


def places(look: Lookup) -> bytes:
    """Return a FeatureCollection with a point for each place that somebody speaks of.

    A place without coordinates keeps its properties with a null geometry. A point is the gazetteer's
    point of the place, never that of an event.
    """
    picture = look.edition.picture
    besieged = {item.place for item in picture.sieges if item.last is None or item.last >= picture.day}
    held = sorted(picture.holdings, key=lambda item: (item.place, item.id))
    collection = {
        "type": "FeatureCollection",
        "day": picture.day.isoformat(),
        "known_by": picture.known_by.isoformat(),
        "features": [_feature(item, look, item.place in besieged) for item in held],
    }
    return msgspec.json.format(msgspec.json.encode(collection), indent=1) + b"\n"


def _feature(item: Holding, look: Lookup, besieged: bool) -> dict[str, Any]:
    found = look.place(item.place)
    geometry = None
    if found and found.latitude is not None and found.longitude is not None:
        geometry = {"type": "Point", "coordinates": [round(found.longitude, 5), round(found.latitude, 5)]}
    return {
        "type": "Feature",
        "id": item.place,
        "geometry": geometry,
        "properties": {
            "name": look.place_name(item.place),
            "kind": found.kind if found else "",
            "state": item.state,
            "holder": item.holder,
            "holder_name": look.party_name(item.holder),
            "side": look.side_of(item.holder),
            "besieged": besieged,
            "first": item.first.isoformat(),
            "change_first": item.change_first.isoformat(),
            "change_last": item.change_last.isoformat(),
            "belief": round(item.belief, 4),
            "claims_for": list(item.claims_for),
            "claims_against": list(item.claims_against),
        },
    }
