"""An edition to test with: the facts of an example read as claims, with a simple picture made from them.

The picture is deliberately naive (the last word on a place wins): these tests are about what is drawn
and written, not about how control is derived.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from marsad import picture as picturing
from marsad import reconcile
from marsad.model.claim import Claim, Count, Party, Phrase, ReadBy, Speaker
from marsad.model.event import Reconciled
from marsad.model.ids import digest
from marsad.model.picture import Forecast, Holding, Movement, Picture, Share, Siege, Tie, Toll
from marsad.model.problem import Miss, Problem
from marsad.model.report import Raw, Report
from marsad.model.when import When
from marsad.model.where import Where
from marsad.publish import Edition
from marsad.reference import Reference, load

EXAMPLE = Path(__file__).parents[2] / "examples" / "aleppo-2016"
DAY = date(2016, 12, 22)
_SENTENCE = re.compile(r"[^.!?\n][^\n]*?[.!?](?=\s|$)")
_CUES = {
    "control": "captured|took|taken|seized|fell|lost|retook|holds?|held|control\\w*|liberated|advanced",
    "attack": "strikes?|shelled|bomb\\w*|shell\\w*|attack\\w*|clash\\w*|fight\\w*|offensive|executed|killed",
    "casualty": "killed|dead|died|injured|wounded|hurt",
    "displacement": "fled|left|evacuat\\w*|trapped|leave|moved|displaced|crossed|return\\w*",
    "siege": "besieged|siege|surrounded|cut|encircled",
    "force": "withdr\\w*|sent|pulled|surrender\\w*|deploy\\w*|left|destroyed|retreat\\w*",
    "deal": "ceasefire|truce|deal|agree\\w*|broken|broke|talks",
    "tie": "back\\w*|support\\w*|allied|side\\w*|joined|loyal",
    "stance": "accus\\w*|demand\\w*|call\\w*|condemn\\w*|threat\\w*|urged",
}


def reports() -> list[Report]:
    """Return the reports of the example."""
    found = [_markdown(path) for path in sorted((EXAMPLE / "reports").glob("*.md"))]
    for line in (EXAMPLE / "reports" / "bulletins.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        found.append(_report(item["id"], item["source"], item["published"], item["title"], item["text"]))
    return sorted(found, key=lambda report: report.id)


def _markdown(path: Path) -> Report:
    _, head, text = path.read_text(encoding="utf-8").split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in head.strip().splitlines())
    return _report(path.stem, fields["source"], fields["published"], fields["title"], text.strip())


def _report(name: str, source: str, published: str, title: str, text: str) -> Report:
    raw = Raw(path=f"reports/{name}", sha256=digest(text) * 4, size=len(text.encode()))
    day = date.fromisoformat(published)
    return Report(id=name, source=source, published=day, title=title, text=text, raw=raw)


def claims(told: list[Report], reference: Reference) -> list[Claim]:
    """Return a claim for each fact of the example, with the sentence of its report that fits best."""
    by_id = {report.id: report for report in told}
    with (EXAMPLE / "facts.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [_claim(number, row, by_id[row["report"]], reference) for number, row in enumerate(rows)]


def _claim(number: int, row: dict[str, str], report: Report, reference: Reference) -> Claim:
    sentence, cue = _words(row, report, reference)
    speaker = reference.sources.get(row["said_by"])
    named = speaker.name if speaker else row["said_by"]
    return Claim(
        id=digest("fact", number), report=report.id, outlet=report.source, sentence=sentence, cue=cue,
        kind=row["kind"], modality=row["modality"],  # type: ignore[arg-type]
        who=_party(row["who"], reference, report), whom=_party(row["whom"], reference, report),
        where=_where(row["where"], reference), whence=_where(row["whence"], reference), when=_when(row, report),
        count=_count(row), published=str(report.published),
        said_by=(Speaker(text=named, source=row["said_by"] if speaker else ""),) if named else (),
        read_by=ReadBy(reader="codebook", version="1", entry=row["kind"], digest="0"), sureness=0.9,
    )  # fmt: skip


def _words(row: dict[str, str], report: Report, reference: Reference) -> tuple[Phrase, Phrase]:
    pattern = re.compile(_CUES.get(row["kind"].split(".")[0], r"\w+"), re.IGNORECASE)
    place = reference.places.get(row["where"] or row["whence"])
    names = (place.name, *place.names) if place else ()

    def fit(match: re.Match[str]) -> tuple[int, int]:
        text = match.group()
        number = row["count_low"] or row["count_high"]
        points = 2 * any(name and name in text for name in names) + bool(pattern.search(text))
        return (points + 3 * bool(number and number in text.replace(",", "")), -match.start())

    best = max(_SENTENCE.finditer(report.text), key=fit)
    found = pattern.search(best.group()) or re.search(r"\w+", best.group())
    assert found
    start = best.start() + found.start()
    return (
        Phrase(text=best.group(), start=best.start(), end=best.end()),
        Phrase(text=found.group(), start=start, end=start + len(found.group())),
    )


def _party(name: str, reference: Reference, report: Report) -> Party | None:
    if not name:
        return None
    actor = reference.actors.get(name)
    side = reference.actors.side(name, report.published)
    return Party(text=actor.name if actor else name, start=0, end=1, actor=name if actor else "", side=side)


def _where(name: str, reference: Reference) -> Where | None:
    place = reference.places.get(name)
    if not name:
        return None
    return Where(text=place.name if place else name, start=0, end=1, place=name if place else "",
                 name=place.name if place else "")  # fmt: skip


def _when(row: dict[str, str], report: Report) -> When | None:
    if not row["date_first"]:
        return None
    first, last = date.fromisoformat(row["date_first"]), date.fromisoformat(row["date_last"])
    return When(first=first, last=last, precision="day" if first == last else "days", basis="relative")


def _count(row: dict[str, str]) -> Count | None:
    if not (row["count_low"] or row["count_high"] or row["unit"]):
        return None
    low, high = (float(row[name]) if row[name] else None for name in ("count_low", "count_high"))
    return Count(text="", start=0, end=0, low=low, high=high, unit=row["unit"])


def picture(told: list[Claim], made: Reconciled, reference: Reference) -> Picture:
    """Return a naive picture: the last word on a place wins."""
    history = tuple(_history(told, reference))
    return Picture(
        day=DAY, known_by=DAY, history=history, holdings=tuple(item for item in history if item.last is None),
        shares=tuple(_shares(told)), sieges=tuple(_sieges(told)), movements=tuple(_movements(told, made)), tolls=tuple(_tolls(made)),
        ties=tuple(_ties(told)), forecasts=tuple(_forecasts(told)), events=made.events, run="sample",
        notes=("3 claims name no place.",),
    )  # fmt: skip


def _shares(told: list[Claim]) -> Iterator[Share]:
    for claim in [item for item in told if item.kind == "control.change" and item.where and item.where.place][:1]:
        yield Share(
            id="share", place=claim.where.place if claim.where else "", place_text="a third of the enclave", holder="",
            loser="opposition", low=0.297, high=0.363, when="2016-11-27/2016-11-28", claims=(claim.id,),
        )  # fmt: skip


def _history(told: list[Claim], reference: Reference) -> Iterator[Holding]:
    by_place: dict[str, list[tuple[date, str, Claim]]] = {}
    for claim in told:
        holder = claim.who.side or claim.who.actor if claim.who else ""
        if claim.kind in {"control.change", "control.hold"} and claim.modality == "asserted" and holder and claim.where:
            day = claim.when.last if claim.when and claim.when.last else date.fromisoformat(claim.published)
            by_place.setdefault(claim.where.place, []).append((day, holder, claim))
    for place, said in by_place.items():
        runs: list[tuple[date, str, list[Claim]]] = []
        for day, holder, claim in sorted(said, key=lambda item: (item[0], item[2].id)):
            if runs and runs[-1][1] == holder:
                runs[-1][2].append(claim)
            else:
                runs.append((day, holder, [claim]))
        yield from _intervals(place, runs)


def _intervals(place: str, runs: list[tuple[date, str, list[Claim]]]) -> Iterator[Holding]:
    for number, (day, holder, backing) in enumerate(runs):
        later = runs[number + 1][0] if number + 1 < len(runs) else None
        if later == day:
            continue
        outlets = {claim.outlet for claim in backing}
        state = "held" if len(outlets) > 1 or backing[0].kind == "control.hold" else "claimed"
        if number == len(runs) - 1 and number > 2:
            state = "contested"
        yield Holding(
            id=digest("h", place, number), place=place, state=state, holder=holder, first=day,  # type: ignore[arg-type]
            last=later - timedelta(1) if later else None, change_first=day - timedelta(len(outlets) - 1),
            change_last=day, belief=0.55 + 0.05 * min(len(backing), 8), claims_for=tuple(item.id for item in backing),
        )  # fmt: skip


def _sieges(told: list[Claim]) -> Iterator[Siege]:
    by_place: dict[str, list[Claim]] = {}
    for claim in told:
        if claim.family == "siege" and claim.where and claim.modality == "asserted":
            by_place.setdefault(claim.where.place, []).append(claim)
    for place, said in by_place.items():
        days = [item.when.first for item in said if item.when and item.when.first]
        ended = [item.when.last for item in said if item.kind == "siege.end" and item.when]
        yield Siege(
            id=digest("s", place), place=place, place_text="", besieger="government", besieged="opposition",
            first=min(days, default=None), last=max((day for day in ended if day), default=None),
            supply_cut=any(item.kind == "siege.supply_cut" for item in said),
            claims_for=tuple(item.id for item in said),
        )  # fmt: skip


def _movements(told: list[Claim], made: Reconciled) -> Iterator[Movement]:
    for claim in told:
        if claim.family != "displacement" or claim.modality != "asserted":
            continue
        count = claim.count
        yield Movement(
            id=digest("m", claim.id), measure=claim.kind.split(".")[1],  # type: ignore[arg-type]
            whence=claim.whence.place if claim.whence else "", where=claim.where.place if claim.where else "",
            whence_text=claim.whence.text if claim.whence else "", where_text=claim.where.text if claim.where else "",
            first=made.dated[claim.id].first, last=made.dated[claim.id].last,
            low=count.low if count else None, high=count.high if count else None, unit=count.unit if count else "",
            said_by=made.origin_of.get(claim.id, ""), claims=(claim.id,),
        )  # fmt: skip


def _tolls(made: Reconciled) -> Iterator[Toll]:
    for event in made.events:
        for item in event.figures:
            if item.measure in {"killed", "injured", "missing"}:
                yield Toll(
                    id=digest("t", event.id, item.measure, item.unit, item.whose, *item.claims), measure=item.measure, event=event.id,  # type: ignore[arg-type]
                    place=event.place, place_text=event.place_text, who=event.who[0] if event.who else "",
                    whom=event.whom[0] if event.whom else "", first=event.when.first if event.when else None,
                    last=event.when.last if event.when else None, low=item.low, best=item.best, high=item.high,
                    rule=item.rule, claims=item.claims, superseded=item.superseded,
                )  # fmt: skip


def _ties(told: list[Claim]) -> Iterator[Tie]:
    for claim in told:
        if claim.family == "tie" and claim.who and claim.whom:
            yield Tie(
                id=digest("tie", claim.id), relation=claim.kind.split(".")[1],  # type: ignore[arg-type]
                who=claim.who.actor or claim.who.text, whom=claim.whom.actor or claim.whom.text,
                first=date.fromisoformat(claim.published), last=None, claims_for=(claim.id,),
            )  # fmt: skip


def _forecasts(told: list[Claim]) -> Iterator[Forecast]:
    for number, claim in enumerate(item for item in told if item.modality == "predicted"):
        yield Forecast(
            id=digest("f", claim.id), claim=claim.id, forecaster=claim.said_by[0].text if claim.said_by else "",
            relayed_by=claim.outlet, issued=date.fromisoformat(claim.published), words=claim.sentence.text,
            proposition=claim.kind, phrase="likely" if number % 3 == 0 else "will", low=0.55 if number % 3 == 0 else None,
            high=0.8 if number % 3 == 0 else None, horizon_text="very soon", horizon=DAY, horizon_basis="text",
            condition="", status=("true", "open", "false")[number % 3],  # type: ignore[arg-type]
        )  # fmt: skip


def derived() -> Edition:
    """Return the edition of the example with the picture that the program derives from the same claims."""
    made = edition()
    return replace(made, picture=picturing.at(made.reconciled, made.claims, made.reference, DAY, DAY))


def edition() -> Edition:
    """Return the edition of the example on its last day, with a naive picture that has every state in it."""
    reference = load(EXAMPLE, world=False)
    told = reports()
    said = claims(told, reference)
    made = reconcile.events(said, reference, told)
    missed = [
        Miss(report=report.id, start=0, end=9, text=report.text.split(". ")[-1], reason="no entry knows the verb")
        for report in told[:7]
    ]
    return Edition(
        picture=picture(said, made, reference), claims=tuple(said), reports=tuple(told), reconciled=made,
        reference=reference, misses=tuple(missed),
        problems=(Problem(code="ingest.encoding", message="One file is not UTF-8.", remedy="Save it as UTF-8.", place="x.txt"),),
    )  # fmt: skip


def empty() -> Edition:
    """Return an edition of nothing."""
    return Edition(picture=Picture(day=DAY, known_by=DAY))
