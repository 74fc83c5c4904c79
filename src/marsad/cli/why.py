"""marsad why: what an item of the picture rests on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from marsad.cli import options


@click.command(epilog="Example: marsad why 4f1c --into war.db")
@click.argument("identifier", metavar="ID")
@options.kept_store
@options.clocks
def command(identifier: str, store: Path, day: date | None, known_by: date | None) -> None:
    """Show the claims for and against an event, holding, siege, figure, tie, forecast or dispute.

    ID is an id as the page, the files and the tables give it, or its first letters. A claim's id
    works too. Each claim comes with its sentence, its speaker, its report and the codebook entry
    that read it; each link between claims with its reasons; for a holding, how much each word weighs, and
    whether it tells for or against its own side. Decisions of persons that bear on it come last.
    """
    from rich.text import Text
    from rich.tree import Tree

    from marsad.audit import find
    from marsad.cli import show, tree
    from marsad.observatory import open_observatory

    edition = open_observatory(store).edition(day, known_by)
    reports = {report.id: report for report in edition.reports}
    for item in find(edition, identifier):
        root = Tree(Text.assemble((item.title, "bold"), "  ", (item.id, "dim")))
        for words, claims in item.evidence:
            node = root.add(Text(words, style="bold"))
            for claim in claims:
                tree.branch(node, claim, reports.get(claim.report), item.words.get(claim.id, ""))
        if item.links:
            node = root.add("[bold]Why these belong together[/bold]")
            for line in item.links:
                node.add(Text(line))
        if item.decisions:
            node = root.add("[bold]What persons decided[/bold]")
            for line in item.decisions:
                node.add(Text(line))
        show.out.print(root)
