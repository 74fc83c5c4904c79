"""Events as points: GeoJSON, KML and GeoParquet. A point is the gazetteer's point of the place, never that of an event."""

from __future__ import annotations

import json
import struct
from typing import Any
from xml.etree import ElementTree as ET

import msgspec

from marsad.publish.export.facts import Facts, happened
from marsad.publish.export.typed import clean, need
from marsad.publish.lookup import Lookup

_KML = "http://www.opengis.net/kml/2.2"


def _properties(one: Facts) -> dict[str, Any]:
    killed = one.number("killed")
    return {
        "id": one.id, "kind": one.event.kind, "text": one.text,
        "acled_event_type": one.coded.type or None, "acled_sub_event": one.coded.sub_event or None,
        "plover_type": one.plover.type or None, "plover_mode": one.plover.mode or None,
        "first": one.first.isoformat() if one.first else None, "last": one.last.isoformat() if one.last else None,
        "place_id": one.event.place or None, "place": one.location or None,
        "country": one.country.get("name"), "admin1": one.admin("adm1") or None, "admin2": one.admin("adm2") or None,
        "geo_precision": one.precision("acled"), "who": list(one.who), "whom": list(one.whom),
        "killed_low": killed.low, "killed_best": killed.best, "killed_high": killed.high,
        "injured_best": one.number("injured").best, "displaced_best": one.number("displaced").best,
        "origins": one.event.origins, "reports": one.event.reports, "sources": list(one.outlets),
        "claims": list(one.event.claims), "claims_against": list(one.event.against),
    }  # fmt: skip


def _at(one: Facts) -> tuple[float, float] | None:
    place = one.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return round(place.longitude, 5), round(place.latitude, 5)


def geojson(look: Lookup) -> bytes:
    """Return a FeatureCollection (RFC 7946); an event whose place has no coordinates has a null geometry."""
    picture = look.edition.picture
    features = []
    for one in happened(look):
        at = _at(one)
        geometry = {"type": "Point", "coordinates": at} if at else None
        features.append({"type": "Feature", "id": one.id, "geometry": geometry, "properties": _properties(one)})
    collection = {
        "type": "FeatureCollection", "generator": "marsad", "day": picture.day, "known_by": picture.known_by,
        "features": features,
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(collection), indent=1) + b"\n"


def kml(look: Lookup) -> bytes:
    """Return KML 2.2: a placemark an event, with its span of days; events without coordinates have no point."""
    ET.register_namespace("", _KML)
    root = ET.Element(f"{{{_KML}}}kml")
    document = ET.SubElement(root, f"{{{_KML}}}Document")
    _leaf(document, "name", look.edition.title or look.edition.reference.pack.title or "marsad")
    for one in happened(look):
        mark = ET.SubElement(document, f"{{{_KML}}}Placemark", id=one.id)
        _leaf(mark, "name", one.text)
        _leaf(mark, "description", one.notes)
        _span(mark, one)
        data = ET.SubElement(mark, f"{{{_KML}}}ExtendedData")
        for name, value in _properties(one).items():
            if value not in (None, []):
                item = ET.SubElement(data, f"{{{_KML}}}Data", name=name)
                _leaf(item, "value", "; ".join(map(str, value)) if isinstance(value, list) else str(value))
        if at := _at(one):
            _leaf(ET.SubElement(mark, f"{{{_KML}}}Point"), "coordinates", f"{at[0]},{at[1]}")
    ET.indent(root, " ")
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _span(mark: ET.Element, one: Facts) -> None:
    if one.first is None and one.last is None:
        return
    span = ET.SubElement(mark, f"{{{_KML}}}TimeSpan")
    for name, day in (("begin", one.first), ("end", one.last)):
        if day is not None:
            _leaf(span, name, day.isoformat())


def _leaf(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_KML}}}{name}").text = clean(text)


def geoparquet(look: Lookup) -> bytes:
    """Return GeoParquet 1.1: the columns of the GeoJSON with the points as WKB in longitude and latitude of WGS 84."""
    pyarrow = need("pyarrow", "GeoParquet")
    found = list(happened(look))
    text, number, listed = pyarrow.string(), pyarrow.float64(), pyarrow.list_(pyarrow.string())
    special = {
        "first": pyarrow.date32(), "last": pyarrow.date32(), "geo_precision": pyarrow.int64(), "origins": pyarrow.int64(),
        "reports": pyarrow.int64(), "who": listed, "whom": listed, "sources": listed, "claims": listed,
        "claims_against": listed,
    }  # fmt: skip
    rows = [{**_properties(one), "first": one.first, "last": one.last} for one in found]
    names = list(rows[0]) if rows else ["id"]
    ends = ("_low", "_best", "_high")
    columns = {
        name: pyarrow.array([row[name] for row in rows], special.get(name, number if name.endswith(ends) else text))
        for name in names
    }
    points = [_at(one) for one in found]
    columns["geometry"] = pyarrow.array([_wkb(at) if at else None for at in points], pyarrow.binary())
    known = [at for at in points if at]
    geometry: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
    if known:
        east, north = [at[0] for at in known], [at[1] for at in known]
        geometry["bbox"] = [min(east), min(north), max(east), max(north)]
    meta = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": geometry}}
    table = pyarrow.table(columns).replace_schema_metadata({"geo": json.dumps(meta)})
    return to_parquet(table)


def to_parquet(table: Any) -> bytes:
    """Return a pyarrow table as the bytes of a Parquet file."""
    pyarrow, parquet = need("pyarrow", "Parquet"), need("pyarrow.parquet", "Parquet")
    sink = pyarrow.BufferOutputStream()
    parquet.write_table(table, sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _wkb(at: tuple[float, float]) -> bytes:
    """Return a point in well-known binary: little-endian, type 1."""
    return struct.pack("<BIdd", 1, 1, *at)
