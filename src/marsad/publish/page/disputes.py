"""What is disputed: the claims of each side, and whether anybody settled it."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.model.event import Dispute
from marsad.publish import words
from marsad.publish.page.desk import Cite, Desk, slug
from marsad.publish.page.phrases import in_words

ABOUT = {"holder": "Who took it", "culprit": "Who did it", "denial": "Whether it happened", "toll": "How many"}
_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One dispute with its sides: who says so, the way to their sentences, and whether it was settled for them."""

    anchor: str
    about: str
    words: str
    state: str
    closed: str
    sides: tuple[tuple[str, Cite, bool], ...]


def rows(desk: Desk) -> tuple[Row, ...]:
    """Return the disputes, the open ones first, then those with most claims."""
    ordered = sorted(
        desk.look.disputes, key=lambda item: (item.state != "open", -sum(map(len, item.sides)), item.about, item.id)
    )
    return tuple(_row(desk, item) for item in ordered)


def _row(desk: Desk, item: Dispute) -> Row:
    by = {"rule": "reports that came later"}.get(item.by, item.by)
    return Row(
        anchor=f"d-{slug(item.id)}", about=ABOUT.get(item.about.partition(".")[0], item.about),
        words=words.sentence_case(in_words(item.words)), state=item.state,
        closed=f"{words.sentence_case(item.state)}, by {by}: {item.why}" if item.state != "open" else "",
        sides=tuple(
            (words.join(sorted({desk.look.origin_name(claim) for claim in side} - {""}), _SHOWN), desk.cite(side),
             item.favours == number)
            for number, side in enumerate(item.sides)
        ),
    )  # fmt: skip
