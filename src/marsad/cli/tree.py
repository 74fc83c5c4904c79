"""A claim and what rests on it, as trees for the terminal."""

from __future__ import annotations

from rich.text import Text
from rich.tree import Tree

from marsad.check import slot_text
from marsad.cli import show
from marsad.model.claim import Claim
from marsad.model.report import Report

_SLOTS = ("who", "whom", "where", "whence", "when", "count", "condition", "horizon")


def heading(claim: Claim) -> Text:
    """Return a claim in one line: kind, modality, slots."""
    line = Text()
    line.append(claim.kind, style="bold")
    if claim.modality != "asserted":
        line.append(f" {claim.modality}", style="yellow")
    for slot in _SLOTS:
        if value := slot_text(claim, slot):
            line.append(f"  {slot} ", style="dim")
            line.append(value)
    return line


def sentence(claim: Claim) -> Text:
    """Return the sentence with its cue marked."""
    text = Text(claim.sentence.text.replace("\n", " "))
    start = claim.cue.start - claim.sentence.start
    if 0 <= start < len(claim.sentence.text):
        text.stylize("bold underline", start, start + len(claim.cue.text))
    return text


def voice(claim: Claim, report: Report | None) -> Text:
    """Return who says it: the speakers, nearest first, then the outlet with day and title."""
    line = Text()
    speakers = " ← ".join(speaker.text for speaker in claim.said_by)
    line.append(f"said by {speakers}, in " if speakers else "said by ", style="dim")
    line.append(claim.outlet or "the text")
    if claim.published:
        line.append(f", {claim.published}")
    if report is not None and report.title:
        line.append(f", “{report.title}”")
    return line


def branch(parent: Tree, claim: Claim, report: Report | None, weight: str = "") -> None:
    """Hang a claim on a tree, down to the sentence, the speaker, the report and the entry that read it."""
    node = parent.add(heading(claim))
    node.add(sentence(claim))
    node.add(voice(claim, report))
    if weight:
        node.add(Text(weight, style="yellow"))
    node.add(Text(f"read by {claim.read_by.entry} ({claim.read_by.digest}), claim {claim.id}", style="dim"))


def print_claim(claim: Claim) -> None:
    """Print one claim with its sentence."""
    show.out.print(heading(claim))
    show.out.print(Text("   ") + sentence(claim))
    if claim.said_by:
        show.out.print(Text("   ") + voice(claim, None))
