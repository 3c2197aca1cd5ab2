"""What if Gmail announces a mail and does not give it?"""

import pytest

from api import pump
from steps import fetch_mail
from tests.scenarios.dialogue import ANCHOR, Dialogue, Stage
from tests.scenarios.living import until
from tests.scenarios.test_mailbox import route_of


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count in tenths of seconds what is minutes."""
    monkeypatch.setattr(fetch_mail, "_LATE_FOR_MS", 200)
    monkeypatch.setattr(fetch_mail, "_GIVE_UP_AFTER_MS", 2_000)
    monkeypatch.setattr(pump, "_SOON_SECONDS", 0.2)


async def withheld(ada: Dialogue, kind: str, times: int | None) -> str:
    """Let the creator write a mail that Gmail announces, and refuses so often; return its id."""
    await ada.parley.rest()
    await ada.parley.tell("pushes/pause")
    message_id = await ada.creator_says("Could you do $900?")
    await ada.parley.tell("faults", kind=kind, vendor="gmail", match=f"messages/{message_id}", times=times)
    await ada.parley.tell("pushes/resume")
    await ada.parley.tell("gmail/push")
    return message_id


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("kind", ["404", "500", "400"])
async def test_a_mail_gmail_never_gives_is_shown_to_a_person_and_the_mailbox_goes_on(stage: Stage, kind: str) -> None:
    ada, bo = await stage.campaign(creators=2)
    await ada.we_say()
    await bo.we_say()
    never = await withheld(ada, kind, times=None)
    await bo.creator_says("Could you do $900?")
    assert (await bo.we_say()).fee > ANCHOR

    async def shown() -> bool | None:
        keys = [one["metadata"]["event_payload"]["key"] for one in (await stage.parley.look())["slack"]["messages"]]
        return True if f"alert/mail/{never}" in keys else None

    await until(shown, "notice of the mail that Gmail does not give")
    assert route_of(never) == "unknown"
    await stage.parley.tell("gmail/push")
    newest = (await stage.parley.look())["gmail"]["history_id"]

    async def past_it() -> bool | None:
        return True if (fetch_mail.read_cursor() or 0) >= newest else None

    await until(past_it, "look past the mail that Gmail does not give")
    await ada.we_say_nothing()


@pytest.mark.parametrize("kind", ["404", "503"])
async def test_a_mail_that_gmail_announces_before_it_has_it_is_not_lost(stage: Stage, kind: str) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await withheld(ada, kind, times=2)
    assert (await ada.we_say()).fee > ANCHOR
    await ada.we_say_nothing()
