"""Match clauses with codebook entries: which entry fires, and which phrases fill its slots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from marsad.codebook.book import Codebook, Entry
from marsad.model.clause import Argument, Clause, Sentence
from marsad.read import quantity

_SLOTS = ("whom", "who", "where", "whence")
"""In the order of filling: the ones acted upon first, so that "6 killed" does not make the six the killers."""


COUNTED_FAMILIES = frozenset({"casualty", "displacement"})
"""Families whose claims tell of a number of people."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A slot's phrase and the role that gave it."""

    argument: Argument
    role: str


@dataclass(frozen=True, slots=True)
class Frame:
    """An entry that fired on a clause, with its slots; `number` is where its count is looked for."""

    entry: Entry
    clause: Clause
    cue: tuple[int, int]
    slots: dict[str, Filled]
    number: Argument | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An entry that saw a clause and did not fire, and why."""

    entry: str
    trigger: str
    why: str


def frames(sentence: Sentence, codebook: Codebook) -> list[Frame]:
    """Return the frames of a sentence, one a family and clause, without doubles."""
    found = [frame for clause in sentence.clauses for frame in _of_clause(clause, codebook)]
    return _split(_without_doubles(found))


def _of_clause(clause: Clause, codebook: Codebook) -> list[Frame]:
    by_family: dict[str, Frame] = {}
    for trigger, start, end in clause.keys:
        for entry in codebook.triggers.get((clause.form, trigger), ()):
            family = entry.kind.split(".")[0]
            if family in by_family or refusal(entry, clause):
                continue
            frame = Frame(entry, clause, (start, end), _slots(entry, clause), _number(entry, clause))
            if not _refers_back(frame):
                by_family[family] = frame
        if by_family:
            break
    return list(by_family.values())


_TOLD_ONCE = frozenset({"attack", "unrest", "deal"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})


def _refers_back(frame: Frame) -> bool:
    """Whether a noun only takes up what has been told ("after the attack"), with nothing new."""
    family = frame.entry.kind.split(".")[0]
    is_bare = frame.clause.form == "noun" and family in _TOLD_ONCE and not frame.slots and frame.number is None
    return is_bare and bool(_DEFINITE.intersection(frame.clause.adverbs))


def refusals(clause: Clause, codebook: Codebook) -> list[Refusal]:
    """Return the entries that a clause woke and that did not fire, with the reason in words."""
    return [
        Refusal(entry.id, trigger, why)
        for trigger, _, _ in clause.keys
        for entry in codebook.triggers.get((clause.form, trigger), ())
        if (why := refusal(entry, clause))
    ]


def refusal(entry: Entry, clause: Clause) -> str:
    """Return why an entry does not fire on a clause, "" where it does."""
    if clause.conditional:
        return "stands in an if-clause"
    for role, sorts in entry.needs.items():
        if not any(_is_of(item, sorts) for name in role.split("|") for item in clause.roles.get(name, ())):
            return f"needs {role} to be {' or '.join(sorts)}"
    for role, sorts in entry.takes.items():
        items = clause.roles.get(role, ())
        if items and not any(item.pronoun or _is_of(item, sorts) for item in items):
            return f"takes only {' or '.join(sorts)} as {role}, not {items[0].text!r}"
    for role, sorts in entry.refuses.items():
        for item in clause.roles.get(role, ()):
            if _is_refused(item, [sort for sort in sorts if sort != "armed" or not item.parts]) or all(
                _is_refused(part, sorts) for part in item.parts or (item,)
            ):
                return f"refuses {item.text!r} as {role}"
    return ""


def _is_refused(item: Argument, sorts: Sequence[str]) -> bool:
    if "unarmed" in sorts and "people" in item.sorts and not item.sorts & {"armed", "state"}:
        return not item.pronoun
    return bool(item.sorts & set(sorts)) or item.head in sorts or item.text.lower() in sorts


def _is_of(item: Argument, sorts: Iterable[str]) -> bool:
    wanted = set(sorts)
    return (
        "any" in wanted
        or bool(_sorts(item) & wanted)
        or item.head in wanted
        or bool(wanted.intersection(item.mods))
        or (item.pronoun and "pronoun" in wanted)
    )


def _sorts(item: Argument) -> frozenset[str]:
    """An unknown name may be that of a place: no gazetteer holds every village."""
    return item.sorts | {"place"} if item.sorts == {"name"} else item.sorts


def _slots(entry: Entry, clause: Clause) -> dict[str, Filled]:
    filled: dict[str, Filled] = {}
    used: set[tuple[int, int]] = set()
    for slot in _SLOTS:
        for spec in getattr(entry, slot):
            role, _, sort = spec.partition(":")
            admitted = [
                item for item in _of_role(clause, role) if _admits(item, sort) and (item.start, item.end) not in used
            ]
            item = next((item for item in admitted if item.head not in _DIRECTIONS), next(iter(admitted), None))
            if item is not None:
                filled[slot] = Filled(item, role.partition(".")[0])
                used.add((item.start, item.end))
                break
    return _aimed(filled, clause, entry)


_DIRECTIONS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"})
"""What "in the north, in Arnor" says before it says where."""


def _of_role(clause: Clause, role: str) -> Sequence[Argument]:
    """Return the phrases of a role; `between.2` is the second of two coordinated ones."""
    name, _, number = role.partition(".")
    items = clause.roles.get(name, ())
    if not number:
        return items
    pairs = [item.parts for item in items if len(item.parts) == 2]
    return [parts[int(number) - 1] for parts in pairs]


def _aimed(filled: dict[str, Filled], clause: Clause, entry: Entry) -> dict[str, Filled]:
    """An attack on a place has that place as its target, not those whom its noun's verb says it killed."""
    if not entry.kind.startswith("attack.") or clause.form != "noun" or not filled.keys() >= {"where", "whom"}:
        return filled
    is_of_verb = filled["whom"].role == "object" and filled["where"].role in ("of", "on", "against", "at")
    return {slot: item for slot, item in filled.items() if slot != "whom"} if is_of_verb else filled


def _admits(item: Argument, sort: str) -> bool:
    """Whether a phrase is of one of the sorts asked for: "armed/-place" is armed, or anything but a place.

    A sort after "!" is refused whatever else the phrase may be: "armed/!mission".
    """
    if not sort:
        return True
    parts = sort.split("/")
    if any(part[1:] in item.sorts for part in parts if part.startswith("!")):
        return False
    wanted = [part for part in parts if not part.startswith("!")]
    return not wanted or any(
        part[1:] not in _sorts(item) if part.startswith("-") else part in _sorts(item) or item.head == part
        for part in wanted
    )


def _number(entry: Entry, clause: Clause) -> Argument | None:
    for role in (*entry.count, *(("total",) if entry.kind.split(".")[0] in COUNTED_FAMILIES else ())):
        for item in clause.roles.get(role, ()):
            if _has_number(item):
                return item
    return None


def _without_doubles(found: Sequence[Frame]) -> list[Frame]:
    """Drop a frame whose words lie within those of another of its kind, or whose own argument is another's cue.

    "Air strikes hit the market": the noun says what it was, the verb only that it struck.
    """
    longest = sorted(found, key=lambda frame: (frame.cue[0] - frame.cue[1], frame.cue[0]))
    kept: list[Frame] = []
    for frame in longest:
        if not any(_is_covered(frame, other) for other in kept):
            kept.append(frame)
    kept = [frame for frame in kept if not any(_tells_again(frame, other) for other in kept)]
    return sorted(kept, key=lambda frame: frame.cue)


def _is_covered(frame: Frame, other: Frame) -> bool:
    """Whether a longer cue holds this one, or shares words with it for the same kind of claim."""
    if _lies_in(frame.cue, other.cue):
        return _family(frame) == _family(other)
    overlaps = frame.cue[0] < other.cue[1] and other.cue[0] < frame.cue[1]
    return overlaps and frame.entry.kind == other.entry.kind


def _family(frame: Frame) -> str:
    return frame.entry.kind.split(".")[0]


def _lies_in(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _tells_again(frame: Frame, other: Frame) -> bool:
    """Whether a frame only repeats another of its family: the verb the noun among its arguments, or,
    where the verb's entry says that it tells more (`over`), the noun the verb.
    """
    if frame is other or _family(frame) != _family(other):
        return False
    if frame.clause.form == "verb" and other.clause.form == "noun":
        return not frame.entry.over and not _lies_in(other.cue, frame.cue) and _has_argument(frame, other.cue)
    if frame.clause.form == "noun" and other.clause.form == "verb":
        return other.entry.over and _has_argument(other, frame.cue)
    return _brings_about(frame, other)


def _brings_about(frame: Frame, other: Frame) -> bool:
    """ "Forced 300 families to leave": that they left is the claim, not that they were forced."""
    over = next(iter(other.clause.under), None)
    return (
        over is not None
        and over.relation == "open"
        and over.start == frame.clause.start
        and _family(frame) == "displacement"
    )


def _has_argument(frame: Frame, cue: tuple[int, int]) -> bool:
    return any(
        cue[0] <= item.head_start < cue[1]
        for role in ("subject", "object", "in", "with", "by", "using")
        for item in frame.clause.roles.get(role, ())
    )


def _split(found: Sequence[Frame]) -> list[Frame]:
    """Give each coordinated phrase with a number of its own, and each "including", its own frame."""
    result: list[Frame] = []
    for frame in found:
        slot = _main_slot(frame)
        if slot is None:
            result.append(frame)
            continue
        item = frame.slots[slot].argument
        parts = _numbered(item) or [item]
        for part in [*parts, *_included(frame, item)]:
            slots = {**frame.slots, slot: replace_argument(frame.slots[slot], part)}
            result.append(replace(frame, slots=slots))
    return result


def _main_slot(frame: Frame) -> str | None:
    family = _family(frame)
    if family in ("casualty", "displacement") or frame.entry.kind == "attack.abduction":
        return "whom" if "whom" in frame.slots else None
    if frame.entry.kind in ("control.change", "control.advance"):
        return "where" if "where" in frame.slots else None
    return None


def _numbered(item: Argument) -> list[Argument]:
    if len(item.parts) < 2:
        return []
    with_numbers = [part for part in item.parts if any(char.isdigit() for char in part.text) or "number" in part.sorts]
    return list(item.parts) if len(with_numbers) == len(item.parts) else []


def _included(frame: Frame, item: Argument) -> list[Argument]:
    family = _family(frame)
    result: list[Argument] = []
    for inner in item.including:
        for part in inner.parts or (inner,):
            is_numbered = any(char.isdigit() for char in part.text) or part.sorts & {"number"} or _has_number(part)
            if (family != "control" and is_numbered) or (family == "control" and "place" in part.sorts):
                result.append(part)
    return result


def _has_number(item: Argument) -> bool:
    return bool(quantity.find(item.text))


def replace_argument(filled: Filled, argument: Argument) -> Filled:
    """Return the same slot with another phrase."""
    return Filled(argument, filled.role)
