"""The command line on the invented war, from reports to the sentence behind an item."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.conftest import ARNOR

from marsad.cli.main import VERBS, main


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("arnor")
    result = call("run", ARNOR, "--into", folder / "war.db", "--out", folder / "page")
    assert result.exit_code == 0, result.output
    return folder / "war.db"


def test_run_writes_a_page_and_says_where(store: Path) -> None:
    page = store.parent / "page" / "index.html"
    assert page.is_file()
    again = call("run", ARNOR, "--into", store, "--out", store.parent / "page")
    assert "0 of them new; 0 read now" in again.output
    assert str(page) in again.output.replace("\n", "")


def test_why_goes_down_to_the_sentence(store: Path) -> None:
    events = call("reconcile", "--into", store, "--json").stdout.splitlines()
    event = json.loads(events[0])
    shown = call("why", event["id"], "--into", store)
    assert shown.exit_code == 0
    assert "read by" in shown.output
    assert "said by" in shown.output


def test_why_of_an_unknown_id_says_what_to_do(store: Path) -> None:
    result = call("why", "zzzz", "--into", store)
    assert result.exit_code == 2
    assert "Copy one from the page" in result.output


def test_gaps_lists_what_gave_no_claim(store: Path) -> None:
    for by in ("reason", "verb", "name"):
        assert "without a claim" in call("gaps", "--into", store, "--by", by).output


def test_picture_knows_no_more_than_was_published(store: Path) -> None:
    early = json.loads(call("picture", "--into", store, "--known-by", "2021-03-02", "--json").stdout)
    assert all(forecast["issued"] <= "2021-03-02" for forecast in early["forecasts"])


def test_read_prints_one_claim_a_line_with_no_store(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Rebels seized the town of Arnor on Tuesday.")
    result = call("read", path, "--published", "2013-06-06", "--json")
    [line] = result.stdout.splitlines()
    claim = json.loads(line)
    assert claim["kind"] == "control.change"
    assert claim["when"]["start"] == "2013-06-04"
    assert claim["where"]["text"] == "the town of Arnor"
    assert not (tmp_path / "marsad.db").exists()


def test_a_bad_file_is_named_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Rebels seized the town of Arnor on Tuesday.")
    (tmp_path / "bad.txt").write_bytes(b"\xff\xf0\x00")
    result = call("run", tmp_path, "--into", tmp_path / "a.db", "--out", tmp_path / "out", "--published", "2013-06-06")
    assert result.exit_code == 0
    assert "bad.txt" in result.output
    assert "save the file as UTF-8" in result.output


def test_init_makes_a_pack_that_checks_and_loads(tmp_path: Path) -> None:
    assert call("init", tmp_path / "my-war").exit_code == 0
    assert (tmp_path / "my-war" / "places.csv").is_file()
    assert call("init", tmp_path / "my-war").exit_code == 1


def test_a_day_is_written_as_a_day() -> None:
    result = call("picture", "--at", "tomorrow")
    assert result.exit_code == 2
    assert "2016-11-29" in result.output


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(verb: str) -> None:
    result = call(verb, "--help")
    assert result.exit_code == 0
    assert "Example" in result.output


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from marsad.cli.main import main; main(['--help'], standalone_mode=False); print(sorted(m for m in ('spacy', 'sqlalchemy', 'rich', 'msgspec', 'yaml', 'jinja2', 'numpy') if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert re.search(r"\[\]$", done.stdout.strip())


def test_brackets_in_a_report_are_no_markup(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rebels seized the town of [/bar] Arnor on Tuesday, a monitor [sic] said.")
    result = call("run", tmp_path, "--into", tmp_path / "a.db", "--out", tmp_path / "out", "--published", "2013-06-06")
    assert result.exit_code == 0, result.output


def test_a_new_spelling_in_a_pack_is_read_at_once(tmp_path: Path) -> None:
    pack = tmp_path / "war"
    shutil.copytree(ARNOR, pack)
    call("run", pack, "--into", tmp_path / "a.db", "--out", tmp_path / "out")
    with (pack / "places.csv").open("a", encoding="utf-8") as table:
        table.write("new-hamlet,New Hamlet,village,,,,,\n")
    again = call("run", pack, "--into", tmp_path / "a.db", "--out", tmp_path / "out")
    assert "14 read now" in again.output


def test_a_pack_that_is_gone_is_missed(tmp_path: Path) -> None:
    pack = tmp_path / "war"
    shutil.copytree(ARNOR, pack)
    call("ingest", pack, "--into", tmp_path / "a.db")
    shutil.rmtree(pack)
    result = call("picture", "--into", tmp_path / "a.db")
    assert result.exit_code == 2
    assert "--pack" in result.output


def test_picturing_what_was_not_read_says_so(tmp_path: Path) -> None:
    call("ingest", ARNOR, "--into", tmp_path / "a.db")
    result = call("picture", "--into", tmp_path / "a.db")
    assert result.exit_code == 2
    assert "marsad read" in result.output


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert call("gaps", "--into", tmp_path / "nosuch.db").exit_code == 2
    assert not (tmp_path / "nosuch.db").exists()


def test_a_deleted_table_is_written_again(store: Path) -> None:
    table = store.parent / "page" / "claims.csv"
    call("run", ARNOR, "--into", store, "--out", store.parent / "page")
    table.unlink()
    call("publish", "--into", store, "--out", store.parent / "page")
    assert table.is_file()


def test_export_writes_one_file_and_says_where(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "events.csv"
    result = call("export", "acled", "--into", store, "--out", out)
    assert result.exit_code == 0, result.output
    assert out.read_text(encoding="utf-8").startswith("event_id_cnty,")
    assert str(out) in result.output.replace("\n", "")


def test_export_under_a_profile_leaves_a_note_beside_it(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "events.csv"
    result = call("export", "hxl", "--into", store, "--out", out, "--profile", "public", "--released", "2021-12-01")
    assert result.exit_code == 0, result.output
    note = (tmp_path / "events.csv.release-note.md").read_text(encoding="utf-8")
    assert "Nothing published after 1 November 2021" in note
    assert "| claims |" in note


def test_what_is_younger_than_the_delay_is_not_used(store: Path) -> None:
    result = call("export", "acled", "--into", store, "--profile", "public", "--released", "2019-03-10")
    assert result.exit_code == 2
    assert "No report was published by 2019-02-08" in result.output


def test_a_preview_writes_nothing(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "page"
    result = call("publish", "--into", store, "--out", out, "--profile", "public", "--preview")
    assert result.exit_code == 0, result.output
    assert "stays" in result.output
    assert not out.exists()


def test_a_page_under_a_profile_holds_no_sentence_of_a_report(store: Path, tmp_path: Path) -> None:
    whole = [
        json.loads(line) for line in (store.parent / "page" / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    result = call("publish", "--into", store, "--out", tmp_path, "--profile", "public")
    assert result.exit_code == 0, result.output
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert not [claim for claim in whole if len(claim["sentence"]["text"]) > 40 and claim["sentence"]["text"] in page]
    assert (tmp_path / "release-note.md").is_file()


def test_a_release_key_that_could_be_guessed_is_refused(store: Path, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("short", encoding="utf-8")
    result = call("export", "acled", "--into", store, "--profile", "public", "--release-key", key)
    assert result.exit_code == 2
    assert "openssl rand" in result.output


def test_an_unknown_place_to_filter_by_says_so(store: Path, tmp_path: Path) -> None:
    result = call("export", "acled", "--into", store, "--out", tmp_path / "x.csv", "--place", "Nowhere at all")
    assert result.exit_code == 2
    assert "No place is called" in result.output


def test_report_writes_what_changed(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "week.html"
    result = call("report", "--since", "2019-03-05", "--until", "2019-03-14", "--into", store, "--out", out)
    assert result.exit_code == 0, result.output
    assert "What changed from 5 March 2019 to 14 March 2019" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "wrong", [["--since", "2019-03-14", "--until", "2019-03-14"], ["--since", "2019-03-05", "--out", "x.pdf"]]
)
def test_report_refuses_what_it_cannot_do(store: Path, wrong: list[str]) -> None:
    result = call("report", "--into", store, *wrong)
    assert result.exit_code == 2
    assert "must come after" in result.output or "end in .html or .docx" in result.output


def test_a_report_of_no_known_day_is_not_used_where_there_is_a_delay(tmp_path: Path) -> None:
    told = tmp_path / "undated.txt"
    told.write_text("Rebels seized the town of Arnor from the army, a monitor said.", encoding="utf-8")
    own = tmp_path / "war.db"
    assert call("run", ARNOR, told, "--into", own, "--out", tmp_path / "page").exit_code == 0
    result = call("export", "jsonl", "--into", own, "--out", tmp_path / "all.jsonl", "--profile", "public")
    assert result.exit_code == 0, result.output
    note = (tmp_path / "all.jsonl.release-note.md").read_text(encoding="utf-8")
    left_out = re.search(r"\| reports \| (\d+) \| (\d+) \|", note)
    assert left_out
    assert int(left_out[2]) >= 1
