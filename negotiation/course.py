"""What may a creator do next, in amounts?

Pure data between those who forecast (`forecast`, `giving`) and who plans
(`concession`). It refuses to know how likely anything is but by a weight.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Course:
    """One way they may go on."""

    weight: int
    took: int  # the least they would have taken in answer to our last offer: a course that says less is refuted
    takes: tuple[int, ...]  # the least they take in answer to each mail of ours to come, as far as they go by these
    closes: int  # what they ask in the end if our offer stays where it is
    follows: int = 0  # percent of a raise of ours that their ask in the end rises by: who meets us meets us higher
    part: int = 100  # percent of that ask at which they take a last offer
    limit: int = 0  # they neither ask nor take less
    person: bool = False  # who meets us as people do

    @property
    def ends(self) -> int:
        """The least they take in the end if our offer stays where it is."""
        return max(self.closes * self.part // 100, self.limit)

    def asks_after(self, raises: Sequence[int]) -> list[int]:
        """Return what they ask in the end after each of *raises* of our offer."""
        if not self.follows:
            return [self.closes] * len(raises)
        return [max(self.closes + raised * self.follows // 100, self.limit) for raised in raises]


@dataclass(frozen=True, slots=True)
class Heard:
    """Their asks, oldest first, each with the offer of ours it answered, in a negotiation of *whole* mails."""

    asks: tuple[int, ...]
    answered: tuple[int, ...]
    ahead: int  # mails of ours that who goes by the clock still answers: who spoke first is through before the last
    whole: int
    mails: int  # of ours still to come
