"""marsad places: gazetteers beside the one that ships, and what a name can mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli import options

if TYPE_CHECKING:
    from marsad.model.where import Place
    from marsad.reference.places import Places


@click.group(
    epilog="Examples: marsad places import SY.zip; marsad places import towns.csv --name towns; marsad places find Sakhour"
)
def command() -> None:
    """Add gazetteers to the one that ships, list them, and look names up."""


@command.command(
    "import",
    epilog="Examples: marsad places import allCountries.zip --country SY --country LB; marsad places import local.geojson",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", default="", help="What to call it. [default: the file's name]")
@click.option("--country", "countries", multiple=True, help="Two-letter code of a country to keep; may be repeated.")
@click.option(
    "--kind", default="town", show_default=True, help="Kind of the places that give none, such as neighbourhood."
)
def import_(file: Path, name: str, countries: tuple[str, ...], kind: str) -> None:
    """Take the places of FILE: a GeoNames dump (.txt or .zip), a CSV table, or GeoJSON.

    A table needs columns for name, lat and lon; id, kind, names (other spellings, parted by |), country and
    population are used where they are there. GeoJSON needs a property `name`; an area stands for its middle.
    Reports are read anew afterwards. The same name again replaces what was imported under it.
    """
    from marsad.cli import show
    from marsad.reference.gazetteer import imports_folder, write
    from marsad.reference.importing import Taken, places

    called = _called(name or file.stem)
    taken = Taken()
    with show.progress("Taking places") as bar:

        def counted() -> Iterator[Place]:
            for place in places(file, taken, countries, name=called, kind=kind):
                yield place
                if taken.places % 1000 == 0:
                    bar.update(bar.task_ids[0], completed=taken.places)

        write(imports_folder() / f"{called}.sqlite", counted())
    show.out.print(f"{taken.places:,} places taken as {called!r}.")
    for why, count in sorted(taken.left.items(), key=lambda item: -item[1]):
        show.out.print(f"{count:,} rows left out: {why}.")
    raise SystemExit(0 if taken.places else 1)


@command.command("list")
def list_() -> None:
    """List the imported gazetteers."""
    from marsad.cli import show
    from marsad.reference.gazetteer import count, imports

    found = imports()
    if not found:
        show.out.print("None is imported; the one that ships holds the places of 500 people or more.")
        return
    show.table("Imported gazetteers", ("name", "places"), [(path.stem, f"{count(path):,}") for path in found], (1,))


@command.command("forget", epilog="Example: marsad places forget towns")
@click.argument("name")
def forget(name: str) -> None:
    """Remove the imported gazetteer NAME."""
    from marsad.reference.gazetteer import imports_folder

    path = imports_folder() / f"{_called(name)}.sqlite"
    if not path.is_file():
        raise click.UsageError(f"no gazetteer is imported as {name!r}; see `marsad places list`")
    path.unlink()


@command.command("find", epilog="Example: marsad places find Tripoli")
@click.argument("name")
@options.pack
def find(name: str, pack: Path | None) -> None:
    """Show the places that NAME can mean, in any of its spellings."""
    from marsad import reference
    from marsad.cli import show

    places = reference.load(pack).places
    found = places.named([name]).get(name, [])
    if not found:
        show.out.print(f"No gazetteer holds {name!r}. Add it to the pack's places.csv, or import a larger gazetteer.")
        raise SystemExit(1)
    show.table(
        f"{len(found)} places called {name}",
        ("id", "name", "kind", "in", "lat", "lon", "people"),
        [
            (place.id, place.name, place.kind, _names_of(places.ancestors(place.id), places), _degrees(place.latitude),
             _degrees(place.longitude), place.population or "")
            for place in sorted(found, key=lambda place: -place.population)
        ],
        right=(4, 5, 6),
    )  # fmt: skip


def _names_of(chain: tuple[str, ...], places: Places) -> str:
    return ", ".join(place.name for identifier in chain if (place := places.get(identifier)))


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _called(name: str) -> str:
    return re.sub(r"[^\w-]+", "-", name).strip("-").lower() or "places"
