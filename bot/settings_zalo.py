"""The settings of both Zalo channels; part of `bot.settings.Settings`."""

import re
from typing import Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings


class ZaloSettings(BaseSettings):
    """A Zalo Bot is on when it has a token, an Official Account when it has an app."""

    public_url: str = ""  # described in Settings

    zalo_bot_token: SecretStr = Field(SecretStr(""), description="token from Zalo Bot Creator; empty: no Zalo Bot")
    zalo_bot_name: str = Field("", description="the name people find the bot by in Zalo")
    zalo_bot_webhook: bool = Field(
        False, description="let Zalo deliver to PUBLIC_URL, as it advises, instead of asking it all the time"
    )
    zalo_bot_secret: SecretStr = Field(
        SecretStr(""), description="what Zalo shows with each delivery, 8 to 256 characters; empty: made from the token"
    )
    zalo_bot_api_url: str = Field("https://bot-api.zaloplatforms.com", description="the Zalo Bot interface's address")
    zalo_bot_per_month: int = Field(3000, ge=0, description="messages a month the bot's plan allows; 0: no limit")
    zalo_bot_people: int = Field(50, ge=0, description="people the bot's plan allows; 0: no limit")

    zalo_oa_id: str = Field("", description="number of the Official Account")
    zalo_oa_app_id: str = Field("", description="number of the app linked to it; empty: no Official Account")
    zalo_oa_app_secret: SecretStr = Field(SecretStr(""), description="the app's secret key")
    zalo_oa_webhook_secret: SecretStr = Field(
        SecretStr(""), description="the account's own secret key (OA Secret Key), which deliveries are signed with"
    )
    zalo_oa_refresh_token: SecretStr = Field(
        SecretStr(""), description="refresh token to begin with; empty: from scripts.zalo_oa"
    )
    zalo_oa_api_url: str = Field("https://openapi.zalo.me", description="the Official Account interface's address")
    zalo_oa_oauth_url: str = Field("https://oauth.zaloapp.com", description="where its keys are renewed")
    zalo_oa_paid: bool = Field(
        False, description="send also from 48 hours to 7 days after a person's last word, which Zalo charges for"
    )
    zalo_oa_per_second: float = Field(20, gt=0, le=60, description="pace of announcements, messages a second")
    zalo_oa_per_month: int = Field(0, ge=0, description="messages a month the account's package allows; 0: no limit")

    @field_validator("zalo_bot_api_url", "zalo_oa_api_url", "zalo_oa_oauth_url")
    @classmethod
    def _zalo_address_is_whole(cls, url: str) -> str:
        if not re.match(r"https?://[^\s/]+", url):
            raise ValueError("must begin with https:// or http:// and a host")
        return url

    @field_validator("zalo_bot_secret")
    @classmethod
    def _zalo_secret_has_its_length(cls, secret: SecretStr) -> SecretStr:
        if secret.get_secret_value() and not 8 <= len(secret.get_secret_value()) <= 256:
            raise ValueError("must have 8 to 256 characters")
        return secret

    @model_validator(mode="after")
    def _zalo_is_complete(self) -> Self:
        if self.has_zalo_bot and self.zalo_bot_webhook and not self.public_url:
            raise ValueError("ZALO_BOT_WEBHOOK is on but PUBLIC_URL is not set: Zalo must know where to deliver")
        if not self.has_zalo_oa:
            return self
        needed = ("zalo_oa_id", "zalo_oa_app_secret", "zalo_oa_webhook_secret", "public_url")
        missing = [name for name in needed if not _plain(getattr(self, name))]
        if missing:
            raise ValueError(f"ZALO_OA_APP_ID is set but {missing[0].upper()} is not")
        return self

    @property
    def has_zalo_bot(self) -> bool:
        return bool(self.zalo_bot_token.get_secret_value())

    @property
    def has_zalo_oa(self) -> bool:
        return bool(self.zalo_oa_app_id)

    @property
    def has_zalo_webhooks(self) -> bool:
        return self.has_zalo_oa or (self.has_zalo_bot and self.zalo_bot_webhook)

    @property
    def zalo_secrets(self) -> tuple[str, ...]:
        found = (getattr(self, name) for name in type(self).model_fields if name.startswith("zalo_"))
        return tuple(secret.get_secret_value() for secret in found if isinstance(secret, SecretStr))


def _plain(value: str | SecretStr) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else value
