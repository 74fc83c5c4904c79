"""Clauses made by hand: what the codebook does with them is tested without a parser."""

from __future__ import annotations

from marsad.codebook import Codebook
from marsad.model.clause import Argument, Clause, Governor, Sentence
from marsad.read.frames import Frame, frames


def argument(text: str, *sorts: str, start: int = 0) -> Argument:
    """Return a phrase whose head is its last word."""
    return Argument(
        text=text, start=start, end=start + len(text), head=text.rsplit(maxsplit=1)[-1].lower(), head_start=start,
        sorts=frozenset(sorts),
    )  # fmt: skip


def clause(trigger: str, form: str = "verb", under: tuple[Governor, ...] = (), **roles: Argument) -> Clause:
    """Return a clause of one trigger; each phrase stands 50 characters after the one before."""
    placed = {
        name: (
            Argument(
                **{
                    **_fields(item),
                    "start": 50 * number,
                    "end": 50 * number + len(item.text),
                    "head_start": 50 * number,
                }
            ),
        )  # type: ignore[arg-type]
        for number, (name, item) in enumerate(roles.items(), start=1)
    }
    return Clause(form=form, keys=((trigger, 0, len(trigger)),), start=0, end=len(trigger), roles=placed, under=under)  # type: ignore[arg-type]


def _fields(item: Argument) -> dict[str, object]:
    return {name: getattr(item, name) for name in item.__dataclass_fields__}


def read(made: Clause, codebook: Codebook) -> list[Frame]:
    """Return the frames that the codebook makes of one clause."""
    return frames(Sentence(text="", start=0, end=0, paragraph=0, clauses=(made,)), codebook)
