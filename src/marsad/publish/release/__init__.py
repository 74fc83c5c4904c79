"""Release profiles: lists of what may leave, at what precision, after what delay, and for whom. See docs/release.md."""

from marsad.publish.release.note import Note
from marsad.publish.release.profile import Profile, load
from marsad.publish.release.redact import redact

__all__ = ["Note", "Profile", "load", "redact"]
