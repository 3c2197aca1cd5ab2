"""How can a question to the model fail, and what may be done about it?

Three kinds: wait and ask again, do not ask again (a person decides), mend the
settings. Each carries plain values and pickles both ways.
"""

from typing import Self

from negotiation.errors import OurFault, TheirFault, WorldFault
from steps.clients.faults import VendorFault
from steps.language import ModelCall

VENDOR = "anthropic"


class ModelUnavailable(VendorFault, WorldFault):
    """The model did not answer, or not in a shape that is an answer: ask again after a while."""

    def __init__(self, detail: str, retry_after_seconds: float) -> None:
        super().__init__(detail, retry_after_seconds)
        self.vendor, self.detail, self.retry_after_seconds = VENDOR, detail, retry_after_seconds

    def __str__(self) -> str:
        return f"the model is unavailable ({self.detail}): ask again in {self.retry_after_seconds:g} s"


class ModelRefused(VendorFault, TheirFault):
    """The model answered, and the answer cannot be used: a refusal, cut off, or not what was asked for."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.vendor, self.reason, self.detail = VENDOR, reason, detail
        self.call: ModelCall | None = None

    def costing(self, call: ModelCall) -> Self:
        """Return this fault with what the useless answer cost: it is paid for like a good one."""
        self.call = call
        return self

    def __str__(self) -> str:
        return f"the model's answer cannot be used ({self.reason}: {self.detail}): a person decides"


class ModelMisconfigured(VendorFault, OurFault):
    """Key, model name, request or spend limit is wrong; asking again changes nothing until *setting* is mended."""

    def __init__(self, status: int, setting: str, detail: str) -> None:
        super().__init__(status, setting, detail)
        self.vendor, self.status, self.setting, self.detail = VENDOR, status, setting, detail

    def __str__(self) -> str:
        return f"the model refuses our account or request ({self.status}: {self.detail}): check {self.setting}"
