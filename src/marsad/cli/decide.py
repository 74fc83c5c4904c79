"""marsad decide: what a person decides, with who, when and why; it outranks every rule and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from marsad.cli import options

if TYPE_CHECKING:
    from marsad.model.decision import Act, Decision
    from marsad.observatory import Observatory

F = TypeVar("F", bound=Callable[..., Any])


@click.group(
    epilog="Examples: marsad decide same 4f1c 9ab0 --why 'one strike, told twice' --into war.db; "
    "marsad decide undo 7d3e --why 'two streets apart' --into war.db. What is worth deciding: marsad questions."
)
def command() -> None:
    """Decide what the rules cannot know, and take it back.

    A decision is kept in the store with who, when and why. It outranks every rule, survives every
    re-run and every change of the codebook, and is never deleted: `undo` adds a line that takes it
    back. Ids are those of `marsad why`, the page and the tables, or their first letters.
    """


def _signed(function: F) -> F:
    """Add --into, --by and --why."""
    function = click.option(
        "--why", required=True, help="Why: the words that the next person needs to agree or object."
    )(function)
    function = click.option(
        "--by", default="", envvar="MARSAD_BY", show_envvar=True, help="Who decides. [default: the user's name]"
    )(function)
    return options.kept_store(function)


def _keep(observatory: Observatory, made: Iterable[Decision]) -> None:
    from marsad import deciding
    from marsad.cli import show

    kept = list(made)
    observatory.decide(kept)
    for decision in kept:
        line = f"{decision.id[:8]}  {deciding.words(decision)}, by {decision.by}: {decision.why}"
        show.out.print(line, markup=False, soft_wrap=True)
    ids = {decision.id for decision in kept}
    show.problems([item for item in observatory.edition().problems if item.place.removeprefix("decision ") in ids])


def _pair(act: Act, names: tuple[str, ...], store: Path, by: str, why: str) -> None:
    from marsad import deciding
    from marsad.observatory import open_observatory

    if len(names) < 2:
        raise click.UsageError("name two, or more")
    observatory = open_observatory(store)
    _keep(observatory, deciding.on_pair(observatory.edition(), act, names, by, why))


@command.command(epilog="Example: marsad decide same 4f1c 9ab0 --why 'one strike, told twice' --into war.db")
@click.argument("names", metavar="ID ID...", nargs=-1, required=True)
@_signed
def same(names: tuple[str, ...], store: Path, by: str, why: str) -> None:
    """Two claims or events tell of one happening."""
    _pair("same", names, store, by, why)


@command.command(epilog="Example: marsad decide different 4f1c 9ab0 --why 'two streets apart' --into war.db")
@click.argument("names", metavar="ID ID...", nargs=-1, required=True)
@_signed
def different(names: tuple[str, ...], store: Path, by: str, why: str) -> None:
    """Two claims or events are two happenings, or two reports no copies."""
    _pair("different", names, store, by, why)


@command.command(epilog="Example: marsad decide copy 4f1c 9ab0 --why 'the same agency text, rewritten' --into war.db")
@click.argument("names", metavar="ID ID...", nargs=-1, required=True)
@_signed
def copy(names: tuple[str, ...], store: Path, by: str, why: str) -> None:
    """Two reports (or the reports of two claims) are one text: one witness."""
    _pair("copy", names, store, by, why)


def _reading(act: Act, names: tuple[str, ...], store: Path, by: str, why: str) -> None:
    from marsad import deciding
    from marsad.observatory import open_observatory

    observatory = open_observatory(store)
    _keep(observatory, deciding.on_claims(observatory.edition(), act, names, by, why))


@command.command(epilog="Example: marsad decide accept 4f1c --why 'read the report; it says so' --into war.db")
@click.argument("names", metavar="CLAIM...", nargs=-1, required=True)
@_signed
def accept(names: tuple[str, ...], store: Path, by: str, why: str) -> None:
    """A claim was read well: its sureness becomes 1. Says nothing of its truth."""
    _reading("accept", names, store, by, why)


@command.command(epilog="Example: marsad decide reject 4f1c --why 'it speaks of a film' --into war.db")
@click.argument("names", metavar="CLAIM...", nargs=-1, required=True)
@_signed
def reject(names: tuple[str, ...], store: Path, by: str, why: str) -> None:
    """A claim was misread: nothing rests on it any more."""
    _reading("reject", names, store, by, why)


@command.command(
    epilog="Examples: marsad decide correct 4f1c where=hanano --why 'the quarter, not the town' --into war.db; "
    "count=20..30; when=2016-11-27/2016-11-29; who= (clears it)"
)
@click.argument("names", metavar="CLAIM...", nargs=-1, required=True)
@click.argument("setting", metavar="SLOT=VALUE")
@_signed
def correct(names: tuple[str, ...], setting: str, store: Path, by: str, why: str) -> None:
    """Set a slot: who, whom, where, whence, when, count, kind, modality or said_by."""
    from marsad import deciding
    from marsad.observatory import open_observatory

    observatory = open_observatory(store)
    _keep(observatory, deciding.on_slot(observatory.edition(), names, setting, by, why))


@command.command(epilog="Example: marsad decide settle 4f1c 2 --why 'the hospital list names 34' --into war.db")
@click.argument("dispute", metavar="DISPUTE")
@click.argument("side", metavar="SIDE")
@_signed
def settle(dispute: str, side: str, store: Path, by: str, why: str) -> None:
    """Settle a dispute for the side of that number, or call it moot."""
    from marsad import deciding
    from marsad.observatory import open_observatory

    observatory = open_observatory(store)
    _keep(observatory, [deciding.on_dispute(observatory.edition(), dispute, side, by, why)])


@command.command(epilog="Example: marsad decide verdict 4f1c false --why 'it fell in January' --into war.db")
@click.argument("forecast", metavar="FORECAST")
@click.argument("status", metavar="[STATUS]", default="")
@_signed
def verdict(forecast: str, status: str, store: Path, by: str, why: str) -> None:
    """Confirm the proposed verdict on a forecast, or overrule it with STATUS."""
    from marsad import deciding
    from marsad.observatory import open_observatory

    observatory = open_observatory(store)
    _keep(observatory, [deciding.on_forecast(observatory.edition(), forecast, status, by, why)])


@command.command(epilog="Example: marsad decide undo 7d3e --why 'decided on the wrong pair' --into war.db")
@click.argument("decision", metavar="DECISION")
@_signed
def undo(decision: str, store: Path, by: str, why: str) -> None:
    """Take a decision back; all is as if it had not been made. An undo can be undone."""
    from marsad import deciding
    from marsad.observatory import open_observatory

    observatory = open_observatory(store)
    _keep(observatory, [deciding.taken_back(observatory.store.decisions(), decision, by, why)])


@command.command("list", epilog="Example: marsad decide list --into war.db")
@options.kept_store
def listed(store: Path) -> None:
    """List every decision: who, when, why, and what became of it."""
    from marsad import deciding
    from marsad.cli import show
    from marsad.observatory import open_observatory

    standings = open_observatory(store).edition().standings
    waiting = sum(item.words.startswith(("lost:", "waits:")) for item in standings)
    show.table(
        f"{len(standings)} decision{'s' if len(standings) != 1 else ''}, {sum(item.in_force for item in standings)} in force, {waiting} that nothing read now fits",
        ("id", "when", "by", "decided", "why", "stands"),
        [
            (item.decision.id[:8], item.decision.when[:16].replace("T", " "), item.decision.by,
             deciding.words(item.decision), item.decision.why, item.words or "in force")
            for item in standings
        ],
    )  # fmt: skip


@command.command("export", epilog="Example: marsad decide export --into war.db > decisions.jsonl")
@options.kept_store
def exported(store: Path) -> None:
    """Write every decision to standard output as JSON Lines, to share with a team."""
    import sys

    from marsad import deciding
    from marsad.observatory import open_observatory

    sys.stdout.buffer.write(deciding.to_lines(open_observatory(store).store.decisions()))
    sys.stdout.buffer.flush()


@command.command("import", epilog="Example: marsad decide import decisions.jsonl --into war.db")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.kept_store
def imported(file: Path, store: Path) -> None:
    """Take decisions of others in; what is there already is taken once, in whatever order."""
    from marsad import deciding
    from marsad.cli import show
    from marsad.observatory import open_observatory

    found = deciding.from_lines(file.read_bytes(), str(file))
    new = open_observatory(store).decide(found)
    show.out.print(f"{len(found)} decisions, {new} of them new. `marsad decide list` shows what became of each.")
