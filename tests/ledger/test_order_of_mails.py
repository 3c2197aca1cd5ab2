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
