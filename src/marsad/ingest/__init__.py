"""Ingesting. In: files and folders. Out: reports, and a problem for each item that is none."""

from marsad.ingest.files import reports

__all__ = ["reports"]
