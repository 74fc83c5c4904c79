"""Tables in the shapes of other publishers: ACLED, UCDP GED, HXL and IDMC's IDU. Cells that cannot be known stay empty."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from marsad.codebook.kinds import meanings
from marsad.codebook.schemes import acled as scheme
from marsad.model.picture import Movement
from marsad.publish import words
from marsad.publish.export.facts import PREFIX, Facts, countries, happened
from marsad.publish.lookup import Lookup
from marsad.publish.tables import cell

_DERIVED = "marsad (derived from the reports named)"
Take = Callable[[Any], Any]


def _nothing(_: Any) -> None:
    return None


def _written(rows: Iterable[Any], columns: dict[str, Take], tags: Iterable[str] = ()) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    if tags:
        writer.writerow(tags)
    for row in rows:
        writer.writerow([cell(take(row)) for take in columns.values()])
    return out.getvalue().encode()


def _first(names: tuple[str, ...]) -> str:
    return names[0] if names else ""


def _inter(one: Facts) -> str:
    labels = [one.inter(_first(one.event.who)), one.inter(_first(one.event.whom))]
    return "-".join(label for label in labels if label) if labels[0] else ""


def _time_precision(one: Facts) -> int | None:
    if one.days is None:
        return None
    return 1 if one.days == 1 else 2 if one.days <= 7 else 3


def _notes(one: Facts) -> str:
    return one.notes


_ACLED: dict[str, Take] = {
    "event_id_cnty": lambda one: one.id,
    "event_date": lambda one: one.first,
    "year": lambda one: one.first.year if one.first else None,
    "time_precision": _time_precision,
    "disorder_type": lambda one: scheme().disorder_of(one.coded.sub_event, one.coded.type),
    "event_type": lambda one: one.coded.type,
    "sub_event_type": lambda one: one.coded.sub_event,
    "actor1": lambda one: _first(one.who),
    "assoc_actor_1": lambda one: list(one.who[1:]),
    "inter1": lambda one: one.inter(_first(one.event.who)),
    "actor2": lambda one: _first(one.whom),
    "assoc_actor_2": lambda one: list(one.whom[1:]),
    "inter2": lambda one: one.inter(_first(one.event.whom)),
    "interaction": _inter,
    "civilian_targeting": lambda one: "Civilian targeting" if one.sort(_first(one.event.whom)) == "civilians" else "",
    "iso": lambda one: one.country.get("isonumeric"),
    "region": _nothing,
    "country": lambda one: one.country.get("name"),
    "admin1": lambda one: one.admin("adm1"),
    "admin2": lambda one: one.admin("adm2"),
    "admin3": lambda one: one.admin("adm3"),
    "location": lambda one: one.location,
    "latitude": lambda one: one.place.latitude if one.place else None,
    "longitude": lambda one: one.place.longitude if one.place else None,
    "geo_precision": lambda one: one.precision("acled"),
    "source": lambda one: [*one.outlets, _DERIVED],
    "source_scale": _nothing,
    "notes": _notes,
    "fatalities": lambda one: one.number("killed").best,
    "tags": _nothing,
    "timestamp": _nothing,
}
"""ACLED's columns since 2023, in its order. `region`, `source_scale`, `tags` and `timestamp` are the publisher's own."""


def acled(look: Lookup) -> bytes:
    """Return the events that ACLED would code, in its columns; its ids are never used."""
    return _written((one for one in happened(look) if one.coded.type), _ACLED)


def _violence(one: Facts) -> int | None:
    """Return UCDP's type of violence, where the sorts of both sides are known."""
    sorts = {one.sort(_first(one.event.who)), one.sort(_first(one.event.whom))}
    states = bool(sorts & {"state", "state-forces", "police", "external"})
    if "" in sorts:
        return None
    if "civilians" in sorts:
        return 3
    return 1 if states else 2


def _grid(one: Facts) -> int | None:
    """Return the cell of the PRIO grid: half a degree, numbered from the south-west, 720 a row."""
    place = one.place
    if place is None or place.latitude is None or place.longitude is None or one.precision("ucdp") == 6:
        return None
    return math.floor((place.latitude + 90) * 2) * 720 + math.floor((place.longitude + 180) * 2) + 1


def _date_prec(one: Facts) -> int | None:
    if one.days is None:
        return None
    return next((code for code, most in enumerate((1, 6, 7, 31), start=1) if one.days <= most), 5)


def _dead(one: Facts, side: str) -> float | None:
    """Return the dead of one side: only where the reports say whose dead they are."""
    own = {"a": _first(one.event.who), "b": _first(one.event.whom)}
    known = one.figures("killed")
    if side == "civilians":
        found = [item for item in known if item.unit == "civilians" or one.sort(item.whose) == "civilians"]
    elif side == "unknown":
        found = [item for item in known if not item.whose and item.unit != "civilians"]
    else:
        found = [item for item in known if item.whose and one.look.side_of(item.whose) == one.look.side_of(own[side])]
    values = [item.best for item in found if item.best is not None]
    return sum(values) if values else None


def _point(one: Facts) -> str:
    place = one.place
    if place is None or place.latitude is None or place.longitude is None:
        return ""
    return f"POINT ({place.longitude:g} {place.latitude:g})"


def _sides(one: Facts) -> str:
    return " - ".join(name for name in (_first(one.who), _first(one.whom)) if name)


_GED_NAMES = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
_GED_KNOWN: dict[str, Take] = {
    "id": lambda one: one.id,
    "relid": lambda one: one.id,
    "year": lambda one: one.first.year if one.first else None,
    "code_status": lambda _: _DERIVED,
    "type_of_violence": _violence,
    "dyad_name": _sides,
    "side_a": lambda one: _first(one.who),
    "side_b": lambda one: _first(one.whom),
    "number_of_sources": lambda one: one.event.reports,
    "source_article": lambda one: list(one.outlets),
    "source_office": lambda one: list(one.outlets),
    "source_date": lambda one: list(one.published),
    "source_original": lambda one: list(one.speakers),
    "where_prec": lambda one: one.precision("ucdp"),
    "where_coordinates": lambda one: one.place.name if one.place else "",
    "where_description": lambda one: one.location,
    "adm_1": lambda one: one.admin("adm1"),
    "adm_2": lambda one: one.admin("adm2"),
    "latitude": lambda one: one.place.latitude if one.place else None,
    "longitude": lambda one: one.place.longitude if one.place else None,
    "geom_wkt": _point,
    "priogrid_gid": _grid,
    "country": lambda one: one.country.get("name"),
    "event_clarity": lambda one: 1 if one.days == 1 else 2,
    "date_prec": _date_prec,
    "date_start": lambda one: one.first,
    "date_end": lambda one: one.last,
    "deaths_a": lambda one: _dead(one, "a"),
    "deaths_b": lambda one: _dead(one, "b"),
    "deaths_civilians": lambda one: _dead(one, "civilians"),
    "deaths_unknown": lambda one: _dead(one, "unknown"),
    "best": lambda one: one.number("killed").best,
    "high": lambda one: one.number("killed").high,
    "low": lambda one: one.number("killed").low,
}


def ged(look: Lookup) -> bytes:
    """Return the events with dead, in UCDP GED's columns; codes of its own lists stay empty."""
    lethal = (one for one in happened(look) if one.figures("killed"))
    return _written(lethal, {name: _GED_KNOWN.get(name, _nothing) for name in _GED_NAMES})


class _Tagged(NamedTuple):
    tag: str
    take: Take


_HXL = {
    "event_id": _Tagged("#event+code", lambda one: one.id),
    "date_first": _Tagged("#date+start", lambda one: one.first),
    "date_last": _Tagged("#date+end", lambda one: one.last),
    "reported": _Tagged("#date+reported", lambda one: one.published[0] if one.published else None),
    "event_type": _Tagged("#event+type", lambda one: one.coded.type or meanings()[one.event.kind].means),
    "event_sub_type": _Tagged("#event+type+sub", lambda one: one.coded.sub_event),
    "kind": _Tagged("#event+type+marsad", lambda one: one.event.kind),
    "group_first": _Tagged("#group+name+first", lambda one: list(one.who)),
    "group_second": _Tagged("#group+name+second", lambda one: list(one.whom)),
    "country": _Tagged("#country+name", lambda one: one.country.get("name")),
    "country_code": _Tagged("#country+code", lambda one: one.country.get("iso3")),
    "admin1": _Tagged("#adm1+name", lambda one: one.admin("adm1")),
    "admin2": _Tagged("#adm2+name", lambda one: one.admin("adm2")),
    "place": _Tagged("#loc+name", lambda one: one.location),
    "place_id": _Tagged("#loc+code", lambda one: one.event.place),
    "latitude": _Tagged("#geo+lat", lambda one: one.place.latitude if one.place else None),
    "longitude": _Tagged("#geo+lon", lambda one: one.place.longitude if one.place else None),
    "killed": _Tagged("#affected+killed", lambda one: one.number("killed").best),
    "killed_low": _Tagged("#affected+killed+min", lambda one: one.number("killed").low),
    "killed_high": _Tagged("#affected+killed+max", lambda one: one.number("killed").high),
    "injured": _Tagged("#affected+injured", lambda one: one.number("injured").best),
    "displaced": _Tagged("#affected+displaced", lambda one: one.number("displaced").best),
    "origins": _Tagged("#meta+origins+num", lambda one: one.event.origins),
    "source": _Tagged("#meta+source", lambda one: [*one.outlets, _DERIVED]),
    "claims": _Tagged("#meta+id", lambda one: list(one.event.claims)),
    "description": _Tagged("#description", _notes),
}


def hxl(look: Lookup) -> bytes:
    """Return every event with HXL hashtags in the second row."""
    columns = {name: tagged.take for name, tagged in _HXL.items()}
    return _written(happened(look), columns, [tagged.tag for tagged in _HXL.values()])


_IDU_NAMES = [
    "id",
    "country",
    "iso3",
    "latitude",
    "longitude",
    "centroid",
    "role",
    "displacement_type",
    "qualifier",
    "figure",
    "displacement_date",
    "displacement_start_date",
    "displacement_end_date",
    "year",
    "event_id",
    "event_name",
    "event_codes",
    "event_code_types",
    "event_start_date",
    "event_end_date",
    "category",
    "subcategory",
    "type",
    "subtype",
    "standard_popup_text",
    "standard_info_text",
    "old_id",
    "sources",
    "source_url",
    "locations_name",
    "locations_coordinates",
    "locations_accuracy",
    "locations_type",
    "displacement_occurred",
    "created_at",
]


def idu(look: Lookup) -> bytes:
    """Return the flows of displaced people in the columns of IDMC's internal displacement updates.

    Stocks, returns and the trapped are other measures and are left out: a stock and a flow never add up. So are flows
    that nobody counted.
    """
    flows = [
        item
        for item in look.edition.picture.movements
        if item.measure == "flow" and not item.derived and (item.low, item.high) != (None, None)
    ]
    ordered = sorted(flows, key=lambda item: (str(item.first or ""), item.id))
    return _written((_idu_row(item, look) for item in ordered), {name: _taken(name) for name in _IDU_NAMES})


def _taken(name: str) -> Take:
    return lambda row: row.get(name)


def _idu_row(item: Movement, look: Lookup) -> dict[str, Any]:
    ends = list(_ends(item, look))
    points = [place for _, _, place in ends if place and place.latitude is not None]
    main = points[0] if points else None
    country = countries().get(main.country, {}) if main else {}
    low, high, day = item.low, item.high, item.last or item.first
    figure = low if low is not None else high
    sources = list(dict.fromkeys(name for claim in sorted(item.claims) if (name := look.origin_name(claim))))
    where = words.join([f"{kind} {name}" for name, kind, _ in ends], 4)
    amount = f"{words.count(low, high)} {item.unit}"
    return {
        "id": f"{PREFIX}{item.id}", "country": country.get("name"), "iso3": country.get("iso3"),
        "latitude": main.latitude if main else None, "longitude": main.longitude if main else None,
        "centroid": f"[{main.latitude:g}, {main.longitude:g}]" if main else "",
        "role": "Triangulation" if item.role == "triangulation" else "Recommended figure",
        "displacement_type": "Conflict", "qualifier": _qualifier(low, high), "figure": figure,
        "displacement_date": day, "displacement_start_date": item.first,
        "displacement_end_date": item.last, "year": day.year if day else None,
        "category": "", "type": "",
        "standard_popup_text": f"{amount} displaced: {where}" if where else f"{amount} displaced",
        "standard_info_text": f"{amount} displaced, said by {words.join(sources) or 'no known source'}; derived by marsad",
        "sources": [*sources, _DERIVED],
        "locations_name": [name for name, _, _ in ends],
        "locations_coordinates": [f"{place.latitude:g}, {place.longitude:g}" for place in points],
        "locations_type": [kind for _, kind, _ in ends],
    }  # fmt: skip


def _ends(item: Movement, look: Lookup) -> Iterator[tuple[str, str, Any]]:
    for kind, place, text in (("Origin", item.whence, item.whence_text), ("Destination", item.where, item.where_text)):
        name = look.place_name(place, text)
        if name:
            yield name, kind, look.place(place)


def _qualifier(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return ""
    if high is None:
        return "more than"
    return "less than" if low is None else "total" if low == high else "approximately"
