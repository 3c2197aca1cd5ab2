"""What does a creator answer who always says the same?

Asks for more once, says yes to the next amount, and is then silent. Each reply
goes into the thread of the mail it answers; no mail is answered twice.
"""

from collections.abc import Container, Sequence

from tests.recovery.lab import Json, Lab

HAGGLE = ("Hi, thanks for reaching out! My rate for this would be $2,450. Best, Testa", "Yes, that works for me. Deal!")


class Creators:
    """Everybody outside the team in one lab, answering by one script."""

    def __init__(self, lab: Lab, script: Sequence[str] = HAGGLE) -> None:
        self._lab, self._script = lab, script
        self._answered: dict[str, int] = {}
        self._seen: set[str] = set()
        self.said: list[Json] = []

    def answer(self, but_not: Container[str] = ()) -> Json:
        """Answer every mail that has come since; return the sandbox's ledger as it was looked at.

        Those in *but_not* do not look into their mailbox yet.
        """
        world = self._lab.world()
        for mail in world["sent"]:
            if mail["id"] not in self._seen and mail["recipients"][0] not in but_not:
                self._seen.add(mail["id"])
                self._reply(mail)
        return world

    def _reply(self, mail: Json) -> None:
        who = mail["recipients"][0]
        turn = self._answered.get(who, 0)
        if turn < len(self._script):
            self._answered[who] = turn + 1
            told = {"from": who, "thread_id": mail["thread_id"], "text": self._script[turn]}
            self.said.append(self._lab.tell("deliver", **told))
