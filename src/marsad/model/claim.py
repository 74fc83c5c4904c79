"""A claim: one thing that a report says about a conflict, with the words and the speaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from marsad.model.when import When
from marsad.model.where import Where

Modality = Literal["asserted", "denied", "possible", "predicted", "planned", "urged"]
Kind = Literal[
    "control.change", "control.advance", "control.hold", "control.contest",
    "siege.begin", "siege.hold", "siege.end", "siege.supply_cut",
    "attack.clash", "attack.offensive", "attack.air", "attack.shelling", "attack.explosive",
    "attack.chemical", "attack.violence", "attack.abduction",
    "casualty.killed", "casualty.injured", "casualty.missing",
    "displacement.flow", "displacement.stock", "displacement.return", "displacement.trapped",
    "tie.support", "tie.ally", "tie.oppose", "tie.end",
    "deal.agreement", "deal.breach", "deal.talks",
    "relief.aid", "relief.blocked", "relief.damage",
    "force.deploy", "force.withdraw", "force.destroy",
    "unrest.protest", "unrest.riot",
    "stance.accuse", "stance.condemn", "stance.demand", "stance.threaten",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words of a report with their place in its text: `report.text[start:end] == text`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who acts or is acted upon: the words, and the actor they mean.

    `actor` is an actor's id, or "" where the words name none that is known. `side` is the side the
    actor takes on the day. `pronoun` keeps the pronoun where `text` is what it stands for.
    """

    text: str
    start: int
    end: int
    actor: str = ""
    side: str = ""
    pronoun: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many: `low` and `high` are None where that end is open.

    `best` is the figure that the speaker names as the likeliest within the range, as coded data sets do; None where
    nobody names one.
    """

    text: str
    start: int
    end: int
    low: float | None
    high: float | None
    unit: str
    more: bool = False
    best: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One link of the chain of attribution; `source` is a known source's id or ""."""

    text: str
    start: int = -1
    end: int = -1
    source: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBy:
    """What read a claim: the reader and its version, the codebook entry and that entry's digest."""

    reader: str
    version: str
    entry: str
    digest: str
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing that one report says; the slots are those of `docs/claims.md`.

    `sureness` (0 to 1) is of the reading, never of the truth. `outlet` is the report's source, and
    `sentence` the sentence that says it.
    """

    id: str
    report: str
    outlet: str
    sentence: Phrase
    cue: Phrase
    kind: Kind
    modality: Modality
    who: Party | None = None
    whom: Party | None = None
    where: Where | None = None
    whence: Where | None = None
    when: When | None = None
    count: Count | None = None
    said_by: tuple[Speaker, ...] = ()
    condition: Phrase | None = None
    horizon: Phrase | None = None
    published: str = ""
    read_by: ReadBy
    sureness: float = 1.0

    @property
    def family(self) -> str:
        """Return the kind up to the dot."""
        return self.kind.split(".")[0]
