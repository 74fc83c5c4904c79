"""The page: one HTML document with its figures drawn on the server, its style, and its script where built."""

from marsad.publish.page.render import files

__all__ = ["files"]
