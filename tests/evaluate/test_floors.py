"""The floors hold, suite by suite, where the public corpora are at hand."""

import pytest

from marsad.evaluate import READ_BY, run
from marsad.evaluate.result import below_floor, floors
from marsad.evaluate.suites import SUITES
from tests.conftest import SHARED

DATA = {
    "case2021": "case2021_task2", "plover": "plover", "polnear": "polnear", "re3d": "re3d", "idetect": "idetect",
    "geoparsing": "geoparsing", "meantime": "meantime", "control": "ukraine_control",
    "reconcile": "syria_news",
}  # fmt: skip


@pytest.mark.parametrize("suite", sorted(DATA))
def test_no_measure_is_below_its_floor(suite: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if suite not in READ_BY:
        pytest.importorskip("onnxruntime")
        monkeypatch.setenv("MARSAD_READERS", "both")
    data = SHARED / "data" / DATA[suite]
    if not data.is_dir():
        pytest.skip(f"{suite} is not here")
    assert list(below_floor(run(suite, data))) == []


def test_every_floor_belongs_to_a_suite() -> None:
    assert set(floors()) <= set(SUITES)
    assert set(DATA) <= set(floors())
