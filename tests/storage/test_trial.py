"""Trial mode on both databases: made once, shown again, taken out without touching what is real."""

from datetime import UTC, datetime, timedelta

import pytest
import vietnam_provinces
from pydantic import SecretStr

from bot.settings import Settings
from bot.trial import prepare_trial
from handlers import trial
from handlers.survey.course import applicable, is_complete
from handlers.survey.load import from_json, load_shipped
from handlers.survey.state import DONE, Answer, AnswerKind, State
from handlers.texts.sectors import SECTORS
from storage import cooperatives, invites, members, mergers, notes, outbox, people, surveys
from storage.cooperatives import CooperativeFacts
from storage.engine import Database
from storage.mergers import Merger
from storage.outbox import NewMessage
from storage.surveys import Round
from storage.trial import JOINED, remember_staff, remove
from storage.unit import Unit

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
SETTINGS = Settings()


@pytest.fixture
def started(database: Database) -> Database:
    prepare_trial(database, SETTINGS, NOW)
    return database


def rounds(unit: Unit) -> tuple[Round, Round]:
    """The open one, the finished one."""
    current, past = surveys.rounds(unit)
    return current, past


def staff_code(unit: Unit) -> str:
    return trial.trial_codes(unit)[0][1]


def join_staff(unit: Unit, address: str, code: str) -> int:
    person, _ = people.meet(unit, "web", address, NOW)
    remember_staff(unit, person.id, code)
    members.make_staff(unit, person.id, "admin", NOW)
    return person.id


def test_new_database_gets_thirty_cooperatives_with_codes(started: Database) -> None:
    with started.reading() as unit:
        everything = cooperatives.everything(unit)
        codes = trial.trial_codes(unit)
    assert len(everything) == 30
    assert all(item.is_trial and item.name.endswith("(dùng thử)") for item in everything)
    assert len({item.sector for item in everything}) >= 6
    assert [name for name, _ in codes] == ["Cán bộ Liên minh", *(item.name for item in everything)]
    assert len({code for _, code in codes}) == 31


def test_staff_code_makes_an_administrator(started: Database) -> None:
    with started.reading() as unit:
        found = members.find_invite(unit, staff_code(unit))
    assert found is not None
    assert (found.purpose, found.role, found.cooperative_id) == ("staff", "admin", None)


def test_next_start_prints_the_same_codes(database: Database) -> None:
    first = prepare_trial(database, SETTINGS, NOW)
    assert first.startswith("TRIAL MODE")
    assert "python -m scripts.trial --remove" in first
    assert prepare_trial(database, SETTINGS, NOW + timedelta(days=1)) == first
    with database.reading() as unit:
        assert cooperatives.count(unit) == 30


def test_a_telegram_token_means_no_trial(database: Database) -> None:
    assert prepare_trial(database, Settings(telegram_token=SecretStr("1:a")), NOW) == ""
    with database.reading() as unit:
        assert cooperatives.count(unit) == 0
        assert trial.trial_codes(unit) == []


@pytest.mark.parametrize("used_by", ["person", "cooperative"])
def test_a_database_in_use_is_left_alone(database: Database, used_by: str) -> None:
    with database.unit() as unit:
        if used_by == "person":
            people.meet(unit, "web", "a", NOW)
        else:
            cooperatives.add(unit, CooperativeFacts("HTX A", "a"), NOW)
    assert prepare_trial(database, SETTINGS, NOW) == ""
    with database.reading() as unit:
        assert cooperatives.trial_ids(unit) == []


@pytest.mark.parametrize(
    ("now", "past_period", "period"),
    [
        (datetime(2026, 11, 20, tzinfo=UTC), "2026-H1", "2026-H2"),
        (datetime(2026, 7, 2, tzinfo=UTC), "2026-H1", "2026-H2"),
        (datetime(2027, 3, 1, tzinfo=UTC), "2026-H2", "2027-H1"),
    ],
)
def test_one_round_is_finished_and_one_open(database: Database, now: datetime, past_period: str, period: str) -> None:
    prepare_trial(database, SETTINGS, now)
    with database.reading() as unit:
        current, past = rounds(unit)
    assert (current.period, current.state, current.is_trial) == (period, "open", True)
    assert (current.opens_at, current.closes_at) == (now, now + timedelta(days=14))
    assert (past.period, past.state, past.is_trial) == (past_period, "closed", True)
    assert past.opens_at < past.closes_at < now
    assert past.closed_at == past.closes_at


def test_twenty_four_of_thirty_answered_the_past_round(started: Database) -> None:
    with started.reading() as unit:
        _, past = rounds(unit)
        responses = surveys.responses_in(unit, past.id)
        answers = surveys.answers_in(unit, past.id)
    assert sorted(one.status for one in responses) == ["partial"] * 2 + ["submitted"] * 24
    assert all(past.opens_at < one.started_at < past.closes_at for one in responses)
    kinds = [Answer.from_json(one.value).kind for one in answers]
    assert kinds.count(AnswerKind.NO_DATA) == 2
    assert kinds.count(AnswerKind.VALUE) > 300


def test_stored_answers_are_what_the_engine_would_have_stored(started: Database) -> None:
    with started.reading() as unit:
        _, past = rounds(unit)
        definition = from_json(surveys.find_version(unit, past.survey_version_id).definition)
        assert definition == load_shipped()["half_year"]
        for response in surveys.responses_in(unit, past.id):
            state = State.from_json(response.progress)
            stored = surveys.answers_of(unit, response.id)
            assert stored == {key: answer.to_json() for key, answer in state.answers.items()}
            assert set(state.answers) <= {question.key for question in applicable(definition, state)}
            assert state.is_submitted is (response.status == "submitted")
            assert is_complete(definition, state) is state.is_full
            assert (state.at == DONE) is state.is_submitted


def test_invented_figures_are_within_the_limits_of_the_questions() -> None:
    definition = load_shipped()["half_year"]
    for one in trial.read_invented():
        for key, answer in one.answers.items():
            question = definition.get(key)
            number = answer.number if question.number_kind else None
            if number is not None:
                assert question.minimum is None or number >= question.minimum, (one.facts.name, key)
                assert question.maximum is None or number <= question.maximum, (one.facts.name, key)
            elif question.choices and answer.kind is AnswerKind.VALUE:
                assert answer.value in {choice.key for choice in question.choices}, (one.facts.name, key)


def test_invented_places_and_sectors_are_real_ones() -> None:
    wards = {int(ward.code.value): ward for ward in vietnam_provinces.Ward.iter_all()}
    for one in trial.read_invented():
        ward = wards[one.facts.ward_code or 0]
        assert (ward.name, int(ward.province_code.value)) == (one.facts.ward_name, one.facts.province_code)
        assert one.facts.sector in SECTORS


def test_removal_takes_out_everything_invented(started: Database) -> None:
    with started.unit() as unit:
        person = join_staff(unit, "tester", staff_code(unit))
        member, _ = people.meet(unit, "web", "manager", NOW)
        members.join(unit, member.id, cooperatives.trial_ids(unit)[0], NOW)
        code = staff_code(unit)
    with started.unit() as unit:
        removed = remove(unit, NOW)
    assert (removed.cooperatives, removed.rounds, removed.responses, removed.staff) == (30, 2, 26, 1)
    with started.reading() as unit:
        assert cooperatives.count(unit) == 0
        assert surveys.rounds(unit) == []
        assert members.staff_role(unit, person) is None
        assert members.cooperatives_of(unit, member.id) == []
        assert members.find_invite(unit, code) is None
        assert trial.trial_codes(unit) == []
        assert notes.read(unit, f"{JOINED}{person}") is None


def test_after_removal_the_trial_does_not_come_back(started: Database) -> None:
    with started.unit() as unit:
        remove(unit, NOW)
    assert prepare_trial(started, SETTINGS, NOW) == ""


def test_removal_keeps_what_is_real(started: Database) -> None:
    with started.unit() as unit:
        real = cooperatives.add(unit, CooperativeFacts("HTX Thật", "that"), NOW)
        code = members.invite(unit, "cooperative", NOW, uses=3, cooperative_id=real)
        own_code = members.invite(unit, "staff", NOW, uses=1, role="admin")
        officer = join_staff(unit, "officer", own_code)
        both = join_staff(unit, "both", staff_code(unit))
        remember_staff(unit, both, own_code)
        member, _ = people.meet(unit, "web", "manager", NOW)
        members.join(unit, member.id, real, NOW)
    with started.unit() as unit:
        assert remove(unit, NOW).staff == 0
    with started.reading() as unit:
        assert [item.id for item in cooperatives.everything(unit)] == [real]
        assert members.cooperatives_of(unit, member.id) == [real]
        assert members.find_invite(unit, code) is not None
        assert {one.person_id for one in invites.staff_members(unit)} == {officer, both}


def test_round_that_a_real_cooperative_answers_becomes_a_real_one(started: Database) -> None:
    with started.unit() as unit:
        real = cooperatives.add(unit, CooperativeFacts("HTX Thật", "that"), NOW)
        current, _ = rounds(unit)
        mine = surveys.begin_response(unit, current, real, {}, NOW)
        surveys.record_answer(unit, mine.id, "members", {"kind": "value", "value": 5, "raw": "5"}, "5", None, NOW)
        surveys.begin_response(unit, current, cooperatives.trial_ids(unit)[0], {}, NOW)
    with started.unit() as unit:
        removed = remove(unit, NOW)
    assert (removed.rounds, removed.kept_rounds) == (1, 1)
    with started.reading() as unit:
        [kept] = surveys.rounds(unit)
        assert (kept.id, kept.is_trial) == (current.id, False)
        assert [one.cooperative_id for one in surveys.responses_in(unit, kept.id)] == [real]
        assert list(surveys.answers_of(unit, mine.id)) == ["members"]


def test_waiting_invitations_to_a_trial_round_are_not_sent_after_it(started: Database) -> None:
    with started.unit() as unit:
        person, contact = people.meet(unit, "web", "manager", NOW)
        current, _ = rounds(unit)
        cooperative = cooperatives.trial_ids(unit)[0]
        keys = {
            "prompt": f"prompt:{current.id}:{cooperative}:{person.id}",
            "reminder": f"reminder:{current.id}:3d:{cooperative}:{person.id}",
            "announcement": f"broadcast:1:{person.id}",
        }
        for purpose, key in keys.items():
            message = NewMessage("web", contact.address, {}, NOW, NOW, contact.id, "bulk", purpose, key)
            outbox.put(unit, [message])
    with started.unit() as unit:
        remove(unit, NOW)
    with started.unit() as unit:
        claimed = outbox.claim(unit, "bulk", "web", "w", NOW, 10)
    assert [one.purpose for one in claimed] == ["announcement"]


def test_invented_cooperatives_that_were_merged_are_taken_out_too(started: Database) -> None:
    with started.unit() as unit:
        first, second, *_ = cooperatives.trial_ids(unit)
        mergers.merge(unit, Merger(first, second), None, NOW)
    with started.unit() as unit:
        assert remove(unit, NOW).cooperatives == 30
        assert cooperatives.count(unit) == 0
        assert mergers.mergers_of(unit, second) == []
