"""Every setting of the program, read once from the environment or `.env` and passed down from there."""

import re
from base64 import b64decode
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from bot.settings_zalo import ZaloSettings

FREQUENCIES = ("once", "week", "month", "quarter", "half_year", "year")
"""How often a calendar opens a round."""


class Settings(ZaloSettings):
    """The settings; each field's description is what `docs/settings.md` and `.env.example` say of it."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8-sig",  # Windows editors begin a file with a mark that is not part of the first name
        extra="ignore",
        env_ignore_empty=True,
    )

    database_url: str = Field("", repr=False, description="PostgreSQL address; empty: the SQLite file data/htx.db")
    data_dir: Path = Field(Path("data"), description="folder for the database file and exported reports")

    alliance_name: str = Field("Liên minh Hợp tác xã tỉnh", description="name of the alliance, as people read it")
    alliance_phone: str = Field("", description="phone number people may call; shown when the bot cannot help")
    province: str = Field("", description="province the alliance serves, e.g. Lai Châu; used to read places")

    web_enabled: bool = Field(True, description="serve the web chat")
    web_host: str = Field("127.0.0.1", description="address the web server listens on")
    web_port: int = Field(8080, ge=1, le=65535, description="port the web server listens on")
    public_url: str = Field(
        "", description="https address people open the web chat at; empty: http://WEB_HOST:WEB_PORT"
    )

    telegram_token: SecretStr = Field(SecretStr(""), description="bot token from @BotFather; empty: no Telegram")
    telegram_name: str = Field("", description="the bot's user name without @, for invite links")
    telegram_api_url: str = Field("https://api.telegram.org", description="own Bot API server, when there is one")
    telegram_proxy: str = Field(
        "", repr=False, description="proxy for Telegram, e.g. socks5://127.0.0.1:1080 or http://…"
    )
    telegram_webhook: bool = Field(
        False, description="let Telegram deliver to PUBLIC_URL instead of asking it all the time"
    )
    telegram_bulk_per_second: float = Field(25, gt=0, le=30, description="pace of announcements, messages a second")

    leading_law: Literal["auto", "2012", "2023"] = Field("auto", description="law that leads an answer; auto: by date")
    quiet_from: int = Field(21, ge=0, le=23, description="hour (Vietnam) from which the bot starts nothing itself")
    quiet_until: int = Field(7, ge=0, le=23, description="hour (Vietnam) until which it stays quiet")

    forward_folder: Path | None = Field(None, description="folder that gets each round's docx, xlsx, csv and json")
    forward_folder_raw: bool = Field(
        False, description="also put the workbook with every cooperative's answers into that folder"
    )
    forward_url: str = Field("", description="address that gets each round's figures by signed POST")
    forward_secret: SecretStr = Field(SecretStr(""), description="secret of that POST, whsec_… (Standard Webhooks)")
    forward_to_staff: bool = Field(True, description="send each round's results to the staff's chats")
    forward_email: str = Field("", description="mailboxes that get each round's files, by commas")
    forward_routes: str = Field(
        "",
        description="where surveys or calendars go, e.g. monthly=staff; half_year/year=folder,email; empty: everywhere",
    )
    smtp_host: str = Field("", description="mail server that takes outgoing mail")
    smtp_port: int = Field(587, ge=1, le=65535, description="its port: 587 with starttls, 465 with tls")
    smtp_security: Literal["starttls", "tls", "none"] = Field("starttls", description="how the way to it is secured")
    smtp_user: str = Field("", description="user name at the mail server; empty: none is asked for")
    smtp_password: SecretStr = Field(SecretStr(""), description="password at the mail server")
    smtp_from: str = Field("", description="address that mail comes from; empty: SMTP_USER")
    report_recipients: str = Field(
        "", description="who the Word report names as recipients, by semicolons; empty: those an alliance reports to"
    )
    report_signer: str = Field("", description="name under the Word report")

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="how much is logged")
    workers: Annotated[int, Field(ge=1, le=32, description="conversations handled at the same time")] = 4

    @field_validator("public_url", "telegram_api_url", "forward_url")
    @classmethod
    def _address_is_whole(cls, url: str) -> str:
        if url and not re.match(r"https?://[^\s/]+", url):
            raise ValueError("must begin with https:// or http:// and a host")
        return url

    @field_validator("forward_email")
    @classmethod
    def _mailboxes_are_addresses(cls, text: str) -> str:
        for address in _by(",", text):
            if not re.fullmatch(r"[^@\s,;:<>]+@[^@\s,;:<>]+", address):
                raise ValueError(f"{address!r} is no mail address")
        return text

    @field_validator("forward_routes")
    @classmethod
    def _routes_can_be_read(cls, text: str) -> str:
        for route in _by(";", text):
            name, equals, targets = route.partition("=")
            survey, calendar, frequency = name.strip().partition("/")
            if not survey or not equals or not {*_by(",", targets)} <= {"folder", "post", "email", "staff"}:
                raise ValueError(f"{route!r} is not like half_year=folder,post,email,staff")
            if calendar and frequency not in FREQUENCIES:
                raise ValueError(f"{route!r} names no calendar: after the / comes one of {', '.join(FREQUENCIES)}")
        return text

    @field_validator("forward_secret")
    @classmethod
    def _secret_has_its_prefix(cls, secret: SecretStr) -> SecretStr:
        if secret.get_secret_value() and not secret.get_secret_value().startswith("whsec_"):
            raise ValueError("must begin with whsec_")
        code = secret.get_secret_value().removeprefix("whsec_").rstrip("=")
        try:
            b64decode(code + "=" * (-len(code) % 4), validate=True)
        except ValueError:
            raise ValueError("must be base64 after whsec_") from None
        return secret

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, url: str) -> str:
        if url and not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("must begin with postgresql:// or sqlite:///")
        return url

    @model_validator(mode="after")
    def _forwarding_is_complete(self) -> Self:
        if self.forward_url and not self.forward_secret.get_secret_value():
            raise ValueError("FORWARD_URL is set but FORWARD_SECRET is not")
        if self.forward_email and not self.smtp_host:
            raise ValueError("FORWARD_EMAIL is set but SMTP_HOST is not")
        if self.forward_email and "@" not in (self.smtp_from or self.smtp_user):
            raise ValueError("FORWARD_EMAIL is set but SMTP_FROM is no mail address")
        return self

    @property
    def mailboxes(self) -> tuple[str, ...]:
        """The addresses that get mail."""
        return tuple(dict.fromkeys(_by(",", self.forward_email)))

    @property
    def recipients(self) -> tuple[str, ...]:
        """Whom the Word report names."""
        return tuple(_by(";", self.report_recipients))

    @property
    def routes(self) -> dict[str, tuple[str, ...]]:
        """Survey, or survey/frequency -> the kinds of targets results go to (`World.targets_for`)."""
        pairs = (route.partition("=") for route in _by(";", self.forward_routes))
        return {survey.strip(): tuple(_by(",", targets)) for survey, _, targets in pairs}

    @model_validator(mode="after")
    def _webhook_has_an_address(self) -> Self:
        if not self.has_telegram_webhook:
            return self
        if not self.public_url:
            raise ValueError("TELEGRAM_WEBHOOK is on but PUBLIC_URL is not set: Telegram must know where to deliver")
        if not self.public_url.startswith("https://") and "api.telegram.org" in self.telegram_api_url:
            raise ValueError("TELEGRAM_WEBHOOK is on but PUBLIC_URL is not https: Telegram delivers to https only")
        return self

    @property
    def has_webhooks(self) -> bool:
        """Whether a platform delivers to us, so that a web server is needed also without the web chat."""
        return self.has_telegram_webhook or self.has_zalo_webhooks

    @property
    def has_telegram_webhook(self) -> bool:
        return self.telegram_webhook and bool(self.telegram_token.get_secret_value())

    @property
    def has_messengers(self) -> bool:
        """Whether people can write by something else than the web chat."""
        return bool(self.telegram_token.get_secret_value()) or self.has_zalo_bot or self.has_zalo_oa

    @property
    def database(self) -> str:
        """SQLAlchemy address of the database."""
        if not self.database_url:
            return f"sqlite:///{(self.data_dir / 'htx.db').as_posix()}"
        return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be logged."""
        own = (self.telegram_token, self.forward_secret, self.smtp_password)
        return (*(secret.get_secret_value() for secret in own), *self.zalo_secrets)

    @property
    def web_url(self) -> str:
        """Where people open the web chat, without a slash at the end."""
        return (self.public_url or f"http://{self.web_host}:{self.web_port}").rstrip("/")


def _by(mark: str, text: str) -> list[str]:
    return [part.strip() for part in text.split(mark) if part.strip()]


ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class WrongSetting(Exception):
    """A setting cannot be used; the text is one sentence that names it."""


def read_settings(**overrides: Any) -> Settings:
    """Settings from the environment and `.env`. Raises WrongSetting with one plain sentence naming the setting."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        reason = str(first["msg"]).removeprefix("Value error, ")
        hidden = not name or any(part in name for part in ("SECRET", "TOKEN", "DATABASE_URL", "PROXY", "PASSWORD"))
        given = "" if hidden else f" (given: {first['input']!r})"
        sentence = f"Setting {name}: {reason}{given}." if name else f"{reason}."
        raise WrongSetting(sentence) from None
