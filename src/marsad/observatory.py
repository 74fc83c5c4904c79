"""The Python front door: the one module that knows all the stages and the store.

>>> import marsad.observatory as observatory
>>> reading = observatory.read("Rebels seized the town of Arnor on Tuesday.", published="2013-06-06")
>>> [(claim.kind, claim.where.text) for claim in reading.claims]
[('control.change', 'the town of Arnor')]
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from marsad import __version__, endpoint, ingest, picture, publish, reconcile, reference
from marsad import codebook as codebooks
from marsad.codebook import Codebook
from marsad.endpoint import Endpoint
from marsad.model.claim import Claim
from marsad.model.decision import Decision
from marsad.model.event import Reconciled
from marsad.model.ids import digest
from marsad.model.picture import Picture
from marsad.model.problem import MarsadError, Problem
from marsad.model.report import Raw, Report
from marsad.publish import Edition
from marsad.publish.release import Note, Profile, redact
from marsad.publish.release.redact import count_left_out
from marsad.read import Reading, chosen, claims, learned
from marsad.read.build import VERSION
from marsad.read.llm import is_unanswered
from marsad.reconcile import Applied
from marsad.reference import Area, Reference
from marsad.store import Store, open_store

Progress = Callable[[int, int], None]
_INGEST_BATCH = 200


@dataclass(frozen=True, slots=True)
class Ingested:
    """What ingesting did: reports seen, reports that were new, and what could not be used."""

    seen: int
    new: int
    problems: tuple[Problem, ...]


class Observatory:
    """A store with the codebook and the reference data of one war."""

    def __init__(self, store: Store, codebook: Codebook, names: Reference, model: str = "", readers: str = "") -> None:
        """Use `open_observatory`."""
        self.store = store
        self.codebook = codebook
        self.reference = names
        self._model = model
        self._readers = readers
        self._state: reconcile.State | None = None

    @cached_property
    def endpoint(self) -> Endpoint | None:
        """Return the model to ask, where a language model reads."""
        return endpoint.if_chosen(self._readers)

    @cached_property
    def reader(self) -> str:
        """Return what identifies how reports are read: the readers and their versions, the codebook, names, model."""
        who = chosen(self._readers)
        version = VERSION
        if self.endpoint is not None:
            version = f"{VERSION} {self.endpoint.name}"
        elif who != "codebook":
            version = f"{VERSION} {who} {learned.version()}"
        return digest(version, self.codebook.digest, _names_digest(self.reference), self._model)

    def ingest(
        self, targets: Iterable[Path], published: date | None = None, source: str = "", retrieved: str = ""
    ) -> Ingested:
        """Take reports into the store; one bad item never stops the rest."""
        return self._take(ingest.reports(targets, published, source, retrieved))

    def take_rows(self, path: Path, name: str, published: date | None = None) -> Ingested:
        """Take the rows of a data set ("ucdp" or "acled") into the store, as reports of that source."""
        return self._take(ingest.reports_of_rows(path, name, published))

    def _take(self, items: Iterable[Report | Problem]) -> Ingested:
        seen = new = 0
        problems: list[Problem] = []
        batch: list[Report] = []
        places: list[str] = []
        for item in items:
            if isinstance(item, Problem):
                problems.append(item)
                continue
            seen += 1
            places.append(item.raw.path)
            batch.append(item)
            if len(batch) == _INGEST_BATCH:
                new += self.store.put_reports(batch)
                batch.clear()
        new += self.store.put_reports(batch)
        self.store.put_problems(problems, places)
        return Ingested(seen, new, tuple(problems))

    def read(self, progress: Progress | None = None) -> int:
        """Read the reports that this codebook has not read yet; return how many those were."""
        unread = self.store.unread(self.reader)
        for number, identifier in enumerate(unread, start=1):
            report = self.store.report(identifier)
            if report is not None:
                reading = self._read_one(report)
                if is_unanswered(reading.problems):
                    # Not kept as a reading, so that it is asked again; the problem is listed all the same.
                    self.store.put_problems(reading.problems)
                else:
                    self.store.put_problems((), [identifier])
                    self.store.put_reading(identifier, self.reader, reading)
            if progress:
                progress(number, len(unread))
        return len(unread)

    def _read_one(self, report: Report) -> Reading:
        """Read a report; a fault in reading it is a problem of that report and stops nothing else."""
        try:
            return claims(report, self.codebook, self.reference, self._model, self._readers, self.endpoint)
        except MarsadError:
            raise
        except Exception as error:  # noqa: BLE001 - one report must never stop a batch; the fault is listed
            problem = Problem(
                code="read.fault",
                message=f"reading stopped: {type(error).__name__}: {error}",
                remedy="please send it, or its shortest part that fails, to the authors; it is read again when marsad changes",
                place=report.raw.path,
            )
            return Reading(problems=(problem,))

    def readings(self, known_by: date | None = None) -> list[Reading]:
        """Return what was read from the reports published by a day."""
        return list(self.store.readings(Reading, known_by))

    def edition(
        self, day: date | None = None, known_by: date | None = None, title: str = "", areas: tuple[Area, ...] = ()
    ) -> Edition:
        """Return the picture of a day, as known by a day, with all that it was made from.

        `areas` are drawn beside those of the pack.
        """
        names_used = replace(self.reference, areas=(*self.reference.areas, *areas))
        reports = tuple(self.store.reports(known_by))
        if not reports:
            raise MarsadError(
                f"No report was published by {known_by}. Choose a later day for --known-by."
                if self.store.count()
                else "There are no reports to picture. Take some in with `marsad ingest PATH`."
            )
        if unread := len(self.store.unread(self.reader)):
            raise MarsadError(
                f"{unread} reports have not been read with this codebook and pack. Run `marsad read` first."
            )
        readings = self.readings(known_by)
        read = tuple(claim for reading in readings for claim in reading.claims)
        log = self.store.decisions()
        judged = reconcile.applied(log, read, {report.id for report in reports}, self.reference)
        last = max((report.published for report in reports if report.published), default=date.today())
        known = known_by or last
        names = _names_digest(self.reference)
        made = [decision.id for decision in log]
        key = digest(__version__, self.store.fingerprint(known_by), names, day, known, _drawn(names_used), *made)
        reconciled = self.store.derived("reconciled", key, Reconciled) or self.reconciled(judged, reports)
        seen = self.store.derived("picture", key, Picture) or self._ruled(
            picture.at(reconciled, judged.claims, names_used, day or known, known), judged
        )
        self.store.put_derived("reconciled", key, reconciled)
        self.store.put_derived("picture", key, seen)
        return Edition(
            picture=seen,
            claims=judged.claims,
            reports=reports,
            reconciled=reconciled,
            reference=names_used,
            misses=tuple(miss for reading in readings for miss in reading.misses),
            problems=(
                *self.store.problems(),
                *(problem for reading in readings for problem in reading.problems),
                *_lost(judged),
            ),
            title=title,
            standings=judged.standings,
            rejected=judged.rejected,
        )

    def released(
        self, profile: Profile, day: date | None = None, known_by: date | None = None, title: str = "",
        released: date | None = None, key: bytes = b"",
    ) -> tuple[Edition, Note]:  # fmt: skip
        """Return the edition that may leave under a profile, with the note of what was left out.

        It is derived from the claims that may leave and from no others, so that nothing withheld moves a figure. `released`
        is the day from which the delay counts; without a `key` the ids are of this release alone.
        """
        on = released or date.today()
        limit = profile.limit(on)
        until = min(known_by or limit, limit)
        last = max((report.published for report in self.store.reports(until) if report.published), default=until)
        whole = self.edition(min(day or last, limit), min(until, last), title)
        dated = {report.id for report in whole.reports if report.published or not profile.delay}
        found = tuple(claim for claim in whole.claims if claim.report in dated and profile.allows(claim))
        reports = tuple(report for report in whole.reports if report.id in dated)
        # Without the log: who decided what, and why, is nobody's business outside.
        reconciled = reconcile.events(found, self.reference, reports)
        seen = self.picture(reconciled, found, whole.picture.day, whole.picture.known_by)
        used = replace(
            whole, picture=seen, claims=found, reports=reports, reconciled=reconciled, standings=(), rejected=()
        )
        note = Note(profile, on, limit)
        count_left_out(note, whole, used)
        return redact(used, profile, key or secrets.token_bytes(32), note), note

    def reconciled(self, judged: Applied, reports: tuple[Report, ...]) -> Reconciled:
        """Return the events that claims agree on; what was reconciled before is not compared again."""
        if self._state is None or not self._state.reports <= {report.id for report in reports}:
            self._state = reconcile.State(self.reference)
        known, wanted = self._state.claims, {claim.id: claim for claim in judged.claims}
        self._state.update(
            [claim for name, claim in wanted.items() if known.get(name) != claim],
            reports,
            without=[name for name in known if name not in wanted],
            decisions=judged.links,
            settlements=judged.settlements,
        )
        return self._state.result()

    def _ruled(self, seen: Picture, judged: Applied) -> Picture:
        """Return a picture with the verdicts of persons on its forecasts, and records that count them."""
        by_claim = {claim: item.id for item in seen.forecasts for claim in (item.claim, *item.repeats)}
        rulings = [
            replace(ruling, forecast=by_claim[ruling.forecast])
            for ruling in judged.rulings
            if ruling.forecast in by_claim
        ]
        if not rulings:
            return seen
        ledger = picture.ruled(seen.forecasts, rulings)
        return replace(seen, forecasts=ledger, records=picture.records(ledger))

    def decide(self, made: Iterable[Decision]) -> int:
        """Add decisions to the log of the store; return how many were new."""
        return self.store.put_decisions(made)

    def picture(self, reconciled: Reconciled, found: tuple[Claim, ...], day: date, known_by: date) -> Picture:
        """Return the picture of a day."""
        return picture.at(reconciled, found, self.reference, day, known_by)


def _lost(judged: Applied) -> tuple[Problem, ...]:
    """Return a problem for each decision that what is read now no longer holds the claims of."""
    return tuple(
        Problem(
            code="decision.lost",
            message=f"the decision {item.decision.id[:8]} of {item.decision.by} ({item.decision.act}) is not carried out; {item.words}",
            remedy=f"decide anew, or take it back: marsad decide undo {item.decision.id[:8]} --why ...",
            place=f"decision {item.decision.id}",
        )
        for item in judged.standings
        if item.words.startswith("lost:")
    )


_STAMP = ".marsad"
"""File in a folder of publication that tells which edition lies there."""


def publish_to(edition: Edition, out: Path) -> list[Path]:
    """Write an edition's page and files into a folder; return the paths, none where they are there already.

    Raises MarsadError where the folder cannot be written.
    """
    try:
        return _write(edition, out)
    except OSError as error:
        raise MarsadError(f"{out} cannot be written ({error.strerror}). Name another folder with --out.") from error


def _write(edition: Edition, out: Path) -> list[Path]:
    stamp = _stamp(edition)
    mark = out / _STAMP
    kept = mark.read_text(encoding="utf-8").splitlines() if mark.is_file() else []
    if kept[:1] == [stamp] and all((out / name).is_file() for name in kept[1:]):
        return []
    mark.unlink(missing_ok=True)
    written: list[Path] = []
    for name, content in publish.folder(edition).items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    mark.write_text("\n".join((stamp, *(str(path.relative_to(out)) for path in written))), encoding="utf-8")
    return written


def write_files(target: Path, content: dict[str, bytes], *, in_folder: bool) -> list[Path]:
    """Write files beside each other: into the folder `target`, or named by it and what their names add.

    Raises MarsadError where they cannot be written.
    """
    written = []
    try:
        for name, data in content.items():
            path = target / name if in_folder else target.with_name(target.name + name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            written.append(path)
    except OSError as error:
        raise MarsadError(f"{target} cannot be written ({error.strerror}). Name another with --out.") from error
    return written


def _stamp(edition: Edition) -> str:
    """Return a hash of all that an edition's files depend on."""
    claims_read = tuple((claim.id, claim.read_by.digest, claim.modality) for claim in edition.claims)
    reports = tuple((report.id, report.source) for report in edition.reports)
    return digest(
        __version__, edition.title, edition.picture, edition.reconciled.run, claims_read, reports, edition.misses,
        edition.problems, edition.standings, _names_digest(edition.reference), _drawn(edition.reference),
    )  # fmt: skip


def pack_of(targets: Iterable[Path]) -> Path | None:
    """Return the first of some folders that is a pack."""
    return next((target for target in targets if (target / "pack.yaml").is_file()), None)


def open_observatory(path: Path | None, pack: Path | None = None, model: str = "", readers: str = "") -> Observatory:
    """Open a store, made if it is not there; pack, model and readers not given are those that it was last used with."""
    store = open_store(path)
    if pack is not None:
        store.put_setting("pack", str(pack.resolve()))
    kept = store.setting("pack")
    folder = pack or (Path(kept) if kept else None)
    if folder is not None and not folder.is_dir():
        raise MarsadError(f"The pack {folder} that this store was read with is gone. Name where it is now with --pack.")
    for name, value in (("model", model), ("readers", readers)):
        if value:
            store.put_setting(name, value)
    names = reference.load(folder)
    books = codebooks.load(*((folder,) if folder else ()))
    return Observatory(store, books, names, model or store.setting("model"), readers or store.setting("readers"))


def read(
    text: str, published: str | date | None = None, pack: Path | None = None, title: str = "", readers: str = ""
) -> Reading:
    """Read one text with no store: its claims, its misses and its problems."""
    day = date.fromisoformat(published) if isinstance(published, str) else published
    raw = Raw(path="", sha256=hashlib.sha256(text.encode()).hexdigest(), size=len(text.encode()))
    report = Report(id=digest("", day, title, text), source="", published=day, title=title, text=text, raw=raw)
    packs = (pack,) if pack else ()
    return claims(
        report, codebooks.load(*packs), reference.load(pack), readers=readers, endpoint=endpoint.if_chosen(readers)
    )


def _drawn(names: Reference) -> tuple[str, ...]:
    return tuple(area.id for area in names.areas)


def _names_digest(names: Reference) -> str:
    return digest(
        sorted(names.places.own.items()),
        [(path.name, path.stat().st_size) for path in (names.places.world.more if names.places.world else ())],
        sorted(names.actors.by_id.items()),
        sorted(names.sources.by_id.items()),
        names.pack,
    )
