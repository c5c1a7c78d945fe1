"""Codes that let people in, and who belongs where."""

import pytest

from storage import members
from storage.engine import Database
from storage.members import Invite, Refusal
from tests.storage.race import together
from tests.storage.rows import DAY, HOUR, NOW, SECOND, contact, cooperative


def invite(database: Database, home: int, uses: int = 1, **options: object) -> str:
    with database.unit() as unit:
        return members.invite(unit, "cooperative", NOW, uses=uses, cooperative_id=home, **options)  # type: ignore[arg-type]


def use(database: Database, code: str, at: object = NOW) -> Invite | Refusal:
    with database.unit() as unit:
        return members.use_invite(unit, code, at)  # type: ignore[arg-type]


def test_last_use_of_a_code_goes_to_one_of_two(database: Database) -> None:
    code = invite(database, cooperative(database))
    used = together(*[lambda: use(database, code)] * 3)
    assert used.count(Refusal.USED_UP) == 2


def test_code_lets_in_as_many_as_it_says(database: Database) -> None:
    code = invite(database, cooperative(database), uses=2)
    assert [isinstance(use(database, code), Invite) for _ in range(3)] == [True, True, False]


def test_expired_code_is_refused_and_loses_no_use(database: Database) -> None:
    code = invite(database, cooperative(database), expires_at=NOW + HOUR)
    assert use(database, code, NOW + HOUR + SECOND) is Refusal.EXPIRED
    assert isinstance(use(database, code, NOW + HOUR), Invite)


def test_unknown_code_is_refused(database: Database) -> None:
    assert use(database, "ABC234") is Refusal.UNKNOWN


@pytest.mark.parametrize("typed", ["abc234", " ABC-234 ", "AbC 234", "ABC.234"])
def test_code_is_read_however_it_is_typed(typed: str) -> None:
    assert members.normal_code(typed) == "ABC234"
    assert members.looks_like_code(typed.strip())


@pytest.mark.parametrize(
    "typed", ["ABCDEF", "234567", "ABC23", "ABC2345", "ABC10O", "htx la gi", "điều 23", "", "A B C 2 3 4"]
)
def test_other_words_are_not_taken_for_a_code(typed: str) -> None:
    assert not members.looks_like_code(typed)


def test_every_new_code_looks_like_one(database: Database) -> None:
    home = cooperative(database)
    assert all(members.looks_like_code(invite(database, home)) for _ in range(50))


def test_newest_usable_code_of_a_cooperative_is_found(database: Database) -> None:
    home = cooperative(database)
    code = invite(database, home)
    with database.reading() as unit:
        found = members.invite_of(unit, home)
    assert found is not None
    assert found.code == code
    use(database, code)
    with database.reading() as unit:
        assert members.invite_of(unit, home) is None


def test_person_joins_once_leaves_and_joins_again(database: Database) -> None:
    person, home = contact(database).person_id, cooperative(database)
    with database.unit() as unit:
        assert members.join(unit, person, home, NOW)
        assert not members.join(unit, person, home, NOW)
        members.leave(unit, person, home, NOW)
        assert members.cooperatives_of(unit, person) == []
        assert members.members_of(unit, home) == []
        assert members.join(unit, person, home, NOW + DAY)
        assert members.cooperatives_of(unit, person) == [home]


def test_cooperatives_come_in_the_order_of_joining(database: Database) -> None:
    person, first, second = contact(database).person_id, cooperative(database, "B"), cooperative(database, "A")
    with database.unit() as unit:
        members.join(unit, person, second, NOW)
        members.join(unit, person, first, NOW + HOUR)
        assert members.cooperatives_of(unit, person) == [second, first]


def test_staff_role_can_change_end_and_return(database: Database) -> None:
    person = contact(database).person_id
    with database.unit() as unit:
        assert members.staff_role(unit, person) is None
        members.make_staff(unit, person, "officer", NOW)
        members.make_staff(unit, person, "admin", NOW)
        assert members.staff_role(unit, person) == "admin"
        assert members.end_staff(unit, person, NOW)
        assert not members.end_staff(unit, person, NOW)
        assert members.all_staff(unit) == []
        members.make_staff(unit, person, "officer", NOW)
        assert [(item.person_id, item.role) for item in members.all_staff(unit)] == [(person, "officer")]
