"""Records of policies: what is read, and what is refused with file, key, problem and remedy."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.documents import Citation, ContentError, load_registry
from knowledge.knowledge_base import CONTENT
from knowledge.policies.checks import check_policies
from knowledge.policies.records import load_policies
from knowledge.policies.spans import Span
from tests.unit.policies_material import RECORD, TODAY, policy, write_record


def problems(folder: Path) -> list[str]:
    return [str(finding) for finding in check_policies(folder, load_registry(CONTENT), TODAY)]


def test_record_is_read_whole(tmp_path: Path) -> None:
    limits = "place = 'kho_khan'\nage_months_max = 36\nmembers_min = 7\ncapital_max = 1_000_000_000\nsizes = ['nho']"
    found = policy(tmp_path, limits + "\nto = 2030-12-31\npapers = ['Đơn.']\nunverified = 'mức tiền.'")
    assert (found.key, found.state, found.valid_to) == ("mot-chinh-sach", "in_force", date(2030, 12, 31))
    assert found.basis == (Citation("17/2023/QH15", "23", "1"),)
    assert (found.place, found.age, found.members) == ("kho_khan", Span(0, 36), Span(7))
    assert (found.capital, found.sizes) == (Span(0, 10**9), {"nho"})
    assert (found.papers, found.unverified) == (("Đơn.",), "mức tiền.")


def test_left_out_limits_mean_everybody(tmp_path: Path) -> None:
    found = policy(tmp_path)
    assert (found.sectors, found.sizes, found.place, found.conditions) == (frozenset(), frozenset(), "any", ())
    assert all(span.is_open for span in (found.age, found.members, found.capital))


@pytest.mark.parametrize(
    ("extra", "changed", "message"),
    [
        ("", {"key": "'Có dấu'"}, "is not a key"),
        ("", {"key": ""}, "thu.toml: policy 1: key is missing"),
        ("", {"name": ""}, "name is missing"),
        ("", {"state": "'soon'"}, "state 'soon' is unknown; use one of in_force, ended, unverified"),
        ("", {"from": "'2024-07-01'"}, "from is not a date; write from = YYYY-MM-DD"),
        ("to = 2020-01-01", {}, "'to' is before 'from'"),
        ("", {"need": "['tiền']"}, "need 'tiền' is unknown"),
        ("", {"kinds": "[]"}, "kinds is not a list of texts"),
        ("sectors = ['farming']", {}, "sectors 'farming' is unknown"),
        ("place = 'vung-cao'", {}, "place 'vung-cao' is unknown"),
        ("age_months_max = '36'", {}, "is not a whole number"),
        ("members_min = true", {}, "is not a whole number"),
        ("members_min = 9\nmembers_max = 3", {}, "no number lies between 9 and 3"),
        ("members_min = -1", {}, "the smallest comes in _min"),
        ("conditions = ['Có đất.']", {}, "a condition cannot be read"),
        ("conditions = [{ text = 'Có đất.', test = 'land' }]", {}, "a condition cannot be read"),
        ("", {"what": "'Được vay.'"}, "what is not a list of texts"),
        ("", {"basis": "['Điều 23']"}, "names no article"),
        ("", {"basis": "['17/2023/QH15: khoản một']"}, "cannot read the citation 'khoản một'"),
        ("colour = 'red'", {}, "unknown field colour"),
        ("name = 'Hai tên'", {}, "not TOML"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, extra: str, changed: dict[str, str], message: str) -> None:
    with pytest.raises(ContentError) as failure:
        policy(tmp_path, extra, **changed)
    assert message in str(failure.value)
    assert "thu.toml" in failure.value.where


def test_same_key_in_two_files_is_refused(tmp_path: Path) -> None:
    write_record(tmp_path)
    (tmp_path / "policies" / "zz.toml").write_text(RECORD, encoding="utf-8")
    with pytest.raises(ContentError, match=r"already in thu\.toml"):
        load_policies(tmp_path)


def test_folder_without_policies_has_none(tmp_path: Path) -> None:
    assert load_policies(tmp_path) == []
    assert problems(tmp_path) == []


def test_right_record_has_no_finding(tmp_path: Path) -> None:
    write_record(tmp_path)
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("extra", "changed", "message"),
    [
        ("", {"basis": "['17/2023/QH15: Điều 116']"}, "has no Điều 116; correct the citation"),
        ("", {"basis": "['17/2023/QH15: điểm k khoản 1 Điều 23']"}, "has no điểm k"),
        ("", {"basis": "['1/1900/XX: Điều 1']"}, "is not in documents.toml"),
        ("", {"name": f"'{'a' * 61}'"}, "the name is 61 characters long"),
        ("", {"key": f"'{'a' * 41}'"}, "the key is longer than 40"),
        ("age_months_max = 36", {}, "the limit of age is not said"),
        ("sizes = ['nho']", {}, "the limit of size is not said"),
        ("conditions = [{ text = 'Ở vùng cao.', test = 'place' }]", {}, "tested by place, but no limit is set"),
        ("", {"state": "'ended'"}, "give its last day"),
        ("to = 2025-12-31", {"state": "'ended'"}, "say in 'after' what holds now"),
        ("to = 2025-12-31", {}, "it ended on 2025-12-31; write state = 'ended'"),
        ("", {"basis": "['23/2012/QH13: Điều 6']"}, "no document of its basis is in force"),
        ("", {"basis": "['156/2025/NĐ-CP: Điều 1']"}, "write state = 'unverified'"),
        ("", {"basis": "['17/2023/QH15: Điều 23', '156/2025/NĐ-CP: Điều 1']"}, "say in 'unverified'"),
        ("", {"state": "'unverified'"}, "say in 'unverified'"),
        ("", {"what": f"['{'từ ' * 30}']"}, "a sentence of 30 words"),
        ("", {"key": "'Có dấu'"}, "is not a key"),
    ],
)
def test_what_must_not_be_shipped_is_found(tmp_path: Path, extra: str, changed: dict[str, str], message: str) -> None:
    write_record(tmp_path, extra, **changed)
    assert any(message in problem for problem in problems(tmp_path))
