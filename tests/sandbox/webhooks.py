"""Where the sandbox's webhooks arrive in tests: a server that answers as told."""

import time
from dataclasses import dataclass, field
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response


@dataclass
class Door:
    """Everything that came to one path; *answers* are given in turn, then 204."""

    answers: list[int] = field(default_factory=list)
    came: list[Any] = field(default_factory=list)

    def take(self, request: Request) -> Response:
        body = request.get_data()
        self.came.append({"headers": dict(request.headers), "body": body, "at": time.monotonic()})
        return Response(status=self.answers.pop(0) if self.answers else 204)

    def wait_for(self, number: int, seconds: float = 10) -> list[Any]:
        end = time.monotonic() + seconds
        while len(self.came) < number:
            assert time.monotonic() < end, f"{len(self.came)} of {number} came"
            time.sleep(0.01)
        return self.came


def open_door(server: HTTPServer, path: str) -> Door:
    door = Door()
    server.expect_request(path).respond_with_handler(door.take)
    return door
