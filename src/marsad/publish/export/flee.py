"""Input folders for Flee, a simulator of refugee movement: places of conflict and of arrival, and the ways between them.

Only what reports say is written: a place of conflict is one where an attack or a change of hands is told of, a way is a
flow that somebody reported, and its length is the straight line, which Flee's user should replace with roads.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from marsad.model.where import Place
from marsad.publish.export.facts import happened
from marsad.publish.lookup import Lookup

_CONFLICT = frozenset({"control.change", "siege.begin", "siege.hold"})
_VAGUE = 31
"""Days: fighting dated no better than this opens no conflict, as it would begin the simulation years too early."""
_EARTH_KM = 6371.0
"""Mean radius of the earth."""
_HEADS = {
    "locations.csv": ("#name", "region", "country", "lat", "lon", "location_type", "conflict_date", "population"),
    "routes.csv": ("#name1", "name2", "distance", "forced_redirection"),
    "closures.csv": ("#closure_type", "name1", "name2", "closure_start", "closure_end"),
}


@dataclass(frozen=True, slots=True)
class _Site:
    place: Place
    name: str
    sort: str
    day: int | None
    region: str
    country: str


def folder(look: Lookup) -> dict[str, bytes]:
    """Return locations, routes, closures, conflicts, sim_period and registration_corrections as CSV."""
    fought = _fought(look)
    flows = [item for item in look.edition.picture.movements if item.measure == "flow"]
    ends = [(look.place(item.whence), look.place(item.where)) for item in flows]
    days = list(fought.values()) + [item.first for item in flows if item.first]
    start = min(days, default=look.edition.picture.day)
    length = (look.edition.picture.day - start).days + 1
    arrivals = {place.id for _, place in ends if place}
    known = {place.id: place for pair in ends for place in pair if place}
    known |= {name: place for name in fought if (place := look.place(name))}
    sites = _sites(look, known, arrivals, fought, start)
    by_id = {site.place.id: site for site in sites}
    routes = sorted(
        {
            (by_id[a.id].name, by_id[b.id].name, round(_km(a, b), 1))
            for a, b in ends
            if a and b and a.id != b.id and a.id in by_id and b.id in by_id
        }
    )
    return {
        "locations.csv": _csv(_HEADS["locations.csv"], (_row(site) for site in sites)),
        "routes.csv": _csv(_HEADS["routes.csv"], ((*route, 0) for route in routes)),
        "closures.csv": _csv(_HEADS["closures.csv"], ()),
        "conflicts.csv": _conflicts(sites, length),
        "sim_period.csv": _csv(("StartDate", start.isoformat()), [("Length", length)]),
        "registration_corrections.csv": b"",
    }  # fmt: skip


def _fought(look: Lookup) -> dict[str, date]:
    """Return the first day of fighting of each place that is known and no wider than a district."""
    found: dict[str, date] = {}
    for one in happened(look):
        violent = one.event.kind.startswith("attack.") or one.event.kind in _CONFLICT
        if violent and one.place and one.first and (one.days or 0) <= _VAGUE and one.precision("acled") != 3:
            found[one.place.id] = min(one.first, found.get(one.place.id, one.first))
    return found


def _sites(
    look: Lookup, known: dict[str, Place], arrivals: set[str], fought: dict[str, date], start: date
) -> list[_Site]:
    home = look.edition.reference.pack.country
    sites: list[_Site] = []
    taken: set[str] = set()
    for place in sorted(known.values(), key=lambda item: (item.name, item.id)):
        if place.latitude is None or place.longitude is None:
            continue
        day = (fought[place.id] - start).days if place.id in fought else None
        abroad = bool(home and place.country and place.country != home)
        sort = (
            "conflict_zone"
            if day is not None
            else "camp"
            if place.kind == "camp" or (abroad and place.id in arrivals)
            else "town"
        )
        name = _name(place.name, taken, place.id)
        chain = [found for parent in look.edition.reference.places.ancestors(place.id) if (found := look.place(parent))]
        region = next((item.name for item in chain if item.kind in ("province", "governorate", "region")), "")
        country = next((item.name for item in (place, *chain) if item.kind == "country"), "")
        sites.append(_Site(place, name, sort, day, region, country))
    return sites


def _name(name: str, taken: set[str], identifier: str) -> str:
    """Return a name with no comma and no blank, as Flee's own inputs have it, that no other place has."""
    plain = "_".join(name.replace(",", " ").split())
    if plain in taken:
        plain = f"{plain}_{identifier.replace(',', '_').replace(':', '_')}"
    taken.add(plain)
    return plain


def _row(site: _Site) -> tuple[Any, ...]:
    place = site.place
    return (site.name, site.region, site.country, place.latitude, place.longitude, site.sort,
            "" if site.day is None else site.day, place.population or "")  # fmt: skip


def _conflicts(sites: Sequence[_Site], length: int) -> bytes:
    """Return a row a day: 1 where fighting has begun. Flee has no end of a conflict but by this table."""
    zones = [site for site in sites if site.day is not None]
    head = ("#Day", *(site.name for site in zones))
    return _csv(head, ((day, *(int(day >= (site.day or 0)) for site in zones)) for day in range(length)))


def _csv(head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode()


def _km(a: Place, b: Place) -> float:
    """Return the great-circle distance (haversine)."""
    lat1, lon1, lat2, lon2 = (
        math.radians(value or 0.0) for value in (a.latitude, a.longitude, b.latitude, b.longitude)
    )
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
