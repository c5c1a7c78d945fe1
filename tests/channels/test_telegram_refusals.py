"""Network failures that cannot be had on one machine: what each library's error means for the message."""

import aiohttp
import httpx
import pytest
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError
from aiogram.methods import SendMessage
from telegram.error import ChatMigrated, NetworkError, TimedOut

from bot.channels.telegram import bulk, replies
from bot.channels.telegram.refusals import explain_status


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def aiogram_error() -> Exception:
    return TelegramNetworkError(SendMessage(chat_id=7, text="a"), "Request timeout error")


@pytest.mark.parametrize("cause", [aiohttp.ConnectionTimeoutError("https://x/bot1:a")])
def test_a_reply_that_never_connected_is_tried_again(cause: Exception) -> None:
    assert replies.explain(caused(aiogram_error(), cause)).retry_after


@pytest.mark.parametrize("cause", [TimeoutError(), aiohttp.ServerDisconnectedError(), aiohttp.ClientOSError()])
def test_a_reply_whose_connection_broke_is_uncertain(cause: Exception) -> None:
    assert replies.explain(caused(aiogram_error(), cause)).uncertain


@pytest.mark.parametrize("cause", [httpx.ConnectTimeout("a"), httpx.PoolTimeout("a"), httpx.ProxyError("a")])
def test_bulk_that_never_connected_is_tried_again(cause: Exception) -> None:
    assert bulk.explain(caused(NetworkError("a"), cause)).retry_after


@pytest.mark.parametrize("cause", [httpx.ReadTimeout("a"), httpx.WriteError("a"), httpx.RemoteProtocolError("a")])
def test_bulk_whose_connection_broke_is_uncertain(cause: Exception) -> None:
    assert bulk.explain(caused(TimedOut("a"), cause)).uncertain


@pytest.mark.parametrize("error", [ClientDecodeError("a", ValueError("b"), "<html>"), RuntimeError("a")])
def test_an_answer_nobody_can_read_is_uncertain(error: Exception) -> None:
    assert replies.explain(error).uncertain


def test_a_chat_that_became_a_group_is_permanent() -> None:
    assert bulk.explain(ChatMigrated(-1001)).permanent


def test_a_refusal_without_words_has_a_reason() -> None:
    assert "no reason given" in explain_status(400, "").reason
