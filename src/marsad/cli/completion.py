"""marsad completion: the shell completion."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command(epilog='Example: eval "$(marsad completion bash)"')
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the script that completes marsad's commands and options in a shell."""
    from marsad.cli.main import main

    made = get_completion_class(shell)
    if made is None:
        raise click.ClickException(f"no completion for {shell}")
    click.echo(made(main, {}, "marsad", "_MARSAD_COMPLETE").source())
