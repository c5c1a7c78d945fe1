"""Places before and after the mergers of 01/07/2025, against a small invented country."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.directory.addresses import read_address
from handlers.directory.findings import Doubt
from handlers.directory.gazetteer import Gazetteer, OldWard, Ward, load_gazetteer, plain_name
from handlers.directory.places import Place, find_place, find_province

PROVINCES = {12: "Lai Châu", 8: "Tuyên Quang", 79: "Thành phố Hồ Chí Minh"}
WARDS = (
    Ward(1, "Xã Phong Thổ", 12),
    Ward(2, "Xã Khổng Lào", 12),
    Ward(3, "Xã Bản Bo", 12),
    Ward(4, "Phường Tân Phong", 12),
    Ward(5, "Xã Mường Mô", 12),
    Ward(6, "Xã Hòa Bình", 8),
    Ward(7, "Phường Hòa Bình", 79),
    Ward(8, "Phường Bàn Cờ", 79),
    Ward(9, "Xã Mường Tè", 12),
    Ward(10, "Xã Bum Tở", 12),
)
OLD = (
    OldWard("Xã Bản Lang", "Huyện Phong Thổ", "Tỉnh Lai Châu", 12, (2,)),
    OldWard("Xã Khổng Lào", "Huyện Phong Thổ", "Tỉnh Lai Châu", 12, (2,)),
    OldWard("Xã Mường So", "Huyện Phong Thổ", "Tỉnh Lai Châu", 12, (1,)),
    OldWard("Thị trấn Phong Thổ", "Huyện Phong Thổ", "Tỉnh Lai Châu", 12, (1,)),
    OldWard("Xã Bản Bo", "Huyện Tam Đường", "Tỉnh Lai Châu", 12, (3,)),
    OldWard("Xã Chia Đôi", "Huyện Tam Đường", "Tỉnh Lai Châu", 12, (3, 4)),
    OldWard("Xã Mường Mô", "Huyện Tam Đường", "Tỉnh Lai Châu", 12, (3,)),
    OldWard("Phường 1", "Quận 3", "Thành phố Hồ Chí Minh", 79, (8,)),
    OldWard("Thị trấn Mường Tè", "Huyện Mường Tè", "Tỉnh Lai Châu", 12, (10,)),
    OldWard("Xã Mường Tè", "Huyện Mường Tè", "Tỉnh Lai Châu", 12, (9,)),
)
COUNTRY = Gazetteer(PROVINCES, WARDS, OLD)
TODAY_ONLY = Gazetteer(PROVINCES, WARDS)


def place(text: str, province: int | None = 12, country: Gazetteer = COUNTRY) -> Place | Doubt:
    return find_place(country, read_address({"address": text}), province)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("xã Khổng Lào", 2),
        ("Xã Khổng Lào, tỉnh Lai Châu", 2),
        ("thôn 3, xã Bản Bo", 3),
        ("Bản Bo", 3),
        ("P. Tân Phong, TP. Lai Châu, Lai Châu", None),
        ("phuong Tan Phong", 4),
        ("xã Bản Lang, huyện Phong Thổ, tỉnh Lai Châu", 2),
        ("xa Ban Lang huyen Phong Tho tinh Lai Chau", 2),
        ("X. Mường So, H. Phong Thổ", 1),
        ("Mường So - Phong Thổ - Lai Châu", 1),
        ("TT Phong Thổ", 1),
        ("thị trấn Mường Tè, huyện Mường Tè", 10),
        ("xã Mường Tè, huyện Mường Tè", 9),
        ("xã Mường Mô, huyện Tam Đường", 3),
    ],
)
def test_ward_of_today_is_found(text: str, code: int | None) -> None:
    found = place(text)
    if code is None:
        assert isinstance(found, Doubt)
        assert "Lai Châu" in found.reason
    else:
        assert isinstance(found, Place)
        assert (found.ward_code, found.check) == (code, "")


def test_ward_of_a_numbered_district_is_found() -> None:
    found = place("P.01, Q.3, TP. HCM", None)
    assert isinstance(found, Place)
    assert found.ward_name == "Phường Bàn Cờ"


def test_ward_that_was_divided_is_reported_with_its_parts() -> None:
    found = place("xã Chia Đôi, huyện Tam Đường")
    assert isinstance(found, Doubt)
    assert "divided between Xã Bản Bo" in found.reason


def test_name_of_two_wards_is_reported_without_a_province() -> None:
    assert isinstance(place("Hòa Bình", None), Doubt)


def test_type_and_province_tell_namesakes_apart() -> None:
    for text in ("phường Hòa Bình", "Hòa Bình, TP Hồ Chí Minh", "Hòa Bình, Sài Gòn"):
        found = place(text, None)
        assert isinstance(found, Place), text
        assert found.ward_code == 7


def test_name_of_today_that_was_another_ward_before_is_to_be_checked() -> None:
    found = place("xã Mường Mô")
    assert isinstance(found, Place)
    assert found.ward_code == 5
    assert "Huyện Tam Đường" in found.check


@pytest.mark.parametrize("text", ["xã Khổng Lao", "xã Khổng Làoo", "xã KhổngLào"])
def test_slip_in_a_name_is_read_and_to_be_checked(text: str) -> None:
    found = place(text)
    assert isinstance(found, Place)
    assert found.ward_code == 2
    assert "was read as" in found.check or text == "xã Khổng Lao"


def test_short_names_that_differ_in_a_word_are_two_places() -> None:
    assert isinstance(place("xã Mường Ma"), Doubt)


def test_hamlet_like_ward_with_its_district_is_to_be_checked() -> None:
    found = place("Bản Bo, Tam Đường")
    assert isinstance(found, Place)
    assert found.ward_code == 3


@pytest.mark.parametrize("text", ["", "tỉnh Lai Châu", "huyện Phong Thổ", "xã Không Đâu", "xã Bản Lang, huyện Lạ Lùng"])
def test_what_names_no_known_ward_is_reported(text: str) -> None:
    assert isinstance(place(text), Doubt)


def test_unknown_province_is_reported_rather_than_ignored() -> None:
    found = place("xã Bản Bo, tỉnh Xứ Lạ")
    assert isinstance(found, Doubt)
    assert "Xứ Lạ" in found.reason


def test_without_units_from_before_a_district_is_told_to_be_checked() -> None:
    found = place("xã Khổng Lào, huyện Phong Thổ", country=TODAY_ONLY)
    assert isinstance(found, Place)
    assert "name alone" in found.check
    assert isinstance(place("xã Bản Lang, huyện Phong Thổ", country=TODAY_ONLY), Doubt)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Lai Châu", 12),
        ("tỉnh lai chau", 12),
        ("Hà Giang", 8),
        ("TP HCM", 79),
        ("Bình Dương", 79),
        ("Lai Chau.", 12),
        ("Xứ Lạ", None),
    ],
)
def test_province_is_found_by_its_names_of_today_and_before(name: str, code: int | None) -> None:
    assert find_province(COUNTRY, name) == code


def test_columns_of_their_own_go_before_the_address() -> None:
    address = read_address({"address": "thôn 2, xã Mường So", "ward": "Bản Bo", "district": "Tam Đường"})
    assert (address.ward, address.district) == ("Bản Bo", "Tam Đường")


@given(st.text(max_size=80))
def test_any_text_gives_a_place_or_a_reason(text: str) -> None:
    found = place(text, None)
    assert isinstance(found, Place) or (found.reason and found.remedy)


@given(st.sampled_from(WARDS))
def test_every_ward_is_found_by_its_own_name_and_province(ward: Ward) -> None:
    found = place(f"{ward.name}, {PROVINCES[ward.province_code]}", None)
    assert isinstance(found, Place)
    assert found.ward_code == ward.code


@pytest.mark.parametrize(
    ("name", "plain"), [("Xã Xa Dung", "xa dung"), ("Phường 01", "1"), ("TP. Huế", "hue"), ("Quận Ba Đình", "ba dinh")]
)
def test_type_of_a_unit_is_no_part_of_its_plain_name(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_installed_package_holds_the_units_of_today() -> None:
    real = load_gazetteer()
    assert (len(real.provinces), len(real.wards)) == (34, 3321)
    lai_chau = find_province(real, "Lai Châu")
    found = find_place(real, read_address({"address": "Xã Khổng Lào, huyện Phong Thổ"}), lai_chau)
    assert isinstance(found, Place)
    assert found.ward_name == "Xã Khổng Lào"
    assert bool(found.check) is not real.knows_old
