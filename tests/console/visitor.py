"""How does a test look at the console as a browser would, without one?

Keeps cookies, sends Origin with each form and follows nothing by itself. The
forms it sends are those that it finds on the page.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx2

from tests.scenarios.living import TOKEN, Parley


@dataclass
class Form:
    """A form of a page: where it goes, and what it would send."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class Seen(HTMLParser):
    """What is on a page: its forms, its tags with attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: dict[str, Form] = {}
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._form: Form | None = None
        self._written = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag == "form":
            self._form = Form(given.get("action") or "")
            self.forms[self._form.action.rpartition("/")[2]] = self._form
        if self._form is not None and tag in ("input", "textarea") and given.get("name"):
            self._form.fields[given["name"] or ""] = given.get("value") or ""
        self._written = given.get("name") or "" if tag == "textarea" else ""

    def handle_endtag(self, tag: str) -> None:
        self._written = ""
        if tag == "form":
            self._form = None

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._form is not None and self._written:
            self._form.fields[self._written] += data  # what stands in a textarea is what it sends


class Visitor:
    """A browser's manners in a few lines."""

    def __init__(self, parley: Parley) -> None:
        self.parley = parley
        self.line = httpx2.AsyncClient(base_url=parley.url, trust_env=False, timeout=20)

    async def __aenter__(self) -> "Visitor":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.line.aclose()

    async def sign_in(self, name: str = "Mara", token: str = TOKEN) -> httpx2.Response:
        return await self.send("/console/sign-in", name=name, token=token)

    async def see(self, path: str, status: int = 200, **asked: str) -> Seen:
        answer = await self.line.get(path, params=asked or None)
        assert answer.status_code == status, f"{path}: {answer.status_code} {answer.text[:500]}"
        return Seen(answer.text)

    async def send(self, path: str, *, origin: str | None = "", **fields: str) -> httpx2.Response:
        told = {} if origin is None else {"Origin": origin or self.parley.url}
        return await self.line.post(path, data=fields, headers=told)

    async def press(self, negotiation_id: str, act: str, **fields: str) -> Seen:
        """Press the button *act* of a negotiation's page; return the page that it leads to."""
        seen = await self.see(f"/console/negotiations/{negotiation_id}")
        return await self.press_again(seen.forms[act], **fields)

    async def press_again(self, form: Form, **fields: str) -> Seen:
        """Send a form that was seen before; return the page that it leads to."""
        answer = await self.send(form.action, **(form.fields | fields))
        assert answer.status_code == 303, answer.text[:2000]
        return await self.see(answer.headers["Location"].partition("#")[0])
