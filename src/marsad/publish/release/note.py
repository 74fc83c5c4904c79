"""The note that goes with a release: what was left out, and how far the rest was rounded, in numbers only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from marsad.publish import words
from marsad.publish.release.profile import Profile


@dataclass(frozen=True, slots=True)
class Note:
    """What a release leaves out: `out` counts items that stay, `kept` those that leave, `less` what was made coarser."""

    profile: Profile
    day: date
    limit: date
    kept: Counter[str] = field(default_factory=Counter)
    out: Counter[str] = field(default_factory=Counter)
    less: Counter[str] = field(default_factory=Counter)

    def rows(self) -> list[tuple[str, int, int]]:
        """Return for each sort of item how many leave and how many stay."""
        return [(name, self.kept[name], self.out[name]) for name in sorted(self.kept | self.out)]

    def lines(self) -> list[str]:
        """Return in words what was made coarser."""
        rounded = [f"{words.number(count)} {name}" for name, count in sorted(self.less.items())]
        own = self.profile
        return [
            f"For: {own.audience}.",
            f"Nothing published after {words.day(self.limit)} was used ({words.many(own.delay, 'day')} before the release).",
            f"Places leave no finer than: {own.place}. Dates leave no finer than: {own.dates}.",
            "The reports' own words "
            + (
                "leave."
                if own.words
                else "stay: sentences, titles, and every name that no list of actors or sources holds."
            ),
            "Ids were made anew for this release, and the order of the rows follows from them and from what is released.",
            *(f"Left empty or made coarser: {text}." for text in rounded),
        ]

    def markdown(self) -> bytes:
        """Return the note as Markdown."""
        head = f"# What this release leaves out\n\nProfile {self.profile.id}, released {words.day(self.day)}.\n\n"
        listed = "".join(f"- {line}\n" for line in self.lines())
        table = "\n| | released | left out |\n| --- | ---: | ---: |\n" + "".join(
            f"| {name} | {kept} | {out} |\n" for name, kept, out in self.rows()
        )
        return (head + listed + table).encode()
