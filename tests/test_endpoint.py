"""A language model as a reader, against a local server that also misbehaves."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from marsad import codebook as codebooks
from marsad import observatory, reference
from marsad.endpoint import Endpoint, from_environment
from marsad.model.problem import MarsadError
from marsad.model.report import Raw, Report
from marsad.read import claims
from marsad.read.llm import Unanswered, schema
from marsad.read.reader import Reading

pytest.importorskip("openai")

TEXT = "Rebels seized the town of Arnor on Tuesday, the Oram monitor said. The army denied it."
GOOD = {
    "sentence": 0, "kind": "control.change", "modality": "asserted", "cue": "seized", "who": "Rebels", "whom": None,
    "where": "the town of Arnor", "whence": None, "when": "Tuesday", "count": None, "said_by": "the Oram monitor",
}  # fmt: skip


class Server:
    """Answers each request with the next of `plays`: a status, a text, or seconds to hang."""

    def __init__(self) -> None:
        self.plays: list[int | str | float] = []
        self.asked: list[dict[str, Any]] = []
        self.finish = "stop"
        play = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                play.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                now = play.plays.pop(0) if play.plays else 500
                if isinstance(now, float):
                    time.sleep(now)
                    now = 500
                body = json.dumps(play.answer(now) if isinstance(now, str) else {"error": {"message": "no"}}).encode()
                self.send_response(200 if isinstance(now, str) else now)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, text: str) -> dict[str, Any]:
        return {
            "id": "1", "object": "chat.completion", "created": 1, "model": "fake",
            "choices": [
                {"index": 0, "finish_reason": self.finish, "message": {"role": "assistant", "content": text}}
            ],
            "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
        }  # fmt: skip

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1"


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.server.shutdown()
    made.server.server_close()


def _report() -> Report:
    from datetime import date

    return Report(
        id="r1", source="", published=date(2013, 6, 6), title="", text=TEXT, raw=Raw(path="r1.txt", sha256="", size=0)
    )


def _read(server: Server, **changes: Any) -> tuple[Reading, Endpoint]:
    endpoint = Endpoint(server.url, "fake", retries=1, timeout=2.0, **changes)
    return claims(_report(), codebooks.load(), reference.load(), readers="llm", endpoint=endpoint), endpoint


def test_an_answer_becomes_a_claim_with_spans_times_and_speaker(server: Server) -> None:
    server.plays = [json.dumps({"claims": [GOOD]})]
    reading, endpoint = _read(server)
    (claim,) = reading.claims
    assert TEXT[claim.cue.start : claim.cue.end] == "seized"
    assert claim.where is not None
    assert claim.where.text == "the town of Arnor"
    assert claim.when is not None
    assert str(claim.when.first) == "2013-06-04"
    assert [one.text for one in claim.said_by] == ["the Oram monitor"]
    assert (claim.read_by.reader, claim.read_by.model) == ("llm", "llm:fake")
    assert (endpoint.usage.requests, endpoint.usage.failed, endpoint.usage.sent) == (1, 0, 100)


def test_the_question_holds_the_sentences_the_kinds_and_a_strict_schema(server: Server) -> None:
    server.plays = [json.dumps({"claims": []})]
    _read(server)
    asked = server.asked[0]
    assert "control.change" in asked["messages"][0]["content"]
    assert "[0] Rebels seized" in asked["messages"][1]["content"]
    assert asked["response_format"]["json_schema"]["strict"] is True
    assert asked["temperature"] == 0


def test_the_schema_asks_for_every_field_and_no_other() -> None:
    said = schema()["$defs"]["Said"]
    assert set(said["required"]) == set(said["properties"])
    assert said["additionalProperties"] is False


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({**GOOD, "cue": "captured"}, "llm.words"),
        ({**GOOD, "who": "Islamist rebels"}, "llm.words"),
        ({**GOOD, "said_by": "a spokesman"}, "llm.words"),
        ({**GOOD, "sentence": 7}, "llm.words"),
        ({**GOOD, "kind": "control.loss"}, "llm.answer"),
        ({**GOOD, "more": 1}, "llm.answer"),
    ],
)
def test_what_is_not_in_the_text_is_left_out_and_listed(server: Server, wrong: dict[str, Any], code: str) -> None:
    server.plays = [json.dumps({"claims": [wrong]})]
    reading, _ = _read(server)
    assert not reading.claims
    assert code in [problem.code for problem in reading.problems]


def test_a_wrong_claim_does_not_spoil_its_neighbour(server: Server) -> None:
    server.plays = [json.dumps({"claims": [{**GOOD, "cue": "captured"}, GOOD]})]
    reading, _ = _read(server)
    assert len(reading.claims) == 1


@pytest.mark.parametrize("play", ["not json", '{"claims": [', ""])
def test_an_answer_that_is_no_answer_is_listed(server: Server, play: str) -> None:
    server.plays = [play, play]
    reading, _ = _read(server)
    assert not reading.claims
    assert any(problem.code in ("llm.answer", "llm.unanswered") for problem in reading.problems)


def test_an_answer_cut_off_at_the_limit_counts_as_none(server: Server) -> None:
    server.finish = "length"
    server.plays = [json.dumps({"claims": [GOOD]})]
    reading, endpoint = _read(server)
    assert not reading.claims
    assert endpoint.usage.failed == 1


@pytest.mark.parametrize("fault", [500, 503, 429])
def test_a_fault_that_passes_is_tried_again(server: Server, fault: int) -> None:
    server.plays = [fault, json.dumps({"claims": [GOOD]})]
    reading, endpoint = _read(server)
    assert len(reading.claims) == 1
    assert endpoint.usage.failed == 0
    assert len(server.asked) == 2


def test_a_fault_that_stays_is_listed_and_stops_nothing(server: Server) -> None:
    reading, endpoint = _read(server)
    assert [problem.code for problem in reading.problems] == ["llm.unanswered"]
    assert endpoint.usage.failed == 1
    assert "1 of them failed" in endpoint.usage.words()


def test_a_server_that_hangs_runs_out_of_time(server: Server) -> None:
    server.plays = [1.5, 1.5]
    endpoint = Endpoint(server.url, "fake", retries=0, timeout=0.3)
    with pytest.raises(Unanswered):
        endpoint.ask("system", "user", schema())


def test_no_server_at_all_is_listed(server: Server) -> None:
    endpoint = Endpoint("http://127.0.0.1:9/v1", "fake", retries=0, timeout=1.0)
    reading = claims(_report(), codebooks.load(), reference.load(), readers="llm", endpoint=endpoint)
    assert [problem.code for problem in reading.problems] == ["llm.unanswered"]


def test_a_report_without_an_answer_is_asked_again_and_one_with_is_not(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MARSAD_LLM_URL", server.url)
    monkeypatch.setenv("MARSAD_LLM_MODEL", "fake")
    watch = observatory.open_observatory(None, readers="llm")
    assert watch.endpoint is not None
    watch.endpoint.retries = 0
    watch.store.put_reports([_report()])
    watch.read()
    assert [problem.code for problem in watch.store.problems()] == ["llm.unanswered"]
    server.plays = [json.dumps({"claims": [GOOD]})]
    assert watch.read() == 1
    assert watch.store.problems() == []
    assert len(watch.readings()[0].claims) == 1
    assert watch.read() == 0


def test_without_an_address_the_way_to_set_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MARSAD_LLM_URL", raising=False)
    with pytest.raises(MarsadError, match="MARSAD_LLM_URL"):
        from_environment()
