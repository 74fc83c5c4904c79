"""The root command. Verbs are loaded when they are used, so that help answers at once."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from marsad import __version__
from marsad.model.problem import MarsadError

VERBS: dict[str, str] = {
    "run": "Reports in, page out: all steps at once.",
    "init": "Make a pack for a war, to be filled in.",
    "ingest": "Take reports into the store.",
    "import": "Take a data set of coded events in, as claims of its publisher.",
    "read": "Read claims from reports, in the store or from a file.",
    "reconcile": "Show which claims tell of the same event.",
    "picture": "Show who holds what, sieges, flight, tolls and forecasts on a day.",
    "publish": "Write the page and the data files.",
    "export": "Write the picture in the formats of other tools and publishers.",
    "report": "Write what changed between two days, with sources, to be sent.",
    "questions": "List what is worth a minute of a person, the most valuable first.",
    "decide": "Decide what the rules cannot know, with who, when and why; and take it back.",
    "sources": "Show who told it: interest, reliability, and how their word has fared.",
    "why": "Show what an event, holding, figure or forecast rests on.",
    "gaps": "List the sentences that were not understood.",
    "places": "Add a gazetteer, or see what a name can mean.",
    "check": "Run the codebook's own tests.",
    "explain": "Show how a sentence was read, entry by entry.",
    "agreement": "Show how far two readers agree on the same reports.",
    "evaluate": "Measure reading against a gold set.",
    "completion": "Print the shell completion for bash, zsh or fish.",
}
"""Every verb with its one line of help, known without importing it."""
_MODULES = {"import": "import_rows"}
"""Modules of the verbs that are words of Python."""


class _Verbs(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = _MODULES.get(cmd_name, cmd_name)
        command: click.Command = importlib.import_module(f"marsad.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except MarsadError as error:
            click.echo(f"marsad: {error}", err=True)
            sys.exit(2)


@click.command(
    cls=_Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: marsad run reports/ --into war.db --out picture/",
)
@click.version_option(__version__, prog_name="marsad")
def main() -> None:
    """Read reports on an armed conflict into sourced claims and an audited picture.

    Nothing is sent anywhere: all work is done on this machine.
    """
