from pathlib import Path

import pytest

from marsad import reference
from marsad.model.problem import MarsadError
from marsad.reference.check import faults
from marsad.reference.names import key
from tests.conftest import ALEPPO, ARNOR


@pytest.mark.parametrize("pack", [ALEPPO, ARNOR], ids=["aleppo", "arnor"])
def test_the_packs_that_ship_have_no_fault(pack: Path) -> None:
    assert list(faults(reference.load(pack, world=False), pack)) == []


def write(folder: Path, **files: str) -> Path:
    for name, text in {
        "pack.yaml": "id: x\n",
        **{f"{name}.{'csv' if name == 'places' else 'yaml'}": text for name, text in files.items()},
    }.items():
        (folder / name).write_text(text)
    return folder


def test_every_fault_of_a_table_is_listed(tmp_path: Path) -> None:
    pack = write(
        tmp_path,
        pack="id: x\nhome: nowhere\nsides:\n  - {id: north, name: North}\n",
        places="id,name,kind,parent,lat,lon,names,note\na,A,blob,a,936,0,,\n",
        actors="- {id: f, name: F, kind: rebel, side: nosuch, part_of: [{of: ghost}]}\n",
    )
    found = " ".join(problem.message for problem in faults(reference.load(pack, world=False), pack))
    for words in ("blob", "lies in itself", "off the globe", "'ghost'", "'nosuch'", "'nowhere'"):
        assert words in found


def test_an_unknown_field_is_refused(tmp_path: Path) -> None:
    pack = write(tmp_path, actors="- {id: f, name: F, kind: rebel, sidee: north}\n")
    with pytest.raises(MarsadError, match="sidee"):
        reference.load(pack, world=False)


def test_a_column_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(MarsadError, match="there is no column 'lat'"):
        reference.load(write(tmp_path, places="id,name,kind,parent\na,A,city,\n"), world=False)


def test_a_pack_keeps_the_names_that_ship(tmp_path: Path) -> None:
    pack = write(tmp_path, sources="- {id: sohr, name: The Observatory, kind: monitor}\n")
    found = reference.load(pack, world=False).sources.named("SOHR")
    assert found is not None
    assert found.name == "The Observatory"


@pytest.mark.parametrize(
    ("first", "second"), [("al-Bab", "Al Bab"), ("Deir ez-Zor", "Deir ez Zor"), ("Kafr Zita", "Kafr-Zita")]
)
def test_spellings_share_a_key(first: str, second: str) -> None:
    assert key(first) == key(second)
