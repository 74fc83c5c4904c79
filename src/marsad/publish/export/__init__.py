"""Exports: an edition in the formats that other tools and publishers use. See docs/exports.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from marsad.publish.edition import Edition
from marsad.publish.export import flee, graph, points, shaped, whole
from marsad.publish.lookup import Lookup


class Format(NamedTuple):
    """A format: what it is, its ending, and what makes its files.

    Files are named by what follows the name that the user gives: "" for the file itself. Where `ending` is "/", the
    name is that of a folder and the files lie in it.
    """

    meaning: str
    ending: str
    make: Callable[[Lookup], dict[str, bytes]]


def _one(make: Callable[[Lookup], bytes]) -> Callable[[Lookup], dict[str, bytes]]:
    return lambda look: {"": make(look)}


FORMATS: dict[str, Format] = {
    "acled": Format("events in ACLED's 31 columns, as CSV", ".csv", _one(shaped.acled)),
    "ged": Format("events with dead in UCDP GED's 49 columns, as CSV", ".csv", _one(shaped.ged)),
    "hxl": Format("events with HXL hashtags, as CSV", ".csv", _one(shaped.hxl)),
    "idu": Format("flows of displaced people in the columns of IDMC's IDU, as CSV", ".csv", _one(shaped.idu)),
    "geojson": Format("events as points", ".geojson", _one(points.geojson)),
    "geoparquet": Format("events as points", ".parquet", _one(points.geoparquet)),
    "kml": Format("events as placemarks with their days", ".kml", _one(points.kml)),
    "parquet": Format("every table, a file each", "/", whole.parquet),
    "xlsx": Format("every table, a sheet each", ".xlsx", _one(whole.xlsx)),
    "jsonl": Format("every row of every table, one JSON object a line", ".jsonl", _one(whole.jsonl)),
    "graphml": Format("ties between parties as a graph", ".graphml", _one(graph.graphml)),
    "flee": Format("input folder for the simulator Flee", "/", flee.folder),
    "datasette": Format("every table in a SQLite file for Datasette, with its metadata", ".sqlite", whole.datasette),
}


def files(edition: Edition, name: str) -> dict[str, bytes]:
    """Return the files of an export (see `Format`); raises MarsadError where its extra is not installed."""
    return FORMATS[name].make(Lookup(edition))
