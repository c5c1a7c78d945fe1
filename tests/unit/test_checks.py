"""What cannot work is said before anything starts, in one sentence that names the setting and shows no secret."""

import os
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.checks import check_settings
from bot.settings import Settings, WrongSetting


def refusal(**settings: object) -> str:
    with pytest.raises(WrongSetting) as caught:
        check_settings(Settings(**settings))  # type: ignore[arg-type]
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith((".", "…"))
    return sentence


@pytest.mark.parametrize(
    "token", ["geheim", "123456", "123456:", ":AAF", "123 456:AAF", "123456:AA F", "12:a/../b", "x:y"]
)
def test_a_malformed_token_is_refused_without_showing_it(token: str) -> None:
    sentence = refusal(telegram_token=SecretStr(token))
    assert sentence.startswith("Setting TELEGRAM_TOKEN: ")
    assert token not in sentence.replace("123456789:AAF-abc", "")


@pytest.mark.parametrize(
    "proxy", ["127.0.0.1:1080", "socks5://", "socks5://host", "ftp://h:1", "socks5://h:port", "http://u:pw@h"]
)
def test_a_malformed_proxy_is_refused_without_showing_it(proxy: str) -> None:
    sentence = refusal(telegram_proxy=proxy)
    assert sentence.startswith("Setting TELEGRAM_PROXY: ")
    assert "pw" not in sentence


@pytest.mark.parametrize("province", ["Lai Chấu Mới", "Paris", "123", "Mường So"])
def test_a_province_that_is_none_is_refused(province: str) -> None:
    assert refusal(province=province) == f"Setting PROVINCE: there is no province {province!r}."


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("x")
    assert refusal(forward_folder=tmp_path / "reports").startswith("Setting FORWARD_FOLDER: ")
    assert refusal(forward_folder=tmp_path / "reports" / "2026").startswith("Setting FORWARD_FOLDER: ")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "cannot be written (Permission denied)" in refusal(forward_folder=tmp_path)


@pytest.mark.parametrize("province", ["Lai Châu", "lai chau", "tỉnh Lai Châu", "Hà Giang"])
@pytest.mark.parametrize("proxy", ["", "socks5://127.0.0.1:1080", "http://user:word@proxy.example.vn:3128"])
def test_what_can_work_passes_and_leaves_nothing_behind(tmp_path: Path, province: str, proxy: str) -> None:
    token = SecretStr("123456789:AAF_abc-1")
    folder = tmp_path / "new" / "reports"
    check_settings(Settings(telegram_token=token, telegram_proxy=proxy, province=province, forward_folder=folder))
    assert list(folder.iterdir()) == []
    check_settings(Settings())
