"""marsad questions: what is worth a person's minute."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from marsad.cli import options

SORTS = ("pair", "dispute", "verdict", "place", "reading")


@click.command(epilog="Example: marsad questions --into war.db --limit 5")
@options.kept_store
@click.option("--sort", type=click.Choice(SORTS), help="Only questions of this sort.")
@click.option("--limit", default=10, show_default=True, help="Questions to show.")
@click.option("--json", "as_json", is_flag=True, help="Print one question a line as JSON, all of them.")
@click.option("--all", "every", is_flag=True, help="Show what is not worth a minute too.")
@options.clocks
def command(
    store: Path, sort: str | None, limit: int, as_json: bool, every: bool, day: date | None, known_by: date | None
) -> None:
    """List what the rules leave to a person, the most valuable first, with the command that answers it.

    Its value is the chance that the program is wrong times what hangs on it (docs/deciding.md): pairs
    that may be one event, open disputes, proposed verdicts on forecasts, places that no gazetteer
    knows, and unsure claims that the picture rests on. To each command add --why, and --into.
    """
    import sys

    import msgspec
    from rich.text import Text

    from marsad.cli import show
    from marsad.observatory import open_observatory
    from marsad.questions import WORTH, questions

    found = [one for one in questions(open_observatory(store).edition(day, known_by)) if sort in (None, one.sort)]
    if as_json:
        for one in found:
            sys.stdout.buffer.write(msgspec.json.encode({**msgspec.to_builtins(one), "value": one.value}) + b"\n")
        return
    worth = [one for one in found if every or one.value >= WORTH]
    for number, one in enumerate(worth[:limit], start=1):
        head = f"{number}. [{one.sort}, value {one.value:.2f} = {one.chance:.2f} x {one.stake:.2f}]  "
        show.out.print(Text.assemble((head, "dim"), (one.words, "bold")), soft_wrap=True)
        show.out.print(Text(f"   {one.why}"), soft_wrap=True)
        for line in one.commands:
            show.out.print(Text(f"   {line}", style="cyan"), soft_wrap=True)
    more = max(0, len(worth) - limit)
    show.out.print(f"{more} more; --limit shows them." if more else f"{len(worth)} questions.")
    if less := len(found) - len(worth):
        show.out.print(f"{less} are not worth a minute; --all shows them.")
