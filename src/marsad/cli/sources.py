"""marsad sources: who told it, and how their word has fared."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from marsad.cli import options


@click.command(epilog="Example: marsad sources --into war.db --limit 20")
@options.kept_store
@click.option("--limit", default=30, show_default=True, help="Sources to show.")
@click.option("--json", "as_json", is_flag=True, help="Print one source a line as JSON, all of them.")
@options.clocks
def command(store: Path, limit: int, as_json: bool, day: date | None, known_by: date | None) -> None:
    """Show whom the claims go back to: interest, reliability, credibility and record, kept apart.

    Reliability (A to F) is of the source and given by a person in sources.yaml. Credibility (1 to 6) is of
    each claim, by what others say. The record is how often others later said the same, with its 95 %
    interval; of fewer than 20 events it says nothing and is not shown.
    """
    import sys

    import msgspec

    from marsad.cli import show
    from marsad.observatory import open_observatory
    from marsad.publish.lookup import Lookup
    from marsad.publish.voices import voices

    look = Lookup(open_observatory(store).edition(day, known_by))
    found = voices(look)
    if as_json:
        for voice in found:
            sys.stdout.buffer.write(msgspec.json.encode(voice) + b"\n")
        return
    show.table(
        f"{len(found)} origins of {len(look.claims)} claims",
        ("name", "what", "favours", "rel.", "claims", "credibility", "record"),
        [
            (voice.name or "not named", voice.kind, look.side_name(voice.side) or "–", voice.reliability, len(voice.claims),
             ", ".join(voice.credibility),
             f"{voice.confirmed} of {voice.judged} ({100 * voice.low:.0f}–{100 * voice.high:.0f} %)"
             if voice.low is not None and voice.high is not None else "–")
            for voice in found[:limit]
        ],
        right=(4,),
    )  # fmt: skip
