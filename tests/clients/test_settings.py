"""Settings: one source, names and remedies in errors, and never a value of a secret."""

import pickle
import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from steps.clients import faults
from steps.settings import InvalidSettings, Settings, env_example, env_name

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(env_name(field), raising=False)


def load(tmp_path: Path, text: str = "") -> Settings:
    file = tmp_path / ".env"
    file.write_text(text, encoding="utf-8")
    return Settings.load(env_file=file, secrets_dir=None)


def test_the_example_file_is_generated_from_the_settings() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == env_example()


def test_the_example_file_loads_as_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path, env_example()) == load(tmp_path)


def test_every_setting_is_described_and_every_secret_has_no_default() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        looks_secret = name.endswith(("_token", "_secret", "_key", "_json", "_dsn"))
        assert isinstance(field.default, SecretStr) == looks_secret, name
        if isinstance(field.default, SecretStr):
            assert not field.default.get_secret_value()


def test_wrong_settings_are_named_all_at_once_with_a_remedy_and_without_values(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings) as caught:
        load(tmp_path, "PARLEY_PORT=canary-one\nPARLEY_SLACK_BASE_URL=canary-two\nPARLEY_LOG_LEVEL=canary-three\n")
    lines = caught.value.problems
    assert [line.split(":")[0] for line in lines] == ["PARLEY_PORT", "PARLEY_SLACK_BASE_URL", "PARLEY_LOG_LEVEL"]
    assert all("correct it in the environment or in .env" in line for line in lines)
    assert "canary" not in str(caught.value) + repr(caught.value)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("PARLEY_SENTRY_DSN=canary", "PARLEY_SENTRY_DSN: it must be written like https://KEY@HOST/PROJECT"),
        ("PARLEY_GMAIL_ALIASES='a@b.test, Canary <c@d.test>; e@f.test'", "PARLEY_GMAIL_ALIASES: number 2 is no plain"),
        ("PARLEY_POLL_SECONDS=inf", "PARLEY_POLL_SECONDS: Input should be a finite number"),
        ("PARLEY_BACKUP_HOURS=nan", "PARLEY_BACKUP_HOURS: Input should be a finite number"),
    ],
)
def test_what_would_do_nothing_or_end_the_start_in_a_stack_is_named(tmp_path: Path, wrong: str, told: str) -> None:
    with pytest.raises(InvalidSettings) as caught:
        load(tmp_path, wrong)
    assert told in str(caught.value)
    assert "canary" not in str(caught.value).lower()


def test_a_dsn_as_sentry_shows_it_is_taken(tmp_path: Path) -> None:
    for dsn in ("https://abc@o1.ingest.sentry.example.test/45", "http://abc:def@127.0.0.1:9000/in/1"):
        assert load(tmp_path, f"PARLEY_SENTRY_DSN={dsn}").sentry_dsn.get_secret_value() == dsn


def test_an_empty_variable_means_the_default(tmp_path: Path) -> None:
    assert load(tmp_path, "PARLEY_PORT=\nPARLEY_GMAIL_ALIASES=\n") == load(tmp_path)


def test_a_variable_nobody_knows_is_let_be(tmp_path: Path) -> None:
    assert load(tmp_path, "PARLEY_NO_SUCH=1\nOTHER=2\n") == load(tmp_path)


def test_the_environment_wins_over_the_file_and_the_file_over_docker_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    for name in ("slack_bot_token", "clickup_token", "anthropic_api_key"):
        (secrets / f"parley_{name}").write_text("of-the-secret\n", encoding="utf-8")
    file = tmp_path / ".env"
    file.write_text("PARLEY_SLACK_BOT_TOKEN=of-the-file\nPARLEY_CLICKUP_TOKEN=of-the-file\n", encoding="utf-8")
    monkeypatch.setenv("PARLEY_SLACK_BOT_TOKEN", "of-the-environment")
    held = Settings.load(env_file=file, secrets_dir=secrets)
    got = (held.slack_bot_token, held.clickup_token, held.anthropic_api_key)
    assert [value.get_secret_value() for value in got] == ["of-the-environment", "of-the-file", "of-the-secret"]


def test_no_way_of_showing_the_settings_shows_a_secret(tmp_path: Path) -> None:
    secret_fields = [name for name, field in Settings.model_fields.items() if isinstance(field.default, SecretStr)]
    text = "".join(f"{env_name(name)}=canary-{name}\n" for name in secret_fields if name != "sentry_dsn")
    text += "PARLEY_SENTRY_DSN=https://canary-dsn@sentry.example.test/1\n"
    held = load(tmp_path, text + "PARLEY_STORE_URL=postgresql://parley:canary-password@db/parley\n")
    shown = f"{held} {held!r} {held.model_dump(exclude={'store_url'})} {held.model_dump_json(exclude={'store_url'})}"
    assert "canary" not in shown
    assert len(held.secret_values()) == len(secret_fields) + 1
    assert "canary-password" in held.secret_values()


@pytest.mark.parametrize("word", ["parley", "Password", "SECRET", "abc12"])
def test_a_secret_that_is_a_mere_word_is_told_and_taken_out_of_no_text(tmp_path: Path, word: str) -> None:
    held = load(tmp_path, f"PARLEY_OPERATOR_TOKEN={word}\nPARLEY_STORE_URL=postgresql://parley:{word}@db/parley\n")
    assert held.secret_values() == ()
    assert held.guessable() == ("PARLEY_OPERATOR_TOKEN", "PARLEY_STORE_URL")
    told = f"the {word} of parley"
    assert faults.tidy(told, (word,)) == told
    assert load(tmp_path, f"PARLEY_OPERATOR_TOKEN={word}-7\n").secret_values() == (f"{word}-7",)


def test_a_long_secret_is_hidden_though_it_is_made_of_letters_alone(tmp_path: Path) -> None:
    assert load(tmp_path, "PARLEY_OPERATOR_TOKEN=correcthorsebattery\n").secret_values() == ("correcthorsebattery",)
    assert faults.tidy("refused: correcthorsebattery", ("correcthorsebattery",)) == "refused: ***"


def test_aliases_are_us_in_any_case(tmp_path: Path) -> None:
    held = load(
        tmp_path, "PARLEY_GMAIL_ADDRESS=Partners@example.com\nPARLEY_GMAIL_ALIASES=a@example.com, B@example.com,\n"
    )
    assert held.own_addresses == {"partners@example.com", "a@example.com", "b@example.com"}


def test_without_a_model_key_the_service_is_offline(tmp_path: Path) -> None:
    assert load(tmp_path).is_offline
    assert not load(tmp_path, "PARLEY_ANTHROPIC_API_KEY=sk-ant-x\n").is_offline


def test_only_the_settings_read_the_environment() -> None:
    for file in (*ROOT.glob("steps/clients/*.py"), ROOT / "steps/connections.py", ROOT / "steps/checks.py"):
        assert not re.search(r"os\.environ|getenv", file.read_text(encoding="utf-8")), file
