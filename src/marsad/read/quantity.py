"""Quantities in words and figures, with their bounds: "at least 20" is 20 to none."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "k": 1_000,
    "m": 1_000_000,
}
_VAGUE = {
    "a dozen": (12, 12), "dozens": (24, 99), "tens": (20, 99), "scores": (40, 99), "several dozen": (24, 99),
    "hundreds": (100, 999), "several hundred": (200, 999), "a few hundred": (200, 999),
    "thousands": (1_000, 9_999), "several thousand": (2_000, 9_999), "a few thousand": (2_000, 9_999),
    "tens of thousands": (10_000, 99_999), "hundreds of thousands": (100_000, 999_999),
    "millions": (1_000_000, 9_999_999), "dozens of thousands": (24_000, 99_999),
    "a couple": (2, 2), "a pair": (2, 2), "twin": (2, 2), "both": (2, 2), "a score": (20, 20),
    "another": (1, 1),
}  # fmt: skip
_SHARES = {
    "half": (0.5, 0.5), "one half": (0.5, 0.5), "a half": (0.5, 0.5), "a third": (0.33, 0.33),
    "one third": (0.33, 0.33), "one-third": (0.33, 0.33), "two thirds": (0.67, 0.67), "two-thirds": (0.67, 0.67),
    "a quarter": (0.25, 0.25), "one quarter": (0.25, 0.25), "three quarters": (0.75, 0.75),
    "three-quarters": (0.75, 0.75), "most": (0.5, 1), "the majority": (0.5, 1), "a fifth": (0.2, 0.2),
    "a majority": (0.5, 1), "more than half": (0.5, None), "over half": (0.5, None), "nearly half": (0.5, 0.5),
    "almost half": (0.5, 0.5), "about half": (0.5, 0.5), "nearly all": (1, 1), "almost all": (1, 1),
}  # fmt: skip
_BOUNDS = (
    (r"at least|no (?:fewer|less) than|not less than|a minimum of|minimum", "low"),
    (r"more than|over|upwards? of|in excess of|exceeding|above|beyond|some more than", "low"),
    (r"as many as|up to|at most|no more than|not more than|a maximum of|fewer than|less than|under|below", "high"),
    (r"about|around|some|roughly|approximately|nearly|almost|close to|an estimated|estimated|circa|or so|another", ""),
)
_WORD = "|".join(sorted(_UNITS, key=len, reverse=True))
_SCALE = "hundred|thousand|million|billion"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d,])|\d+(?:\.\d+)?"
_NUMBER = rf"(?:{_DIGITS})(?:\s*(?:{_SCALE}|[km]\b))?|(?:(?:a\s+|one\s+)?(?:{_SCALE})|{_WORD})(?:[\s-]+(?:and\s+)?(?:{_WORD}|{_SCALE})\b)*"
_NO_NUMBER = re.compile(r"the\s+most\b", re.IGNORECASE)
"""A superlative ("the most prominent"); neither does "no one" count anybody."""
_SPACED = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)")
"""Spaces that part thousands."""
_ALTERNATIVES = "|".join(
    re.escape(words).replace(r"\ ", r"\s+") for words in sorted((*_SHARES, *_VAGUE), key=len, reverse=True)
)
_BOUND = "|".join(pattern for pattern, _ in _BOUNDS)
_PATTERN = re.compile(
    rf"(?:\b(?P<bound>{_BOUND})\s+)?(?:\bthe\s+)?(?:"
    rf"\b(?P<vague>{_ALTERNATIVES})\b"
    rf"|(?:between|from)\s+(?P<from>{_NUMBER})\s+(?:and|to)\s+(?P<to>{_NUMBER})\b"
    rf"|\b(?P<first>{_NUMBER})\s*(?:-|–|to|or)\s*(?P<second>{_NUMBER})\b"
    rf"|\b(?P<percent>{_DIGITS})\s*(?:%|per\s?cent)"
    rf"|(?<![\w.:/-])(?P<number>{_NUMBER})(?![\w:/]|-\w))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its words; an end that the words leave open is None. `share` marks a share."""

    text: str
    start: int
    end: int
    low: float | None
    high: float | None
    share: bool = False
    exact: bool = True


def find(text: str) -> list[Quantity]:
    """Return the quantities of a text in order, with offsets into it."""
    return [found for match in _PATTERN.finditer(text) if (found := _quantity(match)) is not None]


def _quantity(match: re.Match[str]) -> Quantity | None:
    groups = match.groupdict()
    if _NO_NUMBER.match(match.string, match.start()) or match.string[: match.start()].lower().endswith("no "):
        return None
    low, high, share = _range(groups)
    if low is None and high is None:
        return None
    bound = _bound(groups["bound"])
    if bound == "low":
        high = None
    elif bound == "high":
        low = None
    return Quantity(match.group(), match.start(), match.end(), low, high, share, not bound)


def _range(groups: dict[str, str | None]) -> tuple[float | None, float | None, bool]:
    if groups["vague"]:
        words = " ".join(groups["vague"].lower().split())
        if words in _SHARES:
            return *_SHARES[words], True
        return *_VAGUE[words], False
    if groups["percent"]:
        value = round(float(groups["percent"].replace(",", "")) / 100, 4)
        return value, value, True
    pair = (groups["from"], groups["to"]) if groups["from"] else (groups["first"], groups["second"])
    if pair[0] and pair[1]:
        low, high = number(pair[0]), number(pair[1])
        if low is not None and high is not None and low <= high:
            return low, high, False
        whole = number(f"{pair[0]} {pair[1]}")
        return whole, whole, False
    value_or_none = number(groups["number"] or "")
    return value_or_none, value_or_none, False


def _bound(words: str | None) -> str:
    for pattern, bound in _BOUNDS:
        if words and re.fullmatch(pattern, words.strip(), re.IGNORECASE):
            return bound
    return ""


def number(words: str) -> float | None:
    """Return the value of a number in words or digits ("twenty-five", "1,200", "1.2 million")."""
    total, current, seen = 0.0, 0.0, False
    for token in re.findall(r"[\d.,]+|[a-z]+", _SPACED.sub("", words.lower())):
        if token in ("and", "a"):
            continue
        if token[0].isdigit():
            current += float(token.replace(",", "").rstrip("."))
        elif token in _UNITS:
            current += _UNITS[token]
        elif token in _SCALES:
            scale = _SCALES[token]
            current = (current or 1) * scale
            if scale > 100:
                total, current = total + current, 0
        else:
            return None
        seen = True
    return total + current if seen else None
