"""How does Parley ask an Anthropic model to read and to write?

One request a question, no retry of its own (the step's policy owns that), an
explicit timeout, structured output that is validated, and every failure as one
of three faults. The creator's words travel as a JSON string, never as
instructions. It trusts no answer: evidence and guard check what it returns.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter_ns
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from pydantic import BaseModel, SecretStr, ValidationError

from negotiation.letter import Draft, LetterOrder, Stage, bonus_terms
from negotiation.packages import LEVELS
from negotiation.reading import Reading
from steps.clients.faults import tidy, wait_seconds
from steps.clients.language.faults import ModelMisconfigured, ModelRefused, ModelUnavailable
from steps.clients.language.offline_writer import (
    describe_deliverables,
    format_money,
    list_changes,
    list_terms,
    say_all_terms,
    say_besides,
)
from steps.clients.language.shapes import DraftAnswer, ReadingAnswer, wire_schema
from steps.language import ModelCall, ReplyToRead
from steps.playbook import Playbook, PlaybookShelf

if TYPE_CHECKING:
    from anthropic import APIStatusError, AsyncAnthropic
    from anthropic.types import Message, OutputConfigParam, TextBlockParam

_PROMPTS: Final = Path(__file__).parent.parent.parent / "prompts"
_LONGEST_MAIL, _LONGEST_LINE = 20_000, 1_500
_RETRY_SECONDS: Final = 15.0
# What the vendor says, whatever the status, when the account may not spend more.
_SPENT: Final = ("credit balance", "spend limit", "spending limit", "usage limit", "billing")
_Answer = TypeVar("_Answer", bound=BaseModel)
_WAITABLE: Final = frozenset({408, 409, 429})


class ModelSettings(Protocol):
    """The settings this client reads, and no others."""

    @property
    def anthropic_api_key(self) -> SecretStr: ...

    @property
    def anthropic_base_url(self) -> str: ...

    @property
    def reader_model(self) -> str: ...

    @property
    def writer_model(self) -> str: ...

    @property
    def reader_max_tokens(self) -> int: ...

    @property
    def writer_max_tokens(self) -> int: ...


class AnthropicLanguage:
    """A LanguageClient over the vendor's own client; made lazily, because importing it takes over a second."""

    def __init__(self, settings: ModelSettings, shelf: PlaybookShelf, *, timeout_seconds: float = 30.0) -> None:
        self._settings, self._shelf, self._timeout = settings, shelf, timeout_seconds
        self._reader_model, self._writer_model = settings.reader_model, settings.writer_model
        self._client: AsyncAnthropic | None = None

    async def read(self, mail: ReplyToRead) -> tuple[Reading, ModelCall]:
        """Return what *mail* says; raises ModelUnavailable, ModelRefused or ModelMisconfigured."""
        system = [_block(_prompt("read"), cached=True)]
        started = perf_counter_ns()
        message = await self._ask(
            self._reader_model, self._settings.reader_max_tokens, system, _mail_as_data(mail), ReadingAnswer
        )
        call = _cost("read", self._reader_model, message, started)
        return _validated(message, ReadingAnswer, call).reading(self._reader_model), call

    async def write(self, order: LetterOrder) -> tuple[Draft, ModelCall]:
        """Return the words of *order*; raises ModelUnavailable, ModelRefused or ModelMisconfigured."""
        playbook = self._shelf.current()
        # What is the same for every mail comes first, so that the vendor can keep it.
        system = [_block(f"{_prompt('write')}\n\n{playbook.voice}\n\n{playbook.rules}", cached=True)]
        system.append(_block(_passages(order, playbook), cached=False))
        started = perf_counter_ns()
        question = _order_as_data(order, playbook)
        message = await self._ask(self._writer_model, self._settings.writer_max_tokens, system, question, DraftAnswer)
        call = _cost("write", self._writer_model, message, started)
        answer = _validated(message, DraftAnswer, call)
        closing = [line for line in (order.disclosure.strip(), order.postal_address.strip()) if line]
        subject = " ".join(answer.subject.split()) if order.stage is Stage.OPENING else ""
        body = say_all_terms(order, answer.body.strip(), playbook)
        draft = Draft(subject, "\n\n".join([body, *closing]), self._writer_model)
        return draft, call

    async def close(self) -> None:
        """Close the connections, if any were made."""
        if self._client is not None:
            await self._client.close()

    async def _ask(
        self, model: str, max_tokens: int, system: Sequence["TextBlockParam"], question: str, shape: type[BaseModel]
    ) -> "Message":
        import anthropic

        wanted: OutputConfigParam = {"format": {"type": "json_schema", "schema": wire_schema(shape)}}
        try:
            return await self._connected().messages.create(
                model=model,
                max_tokens=max_tokens,
                system=list(system),
                messages=[{"role": "user", "content": question}],
                output_config=wanted,
                timeout=self._timeout,
            )
        except anthropic.APIStatusError as error:
            raise self._fault(error) from None
        except anthropic.APIConnectionError as error:  # timeouts are among them
            raise ModelUnavailable(self._tidy(type(error).__name__), _RETRY_SECONDS) from None
        except (anthropic.APIError, ValueError) as error:  # an answer that is no JSON, or JSON of another shape
            raise ModelUnavailable(self._tidy(f"garbled answer, {type(error).__name__}"), _RETRY_SECONDS) from None

    def _connected(self) -> "AsyncAnthropic":
        import anthropic

        if self._client is None:
            self._client = anthropic.AsyncAnthropic(
                api_key=self._settings.anthropic_api_key.get_secret_value(),
                base_url=self._settings.anthropic_base_url,
                timeout=self._timeout,
                max_retries=0,
            )
        return self._client

    def _fault(self, error: "APIStatusError") -> ModelUnavailable | ModelMisconfigured | ModelRefused:
        detail = self._tidy(error.api_message or error.message)
        if error.status_code == 402 or any(word in detail.lower() for word in _SPENT):
            return ModelMisconfigured(error.status_code, "the account's spend limit", detail)
        if error.status_code in _WAITABLE or error.status_code >= 500:
            asked = error.response.headers.get("retry-after")
            return ModelUnavailable(f"{error.status_code} {detail}", wait_seconds(asked) if asked else _RETRY_SECONDS)
        if error.status_code == 413:
            return ModelRefused("too_large", detail)
        return ModelMisconfigured(error.status_code, _setting_of(error.status_code), detail)

    def _tidy(self, detail: str) -> str:
        return tidy(detail, (self._settings.anthropic_api_key.get_secret_value(),))


def _setting_of(status: int) -> str:
    if status in (401, 403):
        return "PARLEY_ANTHROPIC_API_KEY"
    return (
        "PARLEY_READER_MODEL and PARLEY_WRITER_MODEL"
        if status == 404
        else "the request (model names and token budgets)"
    )


def _validated(message: "Message", shape: type[_Answer], call: ModelCall) -> _Answer:
    """Return the answer in *shape*; raises ModelRefused, with what it cost, for half an answer or another one."""
    stop: str | None = getattr(message, "stop_reason", None)
    blocks = getattr(message, "content", None)
    if not isinstance(blocks, list):
        raise ModelUnavailable("garbled answer, no content", _RETRY_SECONDS)
    if stop != "end_turn":
        raise ModelRefused(stop or "no_stop_reason", "the answer is not complete").costing(call)
    text = "".join(str(block.text) for block in blocks if getattr(block, "type", "") == "text")
    try:
        return shape.model_validate_json(text)
    except ValidationError as error:
        problems = ", ".join(".".join(map(str, e["loc"])) + " " + e["type"] for e in error.errors()[:3])
        raise ModelRefused("invalid_output", tidy(problems)).costing(call) from None


def _cost(purpose: str, model: str, message: "Message", started_ns: int) -> ModelCall:
    usage = getattr(message, "usage", None)
    cached = _count(usage, "cache_read_input_tokens")
    fresh = _count(usage, "input_tokens") + _count(usage, "cache_creation_input_tokens")
    spent_ms = (perf_counter_ns() - started_ns) // 1_000_000
    return ModelCall(purpose, model, fresh, _count(usage, "output_tokens"), cached, spent_ms)


def _count(usage: object, name: str) -> int:
    value = getattr(usage, name, 0)
    return value if isinstance(value, int) else 0


def _prompt(name: str) -> str:
    return (_PROMPTS / f"{name}.md").read_text(encoding="utf-8")


def _block(text: str, *, cached: bool) -> "TextBlockParam":
    if cached:
        return {"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}
    return {"type": "text", "text": text}


def _mail_as_data(mail: ReplyToRead) -> str:
    """Return the mail as one JSON object: a quote mark inside it cannot end the string it stands in."""
    data: dict[str, Any] = {
        "offer_on_the_table_cents": mail.offer_cents,
        "currency": mail.currency,
        "brand": mail.brand,
        "deliverables_we_asked_about": [
            {"platform": d.platform, "kind": d.kind, "count": d.count}
            for d in (mail.package.deliverables if mail.package else ())
        ],
        "terms_we_asked_about": {t.value: getattr(mail.package, t.value) for t in LEVELS} if mail.package else {},
        "subject": mail.subject[:500],
        "mail": mail.own_words[:_LONGEST_MAIL],
    }
    return json.dumps(data, ensure_ascii=False)


def _order_as_data(order: LetterOrder, playbook: Playbook) -> str:
    words = playbook.words["en"]
    fee = None if order.fee_cents is None else format_money(order.fee_cents, order.currency, "en")
    data: dict[str, Any] = {
        "stage": order.stage,
        "brand": order.brand,
        "creator_name": order.creator_name,
        "language": order.language,
        "fee": fee,
        "deliverables": describe_deliverables(order.package, words),
        "terms": list_terms(order, words, "en"),
        "changes": list_changes(order, words),
        "besides": say_besides(order, words),
        "bonus": bonus_terms(order.package.bonus, order.currency) if order.package.bonus else "",
        "question": order.question,
        "sender_name": order.sender_name,
        "conversation": [{"by_us": s.by_us, "text": s.text[:_LONGEST_LINE]} for s in order.conversation],
        "refused_because": list(order.refused_because),
    }
    return json.dumps(data, ensure_ascii=False)


def _passages(order: LetterOrder, playbook: Playbook) -> str:
    """Return the playbook's passages for the stage and the platforms of the package."""
    platforms = sorted({d.platform for d in order.package.deliverables})
    notes = [playbook.platforms[p] for p in platforms if p in playbook.platforms]
    examples = [f"Example: {e.title}\n{e.body}" for e in playbook.examples_for(order.stage, order.language)]
    return "\n\n".join([*notes, *examples])
