"""Which promises are broken?

The sandbox's ledger is the witness of what really happened outside; the books
are what the service says of itself. Each promise I1 to I8 returns one line for
each difference; none means that it holds. Nothing here asks anybody anything.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from negotiation.package_words import package_words
from negotiation.records import decode
from negotiation.terms import Package
from steps.clients.slack import escape
from tests.recovery.books import Books, Json

_OPEN_FOR_LONG = frozenset({"negotiate"})  # a parked negotiation is pending for weeks, and well
_ALWAYS_ONE = frozenset({"mailbox", "second_way", "sweep", "watch"})
_A_LOOK_MS = 20_000
_A_SECOND_WAY_MS = 300_000 + 90_000  # a round comes every half minute, on a busy machine later
_TEAM = "team-"  # how each key of a mail to our own people begins
_FAILED = frozenset({"ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED", "CANCELLED"})
_ENDED = frozenset({"agreed", "rejected", "stale", "stopped", "cancelled"})


def broken_promises(world: Json, books: Books) -> list[str]:
    """Return every promise that the *world* and the *books* show to be broken."""
    return [
        *_all_events_end(world, books),
        *_effects_once(world, books),
        *_mail_order_is_state_order(world, books),
        *_deals_are_told_once(world, books),
        *_second_way(world, books),
        *_nothing_over_reservation(world, books),
        *_no_lost_workflow(books),
        *([] if books.integrity == "ok" else [f"I7 integrity_check: {books.integrity}"]),
        *_unclear_is_alerted(world, books),
    ]


def _all_events_end(world: Json, books: Books) -> Iterator[str]:
    """I1: each mail that came is in the books once, and was taken up or told apart."""
    kept = {mail["message_id"]: mail for mail in books["mails"]}
    for mail in world["delivered"]:
        row = kept.get(mail["id"])
        if row is None:
            yield f"I1 mail {mail['id']} from {mail['from']} was never stored"
        elif row["routed_at_ms"] is None:
            yield f"I1 mail {mail['id']} was stored and never routed"
        elif row["route"] in ("reply", "takeover") and row["handled_turn"] is None:
            yield f"I1 mail {mail['id']} was routed to {row['negotiation_id']} and never taken up"
    for press in books["presses"]:
        if press["taken_turn"] is None and books.read_at_ms - int(press["at_ms"]) > _A_LOOK_MS:
            yield f"I1 press {press['press_id']} was kept and never followed"
    for row in books["negotiations"]:
        alive = [w for w in books.workflows if w["id"] == row["workflow_id"] and w["status"] in ("PENDING", "ENQUEUED")]
        if row["state"] not in _ENDED and not alive:
            yield f"I1 negotiation {row['negotiation_id']} is {row['state']} and nothing lives it"


def _effects_once(world: Json, books: Books) -> Iterator[str]:
    """I2: each mail, each Slack message once; no draft that nobody waits for."""
    ours = ours_in(world)
    yield from _twice("I2 mail by key", (mail["key"] for mail in ours))
    yield from _twice(
        "I2 mail by words", ((*mail["recipients"], mail["in_reply_to"], mail["body_text"]) for mail in ours)
    )
    yield from _twice("I2 Slack message", (key_of(message) for message in world["slack"]["messages"]))
    held = [draft for draft in books["drafts"] if draft["status"] == "held"]
    # One that a person has edited in Gmail has lost our key, and is known by its own.
    waiting = {draft["key"] for draft in held} | {draft["draft_id"] for draft in held}
    for draft in world["drafts"]:
        if draft["key"] not in waiting and draft["draft_id"] not in waiting:
            yield f"I2 draft {draft['draft_id']} ({draft['key']}) is an orphan"
    sent = {draft["key"]: draft for draft in books["drafts"] if draft["status"] in ("sent", "told")}
    for mail in ours:
        row = sent.get(mail["key"])
        if row is None or row["message_id"] != mail["id"]:
            yield f"I2 mail {mail['key']} went out and the books do not say so"
    for key in sent.keys() - {mail["key"] for mail in ours}:
        yield f"I2 mail {key} is in the books and never went out"


def _mail_order_is_state_order(world: Json, books: Books) -> Iterator[str]:
    """I3: transitions form one chain, and the mails they name went out in their order."""
    place = {mail["key"]: n for n, mail in enumerate(ours_in(world))}
    for row in books["negotiations"]:
        name = row["negotiation_id"]
        chain = sorted((t for t in books["transitions"] if t["negotiation_id"] == name), key=lambda t: int(t["seq"]))
        state = "initial_offer"
        for number, step in enumerate(chain, start=1):
            if step["seq"] != number or step["from_state"] != state:
                yield f"I3 {name}: transition {step['seq']} ({step['event']}) does not follow from {state}"
            state = step["to_state"]
        if state != row["state"]:
            yield f"I3 {name}: shown as {row['state']}, but its story ends in {state}"
        keys = list(dict.fromkeys(step["cause"]["key"] for step in chain if "key" in step["cause"]))
        if [place.get(key, -1) for key in keys] != sorted(place.get(key, -1) for key in keys):
            yield f"I3 {name}: mails went out in another order than the story's"


def _deals_are_told_once(world: Json, books: Books) -> Iterator[str]:
    """I4: each deal has one Slack message with its terms, one more if it fell through, and each such message a deal."""
    told = [message for message in world["slack"]["messages"] if key_of(message).startswith("deal/")]
    deals = {f"deal/{deal['negotiation_id']}": deal for deal in books["deals"]}
    cancels = Counter(key_of(message) for message in world["slack"]["messages"])
    fallen = {f"deal/{row['negotiation_id']}" for row in books["negotiations"] if row["state"] == "cancelled"}
    held = {f"deal/{row['negotiation_id']}" for row in books["commitments"] if row["agreed"]}
    for key, deal in deals.items():
        if (key in fallen) != (cancels[f"cancelled/{deal['negotiation_id']}"] == 1) or (key in fallen) == (key in held):
            yield f"I4 {key} has fallen through, been told so and given its money back, or not: two of them alone"
        messages = [message for message in told if key_of(message) == key]
        if len(messages) != 1:
            yield f"I4 {key} was told {len(messages)} times"
        if any(deal["fee_cents"] not in amounts_in(message["text"]) for message in messages):
            yield f"I4 {key} was told with another fee than {deal['fee_cents']}"
        package = package_words(decode(Package, deal["package"]), deal["currency"])
        if any(escape(package) not in _fields_of(message) for message in messages):
            yield f"I4 {key} was told with another package than {package}"
        if deal["confirmed_at_ms"] is None and key not in fallen:
            yield f"I4 {key} was never read back to the creator"
    for message in told:
        if key_of(message) not in deals:
            yield f"I4 {key_of(message)} was told and is no deal"
    agreed = {row["negotiation_id"] for row in books["negotiations"] if row["state"] in ("agreed", "cancelled")}
    for name in agreed ^ {deal["negotiation_id"] for deal in books["deals"]}:
        yield f"I4 {name} is agreed without a deal, or the other way round"


def _second_way(world: Json, books: Books) -> Iterator[str]:
    """I4: whom Slack does not tell of a deal a mail does, with the deal's fee, and no creator ever reads it."""
    deals = {deal["negotiation_id"]: deal for deal in books["deals"]}
    about = {draft["key"]: deals.get(draft["negotiation_id"]) for draft in books["drafts"] if draft["status"] == "told"}
    creators = {row["email"] for row in books["negotiations"]}
    for mail in to_the_team(world):
        deal = about.get(mail["key"])
        if deal is None or deal["fee_cents"] not in amounts_in(mail["body_text"]):
            yield f"I4 mail {mail['key']} tells our people of another deal than the books"
        if creators & set(mail["recipients"]):
            yield f"I4 mail {mail['key']} for our people went to a creator"
    mailed = {draft["negotiation_id"] for draft in books["drafts"] if draft["status"] == "told"}
    for notice in books["notices"]:
        waited_ms = books.read_at_ms - int(notice["created_at_ms"])
        is_silent = notice["kind"] == "deal" and notice["posted_at_ms"] is None and waited_ms > _A_SECOND_WAY_MS
        if is_silent and notice["negotiation_id"] not in mailed:
            yield f"I4 {notice['key']} was told neither in Slack nor by mail"


def _nothing_over_reservation(world: Json, books: Books) -> Iterator[str]:
    """I5: no offer, no deal and no figure in a mail over the reservation price; no budget overrun."""
    limits = {row["negotiation_id"]: int(row["brief"]["reservation_cents"]) for row in books["negotiations"]}
    of_key = {draft["key"]: draft["negotiation_id"] for draft in books["drafts"]}
    for row in (*books["drafts"], *books["deals"]):
        if (row["fee_cents"] or 0) > limits[row["negotiation_id"]] and row.get("status", "sent") == "sent":
            yield f"I5 {row['negotiation_id']}: {row['fee_cents']} is over its reservation price"
    for mail in ours_in(world):
        if mail["key"].startswith(_TEAM):
            continue
        limit = limits.get(of_key.get(mail["key"], ""))
        if limit is not None and any(cents > limit for cents in amounts_in(mail["body_text"])):
            yield f"I5 mail {mail['key']} names more than {limit}"
    for campaign in books["campaigns"]:
        spent = [c["fee_cents"] for c in books["commitments"] if c["campaign_id"] == campaign["campaign_id"]]
        if sum(spent) > campaign["budget_cents"]:
            yield f"I5 campaign {campaign['campaign_id']} promised {sum(spent)} of {campaign['budget_cents']}"


def _no_lost_workflow(books: Books) -> Iterator[str]:
    """I6: no workflow failed, was given up, belongs to nobody or to another version, or hangs."""
    for workflow in books.workflows:
        who = f"{workflow['name']} {workflow['id']}"
        if workflow["status"] in _FAILED:
            yield f"I6 {who} is {workflow['status']}: {str(workflow['error'])[:200]}"
        elif _hangs(workflow, books.read_at_ms):
            yield f"I6 {who} has not ended: {workflow['status']}"
        owned = workflow["version"] == "1" and str(workflow["executor"]).startswith("parley")
        if workflow["status"] == "PENDING" and not owned:
            yield f"I6 {who} belongs to {workflow['executor']} {workflow['version']}: nobody resumes it"


def _hangs(workflow: Json, now_ms: int) -> bool:
    """Tell whether *workflow* should have ended by now; looks into the mailbox come and go all the time."""
    if workflow["name"] in _OPEN_FOR_LONG or workflow["status"] not in ("PENDING", "ENQUEUED"):
        return False
    return workflow["name"] not in _ALWAYS_ONE or now_ms - int(workflow["created_at"]) > _A_LOOK_MS


def _unclear_is_alerted(world: Json, books: Books) -> Iterator[str]:
    """I8: whatever waits for a person has been told, and every notice is in the channel."""
    posted = {key_of(message) for message in world["slack"]["messages"]}
    for notice in books["notices"]:
        if notice["posted_at_ms"] is None or notice["key"] not in posted:
            yield f"I8 notice {notice['key']} is not in Slack"
    opened = {row["negotiation_id"] for row in books["escalations"] if row["resolved_at_ms"] is None}
    for row in books["negotiations"]:
        if row["state"] == "escalated" and row["negotiation_id"] not in opened:
            yield f"I8 {row['negotiation_id']} waits for a person who was never asked"


def ours_in(world: Json) -> list[Json]:
    """Return the mails that Parley sent, in the order they went out."""
    return [mail for mail in world["sent"] if mail["by"] == "parley"]


def to_the_team(world: Json) -> list[Json]:
    """Return the mails that told our own people of a deal."""
    return [mail for mail in ours_in(world) if mail["key"].startswith(_TEAM)]


def key_of(message: Json) -> str:
    """Return our key of a Slack message."""
    return str(((message.get("metadata") or {}).get("event_payload") or {}).get("key", ""))


def _fields_of(message: Json) -> str:
    """Return what the fields of a Slack message say."""
    return "\n".join(field["text"] for block in message.get("blocks", ()) for field in block.get("fields", ()))


def amounts_in(text: str) -> list[int]:
    """Return the amounts that *text* names in dollars, in cents."""
    found = re.findall(r"\$\s?([\d,]*\d)(?:\.(\d{2}))?|\b([\d,]*\d)(?:\.(\d{2}))? USD\b", text)
    return [int((a or b).replace(",", "")) * 100 + int(c or d or 0) for a, c, b, d in found]


def _twice(what: str, things: Iterable[object]) -> Iterator[str]:
    for thing, count in Counter(things).items():
        if count > 1:
            yield f"{what}: {count} times {str(thing)[:120]}"
