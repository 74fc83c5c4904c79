"""The command line: one file a verb, imported only when it is called."""

from marsad.cli.main import main

__all__ = ["main"]
