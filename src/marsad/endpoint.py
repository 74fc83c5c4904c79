"""An endpoint that speaks the OpenAI protocol, local or not: asked with a schema, with retries, and counted."""

from __future__ import annotations

import importlib.util
import os
import time
from dataclasses import dataclass, field
from typing import Any

from marsad.model.problem import MarsadError
from marsad.read import chosen
from marsad.read.llm import Unanswered

TIMEOUT = 120.0
"""Seconds for one answer; small local models on a laptop are slow."""
RETRIES = 3
"""Tries again after a fault of the line, a full queue or an answer that was cut off."""


@dataclass
class Usage:
    """What asking has cost: requests, those that failed for good, tokens sent and received, seconds."""

    requests: int = 0
    failed: int = 0
    sent: int = 0
    received: int = 0
    seconds: float = 0.0

    def words(self) -> str:
        """Return the usage as a sentence."""
        return (
            f"{self.requests} requests, {self.failed} of them failed; "
            f"{self.sent} tokens sent, {self.received} received, in {self.seconds:.0f} s."
        )


@dataclass
class Endpoint:
    """A model behind an address."""

    url: str
    model: str
    key: str = "none"
    timeout: float = TIMEOUT
    retries: int = RETRIES
    usage: Usage = field(default_factory=Usage)

    @property
    def name(self) -> str:
        """Return what identifies the reader: the model; where it runs changes nothing."""
        return f"llm:{self.model}"

    def ask(self, system: str, user: str, schema: dict[str, Any]) -> str:
        """Return the answer to a question, constrained to a JSON schema.

        Raises `Unanswered` where none came in spite of all tries.
        """
        import openai

        client = openai.OpenAI(base_url=self.url, api_key=self.key, timeout=self.timeout, max_retries=self.retries)
        self.usage.requests += 1
        began = time.monotonic()
        try:
            answer = client.chat.completions.create(
                model=self.model,
                temperature=0,
                messages=[{"role": "system", "content": system}, {"role": "user", "content": user}],
                response_format={
                    "type": "json_schema",
                    "json_schema": {"name": "claims", "strict": True, "schema": schema},
                },
            )
        except (openai.OpenAIError, ValueError) as error:
            self.usage.failed += 1
            raise Unanswered(f"{type(error).__name__}: {error}") from error
        finally:
            self.usage.seconds += time.monotonic() - began
        if answer.usage:
            self.usage.sent += answer.usage.prompt_tokens
            self.usage.received += answer.usage.completion_tokens
        choice = answer.choices[0] if answer.choices else None
        if choice is None or not choice.message.content:
            self.usage.failed += 1
            raise Unanswered("the answer was empty")
        if choice.finish_reason == "length":
            self.usage.failed += 1
            raise Unanswered("the answer was cut off at the model's limit")
        return choice.message.content


def if_chosen(readers: str = "") -> Endpoint | None:
    """Return the endpoint of the environment where the reader `llm` is chosen, else None."""
    return from_environment() if chosen(readers) == "llm" else None


def from_environment() -> Endpoint:
    """Return the endpoint that MARSAD_LLM_URL, MARSAD_LLM_MODEL and MARSAD_LLM_KEY name."""
    url, model = os.environ.get("MARSAD_LLM_URL", ""), os.environ.get("MARSAD_LLM_MODEL", "")
    if not url or not model:
        raise MarsadError(
            "The reader `llm` asks a model behind an OpenAI-compatible address. Set MARSAD_LLM_URL (such as "
            "http://localhost:11434/v1), MARSAD_LLM_MODEL, and MARSAD_LLM_KEY where it needs a key."
        )
    if importlib.util.find_spec("openai") is None:
        raise MarsadError("The reader `llm` needs the client library. Run `pip install 'marsad[llm]'`.")
    return Endpoint(url, model, os.environ.get("MARSAD_LLM_KEY", "") or "none")
