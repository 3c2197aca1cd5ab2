"""Whether each credential and each place we write to works, right now.

``start`` and ``doctor`` ask the same questions, all side by side. A wrong
credential is told apart from a vendor that is down for the moment: only the
first may keep the service from starting. Nothing is changed anywhere, and no
line shows a secret.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx2

from steps.check_places import StoreIsBroken, Trouble, check_clock, check_playbook, check_settings, check_store
from steps.clients.faults import (
    NotFound,
    Refused,
    Throttled,
    Unauthorized,
    Unavailable,
    Unclear,
    VendorFault,
    fault_of_status,
    tidy,
)
from steps.clients.gmail import SCOPES_THAT_SUFFICE
from steps.clients.transport import is_loopback, trusted
from steps.connections import Connections
from steps.settings import Settings, env_name

_LEAST_TOKEN = 16
_SLACK_SCOPES = frozenset({"chat:write", "channels:history", "channels:read"})


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One question's answer; *required* and not *ok* means: do not start."""

    name: str
    ok: bool
    required: bool
    milliseconds: int
    setting: str
    remedy: str
    detail: str
    store_is_broken: bool = False  # no setting is wrong: its disk is full, or its file damaged

    @property
    def stops_start(self) -> bool:
        """Whether the service must not start like this."""
        return self.required and not self.ok

    def __str__(self) -> str:
        if self.ok:
            return f"{self.name}: ok ({self.detail})"
        return f"{self.name}: {self.detail}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class _Check:
    name: str
    setting: str
    ask: Callable[[], Awaitable[str]]
    required: bool = True


async def check_all(settings: Settings, connections: Connections) -> tuple[CheckResult, ...]:
    """Ask everything at once; the answers come in a fixed order."""
    patience_seconds = 2 * settings.vendor_timeout_seconds
    secrets = settings.secret_values()
    checks = _checks(settings, connections)
    return tuple(await asyncio.gather(*(_timed(check, patience_seconds, secrets) for check in checks)))


def _checks(held: Settings, to: Connections) -> tuple[_Check, ...]:
    always = (
        _Check("settings", "store_url", lambda: asyncio.to_thread(check_settings, held), required=False),
        _Check("store", "store_url", lambda: asyncio.to_thread(check_store, held)),
        _Check("playbook", "playbook_dir", lambda: asyncio.to_thread(check_playbook, held.playbook_dir)),
        _Check("gmail", "gmail_refresh_token", lambda: _check_gmail(held, to)),
        _Check("push", "gmail_pubsub_topic", lambda: _check_push(held)),
        _Check("model", "anthropic_api_key", lambda: _check_model(held)),
        _Check("operators", "operator_token", lambda: _check_operators(held), required=False),
        _Check("second way", "alert_address", lambda: _check_second_way(held), required=False),
        _Check("clock", "gmail_token_url", lambda: check_clock(held), required=False),
    )
    vendors = (
        _Check("sheets", "use_sheets", lambda: _check_sheets(held, to)),
        _Check("slack", "use_slack", lambda: _check_slack(held, to)),
        _Check("clickup", "use_clickup", lambda: _check_clickup(held, to)),
        _Check("clickup webhook", "use_clickup", lambda: _check_webhook(held, to), required=False),
    )
    used = (check if getattr(held, check.setting) else _switched_off(check) for check in vendors)
    return (*always, *used)


def _switched_off(check: _Check) -> _Check:
    async def say_so() -> str:
        return f"switched off by {env_name(check.setting)}"

    return _Check(check.name, check.setting, say_so, required=False)


async def _timed(check: _Check, patience_seconds: float, secrets: tuple[str, ...]) -> CheckResult:
    began = time.perf_counter()

    def result(
        *, ok: bool, required: bool, setting: str, remedy: str, detail: str, broken: bool = False
    ) -> CheckResult:
        spent = round(1000 * (time.perf_counter() - began))
        return CheckResult(check.name, ok, required, spent, setting, remedy, tidy(detail, secrets), broken)

    setting = env_name(check.setting)
    try:
        async with asyncio.timeout(patience_seconds):
            detail = await check.ask()
    except Trouble as trouble:
        return result(
            ok=False,
            required=check.required,
            setting=trouble.setting,
            remedy=trouble.remedy,
            detail=trouble.detail,
            broken=isinstance(trouble, StoreIsBroken),
        )
    except (Throttled, Unavailable, Unclear) as fault:
        remedy = "nothing to mend here: the service starts and asks again"
        return result(ok=False, required=False, setting=setting, remedy=remedy, detail=str(fault))
    except TimeoutError:
        remedy = "the service starts and asks again; if it stays, look at the network"
        detail = f"no answer within {patience_seconds:g} s"
        return result(ok=False, required=False, setting=setting, remedy=remedy, detail=detail)
    except VendorFault as fault:
        named = fault.setting if isinstance(fault, Unauthorized) else setting
        return result(ok=False, required=check.required, setting=named, remedy=_remedy(fault, named), detail=str(fault))
    return result(ok=True, required=check.required, setting=setting, remedy="", detail=detail)


def _remedy(fault: VendorFault, setting: str) -> str:
    if isinstance(fault, Refused) and fault.status == 403:
        return "give the account the right it lacks"
    return f"correct {setting}"


def _require(held: Settings, *fields: str, instead: str = "") -> None:
    for field in fields:
        value = getattr(held, field)
        if not (value.get_secret_value() if hasattr(value, "get_secret_value") else value):
            remedy = f"set {env_name(field)}{instead}"
            raise Trouble(env_name(field), remedy, f"{env_name(field)} is empty")


async def _check_gmail(held: Settings, to: Connections) -> str:
    _require(held, "gmail_client_id", "gmail_client_secret", "gmail_refresh_token", "gmail_address")
    token = env_name("gmail_refresh_token")
    try:
        scopes = await to.gmail.granted_scopes()
        profile = await to.gmail.profile()
    except Unauthorized as fault:
        remedy = f"make a new {token}; one of an app in testing dies after 7 days, so publish the app"
        raise Trouble(token, remedy, str(fault)) from None
    if scopes and not SCOPES_THAT_SUFFICE & set(scopes):
        detail = f"the token was granted {' '.join(scopes)} only"
        raise Trouble(
            token, f"make a new {token} with scope {min(SCOPES_THAT_SUFFICE, key=len)} or gmail.modify", detail
        )
    if profile.address.lower() not in held.own_addresses:
        address = env_name("gmail_address")
        detail = f"the token opens {profile.address}, which is neither our address nor an alias"
        raise Trouble(address, f"correct {address}, or make {token} for that mailbox", detail)
    return f"{profile.address}, {'scopes suffice' if scopes else 'Google did not tell the scopes'}"


async def _check_push(held: Settings) -> str:
    if not held.gmail_pubsub_topic:
        return f"no topic: replies are found by polling, every {held.poll_seconds:g} s"
    instead = f", or empty {env_name('gmail_pubsub_topic')} and poll"
    _require(held, "push_audience", "push_service_account", "push_subscription", instead=instead)
    for name, kind in (("gmail_pubsub_topic", "topics"), ("push_subscription", "subscriptions")):
        if not re.fullmatch(rf"projects/[^/\s]+/{kind}/[^/\s]+", getattr(held, name)):
            remedy = f"write it whole: projects/PROJECT/{kind}/NAME"
            raise Trouble(env_name(name), remedy, f"{env_name(name)} is not the name of one of the {kind}")
    return f"pushes of {held.push_service_account}"


async def _check_operators(held: Settings) -> str:
    named = env_name("operator_token")
    remedy = f"set {named} to {_LEAST_TOKEN} random characters or more"
    length = len(held.operator_token.get_secret_value())
    if length < _LEAST_TOKEN:
        raise Trouble(
            named, remedy, f"{named} is short" if length else "the console and the operator routes are closed"
        )
    return "console and operator routes open to who has the token"


async def _check_second_way(held: Settings) -> str:
    named = env_name("alert_address")
    if not held.use_slack:
        return "Slack is switched off, so no deal waits for it"
    if not held.alert_address:
        detail = "a deal that Slack does not confirm is mailed only to a campaign's owner that is an address"
        raise Trouble(named, f"set {named} to an address that people read", detail)
    return f"a deal that Slack does not confirm is mailed to {held.alert_address}"


async def _check_sheets(held: Settings, to: Connections) -> str:
    _require(held, "sheets_service_account_json", instead=f", or {env_name('use_sheets')}=false")
    await to.sheets.check_token()
    if not held.sheets_known_sheet:
        return f"invite {to.sheets.service_account_email} to each sheet"
    named = env_name("sheets_known_sheet")
    try:
        rows = (await to.sheets.read_rows(held.sheets_known_sheet)).rows
    except NotFound as fault:
        raise Trouble(named, f"correct {named}: the sheet's address", str(fault)) from None
    except Refused as fault:
        remedy = f"share the sheet with {to.sheets.service_account_email} as viewer"
        raise Trouble(named, remedy, str(fault)) from None
    return f"{to.sheets.service_account_email} sees the known sheet, {len(rows)} rows"


async def _check_slack(held: Settings, to: Connections) -> str:
    _require(held, "slack_bot_token", "slack_channel", instead=f", or {env_name('use_slack')}=false")
    who = await to.slack.auth_test()
    missing = _SLACK_SCOPES - who.scopes if who.scopes else frozenset()
    if missing:
        remedy = (
            f"add {', '.join(sorted(missing))} to the app, install it again and renew {env_name('slack_bot_token')}"
        )
        raise Trouble(env_name("slack_bot_token"), remedy, "the bot token lacks scopes")
    named = env_name("slack_channel")
    try:
        channel = await to.slack.channel(held.slack_channel)
    except NotFound:
        raise Trouble(named, f"correct {named}: the channel's id, C...", "the bot sees no such channel") from None
    if not channel.is_member:
        raise Trouble(named, f"invite the bot: /invite in #{channel.name}", f"the bot is not in #{channel.name}")
    signed = held.slack_signing_secret.get_secret_value()
    deaf = "" if signed else f"; {env_name('slack_signing_secret')} is empty: its buttons do nothing"
    return f"{who.team}, #{channel.name}{deaf}"


async def _check_clickup(held: Settings, to: Connections) -> str:
    _require(held, "clickup_token", "clickup_list_id", instead=f", or {env_name('use_clickup')}=false")
    user = await to.clickup.user_name()
    try:
        await to.clickup.check_list(held.clickup_list_id)
    except (NotFound, Refused) as fault:
        named = env_name("clickup_list_id")
        raise Trouble(named, f"correct {named}, or share the list with {user}", str(fault)) from None
    return f"{user} sees the list"


async def _check_webhook(held: Settings, to: Connections) -> str:
    named = env_name("clickup_webhook_secret")
    _require(held, "clickup_token")
    hooks = await to.clickup.webhook_health(held.public_url)
    broken = [hook for hook in hooks if not hook.is_active]
    if broken:
        detail = f"{broken[0].endpoint} is {broken[0].status} after {broken[0].fail_count} failures"
        raise Trouble(
            named, "set it active again (runbook, ClickUpWebhookSuspended); until then the list is read", detail
        )
    if hooks:
        _require(held, "clickup_webhook_secret")
    failures = sum(hook.fail_count for hook in hooks)
    return f"{len(hooks)} active, {failures} failures" if hooks else "none: campaigns are found by reading the list"


async def _check_model(held: Settings) -> str:
    if held.is_offline:
        return f"offline: rules read and templates write, because {env_name('anthropic_api_key')} is empty"
    key, named = held.anthropic_api_key.get_secret_value(), env_name("anthropic_api_key")
    try:
        # Not the vendor's client: importing it costs seconds, and doctor asks for one token only.
        async with httpx2.AsyncClient(
            verify=trusted(),
            timeout=held.vendor_timeout_seconds,
            trust_env=not is_loopback(held.anthropic_base_url),
        ) as http:
            answer = await http.post(
                f"{held.anthropic_base_url.rstrip('/')}/v1/messages",
                headers={"x-api-key": key, "anthropic-version": "2023-06-01"},
                json={
                    "model": held.reader_model,
                    "max_tokens": 1,
                    "messages": [{"role": "user", "content": "Say yes."}],
                },
            )
    except httpx2.HTTPError as error:
        raise Unavailable("Anthropic", type(error).__name__) from None
    if answer.status_code == 404:
        model = env_name("reader_model")
        raise Trouble(model, f"correct {model}", f"Anthropic knows no model {held.reader_model}")
    if answer.status_code in (400, 403):
        remedy = f"mend the account of {named} (limits, credit), or empty it to work offline"
        raise Trouble(named, remedy, tidy(f"Anthropic refused ({answer.status_code}): {answer.text}"))
    if not answer.is_success:
        what = f"model {held.reader_model}"
        raise fault_of_status("Anthropic", answer.status_code, "", wrote=False, setting=named, what=what)
    return f"{held.reader_model} reads, {held.writer_model} writes"
