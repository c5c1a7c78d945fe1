"""Which cooperatives and which answers a round's results are made of."""

from datetime import timedelta

from handlers.results.aggregate import Results, aggregate
from handlers.results.figures import read_round
from handlers.survey.state import Answer, AnswerKind
from storage import cooperatives, members, people, surveys
from storage.engine import Database
from storage.surveys import Round
from storage.unit import Unit
from tests.app.results_rounds import CLOSED, MILLION, OPENED, add_cooperative, answer, fill, open_round

LATER = CLOSED + timedelta(days=30)


def results_of(unit: Unit, this: Round) -> Results:
    found = surveys.find_round(unit, this.id)
    assert found is not None
    return aggregate(read_round(unit, found, LATER, "Liên minh"))


def test_answers_come_back_as_figures(database: Database) -> None:
    with database.unit() as unit:
        this = fill(unit)
        surveys.close_round(unit, this.id, CLOSED)
        results = results_of(unit, this)
    assert (results.overall.counts.asked, results.overall.counts.submitted) == (4, 3)
    figure = results.overall.find("revenue").figure
    assert figure is not None
    assert figure.total == 7_750 * MILLION
    assert [group.name for group in results.places] == ["Xã Mường So", "Xã Phong Thổ"]
    assert results.facts.period_name == "6 tháng đầu năm 2026"
    assert (results.facts.is_open, results.facts.closed_at, results.facts.alliance) == (False, CLOSED, "Liên minh")


def test_an_answer_that_no_longer_applies_counts_nowhere(database: Database) -> None:
    with database.unit() as unit:
        this = open_round(unit)
        answer(unit, this, add_cooperative(unit, "A"), {"farming": "no", "land": "2500"})
        land = results_of(unit, this).overall.find("land")
    assert (land.answered, land.not_asked, land.figure) == (0, 1, None)


def test_no_data_and_the_notes_of_answers_survive_the_database(database: Database) -> None:
    with database.unit() as unit:
        this = open_round(unit)
        odd = Answer(AnswerKind.VALUE, 900, "900", "mới sáp nhập", was_doubted=True)
        answer(unit, this, add_cooperative(unit, "A"), {"members": odd, "workers": Answer(AnswerKind.NO_DATA)})
        results = results_of(unit, this)
    assert results.reports[0].answers["members"] == odd
    assert results.overall.find("workers").no_data == 1


def test_begun_is_partial_only_with_an_answer(database: Database) -> None:
    with database.unit() as unit:
        this = open_round(unit)
        answer(unit, this, add_cooperative(unit, "A"), {"members": 5}, submit=False)
        answer(unit, this, add_cooperative(unit, "B"), {}, submit=False)
        surveys.close_round(unit, this.id, CLOSED)
        counts = results_of(unit, this).overall.counts
    assert (counts.submitted, counts.partial, counts.silent) == (0, 1, 1)


def test_a_cooperative_listed_after_closing_was_not_asked(database: Database) -> None:
    with database.unit() as unit:
        this = fill(unit)
        surveys.close_round(unit, this.id, CLOSED)
        add_cooperative(unit, "Mới", CLOSED + timedelta(days=1))
        assert results_of(unit, this).overall.counts.asked == 4


def test_while_a_round_is_open_a_new_cooperative_is_asked(database: Database) -> None:
    with database.unit() as unit:
        this = fill(unit)
        add_cooperative(unit, "Mới", OPENED + timedelta(days=3))
        assert results_of(unit, this).overall.counts.asked == 5


def test_one_that_answered_and_was_dissolved_since_still_counts(database: Database) -> None:
    with database.unit() as unit:
        this = open_round(unit)
        gone, silent = add_cooperative(unit, "A"), add_cooperative(unit, "B")
        answer(unit, this, gone, {"members": 5})
        for item in (gone, silent):
            cooperatives.change(unit, item, {"state": "dissolved"}, LATER)
        counts = results_of(unit, this).overall.counts
    assert (counts.asked, counts.submitted) == (1, 1)


def test_a_trial_round_is_of_invented_cooperatives_whenever_they_were_made(database: Database) -> None:
    with database.unit() as unit:
        this = open_round(unit, is_trial=True)
        add_cooperative(unit, "Thử", LATER, is_trial=True)
        add_cooperative(unit, "Thật")
        surveys.close_round(unit, this.id, CLOSED)
        assert [report.name for report in results_of(unit, this).reports] == ["Thử"]


def test_reachable_means_that_somebody_there_takes_messages(database: Database) -> None:
    with database.unit() as unit:
        this = open_round(unit)
        for name, state in (("A", "active"), ("B", "blocked")):
            person, contact = people.meet(unit, "terminal", name, OPENED)
            members.join(unit, person.id, add_cooperative(unit, name), OPENED)
            people.set_contact_state(unit, contact.id, state)
        add_cooperative(unit, "C")
        assert {report.name: report.is_reachable for report in results_of(unit, this).reports} == {
            "A": True,
            "B": False,
            "C": False,
        }


def test_a_period_of_another_kind_is_shown_as_it_is_written(database: Database) -> None:
    with database.unit() as unit:
        this = open_round(unit)
        version = surveys.find_version(unit, this.survey_version_id)
        other, _ = surveys.open_round(unit, version, "tháng 7", OPENED, CLOSED)
        assert results_of(unit, other).facts.period_name == "tháng 7"


def test_an_answer_changed_later_is_marked_and_one_given_once_is_not(database: Database) -> None:
    with database.unit() as unit:
        this = open_round(unit)
        home = add_cooperative(unit, "A")
        answer(unit, this, home, {"members": 35, "workers": 3})
        answer(unit, this, home, {"members": 53})
        results = results_of(unit, this)
    assert results.reports[0].corrected == {"members"}
    assert (results.overall.find("members").corrected, results.overall.find("workers").corrected) == (1, 0)


def test_figures_are_compared_with_the_period_before_and_the_year_before(database: Database) -> None:
    with database.unit() as unit:
        this = open_round(unit)
        version = surveys.find_version(unit, this.survey_version_id)
        home = add_cooperative(unit, "A")
        for period, value in (("2025-H2", 20), ("2025-H1", 10)):
            past, _ = surveys.open_round(unit, version, period, OPENED, CLOSED)
            answer(unit, past, home, {"members": value})
        answer(unit, this, home, {"members": 25})
        changes = results_of(unit, this).overall.find("members").changes
    assert {name: (change.before, change.now) for name, change in changes.items()} == {
        "previous": (20, 25),
        "last_year": (10, 25),
    }


def test_former_district_comes_from_the_directorys_own_address(database: Database) -> None:
    with database.unit() as unit:
        this = open_round(unit)
        add_cooperative(unit, "A", old_place="Bản Vàng, xã Mường So, huyện Phong Thổ")
        add_cooperative(unit, "B", old_place="Xã Mường So")
        results = results_of(unit, this)
    assert [group.name for group in results.districts] == ["huyện Phong Thổ", "Chưa rõ huyện cũ"]
