"""marsad evaluate: measure reading against a gold set."""

from __future__ import annotations

import os
from pathlib import Path

import click

from marsad.cli import options


@click.command(epilog="Example: marsad evaluate gold --data ../shared/gold")
@click.argument("suite")
@click.option(
    "--data", required=True, type=click.Path(exists=True, path_type=Path), help="The corpus, in its published form."
)
@options.readers
@click.option("--json", "as_json", is_flag=True, help="Print measures and errors as JSON.")
@click.option("--errors", "limit", default=12, show_default=True, help="Sorts of error to show.")
def command(suite: str, data: Path, readers: str, as_json: bool, limit: int) -> None:
    """Measure reading on SUITE: precision, recall, F1, the commonest errors, and the figure to compare with.

    Exits with 1 when a measure is below its floor.
    """
    import msgspec

    from marsad.cli import show
    from marsad.evaluate import READ_BY, SUITES, run
    from marsad.evaluate.result import below_floor, floors, prf

    if suite not in SUITES:
        raise click.UsageError(f"no suite is called {suite!r}; choose one of {', '.join(SUITES)}")
    if readers or (suite in READ_BY and "MARSAD_READERS" not in os.environ):
        os.environ["MARSAD_READERS"] = readers or READ_BY[suite]
    result = run(suite, data)
    low = list(below_floor(result))
    if as_json:
        click.echo(msgspec.json.encode(result))
    else:
        at_least = floors().get(suite, {})
        show.table(
            SUITES[suite],
            ("measure", "value", "of", "floor", "to compare with"),
            [
                (measure.name, f"{measure.value:.3f}", measure.n or "",
                 f"{at_least[measure.name]:.3f}" if measure.name in at_least else "", measure.compare)
                for measure in result.measures
            ],
            right=(1, 2, 3),
        )  # fmt: skip
        if result.groups:
            show.table(
                "By kind", ("kind", "wanted", "read", "right", "P", "R", "F1"),
                [
                    (group.name, group.wanted, group.read, group.right,
                     *(f"{value:.2f}" for value in prf(group.right, group.read, group.wanted)))
                    for group in result.groups
                ],
                right=(1, 2, 3, 4, 5, 6),
            )  # fmt: skip
        show.table(
            f"{len(result.errors)} errors, the commonest sorts",
            ("number", "error", "wanted", "read", "for example"),
            [
                (count, sort, error.wanted, error.read, " ".join(error.text.split())[:120])
                for sort, count, error in result.commonest(limit)
            ],
            right=(0,),
        )
        for words in low:
            show.err.print(words)
    raise SystemExit(1 if low else 0)
