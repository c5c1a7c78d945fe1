"""Which cooperatives a typed name means."""

from handlers.directory.lookup import find_by_name, find_named
from knowledge.vietnamese import fold
from storage import cooperatives
from storage.cooperatives import CooperativeFacts
from storage.engine import Database
from tests.storage.rows import NOW

NAMES = ("HTX Rau sạch Mường So", "HTX Vận tải Tân Phong", "HTX Nông nghiệp Tân Phong", "HTX Chè Bản Bo")


def directory(database: Database) -> dict[str, int]:
    with database.unit() as unit:
        return {name: cooperatives.add(unit, CooperativeFacts(name, fold(name).lower()), NOW) for name in NAMES}


def test_part_of_a_name_without_accents_is_enough(database: Database) -> None:
    directory(database)
    with database.reading() as unit:
        assert [item.name for item in find_by_name(unit, "RAU SACH")] == ["HTX Rau sạch Mường So"]


def test_name_that_two_have_offers_both(database: Database) -> None:
    directory(database)
    with database.reading() as unit:
        assert {item.name for item in find_by_name(unit, "tan phong")[:2]} == set(NAMES[1:3])


def test_only_names_that_are_surely_meant_are_taken_from_a_list(database: Database) -> None:
    ids = directory(database)
    with database.reading() as unit:
        found, unknown = find_named(unit, ["che ban bo", " ", "Tân Phong", "Mây tre đan Hà Giang"])
    assert found == [ids["HTX Chè Bản Bo"]]
    assert unknown == ["Tân Phong", "Mây tre đan Hà Giang"]
