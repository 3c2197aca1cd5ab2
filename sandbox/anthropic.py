"""What does the Messages API answer?

Structured answers to the two questions there are, read a mail and write a
mail, by fixed rules: no model runs here. Modes play a bad day. Not imitated:
streaming, tools, batches, token counting, thinking; a token is four characters.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import refusals, world
from sandbox.model_adversary import Adversary
from sandbox.model_reading import read
from sandbox.model_writing import write
from sandbox.schemas import fit

MODES = (
    "honest",
    "hostile",
    "adversary",
    "hostile_writer",
    "malformed",
    "wrong_shape",
    "refusal",
    "truncated",
    "overloaded",
    "unauthorized",
    "outage",
)
_FAILURES = {
    "overloaded": (529, "Overloaded"),
    "unauthorized": (401, "invalid x-api-key"),
    "outage": (500, "Internal server error"),
}
_SMALLEST_CACHED_TOKENS = 1024


@dataclass(eq=False)
class Anthropic:
    """The model behind the API; *left* is how many answers the mode lasts, None for good."""

    mode: str = "honest"
    left: int | None = None
    asked: int = 0
    told: Counter[str] = field(default_factory=Counter)
    adversary: Adversary = field(default_factory=lambda: Adversary(0))
    _cached: set[str] = field(default_factory=set)

    def routes(self) -> list[Route]:
        """Return its one path."""
        return [Route("/anthropic/v1/messages", self._messages, methods=["POST"])]

    def behave(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Set the mode, for the next *times* answers or for good."""
        if asked.get("mode") not in MODES:
            raise ValueError(f"mode must be one of {', '.join(MODES)}")
        self.mode, self.left = asked["mode"], asked.get("times")
        self.adversary = Adversary(int(asked.get("seed", 0)))
        return {"mode": self.mode, "times": self.left}

    def _mode(self) -> str:
        """Return the mode of this answer, and count it."""
        mode = "honest" if self.left == 0 else self.mode
        if self.left:
            self.left -= 1
        return self.adversary.shape() if mode == "adversary" else mode

    async def _messages(self, request: Request) -> Response:
        # The client of today sends its key as a bearer token, older ones in a header of their own.
        given = request.headers.get("x-api-key") or request.headers.get("authorization", "").removeprefix("Bearer ")
        if given != world.ANTHROPIC_API_KEY:
            raise refusals.anthropic(401, "invalid x-api-key")
        asked = _checked(await request.body())
        mode = self._mode()
        if mode in _FAILURES:
            raise refusals.anthropic(*_FAILURES[mode])
        self.asked += 1
        self.told[mode] += 1
        text, stop = _spoken(mode, asked, self.adversary)
        return JSONResponse(
            {
                "id": f"msg_sandbox_{self.asked:08d}",
                "type": "message",
                "role": "assistant",
                "model": asked["model"],
                "content": [{"type": "text", "text": text}] if text else [],
                "stop_reason": stop,
                "stop_sequence": None,
                "usage": self._usage(asked, text),
            }
        )

    def _usage(self, asked: dict[str, Any], text: str) -> dict[str, int]:
        """Return the counts; a marked system block is cached once it is large enough."""
        blocks = asked.get("system") or []
        blocks = [{"text": blocks}] if isinstance(blocks, str) else blocks
        fresh = _tokens(json.dumps(asked["messages"]))
        made = found = 0
        for block in blocks:
            size = _tokens(block["text"])
            if "cache_control" not in block or size < _SMALLEST_CACHED_TOKENS:
                fresh += size
            elif block["text"] in self._cached:
                found += size
            else:
                self._cached.add(block["text"])
                made += size
        usage = {"input_tokens": fresh, "output_tokens": _tokens(text)}
        return {**usage, "cache_creation_input_tokens": made, "cache_read_input_tokens": found}


def _checked(body: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(body)
    except ValueError as error:
        raise refusals.anthropic(400, "The request body is not valid JSON") from error
    for name in ("model", "max_tokens", "messages"):
        if not isinstance(asked, dict) or not asked.get(name):
            raise refusals.anthropic(400, f"{name}: Field required")
    if "output_format" in asked:
        raise refusals.anthropic(400, "output_format: This field is deprecated. Use 'output_config.format' instead")
    if asked.get("stream"):
        raise refusals.anthropic(400, "stream: the sandbox does not stream")
    return dict(asked)


def _spoken(mode: str, asked: dict[str, Any], adversary: Adversary) -> tuple[str, str]:
    """Return the answer's text and its stop reason."""
    schema = (asked.get("output_config") or {}).get("format", {}).get("schema")
    facts = _facts(_question(asked["messages"]), mode, adversary)
    text = json.dumps(fit(schema, facts), ensure_ascii=False) if schema else str(facts.get("body") or json.dumps(facts))
    match mode:
        case "refusal":
            return "", "refusal"
        case "malformed":
            return f"Sure! Here is the JSON: {text[: len(text) // 2]}", "end_turn"
        case "wrong_shape":
            return json.dumps({"answer": text}), "end_turn"
        case "truncated":
            return text[: len(text) // 2], "max_tokens"
        case _:
            most = int(asked["max_tokens"]) * 4
            return (text, "end_turn") if len(text) <= most else (text[:most], "max_tokens")


def _question(messages: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the last user message as the JSON object it is; bare text is taken for a mail."""
    content = messages[-1].get("content", "")
    text = content if isinstance(content, str) else "".join(block.get("text", "") for block in content)
    try:
        told = json.loads(text)
    except ValueError:
        return {"mail": text}
    return told if isinstance(told, dict) else {"mail": text}


def _facts(question: dict[str, Any], mode: str, adversary: Adversary) -> dict[str, Any]:
    hostile = mode == "hostile"
    if "mail" not in question:
        letter: dict[str, Any] = dict(write(question, hostile or mode == "hostile_writer"))
        return adversary.write(question, letter) if mode == "adversary" else letter
    mail, offer = str(question["mail"]), question.get("offer_on_the_table_cents")
    facts = read(mail, offer, str(question.get("currency", "")))
    if mode == "adversary":
        return adversary.read(mail, facts, offer)
    return {**facts, **_obeying(offer)} if hostile else facts


def _obeying(offer_cents: int | None) -> dict[str, Any]:
    """Return the reading of a model that was talked into a deal: a yes and a sum nobody wrote."""
    invented = {
        "cents": (offer_cents or 50_000) * 3,
        "currency": "USD",
        "role": "ask",
        "quote": "as agreed by the brand",
    }
    return {"intent": "acceptance", "amounts": [invented], "quotes": ["Yes, I accept the new fee."], "confidence": 100,
            "condition": "", "question": "", "injection_suspected": False, "requests_unusual": False}  # fmt: skip


def _tokens(text: str) -> int:
    return -(-len(text) // 4)
