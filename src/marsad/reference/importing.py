"""Gazetteers of others as places: a GeoNames dump, a CSV table, or GeoJSON."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from marsad.model.ids import digest
from marsad.model.problem import MarsadError
from marsad.model.where import Place

_GEONAMES_COLUMNS = 19
_HEADS: dict[str, tuple[str, ...]] = {
    "id": ("id", "geonameid", "pcode", "gid"),
    "name": ("name", "asciiname", "name_en", "placename", "city", "town"),
    "latitude": ("lat", "latitude", "y"),
    "longitude": ("lon", "lng", "long", "longitude", "x"),
    "kind": ("kind", "type", "featuretype"),
    "parent": ("parent", "admin1", "admin1name", "province"),
    "names": ("names", "alternatenames", "aliases", "other_names"),
    "population": ("population", "pop"),
    "country": ("country", "countrycode", "country_code", "iso2"),
}
"""Heads of columns, and names of GeoJSON properties, by which each field is known; case does not matter."""
_PARTED = ("|", ";", ",")
_OWN_IDS = frozenset({".csv", ".tsv", ".geojson", ".json"})


@dataclass
class Taken:
    """How many rows became places, and why others did not."""

    places: int = 0
    left: dict[str, int] = field(default_factory=dict)

    def leave(self, why: str) -> None:
        """Count a row that is left out."""
        self.left[why] = self.left.get(why, 0) + 1


def places(
    path: Path, taken: Taken, countries: Collection[str] = (), *, name: str = "", kind: str = "town"
) -> Iterator[Place]:
    """Yield the places of a file, each with all its names; rows that are none are counted in `taken`.

    `countries` are two-letter codes to keep; none keeps all. `name` is the gazetteer's, which ids begin
    with, and `kind` that of places which give none. Raises `MarsadError` where the file is of
    no known form.
    """
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise MarsadError(f"{path} is no gazetteer: give a GeoNames dump (.txt, .zip), a table (.csv) or .geojson.")
    wanted = {code.upper() for code in countries}
    seen: set[str] = set()
    for found in read(path, taken):
        place = _own(found, name or path.stem, kind, seen) if path.suffix.lower() in _OWN_IDS else found
        if wanted and place.country.upper() not in wanted:
            taken.leave("of another country")
            continue
        taken.places += 1
        yield place


def _own(place: Place, source: str, kind: str, seen: set[str]) -> Place:
    """Return a place with an id of this gazetteer; an id given twice is made two."""
    identifier = f"{source}:{place.id}"
    if identifier in seen:
        identifier = f"{identifier}-{digest(place.name, place.latitude, place.longitude)}"
    seen.add(identifier)
    return replace(place, id=identifier, kind=place.kind or kind)


def _geonames(path: Path, taken: Taken) -> Iterator[Place]:
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            inner = [name for name in archive.namelist() if name.endswith(".txt") and "readme" not in name.lower()]
            if not inner:
                raise MarsadError(f"{path} holds no .txt file. Give the archive as GeoNames publishes it.")
            for name in inner:
                with archive.open(name) as file:
                    yield from _dump(io.TextIOWrapper(file, encoding="utf-8"), path, taken)
        return
    with path.open(encoding="utf-8") as file:
        yield from _dump(file, path, taken)


def _dump(lines: Iterator[str] | io.TextIOBase, path: Path, taken: Taken) -> Iterator[Place]:
    kinds: dict[str, str] = msgspec.yaml.decode(
        resources.files("marsad.reference").joinpath("data/geonames_kinds.yaml").read_bytes()
    )
    for number, line in enumerate(lines, start=1):
        row = line.rstrip("\n").split("\t")
        if len(row) != _GEONAMES_COLUMNS:
            if number == 1:
                raise MarsadError(
                    f"{path}: its first line has {len(row)} columns; a GeoNames dump has 19, parted by tabs."
                )
            taken.leave("not 19 columns")
            continue
        kind = kinds.get(f"{row[6]}.{row[7]}") or kinds.get(row[6])
        spot = _degrees(row[4], row[5])
        if kind is None or spot is None:
            taken.leave("of a kind that no report names" if kind is None else "without degrees")
            continue
        division = f"division:{row[8]}.{row[10]}"
        yield Place(
            id=division if row[7] == "ADM1" else f"geonames:{row[0]}", name=row[1], kind=kind,
            latitude=spot[0], longitude=spot[1], parent=f"country:{row[8]}" if row[7] == "ADM1" else division,
            country=row[8], population=int(row[14] or 0), names=tuple(name for name in row[3].split(",") if name),
        )  # fmt: skip


def _table(path: Path, taken: Taken) -> Iterator[Place]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        sample = file.read(4096)
        file.seek(0)
        try:
            dialect: Any = csv.Sniffer().sniff(sample, delimiters=",;\t")
        except csv.Error:
            dialect = csv.excel
        rows = csv.DictReader(file, dialect=dialect)
        heads = _heads(rows.fieldnames or (), path, ("name", "latitude", "longitude"))
        for row in rows:
            values = {name: (row.get(head) or "").strip() for name, head in heads.items()}
            if place := _place(values, _degrees(values["latitude"], values["longitude"]), taken):
                yield place


def _geojson(path: Path, taken: Taken) -> Iterator[Place]:
    try:
        found = msgspec.json.decode(path.read_bytes())
        features = found["features"]
    except (msgspec.DecodeError, KeyError, TypeError) as error:
        raise MarsadError(f"{path}: not a GeoJSON collection of features: {error}.") from error
    properties = [feature.get("properties") or {} for feature in features]
    heads = _heads(dict.fromkeys(name for held in properties for name in held), path, ("name",))
    for feature, held in zip(features, properties, strict=True):
        values = {name: str(held.get(head) or "").strip() for name, head in heads.items()}
        own = heads["name"]
        others = [
            str(value) for name, value in held.items() if value and name != own and name.lower().startswith("name")
        ]
        values["names"] = "|".join([*_names(values.get("names", "")), *others])
        if place := _place(values, _middle((feature.get("geometry") or {}).get("coordinates")), taken):
            yield place


def _heads(found: Collection[str], path: Path, needed: Collection[str]) -> dict[str, str]:
    """Return the column that holds each field."""
    by_name = {head.lower().strip(): head for head in found}
    heads = {
        name: by_name[head]
        for name, known in _HEADS.items()
        if (head := next((one for one in known if one in by_name), ""))
    }
    for name in needed:
        if name not in heads:
            raise MarsadError(f"{path}: no column gives the {name}; call one {' or '.join(_HEADS[name][:3])}.")
    return heads


def _place(values: Mapping[str, str], spot: tuple[float, float] | None, taken: Taken) -> Place | None:
    if not values["name"] or spot is None:
        taken.leave("without a name" if not values["name"] else "without degrees")
        return None
    population = values.get("population", "").replace(",", "")
    return Place(
        id=values.get("id") or digest(values["name"], *spot), name=values["name"], kind=values.get("kind", "").lower(),
        latitude=spot[0], longitude=spot[1], country=values.get("country", "").upper(),
        population=int(float(population)) if population.replace(".", "", 1).isdigit() else 0,
        names=tuple(_names(values.get("names", ""))),
    )  # fmt: skip


def _names(words: str) -> list[str]:
    mark = next((mark for mark in _PARTED if mark in words), "|")
    return [name.strip() for name in words.split(mark) if name.strip()]


def _degrees(latitude: str, longitude: str) -> tuple[float, float] | None:
    try:
        spot = float(latitude), float(longitude)
    except ValueError:
        return None
    return spot if abs(spot[0]) <= 90 and abs(spot[1]) <= 180 else None


def _middle(coordinates: Any) -> tuple[float, float] | None:
    """Return the middle of the box around a geometry, as (latitude, longitude)."""
    points = list(_points(coordinates))
    if not points:
        return None
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    return _degrees(str((south + north) / 2), str((west + east) / 2))


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if not isinstance(coordinates, list) or not coordinates:
        return
    if isinstance(coordinates[0], int | float):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from _points(part)


_READERS: dict[str, Callable[[Path, Taken], Iterator[Place]]] = {
    ".txt": _geonames, ".zip": _geonames, ".csv": _table, ".tsv": _table, ".geojson": _geojson, ".json": _geojson,
}  # fmt: skip
