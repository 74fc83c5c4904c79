"""marsad reads reports on an armed conflict into sourced claims and an audited picture."""

__version__ = "0.1.0"
