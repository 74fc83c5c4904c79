"""marsad agreement: how far two readers agree on the same reports."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from marsad.cli import options


@click.command(epilog="Example: marsad agreement codebook learned reports/ --out differences.csv")
@click.argument("first")
@click.argument("second")
@options.paths
@options.pack
@options.published
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="CSV file for every disagreement.")
@click.option("--json", "as_json", is_flag=True, help="Print the agreement as JSON.")
def command(
    first: str, second: str, targets: tuple[Path, ...], pack: Path | None, published: date | None, out: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Read the reports of PATH with the readers FIRST and SECOND, and show where they agree.

    Readers are codebook, learned, both and llm. Two readers that agree are not both right, but where
    they disagree one of them is wrong: the differences are the place to look.
    """
    import json

    from marsad import codebook as codebooks
    from marsad import endpoint, ingest, reference
    from marsad.cli import show
    from marsad.evaluate.agreement import SLOTS, Agreement, write
    from marsad.model.problem import Problem
    from marsad.observatory import pack_of
    from marsad.read import chosen, claims

    folder = pack or pack_of(targets)
    book, names = codebooks.load(*((folder,) if folder else ())), reference.load(folder)
    ways = [(chosen(name), endpoint.if_chosen(name)) for name in (first, second)]
    agreement, problems = Agreement(), []
    with show.progress("Reading twice"):
        for report in ingest.reports(targets, published, "", ""):
            if isinstance(report, Problem):
                problems.append(report)
                continue
            one, two = (claims(report, book, names, readers=who, endpoint=asked) for who, asked in ways)
            problems += [*one.problems, *two.problems]
            agreement.add(report, one, two)
    if out:
        write(agreement.differences, out)
    if as_json:
        click.echo(
            json.dumps(
                {
                    "first": first, "second": second, "f1": agreement.f1(),
                    "kinds": agreement.kinds,
                    "slots": {slot: [agreement.right[slot], agreement.asked[slot]] for slot in SLOTS},
                    "differences": agreement.differences,
                }
            )
        )  # fmt: skip
    else:
        show.out.print(
            f"{first} and {second} agree on claims, by kind, with F1 {agreement.f1():.2f} of either against the other.\n"
        )
        show.table(
            "Claims by kind",
            ("kind", "both", f"{first} alone", f"{second} alone"),
            [
                (kind, counts["both"], counts["first"], counts["second"])
                for kind, counts in sorted(agreement.kinds.items(), key=lambda item: -sum(item[1].values()))
            ],
            right=(1, 2, 3),
        )
        show.table(
            "Slots of the claims that both read",
            ("slot", "agree", "of"),
            [(slot, agreement.right[slot], agreement.asked[slot]) for slot in SLOTS if agreement.asked[slot]],
            right=(1, 2),
        )
        if out:
            show.out.print(f"{len(agreement.differences)} differences in {out}", soft_wrap=True)
    show.problems(problems)
