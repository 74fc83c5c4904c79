"""Reading. In: a report, the codebook, what names refer to. Out: `Reading`: claims, misses, problems."""

from marsad.read.reader import Reading, claims

__all__ = ["Reading", "claims"]
