"""The edition that a command writes: whole, or what a release profile lets leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from marsad.model.problem import MarsadError
from marsad.observatory import Observatory
from marsad.publish import Edition
from marsad.publish.release import Note, load
from marsad.reference import Area

_SHORTEST_KEY = 16


@dataclass(frozen=True, slots=True)
class Released:
    """An edition with the note of what was left out, None where nothing was."""

    edition: Edition
    note: Note | None

    def note_beside(self, ending: str) -> dict[str, bytes]:
        """Return the note as a file: in the folder of the release, or beside its file."""
        if self.note is None:
            return {}
        return {"release-note.md" if ending == "/" else ".release-note.md": self.note.markdown()}

    def show(self) -> None:
        """Print what would leave and what would stay."""
        from marsad.cli import show

        if self.note is None:
            show.out.print(
                "No profile is named, so nothing is left out. Name one with --profile, such as --profile public."
            )
            return
        show.table(f"Profile {self.note.profile.id}", ("", "leaves", "stays"), [*self.note.rows()], right=(1, 2))
        for line in self.note.lines():
            show.out.print(line, soft_wrap=True)
        sample = self.edition.picture.events[:3]
        if sample:
            show.out.print("\nSome of what leaves:")
        for event in sample:
            place = self.edition.reference.places.get(event.place)
            show.out.print(
                f"  {event.id}  {event.kind}  {event.when.edtf if event.when else ''}  {place.name if place else ''}",
                markup=False, soft_wrap=True,
            )  # fmt: skip


def released_edition(
    observatory: Observatory, profile: str, day: date | None, known_by: date | None, released: date | None,
    key: Path | None, title: str = "", areas: tuple[Area, ...] = (),
    once: bytes = b"",
) -> Released:  # fmt: skip
    """Return the edition to write; raises MarsadError for a profile or a key that cannot be used.

    `once` is the secret of a release of several editions, where no key is kept.
    """
    if not profile:
        return Released(observatory.edition(day, known_by, title, areas), None)
    if areas:
        raise MarsadError("Areas drawn elsewhere do not leave under a profile. Leave out --areas, or --profile.")
    secret = once
    if key is not None:
        try:
            secret = key.read_bytes().strip()
        except OSError as error:
            raise MarsadError(
                f"{key} cannot be read ({error.strerror}). Make it with: openssl rand -hex 32 > {key}"
            ) from error
        if len(secret) < _SHORTEST_KEY:
            raise MarsadError(
                f"{key} is shorter than {_SHORTEST_KEY} bytes and could be guessed. Make one with: openssl rand -hex 32 > {key}"
            )
    return Released(*observatory.released(load(profile), day, known_by, title, released, secret))
