"""Who said two things, and whose first was still on its way when the service died: are they heard in order?"""

from pathlib import Path

from steps.clock import now_ms
from steps.ledger import store
from steps.ledger.tables import mails, negotiations
from steps.route_mail import route_mail
from tests.operations.parley_alone import running, settings_for
from tests.operations.test_metrics import a_mail, start_campaign


async def test_a_mail_that_nobody_took_up_is_brought_before_the_next_one(tmp_path: Path) -> None:
    async with running(settings_for(tmp_path)) as client:
        await start_campaign(client, 2)
        with store.current().transaction() as session:
            one, other = session.execute(negotiations.select().order_by(negotiations.c.email)).all()
            session.execute(
                negotiations.update()
                .where(negotiations.c.negotiation_id == one.negotiation_id)
                .values(thread_id="thread")
            )
            ours = {"negotiation_id": one.negotiation_id, "route": "reply", "sender": one.email, "thread_id": "thread"}
            now = now_ms()
            for row in (
                a_mail("heard", **ours, handled_turn=2, received_at_ms=now - 5_000),
                a_mail("second", **ours, received_at_ms=now - 3_000),
                a_mail("first", **ours, received_at_ms=now - 4_000),
                a_mail("of another", **ours | {"negotiation_id": other.negotiation_id, "thread_id": "elsewhere"}),
                a_mail("newest", **ours | {"negotiation_id": None, "route": ""}, routed_at_ms=None, received_at_ms=now),
            ):
                session.execute(mails.insert().values(**row))
        route = await route_mail("newest")
    assert (route.negotiation_id, route.earlier) == (one.negotiation_id, ("first", "second"))


async def test_what_was_nobodys_is_brought_home_before_the_mail_that_follows_it(tmp_path: Path) -> None:
    """A restored store has forgotten a campaign; it is ordered again between an ask and the yes to our answer."""
    async with running(settings_for(tmp_path)) as client:
        with store.current().transaction() as session:
            night = 8 * 3_600_000
            nobodys = {"negotiation_id": None, "route": "unknown", "thread_id": "thread"}
            ours = nobodys | {"outgoing": True, "route": "ours", "key": "forgotten"}
            said = now_ms() - night
            for row in (
                a_mail("before us", **nobodys, received_at_ms=said - 1_000),
                a_mail("our offer", **ours, received_at_ms=said),
                a_mail("ask", **nobodys, received_at_ms=said + 1_000),
                a_mail("and", **nobodys | {"route": ""}, routed_at_ms=None, received_at_ms=said + 1_200),
                a_mail("not proved", **nobodys | {"facts": {"dmarc": "fail"}}, received_at_ms=said + 1_300),
                a_mail("elsewhere", **nobodys | {"thread_id": "another"}, received_at_ms=said + 1_500),
            ):
                session.execute(mails.insert().values(**row))
        await start_campaign(client, 1)
        with store.current().transaction() as session:
            one = session.execute(negotiations.select()).one()
            row = a_mail("yes", thread_id="thread", sender=one.email, routed_at_ms=None, received_at_ms=said + 2_000)
            session.execute(mails.insert().values(**row))
        route = await route_mail("yes")
    assert (route.negotiation_id, route.kind, route.earlier) == (one.negotiation_id, "reply", ("ask", "and"))
