"""Who is told that the mailbox has changed, and how is it proved?

The watch with its seven days, and the pushes: a history id in an envelope with
an OIDC token signed by the sandbox's own key. Not imitated: pull
subscriptions, dead-letter topics, ordering keys; back-off is seconds, not minutes.
"""

import base64
import itertools
import json
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sandbox import refusals, world
from sandbox.courier import Courier, Parcel
from sandbox.mailbox import Change, Mailbox
from sandbox.oauth import Accounts, SigningKey

WATCH_MS = 7 * 86_400_000
_FORGERIES = ("audience", "issuer", "email", "unverified", "expired", "key", "subscription", "none")


@dataclass(eq=False)
class Watcher:
    """Publishes the changes of a mailbox while its watch lives."""

    mailbox: Mailbox
    courier: Courier
    accounts: Accounts
    target: str
    least_gap_seconds: float = 0.0
    expires_ms: int = 0
    labels: frozenset[str] = frozenset()
    excluding: bool = False
    watches: int = 0
    _pending: bool = False
    _last_push: float = -1e9
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(2_070_000_001))

    def begin(self, asked: dict[str, Any]) -> dict[str, str]:
        """Start or renew the watch and push at once, as Gmail does."""
        if asked.get("topicName") != world.PUBSUB_TOPIC:
            raise refusals.google(400, f"Invalid topicName does not match {world.PUBSUB_TOPIC}")
        self.labels = frozenset(asked.get("labelIds", ()))
        behaviour = asked.get("labelFilterBehavior", asked.get("labelFilterAction", "include"))
        self.excluding = str(behaviour).lower() == "exclude"
        self.expires_ms = self.mailbox.clock.epoch_ms() + WATCH_MS
        self.watches += 1
        self.publish()
        return {"historyId": str(self.mailbox.history_id), "expiration": str(self.expires_ms)}

    def stop(self) -> None:
        """End the watch; nobody is told."""
        self.expires_ms = 0

    @property
    def alive(self) -> bool:
        """Whether changes are being pushed."""
        return self.mailbox.clock.epoch_ms() < self.expires_ms

    def on_change(self, change: Change) -> None:
        """Push a change the watch asked for; a lapsed watch says nothing, and nobody is told that either."""
        wanted = not self.labels or bool(self.labels & set(change.labels)) != self.excluding
        if self.alive and wanted:
            self.publish()

    def publish(self) -> None:
        """Push the newest history id, at most one in the least gap."""
        now = self.mailbox.clock.seconds()
        wait = self._last_push + self.least_gap_seconds - now
        if wait <= 0:
            self._push()
        elif not self._pending:
            self._pending = True
            self.courier.errands.later(wait, self._push)

    def _push(self) -> None:
        self._pending = False
        self._last_push = self.mailbox.clock.seconds()
        self.courier.send(self.parcel(self.mailbox.history_id))

    def parcel(self, history_id: int, forge: str | None = None) -> Parcel:
        """Return one push; *forge* spoils one thing the receiver must look at."""
        number = str(next(self._numbers))
        return Parcel(
            "gmail",
            f"history {history_id}",
            lambda: f"{self.target}/webhooks/gmail",
            lambda: (self._headers(forge), self._envelope(history_id, number, forge)),
            attempts=1 if forge else None,
        )

    def _envelope(self, history_id: int, number: str, forge: str | None) -> bytes:
        fact = json.dumps({"emailAddress": self.mailbox.address, "historyId": history_id}).encode()
        published = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        message = {"data": base64.b64encode(fact).decode(), "messageId": number, "message_id": number}
        message |= {"publishTime": published, "publish_time": published}
        subscription = "projects/other/subscriptions/other" if forge == "subscription" else world.PUSH_SUBSCRIPTION
        return json.dumps({"message": message, "subscription": subscription}).encode()

    def _headers(self, forge: str | None) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "User-Agent": "APIs-Google"}
        if forge == "none":
            return headers
        key = SigningKey() if forge == "key" else self.accounts.push_key
        token = key.sign(claims(forge), self.accounts.push_key.id)
        return {**headers, "Authorization": f"Bearer {token}"}


def claims(forge: str | None = None) -> dict[str, Any]:
    """Return what Google says about the sender of a push; *forge* makes one claim wrong."""
    if forge is not None and forge not in _FORGERIES:
        raise ValueError(f"forge must be one of {', '.join(_FORGERIES)}")
    now = int(time.time()) - (7200 if forge == "expired" else 0)
    return {
        "aud": "https://elsewhere.example.test" if forge == "audience" else world.PUSH_AUDIENCE,
        "iss": "https://issuer.example.test" if forge == "issuer" else world.OIDC_ISSUER,
        "azp": "100000000000000000002",
        "sub": "100000000000000000002",
        "email": "stranger@example.test" if forge == "email" else world.PUSH_SERVICE_ACCOUNT,
        "email_verified": forge != "unverified",
        "iat": now,
        "exp": now + 3600,
        "jti": secrets.token_hex(8),
    }
