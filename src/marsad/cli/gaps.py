"""marsad gaps: the sentences on the conflict that gave no claim."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli import options

if TYPE_CHECKING:
    from marsad.model.problem import Miss


@click.command(epilog="Example: marsad gaps --into war.db --by name")
@options.kept_store
@click.option(
    "--by",
    type=click.Choice(["reason", "verb", "name"]),
    default="reason",
    show_default=True,
    help="How to group them.",
)
@click.option("--limit", default=15, show_default=True, help="Groups to show.")
@click.option("--json", "as_json", is_flag=True, help="Print one sentence a line as JSON.")
def command(store: Path, by: str, limit: int, as_json: bool) -> None:
    """List the sentences that talk of the conflict and gave no claim, the largest groups first."""
    import sys

    import msgspec

    from marsad.cli import show
    from marsad.observatory import open_observatory

    misses = [miss for reading in open_observatory(store).readings() for miss in reading.misses]
    if as_json:
        for miss in misses:
            sys.stdout.buffer.write(msgspec.json.encode(miss) + b"\n")
        return
    groups = Counter(key for miss in misses for key in _keys(miss, by))
    first = {key: miss.text for miss in reversed(misses) for key in _keys(miss, by)}
    show.table(
        f"{len(misses)} sentences without a claim, by {by}",
        ("sentences", by, "for example"),
        [(count, key, " ".join(first[key].split())[:160]) for key, count in groups.most_common(limit)],
        right=(0,),
    )
    show.out.print('To see how one was read: marsad explain "SENTENCE". To add a verb: see CONTRIBUTING.md.')


def _keys(miss: Miss, by: str) -> tuple[str, ...]:
    """Return the groups that a sentence belongs to."""
    if by == "name":
        return miss.unknown
    return (miss.reason,) if by == "reason" else (miss.verb or "no verb",)
