"""What makes a mail impossible to send?"""

from negotiation.errors import OurFault


class UnsendableMail(OurFault):
    """A field of an outgoing mail cannot be written safely, so nothing was composed."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(field, problem)
        self.field, self.problem = field, problem

    def __str__(self) -> str:
        return f"{self.field}: {self.problem}"
