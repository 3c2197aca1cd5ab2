"""What can be set from outside, and what each setting means.

The only place that reads the environment: PARLEY_* variables, then a .env file,
then docker secrets. ``.env.example`` is generated from here. It refuses to open
a connection (``connections`` does) and to say whether a credential works
(``checks`` does), and no message of it ever shows a value.
"""

import os
import re
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AnyHttpUrl, Field, SecretStr, TypeAdapter, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from negotiation.errors import TheirFault
from steps.clients.faults import is_mere_word

PREFIX = "PARLEY_"
DOCKER_SECRETS = Path("/run/secrets")
ENV_FILE = Path(".env")

_HTTP_URL = TypeAdapter(AnyHttpUrl)
_ASSIGNED = re.compile(r"^\s*(?:export\s+)?(\w+)\s*=", re.MULTILINE)
_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")
_DSN = re.compile(r"https?://[^\s@/]+@[^\s@/]+/(\S*/)?\d+")
_STORE_URL = re.compile(r"sqlite:///.|postgres(ql)?(\+\w+)?://.")
_SECTIONS = {
    "store": "The service",
    "gmail": "Gmail: the team's mailbox",
    "push": "Gmail push through Pub/Sub",
    "sheets": "Google Sheets: creators of a campaign",
    "clickup": "ClickUp: campaigns",
    "slack": "Slack: deals, escalations, approvals",
    "anthropic": "The language model",
    "sends": "How fast and how much we send",
    "log": "Logs and errors",
}


class InvalidSettings(TheirFault):
    """Some settings cannot be used as they are; one line each, names and remedies only."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(self.problems)


class Settings(BaseSettings):
    """Everything that may differ between two installations of the same code."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        allow_inf_nan=False,
        hide_input_in_errors=True,
        frozen=True,
    )

    store_url: str = Field(
        "sqlite:///data/parley.sqlite",
        repr=False,  # a PostgreSQL URL carries its password
        description="Where negotiations live: an SQLite file, or postgresql://...",
    )
    executor_id: str = Field(
        "parley",
        pattern=r"^[a-z0-9][a-z0-9-]{0,39}$",
        description="Name of this process on a shared PostgreSQL: it resumes the work that was left under this name. "
        "`parley supervise` hands the names out.",
    )
    backup_hours: float = Field(24.0, ge=0, description="Hours between two backups of the store; 0 makes none.")
    backup_dir: str = Field(
        "",
        description="Folder of the backups, best on another disk. Empty: `backups` beside the SQLite file; for "
        "PostgreSQL none, where your provider makes them (with a folder: pg_dump).",
    )
    backup_keep: int = Field(14, ge=1, description="How many backups are kept.")
    host: str = Field("127.0.0.1", description="Address the service listens on; 0.0.0.0 in a container.")
    port: int = Field(8000, ge=0, le=65535, description="Port the service listens on; 0 takes a free one.")
    public_url: str = Field("", description="How the world reaches this service; links in Slack start with it.")
    operator_token: SecretStr = Field(
        SecretStr(""), description="Token of the operator routes and the console; without it they are closed."
    )
    environment: str = Field("development", description="Name of this installation in logs and in Sentry.")
    playbook_dir: Path = Field(Path("playbook"), description="Folder of the Markdown playbook that the team edits.")
    vendor_timeout_seconds: float = Field(15.0, gt=0, le=300, description="Longest wait for one answer of a vendor.")

    gmail_base_url: str = Field("https://gmail.googleapis.com/", description="Root of the Gmail API.")
    gmail_token_url: str = Field(
        "https://oauth2.googleapis.com/token", description="Where a refresh token becomes an access token."
    )
    gmail_client_id: str = Field("", description="OAuth client id (Google Cloud console, Credentials, Desktop app).")
    gmail_client_secret: SecretStr = Field(SecretStr(""), description="OAuth client secret of the same client.")
    gmail_refresh_token: SecretStr = Field(
        SecretStr(""),
        description="Refresh token of the mailbox with scope gmail.modify. It dies after 7 days while the app is in "
        "testing: publish the app, or make it internal.",
    )
    gmail_address: str = Field("", description="Address of the team's mailbox, e.g. partners@example.com.")
    gmail_aliases: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Other addresses that are us (send-as aliases, the Google Group), separated by commas."
    )
    gmail_pubsub_topic: str = Field(
        "", description="projects/<project>/topics/<topic>; empty means no push, polling only."
    )
    sender_name: str = Field("", description="Name shown beside our address in mails.")

    push_audience: str = Field("", description="Audience of the push's OIDC token, as set on the subscription.")
    push_service_account: str = Field("", description="E-mail of the service account that signs the pushes.")
    push_subscription: str = Field(
        "", description="projects/<project>/subscriptions/<name>; pushes of any other are refused."
    )
    oidc_keys_url: str = Field(
        "https://www.googleapis.com/oauth2/v3/certs", description="Google's public keys for the push's OIDC token."
    )
    poll_seconds: float = Field(120.0, gt=0, description="Pause between two polls of the mailbox; pushes may be lost.")

    use_sheets: bool = Field(True, description="Read creators from Google Sheets.")
    sheets_base_url: str = Field("https://sheets.googleapis.com/", description="Root of the Sheets API.")
    sheets_service_account_json: SecretStr = Field(
        SecretStr(""), description="Service-account key: the JSON itself on one line, or the path of its file."
    )
    sheets_known_sheet: str = Field(
        "", description="Address or id of one creators' sheet; the start checks that the account was invited to it."
    )

    use_clickup: bool = Field(True, description="Take campaigns from ClickUp.")
    clickup_base_url: str = Field("https://api.clickup.com/api/v2", description="Root of the ClickUp API, version 2.")
    clickup_token: SecretStr = Field(SecretStr(""), description="Personal API token, pk_...")
    clickup_webhook_secret: SecretStr = Field(
        SecretStr(""), description="Secret ClickUp answered with when the webhook was made; signs each delivery."
    )
    clickup_list_id: str = Field("", description="Id of the list that holds the campaign tasks.")

    use_slack: bool = Field(True, description="Tell the team in Slack.")
    slack_base_url: str = Field("https://slack.com/api/", description="Root of the Slack Web API.")
    slack_bot_token: SecretStr = Field(
        SecretStr(""), description="Bot token xoxb-... with chat:write, channels:read and channels:history."
    )
    slack_signing_secret: SecretStr = Field(
        SecretStr(""), description="Signing secret of the app, for interactions that arrive over HTTP."
    )
    slack_channel: str = Field("", description="Id of the channel for deals and escalations (C...); invite the bot.")
    alert_address: str = Field(
        "",
        pattern=r"^([^\s@<>,;]+@[^\s@<>,;]+)?$",
        description="Where a deal is mailed that Slack has not confirmed within five minutes, besides the campaign's "
        "owner where that is an address.",
    )
    slack_seconds_between_posts: float = Field(
        1.0, ge=0, description="Pause between two messages to one channel; Slack allows one a second."
    )

    anthropic_base_url: str = Field("https://api.anthropic.com", description="Root of the Anthropic API.")
    anthropic_api_key: SecretStr = Field(
        SecretStr(""), description="Model key; empty means the offline reader and writer (rules and templates)."
    )
    reader_model: str = Field("claude-haiku-5-5", description="Model that reads replies.")
    writer_model: str = Field("claude-sonnet-5-5", description="Model that writes mails.")
    reader_max_tokens: int = Field(
        2_000, ge=256, le=32_000, description="Most tokens of one reading; a longer one goes to a person."
    )
    writer_max_tokens: int = Field(
        1_500, ge=256, le=32_000, description="Most tokens of one mail; a longer one is held for a person."
    )
    model_usd_per_day: Decimal = Field(
        Decimal(0),
        ge=0,
        description="Most USD a day (UTC) for the model, counted by PARLEY_MODEL_PRICES: then replies wait for the "
        "next day and Slack is told once. 0 sets no limit.",
    )
    model_prices: str = Field(
        "",
        pattern=r"^(\s*[^=,]+=\d+(\.\d+)?/\d+(\.\d+)?/\d+(\.\d+)?\s*(,|$))*$",
        description="What your models cost, in USD for a million tokens, as model=input/output/cached, separated by "
        "commas; empty shows tokens without their cost.",
    )

    sends_per_minute: int = Field(10, ge=1, description="Most mails in one minute.")
    sends_per_day: int = Field(400, ge=1, description="Most mails in one day; Gmail blocks at 500 (trial) or 2,000.")
    sends_on_first_day: int = Field(
        0,
        ge=0,
        description="Warm-up of a new mailbox: most mails on its first day, half as many again on each day "
        "after it, up to the cap of the day; 0 warms up nothing.",
    )

    log_format: Literal["auto", "json", "pretty"] = Field(
        "auto", description="auto is pretty on a terminal and json elsewhere."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least level that is logged.")
    sentry_dsn: SecretStr = Field(SecretStr(""), description="Where errors are sent; empty sends none.")

    @field_validator("gmail_aliases", mode="before")
    @classmethod
    def _split_addresses(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator(
        "gmail_base_url", "gmail_token_url", "oidc_keys_url", "sheets_base_url",
        "clickup_base_url", "slack_base_url", "anthropic_base_url", "public_url",
    )  # fmt: skip
    @classmethod
    def _require_http_url(cls, value: str) -> str:
        if value:
            _HTTP_URL.validate_python(value)
        return value

    @field_validator("gmail_aliases")
    @classmethod
    def _require_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        # Whose alias is not recognized is a stranger: a colleague's answer would be taken for a creator's.
        for number, address in enumerate(value, start=1):
            if not _ADDRESS.fullmatch(address):
                raise ValueError(f"number {number} is no plain address; write a@b.com, c@d.com")
        return value

    @field_validator("sentry_dsn")
    @classmethod
    def _require_dsn(cls, value: SecretStr) -> SecretStr:
        if (told := value.get_secret_value()) and not _DSN.fullmatch(told):
            raise ValueError("it must be written like https://KEY@HOST/PROJECT, as Sentry shows it")
        return value

    @field_validator("store_url")
    @classmethod
    def _require_a_store(cls, value: str) -> str:
        if not _STORE_URL.match(value):
            raise ValueError("it must begin with sqlite:/// and name a file, or begin with postgresql://")
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @model_validator(mode="after")
    def _budget_needs_prices(self) -> Self:
        unpriced = {self.reader_model, self.writer_model} - set(self.price_list())
        if self.model_usd_per_day and unpriced:
            raise ValueError(f"PARLEY_MODEL_USD_PER_DAY needs PARLEY_MODEL_PRICES for {', '.join(sorted(unpriced))}")
        return self

    @classmethod
    def load(cls, env_file: Path | None = ENV_FILE, secrets_dir: Path | None = DOCKER_SECRETS) -> Self:
        """Read the settings; raise InvalidSettings with one line for each wrong one."""
        # A named but missing secrets directory makes pydantic-settings warn at each start.
        present = secrets_dir if secrets_dir is not None and secrets_dir.is_dir() else None
        try:
            return cls(_env_file=env_file, _secrets_dir=present)
        except ValidationError as error:
            raise InvalidSettings(tuple(_problem(item["loc"], item["msg"]) for item in error.errors())) from None

    @property
    def is_offline(self) -> bool:
        """Whether the rules read and the templates write, because no model key is set."""
        return not self.anthropic_api_key.get_secret_value()

    @property
    def own_addresses(self) -> frozenset[str]:
        """Every address that is us, in lower case."""
        return frozenset(address.lower() for address in (self.gmail_address, *self.gmail_aliases) if address)

    def price_list(self) -> dict[str, tuple[Decimal, Decimal, Decimal]]:
        """USD for a million tokens (input, output, cached), by model."""
        entries = (entry.rpartition("=") for entry in self.model_prices.split(",") if entry.strip())
        read = {model.strip(): tuple(map(Decimal, prices.split("/"))) for model, _, prices in entries}
        return {model: (prices[0], prices[1], prices[2]) for model, prices in read.items()}

    def secret_values(self) -> tuple[str, ...]:
        """Every secret that is set, the longest first, for those who must keep them out of texts.

        A mere word is none: to take it out would leave messages that nobody can read, and hide nothing.
        """
        told = sorted(self._secrets().values(), key=len, reverse=True)
        return tuple(secret for secret in told if not is_mere_word(secret))

    def guessable(self) -> tuple[str, ...]:
        """Return the settings whose secret is a mere word, by their names in the environment."""
        return tuple(env_name(name) for name, secret in self._secrets().items() if is_mere_word(secret))

    def _secrets(self) -> dict[str, str]:
        values = {name: getattr(self, name) for name in type(self).model_fields}
        told = {name: value.get_secret_value() for name, value in values.items() if isinstance(value, SecretStr)}
        told["store_url"] = urlsplit(self.store_url).password or ""
        return {name: secret for name, secret in told.items() if secret}


def env_name(field: str) -> str:
    """Return the environment variable of the settings field *field*."""
    return f"{PREFIX}{field.upper()}"


def misspelt(env_file: Path = ENV_FILE) -> dict[str, str]:
    """Return what the environment or .env sets under a name that no setting has, and the one that is nearly called so.

    Names that are near to none (a platform's own, such as PARLEY_SERVICE_HOST) are nobody's mistake.
    """
    known = {env_name(field) for field in Settings.model_fields}
    written = _ASSIGNED.findall(env_file.read_text(encoding="utf-8", errors="replace")) if env_file.is_file() else []
    unknown = {name.upper() for name in (*os.environ, *written) if name.upper().startswith(PREFIX)} - known
    near = {name: get_close_matches(name, known, 1, 0.85) for name in sorted(unknown)}
    return {name: found[0] for name, found in near.items() if found}


def env_example() -> str:
    """Return the text of .env.example: every setting with its description and default."""
    lines = ["# Copy to .env and fill in what you use. Generated from steps/settings.py; do not edit."]
    for name, field in Settings.model_fields.items():
        title = _SECTIONS.get(name.removeprefix("use_").split("_")[0])
        if title is not None and f"## {title}" not in lines:
            lines += ["", f"## {title}"]
        lines += ["", f"# {field.description}", f"{env_name(name)}={_shown(field.default)}"]
    return "\n".join(lines) + "\n"


def _shown(default: object) -> str:
    if isinstance(default, SecretStr):
        return ""
    if isinstance(default, bool):
        return str(default).lower()
    return ",".join(default) if isinstance(default, tuple) else str(default)


def _problem(location: tuple[int | str, ...], message: str) -> str:
    field = str(location[0]) if location else "settings"
    known = Settings.model_fields.get(field)
    meaning = f" ({known.description})" if known is not None else ""
    return (
        f"{env_name(field)}: {message.removeprefix('Value error, ')}; correct it in the environment or in .env{meaning}"
    )
