"""marsad reconcile: which claims tell of the same event."""

from __future__ import annotations

from pathlib import Path

import click

from marsad.cli import options


@click.command(epilog="Example: marsad reconcile --into war.db --json > events.jsonl")
@options.kept_store
@click.option("--json", "as_json", is_flag=True, help="Print one event a line as JSON.")
def command(store: Path, as_json: bool) -> None:
    """Show the events that the claims of the store agree on, the best supported first."""
    import sys

    import msgspec

    from marsad.cli import show
    from marsad.observatory import open_observatory

    edition = open_observatory(store).edition()
    events = sorted(edition.reconciled.events, key=lambda event: (-event.origins, -len(event.claims), event.id))
    if as_json:
        for event in events:
            sys.stdout.buffer.write(msgspec.json.encode(event) + b"\n")
        return
    show.table(
        f"{len(events)} events of {len(edition.claims)} claims",
        ("kind", "where", "when", "reports", "origins", "disputes", "id"),
        [
            (event.kind, event.place_text, event.when.edtf if event.when else "", event.reports, event.origins,
             len(event.disputes) or "", event.id)
            for event in events[:40]
        ],
        right=(3, 4, 5),
    )  # fmt: skip
