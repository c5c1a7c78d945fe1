"""Every setting is written down twice for people, with its default, and a wrong one is explained in one sentence."""

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.settings import Settings, WrongSetting, read_settings

ROOT = Path(__file__).parents[2]
NAMES = [name.upper() for name in Settings.model_fields]
SECRET = "doNotShowThisOne"  # also base64, as a signing secret has to be

ROW = re.compile(r"^\| `([A-Z_]+)` \| (?:`(.*?)`|empty) \| (.*?) \| `(.*?)` \|$", re.MULTILINE)
LINE = re.compile(r"^# (.*)\n# Example: ([A-Z_]+)=(.*)\n#([A-Z_]+)=(.*)$", re.MULTILINE)


def written(value: Any) -> str:
    """A default as people write it in `.env`."""
    plain = value.get_secret_value() if isinstance(value, SecretStr) else value
    if isinstance(plain, bool):
        return str(plain).lower()
    return "" if plain is None else str(plain)


def in_code() -> dict[str, tuple[str, str]]:
    """For each setting its default and its description."""
    return {
        name.upper(): (written(field.default), field.description or "") for name, field in Settings.model_fields.items()
    }


def in_docs() -> dict[str, tuple[str, str]]:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    return {name: (default, description) for name, default, description, _ in ROW.findall(text)}


def in_env_example() -> dict[str, tuple[str, str]]:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    return {name: (default, description) for description, _, _, name, default in LINE.findall(text)}


def examples() -> list[tuple[str, str]]:
    docs = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    env = (ROOT / ".env.example").read_text(encoding="utf-8")
    return [(row[0], row[3]) for row in ROW.findall(docs)] + [(line[1], line[2]) for line in LINE.findall(env)]


def sentence(monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    """What a person reads when these variables are set."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting) as caught:
        read_settings()
    assert caught.value.__cause__ is None
    return str(caught.value)


def test_docs_list_every_setting_with_its_default_and_description() -> None:
    assert in_docs() == in_code()


def test_env_example_lists_every_setting_with_its_default_and_description() -> None:
    assert in_env_example() == in_code()


def test_env_example_with_every_line_taken_in_changes_nothing(tmp_path: Path) -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    file = tmp_path / ".env"
    file.write_text(re.sub(r"^#([A-Z_]+=)", r"\1", text, flags=re.MULTILINE), encoding="utf-8")
    assert read_settings(_env_file=file) == Settings()


@pytest.mark.parametrize(("name", "example"), examples())
def test_example_is_accepted_and_is_not_the_default(name: str, example: str) -> None:
    account = {
        "zalo_oa_id": "1",
        "zalo_oa_app_secret": "s",
        "zalo_oa_webhook_secret": "w",
        "public_url": "https://x.vn",
    }
    needs: dict[str, dict[str, str]] = {
        "FORWARD_URL": {"forward_secret": "whsec_c2VjcmV0"},
        "FORWARD_EMAIL": {"smtp_host": "127.0.0.1", "smtp_from": "htx@example.vn"},
        "ZALO_OA_APP_ID": account,
    }
    needed = needs.get(name, {})
    given = read_settings(**needed, **{name.lower(): example})
    assert getattr(given, name.lower()) != getattr(Settings(), name.lower())


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("DATABASE_URL", "mysql://localhost/htx", "postgresql://"),
        ("WEB_ENABLED", "perhaps", "valid boolean"),
        ("WEB_PORT", "eighty", "valid integer"),
        ("WEB_PORT", "0", "greater than or equal to 1"),
        ("WEB_PORT", "65536", "less than or equal to 65535"),
        ("TELEGRAM_BULK_PER_SECOND", "0", "greater than 0"),
        ("TELEGRAM_BULK_PER_SECOND", "31", "less than or equal to 30"),
        ("TELEGRAM_BULK_PER_SECOND", "fast", "valid number"),
        ("PUBLIC_URL", "hoi.example.vn", "must begin with https://"),
        ("FORWARD_URL", "ftp://reports.example.vn", "must begin with https://"),
        ("TELEGRAM_API_URL", "http:///bot", "and a host"),
        ("LEADING_LAW", "2003", "'auto', '2012' or '2023'"),
        ("QUIET_FROM", "24", "less than or equal to 23"),
        ("QUIET_UNTIL", "-1", "greater than or equal to 0"),
        ("FORWARD_SECRET", "secret", "must begin with whsec_"),
        ("FORWARD_TO_STAFF", "2", "valid boolean"),
        ("FORWARD_EMAIL", "a@example.vn, văn phòng", "is no mail address"),
        ("FORWARD_ROUTES", "half_year", "is not like half_year=folder,post,email,staff"),
        ("FORWARD_ROUTES", "half_year=fax", "is not like"),
        ("SMTP_SECURITY", "ssl", "'starttls', 'tls' or 'none'"),
        ("SMTP_PORT", "0", "greater than or equal to 1"),
        ("LOG_LEVEL", "LOUD", "'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("WORKERS", "0", "greater than or equal to 1"),
        ("WORKERS", "33", "less than or equal to 32"),
    ],
)
def test_wrong_value_gives_one_sentence_naming_the_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    said = sentence(monkeypatch, **{name: value})
    assert said.startswith(f"Setting {name}: ")
    assert reason in said
    assert said.endswith(".")
    assert "\n" not in said


def test_wrong_value_is_shown_unless_it_is_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "(given: 'eighty')" in sentence(monkeypatch, WEB_PORT="eighty")


def test_forwarding_without_a_secret_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    said = sentence(monkeypatch, FORWARD_URL="https://reports.example.vn/htx")
    assert "FORWARD_URL" in said
    assert "FORWARD_SECRET" in said


def test_mail_without_a_server_or_a_sender_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "SMTP_HOST" in sentence(monkeypatch, FORWARD_EMAIL="a@example.vn")
    assert "SMTP_FROM" in sentence(monkeypatch, FORWARD_EMAIL="a@example.vn", SMTP_HOST="127.0.0.1")


def test_mailboxes_and_routes_are_read_from_their_lines() -> None:
    settings = read_settings(
        forward_email=" a@example.vn, b@example.vn,a@example.vn",
        smtp_host="127.0.0.1",
        smtp_user="htx@example.vn",
        forward_routes="monthly=staff; half_year = folder, email; half_year/year=post",
    )
    assert settings.mailboxes == ("a@example.vn", "b@example.vn")
    assert settings.routes == {"monthly": ("staff",), "half_year": ("folder", "email"), "half_year/year": ("post",)}


@pytest.mark.parametrize("routes", ["half_year/daily=staff", "/year=staff", "half_year/=staff", "half_year/year"])
def test_routes_that_name_no_calendar_are_refused_by_name(monkeypatch: pytest.MonkeyPatch, routes: str) -> None:
    assert "FORWARD_ROUTES" in sentence(monkeypatch, FORWARD_ROUTES=routes)


@pytest.mark.parametrize(
    ("name", "value"),
    [("FORWARD_SECRET", SECRET), ("DATABASE_URL", f"mysql://htx:{SECRET}@127.0.0.1/htx")],
)
def test_sentence_never_shows_a_secret(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert SECRET not in sentence(monkeypatch, **{name: value})


def test_printed_settings_show_no_secret() -> None:
    settings = read_settings(
        telegram_token=SECRET,
        forward_secret=f"whsec_{SECRET}",
        database_url=f"postgresql://htx:{SECRET}@127.0.0.1/htx",
        telegram_proxy=f"socks5://me:{SECRET}@127.0.0.1:1080",
    )
    assert SECRET not in f"{settings} {settings!r}"


@pytest.mark.parametrize("name", NAMES)
def test_empty_value_means_the_default(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "")
    assert read_settings() == Settings()


def test_settings_are_read_from_the_env_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("PROVINCE=Lai Châu\nWEB_PORT=9000\n", encoding="utf-8")
    settings = read_settings(_env_file=file)
    assert (settings.province, settings.web_port) == ("Lai Châu", 9000)


def test_env_file_of_a_windows_editor_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("PROVINCE=Lai Châu\nWEB_PORT=9000\n", encoding="utf-8-sig", newline="\r\n")
    settings = read_settings(_env_file=file)
    assert (settings.province, settings.web_port) == ("Lai Châu", 9000)


def test_environment_wins_over_the_env_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("WEB_PORT=9000\n", encoding="utf-8")
    monkeypatch.setenv("WEB_PORT", "9001")
    assert read_settings(_env_file=file).web_port == 9001


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("", "sqlite:///somewhere/htx.db"),
        ("postgresql://htx@127.0.0.1/htx", "postgresql+psycopg://htx@127.0.0.1/htx"),
        ("postgresql+psycopg://htx@127.0.0.1/htx", "postgresql+psycopg://htx@127.0.0.1/htx"),
        ("sqlite:////tmp/htx.db", "sqlite:////tmp/htx.db"),
    ],
)
def test_database_address_names_the_driver(given: str, address: str) -> None:
    assert read_settings(database_url=given, data_dir=Path("somewhere")).database == address


@pytest.mark.parametrize(
    ("public", "shown"), [("", "http://127.0.0.1:8080"), ("https://hoi.example.vn/", "https://hoi.example.vn")]
)
def test_web_address_shown_has_no_slash_at_its_end(public: str, shown: str) -> None:
    assert read_settings(public_url=public).web_url == shown


def test_zalo_webhook_needs_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    told = sentence(monkeypatch, ZALO_BOT_TOKEN="1:a", ZALO_BOT_WEBHOOK="true")
    assert told == "ZALO_BOT_WEBHOOK is on but PUBLIC_URL is not set: Zalo must know where to deliver."


def test_zalo_account_needs_all_of_its_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sentence(monkeypatch, ZALO_OA_APP_ID="1") == "ZALO_OA_APP_ID is set but ZALO_OA_ID is not."


def test_short_zalo_secret_is_refused_without_showing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    told = sentence(monkeypatch, ZALO_BOT_SECRET="kurz")
    assert told == "Setting ZALO_BOT_SECRET: must have 8 to 256 characters."


def test_every_zalo_secret_is_kept_out_of_the_log() -> None:
    names = [
        name for name in Settings.model_fields if name.startswith("zalo_") and ("secret" in name or "token" in name)
    ]
    settings = Settings(**{name: f"{SECRET}-{name}" for name in names})
    assert {f"{SECRET}-{name}" for name in names} <= set(settings.secrets)
    assert len(names) == 5
