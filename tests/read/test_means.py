"""An attack spoken of again keeps its means."""

from __future__ import annotations

from marsad.model.claim import Claim, Kind, Phrase, ReadBy
from marsad.read.means import carried

TEXT = "A gas attack hit Arnor. The attack killed ten. An attack hit Belgarth. Jets bombed Marren. The deadly attack ended."


def _claim(words: str, kind: Kind, nth: int = 0) -> Claim:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return Claim(
        id=f"{words} {nth}", report="r", outlet="", sentence=Phrase(text=TEXT, start=0, end=len(TEXT)),
        cue=Phrase(text=words, start=at, end=at + len(words)), kind=kind, modality="asserted",
        read_by=ReadBy(reader="hand", version="1", entry="", digest=""),
    )  # fmt: skip


def test_the_attack_after_a_chemical_one_is_chemical_until_another_means_is_told() -> None:
    found = [
        _claim("gas attack", "attack.chemical"), _claim("attack", "attack.violence", 1),
        _claim("attack", "attack.violence", 2), _claim("bombed", "attack.air"), _claim("attack", "attack.violence", 3),
    ]  # fmt: skip
    kinds = [claim.kind for claim in carried(found, TEXT)]
    assert kinds == ["attack.chemical", "attack.chemical", "attack.violence", "attack.air", "attack.violence"]


def test_without_a_chemical_attack_nothing_changes() -> None:
    found = [_claim("bombed", "attack.air"), _claim("attack", "attack.violence", 3)]
    assert carried(found, TEXT) == found
