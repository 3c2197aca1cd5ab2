"""Who may write to the SQLite file next?

SQLite lets one connection write and makes the others poll with growing pauses:
with many threads that is slow and unfair, to the point of "database is
locked". Here the threads of this process queue on a lock instead, and SQLite's
own lock is free when they reach it. Readers never wait.
"""

import threading
from collections import defaultdict
from typing import Any

from pysqlite3 import dbapi2 as sqlite

BUSY_TIMEOUT_SECONDS = 30.0
_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "BEGIN I")
_gates: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


class _Cursor(sqlite.Cursor):  # type: ignore[misc]
    """A cursor that takes its connection's turn before the first write of a transaction."""

    def execute(self, sql: str, *parameters: Any) -> Any:
        connection: OneWriter = self.connection
        if sql.lstrip()[:7].upper().startswith(_WRITES):
            connection.take_turn()
        try:
            return super().execute(sql, *parameters)
        finally:
            connection.give_turn_back_unless_writing()

    def executemany(self, sql: str, parameters: Any) -> Any:
        connection: OneWriter = self.connection
        connection.take_turn()
        try:
            return super().executemany(sql, parameters)
        finally:
            connection.give_turn_back_unless_writing()


class OneWriter(sqlite.Connection):  # type: ignore[misc]
    """A connection to *path* that writes only in its turn."""

    def __init__(self, path: str, *arguments: Any, **options: Any) -> None:
        super().__init__(path, *arguments, **options)
        self._gate, self._is_our_turn = _gates[path], False

    def cursor(self, *_: Any) -> Any:
        return super().cursor(_Cursor)

    def execute(self, sql: str, *parameters: Any) -> Any:
        return self.cursor().execute(sql, *parameters)

    def take_turn(self) -> None:
        """Wait for this process's other writers; raises what SQLite would raise after as long a wait."""
        if self._is_our_turn:
            return
        if not self._gate.acquire(timeout=BUSY_TIMEOUT_SECONDS):
            raise sqlite.OperationalError("database is locked")
        self._is_our_turn = True

    def give_turn_back_unless_writing(self) -> None:
        """Let the next one write once no transaction is open here."""
        if self._is_our_turn and not self.in_transaction:
            self._is_our_turn = False
            self._gate.release()

    def commit(self) -> None:
        try:
            super().commit()
        finally:
            self.give_turn_back_unless_writing()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self.give_turn_back_unless_writing()

    def close(self) -> None:
        super().close()
        if self._is_our_turn:
            self._is_our_turn = False
            self._gate.release()
