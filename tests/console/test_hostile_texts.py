"""Does a stranger's text stay text, whatever it tries?

Names come from a sheet, the rest from mails; all of it was written by people
we do not know.
"""

from tests.console.visitor import Seen, Visitor
from tests.scenarios.dialogue import FIELDS, VIEWS, Dialogue, Stage

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
TURNED = "\u202egnp.exe\u2066 \u200e\U000e0041"
TEMPLATE = "{{ 7 * 7 }}{% raw %}${7*7}"
SHEET = "=cmd|' /C calc'!A0"
LONG = "w" * 100_000
OURS = ("/console", "https://mail.google.com/mail/u/0/#all/", "#page")


def assert_nothing_of_theirs_runs(seen: Seen) -> None:
    for tag, given in seen.tags:
        assert not any(name.startswith("on") or name in ("style", "srcdoc", "hx-on") for name in given), (tag, given)
        for name in ("href", "src", "action"):
            assert name not in given or (given[name] or "").startswith(OURS), (tag, given)
        assert tag not in ("iframe", "object", "embed", "base", "style")
        assert tag != "script" or (given.get("src") or "").startswith("/console/static/")
    assert "49" not in seen.text.split()


async def hostile_creator(stage: Stage) -> Dialogue:
    order = FIELDS | {"Client": IMAGE, "Brand": f"Lumo {SCRIPT}", "Owner": f"mara {IMAGE}@brand.example.test"}
    name, email = f"Ada {SCRIPT}", "ada@creators.example.test"  # with what turns a line round nobody comes in
    row = {"Name": name, "Email": email, "Handle": f"@ada{IMAGE}", "Average Views": str(VIEWS)}
    bad = {"Name": IMAGE, "Email": f"{SCRIPT}", "Handle": "@bad", "Average Views": TEMPLATE}
    await stage.parley.post("/campaigns", {"campaign_id": "hostile", "fields": order, "creators": [row, bad]})
    ada = Dialogue(stage.parley, "hostile", "Ada", email, float(FIELDS["Day Length Seconds"]))
    stage.dialogues.append(ada)
    return ada


async def test_names_subjects_and_bodies_are_shown_as_text(stage: Stage, mara: Visitor) -> None:
    ada = await hostile_creator(stage)
    await stage.parley.rest()
    name = await ada.negotiation_id()
    words = "\n".join((SCRIPT, IMAGE, TEMPLATE, SHEET, TURNED, "javascript:alert(1)", "I take $900."))
    thread = (await stage.parley.get(f"/negotiations/{name}"))["thread_id"]
    told = {"subject": f"Re: {SCRIPT}{TURNED}"} | ({"thread_id": thread} if thread else {})
    await stage.parley.tell("deliver", **{"from": f'"{IMAGE}" <{ada.email}>', "text": words} | told)
    await stage.parley.rest()
    for path in ("/console", "/console/campaigns", "/console/campaigns/hostile", f"/console/negotiations/{name}"):
        seen = await mara.see(path)
        assert_nothing_of_theirs_runs(seen)
        assert "\u202e" not in seen.text
        assert "\U000e0041" not in seen.text
    page = await mara.see(f"/console/negotiations/{name}")
    for shown in (SCRIPT, IMAGE, SHEET, "{{ 7 * 7 }}", "[U+202E]gnp.exe", "javascript:alert(1)"):
        assert shown in page.text
    assert SCRIPT in (await mara.see("/console")).text


async def test_a_mail_of_a_hundred_thousand_letters_does_not_make_a_page_heavy(stage: Stage, mara: Visitor) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says(f"{LONG} and I take $900.")
    await stage.parley.rest()
    answer = await mara.line.get(f"/console/negotiations/{await ada.negotiation_id()}")
    assert len(answer.text) < 80_000
    assert "more letters are in Gmail" in answer.text


async def test_unknown_mail_is_shown_to_a_person_as_text(stage: Stage, mara: Visitor) -> None:
    assert "Every mail that came in found its negotiation." in (await mara.see("/console/mail")).text
    sender = f'"{SCRIPT}" <stranger@elsewhere.example.test>'
    await stage.parley.tell("deliver", **{"from": sender, "subject": IMAGE, "text": f"{SCRIPT}\n{TURNED}"})
    await stage.parley.rest()
    seen = await mara.see("/console/mail")
    assert_nothing_of_theirs_runs(seen)
    assert {IMAGE, SCRIPT} <= {part for part in (IMAGE, SCRIPT) if part in seen.text}
    assert "stranger@elsewhere.example.test" in seen.text
    assert "belongs to no negotiation" in seen.text


async def test_a_search_is_words_and_nothing_more(stage: Stage, mara: Visitor) -> None:
    ada, _ = await stage.campaign(creators=2)
    await ada.we_say()
    for words, found in (("ada", True), ("ADA@creators", True), ("%", False), ("_", False), ("' OR 1=1 --", False)):
        seen = await mara.see("/console", q=words)
        assert ("Ada Quillfeather" in seen.text) is found, words
    seen = await mara.see("/console", q=IMAGE, campaign=SCRIPT, state=SCRIPT)
    assert_nothing_of_theirs_runs(seen)
    for place in ("x", "1.x.y", "1.1.", "9.1.a", f"1.{'9' * 40}.a"):
        assert "link to a page of the list is damaged" in (await mara.see("/console", 422, after=place)).text
