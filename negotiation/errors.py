"""What can go wrong in the rules, by whose fault.

Ours is a bug and stops; theirs came from outside and is answered; every error
carries the ids and says the remedy. All of them survive pickling both ways,
because an error inside a durable step is stored.
"""


class ParleyError(Exception):
    """The root: anything Parley raises on purpose. Arguments are plain values, so it pickles."""


class OurFault(ParleyError):
    """A promise of our own code is broken: stop and tell a person."""


class TheirFault(ParleyError):
    """Something from outside is wrong: it is reported by name, and the rest goes on."""


class WorldFault(ParleyError):
    """The world did not answer as it should: wait, look, then act again."""


class IllegalTransition(OurFault):
    """The transition table names no such pair, so nothing was changed."""

    def __init__(self, state: str, event: str) -> None:
        super().__init__(state, event)
        self.state, self.event = state, event

    def __str__(self) -> str:
        return f"{self.event} is not an event of state {self.state}"


class InvalidBrief(TheirFault):
    """A campaign or sheet row cannot be negotiated as it is written."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(field, problem)
        self.field, self.problem = field, problem

    def __str__(self) -> str:
        return f"{self.field}: {self.problem}"
