"""A release profile: the list of what may leave. What it does not name stays."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from marsad.model.claim import KINDS, Claim
from marsad.model.problem import MarsadError

Item = Literal["claims", "events", "holdings", "sieges", "movements", "tolls", "ties", "forecasts", "reports"]


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may leave, for whom. Every field not given is the strictest.

    `kinds` are kinds or families of claim, `items` sorts of item. `place` and `dates` are the finest precision that leaves.
    What was published less than `delay` days before the release is not used at all. Numbers below `least` are left empty.
    `outlets` and `speakers` let the names of known sources leave, `links` the addresses of reports, `words` the reports' own
    words, with every name in them; a `public` profile may not have them.
    """

    id: str
    audience: str
    public: bool = True
    kinds: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    place: Literal["point", "district", "province", "country", "none"] = "none"
    dates: Literal["day", "week", "month", "year"] = "year"
    delay: int = 365
    least: int = 0
    outlets: bool = False
    speakers: bool = False
    links: bool = False
    words: bool = False

    def allows(self, claim: Claim) -> bool:
        """Say whether a claim of this kind may leave, or move what leaves."""
        return claim.kind in self.kinds or claim.family in self.kinds

    def limit(self, released: date) -> date:
        """Return the last day of publication that a release of this day may use."""
        return released - timedelta(days=self.delay)


def shipped() -> tuple[str, ...]:
    """Return the names of the profiles that ship."""
    folder = resources.files("marsad.publish.release").joinpath("profiles")
    return tuple(sorted(item.name.removesuffix(".yaml") for item in folder.iterdir() if item.name.endswith(".yaml")))


def load(name: str) -> Profile:
    """Return the profile of a file, or one that ships; raises MarsadError with what to correct."""
    path = Path(name)
    if name in shipped():
        text = resources.files("marsad.publish.release").joinpath(f"profiles/{name}.yaml").read_text(encoding="utf-8")
    elif path.is_file():
        text = path.read_text(encoding="utf-8")
    else:
        raise MarsadError(f"There is no profile {name!r}: name one of {', '.join(shipped())}, or a YAML file.")
    try:
        profile = msgspec.convert(yaml.load(text, Loader=yaml.BaseLoader), Profile, strict=False)  # noqa: S506 - makes text only
    except (msgspec.ValidationError, yaml.YAMLError) as error:
        raise MarsadError(f"{name}: {error}. Correct the profile; docs/release.md explains its fields.") from error
    known = {*KINDS, *(kind.split(".")[0] for kind in KINDS)}
    if unknown := sorted(set(profile.kinds) - known):
        raise MarsadError(f"{name}: no kind is called {', '.join(unknown)}.")
    if profile.public and (profile.words or profile.links):
        raise MarsadError(
            f"{name}: a public profile may not let the words or the addresses of reports leave: they name private persons. "
            "Set `words: false` and `links: false`, or `public: false` for an audience that is bound."
        )
    if profile.delay < 0 or profile.least < 0:
        raise MarsadError(f"{name}: delay and least are numbers of 0 or more.")
    return profile
