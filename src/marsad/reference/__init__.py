"""What claims refer to: places, actors with dated roles, sources. In: a pack's folder. Out: `Reference`."""

from marsad.reference.actors import Actor, Actors, Membership, Role
from marsad.reference.areas import Area, load_areas
from marsad.reference.gazetteer import World
from marsad.reference.pack import Anchor, Pack, Reference, Side, load
from marsad.reference.places import Places
from marsad.reference.sources import Source, Sources

__all__ = [
    "Actor", "Actors", "Anchor", "Area", "Membership", "Pack", "Places", "Reference", "Role", "Side", "Source",
    "Sources", "World", "load", "load_areas",
]  # fmt: skip
