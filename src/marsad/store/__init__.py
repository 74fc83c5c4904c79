"""Keeping: one SQLite file. In and out: reports, readings, problems."""

from marsad.store.store import Store, open_store

__all__ = ["Store", "open_store"]
