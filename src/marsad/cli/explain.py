"""marsad explain: how a sentence was read, entry by entry."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from marsad.cli import options


@click.command(epilog='Example: marsad explain "Rebels lost the town of Arnor on Tuesday." --published 2013-06-06')
@click.argument("sentence")
@options.pack
@options.published
def command(sentence: str, pack: Path | None, published: date | None) -> None:
    """Show the clauses of a sentence, the entries that saw each, and why those that did not fire did not."""
    from marsad import codebook as codebooks
    from marsad import observatory, reference
    from marsad.cli import show, tree
    from marsad.model.report import Raw, Report
    from marsad.read.explain import lines

    report = Report(id="", source="", published=published, title="", text=sentence, raw=Raw(path="", sha256="", size=0))
    packs = (pack,) if pack else ()
    for line in lines(report, codebooks.load(*packs), reference.load(pack)):
        show.out.print(line, markup=False, soft_wrap=True)
    show.out.print()
    for claim in observatory.read(sentence, published, pack).claims:
        tree.print_claim(claim)
