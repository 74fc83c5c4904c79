"""Run the command line with `python -m marsad`."""

from marsad.cli import main

main()
