"""What shape must a model's answer have?

The pydantic models of both answers and the JSON schemas sent along, made from
them. A shape proves nothing about the truth of an answer: that is evidence's
and the guard's work.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from negotiation.reading import Intent, ReadAmount, Reading, ReadTerm, Role
from negotiation.term_prices import LONGEST_DAYS, Term

_Quote = Annotated[str, StringConstraints(max_length=2_000)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False, frozen=True)


class AmountAnswer(_Strict):
    """One amount, as the model reports it."""

    cents: int = Field(ge=0, le=10**12, strict=True)
    currency: str | None
    role: Role
    quote: _Quote


class TermAnswer(_Strict):
    """One term of the package they ask for, as the model reports it."""

    term: Term
    level: int = Field(ge=0, le=LONGEST_DAYS, strict=True)
    kind: str
    quote: _Quote


class ReadingAnswer(_Strict):
    """A whole reading, as the model reports it."""

    intent: Intent
    amounts: list[AmountAnswer]
    quotes: list[_Quote]
    condition: _Quote
    question: _Quote
    tone: Literal["warm", "neutral", "cool", "hostile"]
    injection_suspected: bool
    requests_unusual: bool
    until: str | None
    other_contact: _Quote
    confidence: int = Field(strict=True)
    halfway: _Quote = ""
    terms: list[TermAnswer] = Field(default_factory=list)

    def reading(self, model: str) -> Reading:
        """Return the answer as a Reading, still to be checked against the mail."""
        return Reading(
            intent=self.intent,
            amounts=tuple(ReadAmount(a.cents, a.currency, a.role, a.quote) for a in self.amounts),
            quotes=tuple(self.quotes),
            condition=self.condition,
            question=self.question,
            tone=self.tone,
            injection_suspected=self.injection_suspected,
            requests_unusual=self.requests_unusual,
            until=self.until,
            other_contact=self.other_contact,
            confidence=max(0, min(self.confidence, 100)),
            reader=model,
            halfway=self.halfway,
            terms=tuple(ReadTerm(t.term, t.level, t.quote, t.kind) for t in self.terms),
        )


class DraftAnswer(_Strict):
    """A mail's words, as the model writes them."""

    subject: Annotated[str, StringConstraints(max_length=200)]
    body: Annotated[str, StringConstraints(min_length=1, max_length=6_000)]


def wire_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON schema of *model* without the bounds that structured output does not take."""
    cleaned = _without_bounds(model.model_json_schema())
    assert isinstance(cleaned, dict)
    return cleaned


_BOUNDS: Final = frozenset({"minimum", "maximum", "minLength", "maxLength", "title", "description", "default"})


def _without_bounds(node: Any) -> Any:
    if isinstance(node, dict):
        return {k: _without_bounds(v) for k, v in node.items() if k == "properties" or k not in _BOUNDS}
    if isinstance(node, list):
        return [_without_bounds(item) for item in node]
    return node
