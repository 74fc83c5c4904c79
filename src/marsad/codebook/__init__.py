"""The codebook, loaded and checked. In: folders of YAML. Out: `Codebook`."""

from marsad.codebook.book import Codebook, Entry, Example, entry_digest, load

__all__ = ["Codebook", "Entry", "Example", "entry_digest", "load"]
