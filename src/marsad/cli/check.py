"""marsad check: the codebook's own tests."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(epilog="Example: marsad check examples/aleppo-2016")
@click.argument("packs", metavar="[PACK...]", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--manual", is_flag=True, help="Print the codebook's manual as Markdown instead.")
def command(packs: tuple[Path, ...], manual: bool) -> None:
    """Run every example of the codebook, and of PACKs; list all problems at once with file, line and remedy."""
    from marsad import codebook as codebooks
    from marsad.check import problems
    from marsad.cli import show

    if manual:
        from marsad.codebook.manual import manual as written

        click.echo(written(codebooks.load(*packs)), nl=False)
        return
    found = list(problems(packs))
    book = codebooks.load(*packs)
    for words in book.overrides:
        show.out.print(f"override: {words}", soft_wrap=True)
    for problem in found:
        show.out.print(f"{problem.place or 'codebook'}: {problem.message}", markup=False, soft_wrap=True)
        show.out.print(f"    {problem.remedy}  ({problem.code})", markup=False, style="dim", soft_wrap=True)
    examples = sum(len(entry.examples) for entry in book.entries)
    show.out.print(f"{len(book.entries)} entries, {examples} examples, {len(found)} problems.")
    raise SystemExit(1 if found else 0)
