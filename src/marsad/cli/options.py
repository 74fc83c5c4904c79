"""Options that several verbs share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A day written as 2016-11-29."""

    name = "DAY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or say how to write it."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            day = date.max
        if not 1900 <= day.year <= 2100:
            self.fail(f"{value!r} is not a day; write it as 2016-11-29", param, ctx)
        return day


DAY = Day()


def paths(function: F) -> F:
    """Add the argument PATH...: files and folders that must exist."""
    return click.argument(
        "targets", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
    )(function)


def store(function: F) -> F:
    """Add --into: the store."""
    return click.option(
        "--into", "--store", "store", default=Path("marsad.db"), show_default=True,
        type=click.Path(dir_okay=False, path_type=Path), help="The store: one SQLite file, made if it is not there.",
    )(function)  # fmt: skip


def kept_store(function: F) -> F:
    """Add --into: a store that must be there already."""
    return click.option(
        "--into", "--store", "store", default=Path("marsad.db"), show_default=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The store, as made by `marsad ingest` or `run`.",
    )(function)  # fmt: skip


def out(function: F) -> F:
    """Add --out: the folder of publication."""
    return click.option(
        "--out", default=Path("picture"), show_default=True, type=click.Path(file_okay=False, path_type=Path),
        help="Folder for the page and the data files.",
    )(function)  # fmt: skip


def pack(function: F) -> F:
    """Add --pack: places, actors, sources and words of one war."""
    return click.option(
        "--pack", type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Folder with the places, actors and sources of the war; the store remembers it.",
    )(function)  # fmt: skip


def model(function: F) -> F:
    """Add --model: the spaCy model to parse with."""
    return click.option(
        "--model", default="", envvar="MARSAD_MODEL", show_envvar=True,
        help="An installed spaCy model to parse with, such as en_core_web_md. [default: the one that ships]",
    )(function)  # fmt: skip


def readers(function: F) -> F:
    """Add --readers: who reads."""
    return click.option(
        "--readers", "--reader", default="", envvar="MARSAD_READERS", show_envvar=True,
        help="Who reads: codebook, learned, both, or llm (a language model, docs/readers.md). [default: both where `marsad[learned]` is installed]",
    )(function)  # fmt: skip


def published(function: F) -> F:
    """Add --published: the day of publication of reports that do not state it."""
    return click.option("--published", type=DAY, help="Day of publication, for reports that do not state it.")(function)


def areas(function: F) -> F:
    """Add --areas and --areas-held-by: outlines that somebody else drew."""
    function = click.option(
        "--areas-held-by", "holder", default="", metavar="SIDE", help="Side that holds the areas which name no holder."
    )(function)
    return click.option(
        "--areas", "drawn", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="GeoJSON file of areas, drawn beside those of the pack; may be given several times.",
    )(function)  # fmt: skip


def clocks(function: F) -> F:
    """Add --at and --known-by: the two clocks of the picture."""
    function = click.option("--known-by", type=DAY, help="Use only what was published by this day.")(function)
    return click.option("--at", "day", type=DAY, help="The day to picture. [default: that of the last report]")(
        function
    )


def filters(function: F) -> F:
    """Add --place, --actor, --kind, --since and --until."""
    for option in (
        click.option("--until", type=DAY, help="Only what can have happened on or before this day."),
        click.option("--since", type=DAY, help="Only what can have happened on or after this day."),
        click.option("--kind", "kinds", multiple=True, help="Only this kind or family, such as attack or attack.air."),
        click.option("--actor", "actors", multiple=True, help="Only what this actor or side takes part in."),
        click.option("--place", "places", multiple=True, help="Only what lies in this place, by name or id."),
    ):
        function = option(function)
    return function


def profile(function: F) -> F:
    """Add --profile and what goes with it: who may see what, and when."""
    for option in (
        click.option("--preview", is_flag=True, help="Show what would be left out, and write nothing."),
        click.option(
            "--release-key",
            "key",
            type=click.Path(dir_okay=False, path_type=Path),
            help="File with the secret that makes ids, so that two releases share them. [default: a new one each time]",
        ),
        click.option("--released", type=DAY, help="Day of the release, from which delays count. [default: today]"),
        click.option(
            "--profile",
            default="",
            help="What may leave: public, partners, or a YAML file (docs/release.md). [default: all, for your own use]",
        ),
    ):
        function = option(function)
    return function
