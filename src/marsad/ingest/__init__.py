"""Ingesting. In: files and folders. Out: reports, and a problem for each item that is none."""

from marsad.ingest.files import reports
from marsad.ingest.rows import reports_of_rows

__all__ = ["reports", "reports_of_rows"]
