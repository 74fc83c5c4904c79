"""What the network tells of a cue: the order of its outputs."""

from __future__ import annotations

from typing import Literal, get_args

from marsad.model.claim import Modality

Role = Literal["who", "whom", "where", "whence", "count", "when", "said_by"]
Said = Literal["none", "unspecified", "here", "before"]
ROLES: tuple[Role, ...] = get_args(Role)
MODALITIES: tuple[Modality, ...] = get_args(Modality)
SPEAKERS: tuple[Said, ...] = get_args(Said)
"""Nobody is relayed; somebody unnamed; somebody named in the sentence; somebody who spoke before."""
