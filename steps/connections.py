"""Who holds the vendors' clients while the service runs.

The composition root makes one ``Connections`` from the settings and puts it to
use; step functions ask for ``current()``. Nothing is opened at import, and a
client is made when it is first asked for. It refuses to guess: without ``use``
there is no connection, and a vendor that is switched off has no client.
"""

from functools import cached_property
from threading import Lock

from negotiation.errors import OurFault
from steps.clients.clickup import ClickUp
from steps.clients.gmail import Gmail
from steps.clients.language.offline import OfflineLanguage
from steps.clients.sheets import Sheets
from steps.clients.slack import Slack
from steps.clock import now_ms
from steps.language import LanguageClient
from steps.playbook import PlaybookShelf
from steps.settings import Settings


class NoConnections(OurFault):
    """A step ran before the composition root said what to run it with."""

    def __str__(self) -> str:
        return "no connections are in use: call steps.connections.use(connect(settings)) before the first step"


class SwitchedOff(OurFault):
    """A step asked for a vendor that the settings switch off."""

    def __init__(self, vendor: str, setting: str) -> None:
        super().__init__(vendor, setting)
        self.vendor, self.setting = vendor, setting

    def __str__(self) -> str:
        return f"{self.vendor} is switched off: set {self.setting}=true to use it"


class Connections:
    """One client for each vendor, made when first asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.since_ms = settings, now_ms()

    @cached_property
    def gmail(self) -> Gmail:
        """The team's mailbox."""
        held = self.settings
        return Gmail(
            base_url=held.gmail_base_url,
            token_url=held.gmail_token_url,
            client_id=held.gmail_client_id,
            client_secret=held.gmail_client_secret.get_secret_value(),
            refresh_token=held.gmail_refresh_token.get_secret_value(),
            timeout_seconds=held.vendor_timeout_seconds,
        )

    @cached_property
    def sheets(self) -> Sheets:
        """The creators' sheets."""
        held = self.settings
        if not held.use_sheets:
            raise SwitchedOff("Google Sheets", "PARLEY_USE_SHEETS")
        return Sheets(
            base_url=held.sheets_base_url,
            service_account_json=held.sheets_service_account_json.get_secret_value(),
            timeout_seconds=held.vendor_timeout_seconds,
        )

    @cached_property
    def clickup(self) -> ClickUp:
        """The campaign tasks."""
        held = self.settings
        if not held.use_clickup:
            raise SwitchedOff("ClickUp", "PARLEY_USE_CLICKUP")
        return ClickUp(
            base_url=held.clickup_base_url,
            token=held.clickup_token.get_secret_value(),
            timeout_seconds=held.vendor_timeout_seconds,
        )

    @cached_property
    def slack(self) -> Slack:
        """The team's workspace."""
        held = self.settings
        if not held.use_slack:
            raise SwitchedOff("Slack", "PARLEY_USE_SLACK")
        return Slack(
            base_url=held.slack_base_url,
            bot_token=held.slack_bot_token.get_secret_value(),
            timeout_seconds=held.vendor_timeout_seconds,
            seconds_between_posts=held.slack_seconds_between_posts,
        )

    @cached_property
    def shelf(self) -> PlaybookShelf:
        """The team's playbook, as it is now."""
        return PlaybookShelf(self.settings.playbook_dir)

    @cached_property
    def rules(self) -> OfflineLanguage:
        """Who reads and writes without a model, whether one is set or not."""
        return OfflineLanguage(self.shelf)

    @cached_property
    def language(self) -> LanguageClient:
        """Who reads and writes: a model where a key is set, rules and templates otherwise."""
        if self.settings.is_offline:
            return self.rules
        # Imported when it is needed: the SDK takes longer to import than Parley to start.
        from steps.clients.language.anthropic import AnthropicLanguage

        return AnthropicLanguage(self.settings, self.shelf)

    async def close(self) -> None:
        """Close what holds a line open; the others open one for each call."""
        if "clickup" in self.__dict__:
            await self.clickup.close()
        if "language" in self.__dict__:
            await self.language.close()


def connect(settings: Settings) -> Connections:
    """Return the connections these settings describe; nothing is opened yet."""
    return Connections(settings)


_in_use: list[Connections] = []
_changing = Lock()


def use(connections: Connections | None) -> None:
    """Make *connections* the ones steps run with; None ends that."""
    with _changing:
        _in_use[:] = [] if connections is None else [connections]


def current() -> Connections:
    """Return the connections in use; raise NoConnections when there are none."""
    try:
        return _in_use[0]
    except IndexError:
        raise NoConnections from None
