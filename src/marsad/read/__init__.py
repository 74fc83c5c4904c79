"""Read a report: its text becomes claims."""

from marsad.read.reader import READERS, Reading, chosen, claims

__all__ = ["READERS", "Reading", "chosen", "claims"]
