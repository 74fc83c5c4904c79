"""The day that a report's own words count from: its date line, where it has one, else the day of publication.

Archives often record the day on which an article was fetched, changed or filed, while the article still says
"Published June 12 2016" at its head. "On Sunday" is then counted from the words, not from the archive's day.
"""

from __future__ import annotations

import functools
import re
from calendar import month_abbr, month_name
from datetime import date

from marsad.model.report import Report

_MONTH = "|".join((*month_name[1:], *month_abbr[1:], "Sept"))
_WEEKDAY = r"(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
# "4 April 2017", "April 4, 2017" and, its blank lost, "Jul 282016"; "27-02-2016" and "20.07.2016"; "2016-07-20".
_WORDS = rf"(?:(?P<d1>\d{{1,2}})\s+(?P<m1>{_MONTH})\.?,?\s+|(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}}),?\s*)(?P<y1>(?:19|20)\d\d)"
_NUMBERS = (
    r"(?P<n1>\d{1,2})[-./](?P<n2>\d{1,2})[-./](?P<y2>(?:19|20)\d\d)|(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)"
)
_LABEL = r"(?:(?:Date of publication|Published|Posted|Last updated|Last modified|Updated)\s*(?:on|at)?\s*:?\s*)?"
_AT_HEAD = re.compile(rf"\s*{_LABEL}(?:{_WEEKDAY},?\s+)?(?:{_WORDS}|{_NUMBERS})(?!\d)", re.IGNORECASE)
_IN_HEAD = re.compile(
    rf"(?<!\bon )(?<!\bof )(?<!\bby )(?<!\bfrom )(?<!\bsince )(?<!\buntil )\b{_WEEKDAY},?\s+{_WORDS}(?!\d)"
)
_HEAD = 200
"""Characters within which a wire copy, its title first, names its day."""


def written(report: Report) -> date | None:
    """Return the day that a report's relative times count from, None where nothing tells it."""
    return dateline(report.text[:_HEAD], report.published) or report.published


@functools.lru_cache(maxsize=4096)
def dateline(head: str, published: date | None) -> date | None:
    """Return the full date that the head of a report begins with, or names as wire copy does.

    Of two ways to read "01-06-2016", the day first is taken, unless only the other is the day of publication.
    """
    match = _AT_HEAD.match(head) or _IN_HEAD.search(head)
    if match is None:
        return None
    parts: dict[str, str] = {name: match.group(name) or "" for name in match.re.groupindex}
    if parts.get("n1"):
        one, other, year = int(parts["n1"]), int(parts["n2"]), int(parts["y2"])
        read = [_day(year, other, one), _day(year, one, other)]
        return published if published and published in read else read[0] or read[1]
    month = parts["m1"] or parts["m2"] or parts.get("m3") or ""
    number = parts["d1"] or parts["d2"] or parts.get("d3") or ""
    years = parts["y1"] or parts.get("y3") or ""
    return _day(int(years), int(month) if month.isdigit() else _number(month), int(number))


def _number(month: str) -> int:
    return [name[:3].casefold() for name in month_abbr].index(month[:3].casefold())


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
