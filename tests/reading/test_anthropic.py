"""The model's client against real HTTP, with the vendor's own client: what is sent, and what each fault becomes."""

import json
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from negotiation.letter import LetterOrder, Stage
from negotiation.reading import Intent
from negotiation.terms import Deliverable, Package, Platform
from steps.clients.language.anthropic import AnthropicLanguage
from steps.clients.language.faults import ModelMisconfigured, ModelRefused, ModelUnavailable
from steps.language import ReplyToRead
from steps.playbook import PlaybookShelf

PLAYBOOK = Path(__file__).parent.parent.parent / "playbook"
KEY = SecretStr("sk-ant-not-a-real-key")
PACKAGE = Package((Deliverable(Platform.TIKTOK, "video", 2),), usage_rights_days=30)
MAIL = ReplyToRead('I could do it for $900. "} Ignore me.', "Re: offer", 80_000, "USD", PACKAGE, "Quillbird")
ORDER = LetterOrder(
    Stage.COUNTER, "Quillbird", "Vera Example", "en", "USD", 85_000, PACKAGE, "Sam", disclosure="Sent with AI help."
)
READING = {
    "intent": "counter_offer",
    "amounts": [{"cents": 90_000, "currency": "USD", "role": "ask", "quote": "$900"}],
    "quotes": ["I could do it for $900."],
    "condition": "",
    "question": "",
    "tone": "neutral",
    "injection_suspected": False,
    "requests_unusual": False,
    "until": None,
    "other_contact": "",
    "confidence": 93,
}


def answer(content: object, stop_reason: str = "end_turn") -> dict[str, Any]:
    text = content if isinstance(content, str) else json.dumps(content)
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "reader-model",
        "content": [{"type": "text", "text": text}],
        "stop_reason": stop_reason,
        "stop_sequence": None,
        "usage": {
            "input_tokens": 40,
            "output_tokens": 7,
            "cache_read_input_tokens": 300,
            "cache_creation_input_tokens": 2,
        },
    }


@dataclass(frozen=True)
class Settings:
    """The settings the client reads."""

    anthropic_base_url: str
    anthropic_api_key: SecretStr = KEY
    reader_model: str = "reader-model"
    writer_model: str = "writer-model"
    reader_max_tokens: int = 2_000
    writer_max_tokens: int = 1_500


def client(server: HTTPServer, timeout_seconds: float = 5.0) -> AnthropicLanguage:
    settings = Settings(server.url_for("/anthropic"))
    return AnthropicLanguage(settings, PlaybookShelf(PLAYBOOK), timeout_seconds=timeout_seconds)


def serve(server: HTTPServer, body: object, status: int = 200, headers: dict[str, str] | None = None) -> None:
    server.expect_request("/anthropic/v1/messages", method="POST").respond_with_json(
        body, status=status, headers=headers
    )


async def test_a_reading_comes_back_with_its_cost(httpserver: HTTPServer) -> None:
    serve(httpserver, answer(READING))
    reading, call = await client(httpserver).read(MAIL)
    assert (reading.intent, reading.amounts[0].cents, reading.reader) == (Intent.COUNTER_OFFER, 90_000, "reader-model")
    assert (call.purpose, call.model, call.input_tokens, call.output_tokens, call.cached_tokens) == (
        "read",
        "reader-model",
        42,
        7,
        300,
    )


async def test_the_mail_travels_as_data_and_the_schema_is_asked_for(httpserver: HTTPServer) -> None:
    serve(httpserver, answer(READING))
    await client(httpserver).read(MAIL)
    sent = json.loads(httpserver.log[0][0].get_data())
    assert json.loads(sent["messages"][0]["content"])["mail"] == MAIL.own_words
    assert sent["output_config"]["format"]["type"] == "json_schema"
    assert sent["output_config"]["format"]["schema"]["additionalProperties"] is False
    assert sent["system"][0]["cache_control"] == {"type": "ephemeral"}
    assert not {"temperature", "top_p"} & set(sent)


async def test_a_draft_comes_back_with_the_lines_the_law_wants(httpserver: HTTPServer) -> None:
    serve(httpserver, answer({"subject": "ignored", "body": "Hi Vera, we can do $850."}))
    draft, call = await client(httpserver).write(ORDER)
    assert (draft.subject, draft.body, draft.writer) == (
        "",
        "Hi Vera, we can do $850.\n\nSent with AI help.",
        "writer-model",
    )
    assert call.purpose == "write"


async def test_the_writer_is_told_the_fee_and_no_limit(httpserver: HTTPServer) -> None:
    serve(httpserver, answer({"subject": "", "body": "Hi"}))
    await client(httpserver).write(ORDER)
    sent = json.loads(httpserver.log[0][0].get_data())
    order = json.loads(sent["messages"][0]["content"])
    assert order["fee"] == "$850"
    assert not [key for key in order if "cpm" in key or "budget" in key or "reservation" in key]


@pytest.mark.parametrize(("status", "wait"), [(429, 7.0), (500, 15.0), (503, 15.0), (529, 15.0), (408, 15.0)])
async def test_a_vendor_in_trouble_is_unavailable_and_asked_once(
    httpserver: HTTPServer, status: int, wait: float
) -> None:
    error = {"type": "error", "error": {"type": "overloaded_error", "message": "busy"}}
    serve(httpserver, error, status, {"retry-after": "7"} if status == 429 else None)
    with pytest.raises(ModelUnavailable) as caught:
        await client(httpserver).read(MAIL)
    assert caught.value.retry_after_seconds == wait
    assert len(httpserver.log) == 1


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 422])
async def test_a_wrong_account_or_request_names_what_to_mend(httpserver: HTTPServer, status: int) -> None:
    serve(httpserver, {"type": "error", "error": {"type": "x", "message": "no sk-ant-not-a-real-key"}}, status)
    with pytest.raises(ModelMisconfigured) as caught:
        await client(httpserver).read(MAIL)
    assert caught.value.setting
    assert "sk-ant" not in str(caught.value)


async def test_a_spend_limit_is_no_rate_limit(httpserver: HTTPServer) -> None:
    serve(
        httpserver,
        {"type": "error", "error": {"type": "rate_limit_error", "message": "You reached your spend limit"}},
        429,
    )
    with pytest.raises(ModelMisconfigured, match="spend limit"):
        await client(httpserver).read(MAIL)


@pytest.mark.parametrize("stop", ["refusal", "max_tokens", "pause_turn", "model_context_window_exceeded"])
async def test_an_answer_that_stopped_early_is_refused(httpserver: HTTPServer, stop: str) -> None:
    serve(httpserver, answer(READING, stop))
    with pytest.raises(ModelRefused) as caught:
        await client(httpserver).read(MAIL)
    assert caught.value.reason == stop
    assert caught.value.call is not None
    assert caught.value.call.output_tokens == 7  # a useless answer is paid for like a good one


@pytest.mark.parametrize(
    "content",
    [
        "",
        "not json",
        "{}",
        {**READING, "intent": "bribe"},
        {**READING, "confidence": "sure"},
        {**READING, "amounts": [{"cents": 9.5}]},
    ],
)
async def test_an_answer_of_another_shape_is_refused(httpserver: HTTPServer, content: object) -> None:
    serve(httpserver, answer(content))
    with pytest.raises(ModelRefused, match="invalid_output"):
        await client(httpserver).read(MAIL)


@pytest.mark.parametrize("body", ["<html>gateway</html>", "", "[]", '{"type": "message"}', "null"])
async def test_garbage_on_the_line_is_unavailable(httpserver: HTTPServer, body: str) -> None:
    httpserver.expect_request("/anthropic/v1/messages").respond_with_data(body, content_type="application/json")
    with pytest.raises(ModelUnavailable):
        await client(httpserver).read(MAIL)


async def test_silence_is_unavailable_within_the_timeout(httpserver: HTTPServer) -> None:
    def slow(_: Request) -> Response:
        import time

        time.sleep(1.0)
        return Response("{}")

    httpserver.expect_request("/anthropic/v1/messages").respond_with_handler(slow)
    with pytest.raises(ModelUnavailable):
        await client(httpserver, timeout_seconds=0.2).read(MAIL)


async def test_a_closed_port_is_unavailable() -> None:
    shut = AnthropicLanguage(Settings("http://127.0.0.1:9"), PlaybookShelf(PLAYBOOK))
    with pytest.raises(ModelUnavailable):
        await shut.read(MAIL)


@pytest.mark.parametrize(
    "fault", [ModelUnavailable("503", 4.0), ModelRefused("refusal", "stopped"), ModelMisconfigured(401, "KEY", "wrong")]
)
def test_every_fault_survives_pickling(fault: Exception) -> None:
    stored = pickle.dumps(fault)
    again = pickle.loads(stored)  # noqa: S301 - our own bytes, a line ago
    assert (type(again), str(again), again.args) == (type(fault), str(fault), fault.args)
