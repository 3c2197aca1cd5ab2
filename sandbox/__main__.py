"""How is the sandbox started?

``python -m sandbox`` takes a free port, says its address as one JSON line on
standard output, and runs until it is told to stop.
"""

import argparse
import asyncio
import json
import socket
import sys
from ipaddress import ip_address

import uvicorn

from sandbox.app import application
from sandbox.stage import Sandbox, Start


def main() -> None:
    """Run the sandbox until it is stopped."""
    asked = _arguments()
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((asked.host, asked.port))
    except OSError as error:
        sys.exit(
            f"sandbox: cannot listen on {asked.host}, port {asked.port} ({error.strerror}): give it another --port"
        )
    asyncio.run(_serve(Start(asked.seed, asked.target.rstrip("/"), asked.day_seconds), listener))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="Parley's world over local HTTP.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--seed", type=int, default=7, help="of the creators, faults and disturbances")
    parser.add_argument("--target", default="", help="Parley's base URL; webhooks are sent there")
    parser.add_argument("--day-seconds", type=float, default=1.0, help="how long a creator's day lasts")
    return parser.parse_args()


class Announcing(uvicorn.Server):
    """A server that says where it is as soon as it listens."""

    def __init__(self, config: uvicorn.Config, url: str) -> None:
        super().__init__(config)
        self._url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, then say so."""
        await super().startup(sockets)
        sys.stdout.write(json.dumps({"url": self._url}) + "\n")
        sys.stdout.flush()


async def _serve(start: Start, listener: socket.socket) -> None:
    sandbox = Sandbox(start)
    host, port = listener.getsockname()[:2]
    # Every address is no address to go to: on this machine it is the loopback one.
    sandbox.arrive_at(f"http://{'127.0.0.1' if ip_address(host).is_unspecified else host}:{port}")
    config = uvicorn.Config(
        application(sandbox), http=sandbox.lines.protocol(), log_level="warning", access_log=False, proxy_headers=False,
        timeout_keep_alive=75, timeout_graceful_shutdown=2, server_header=False,
    )  # fmt: skip
    await Announcing(config, sandbox.url).serve(sockets=[listener])


if __name__ == "__main__":
    main()
