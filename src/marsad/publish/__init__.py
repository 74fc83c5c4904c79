"""Publishes the picture: pure functions from an `Edition` to bytes, one module a format."""

from marsad.publish.edition import Edition
from marsad.publish.folder import folder

__all__ = ["Edition", "folder"]
