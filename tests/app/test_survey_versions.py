"""A round in which people answer two versions, and figures compared with all earlier periods."""

import io
import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from docx import Document
from openpyxl import load_workbook

from handlers.results.aggregate import Results, aggregate
from handlers.results.figures import read_round
from handlers.results.outside import hide_small
from handlers.results.report_json import write_report
from handlers.results.sender import Sender
from handlers.results.word.report import build_report
from handlers.results.workbook import build_workbook
from handlers.survey.catalogue import adopt
from handlers.survey.load import load_shipped
from handlers.survey.state import Answer, AnswerKind
from handlers.texts import rounds as words
from storage import splitting, surveys
from storage.splitting import Division
from tests.stage import Stage

STAFF = "cán bộ"


async def answer(stage: Stage, who: str, *texts: str) -> None:
    for text in ("/khaosat", *texts):
        await stage.says(who, text)


async def open_round(stage: Stage) -> None:
    await stage.says(STAFF, "/modot")
    for label in ("6 tháng cuối năm 2026", "7 ngày", words.OPEN):
        await stage.presses(STAFF, label)


async def test_both_versions_of_a_round_are_counted_and_the_notes_say_so(stage: Stage) -> None:
    stage.staff()
    for who in ("lan", "minh"):
        stage.manager(who, stage.cooperative(f"HTX {who}"))
    await open_round(stage)
    await answer(stage, "lan", "1", "35", "12", "1,2 tỷ", "đúng", "1", "gửi luôn")
    shipped = load_shipped()["half_year"]
    state, members, workers, *rest = shipped.questions
    renamed = replace(members, key="people", was=("members",))
    rest = [replace(one, skip_when=(), not_more_than=None, sums_to=None) for one in rest]
    newer = replace(shipped, version=shipped.version + 1, questions=(state, renamed, *rest))
    with stage.database.unit() as unit:
        adopt(unit, newer, stage.now)
    await answer(stage, "minh", "1", "40", "2 tỷ", "đúng", "1", "gửi luôn")
    with stage.database.reading() as unit:
        this = surveys.rounds(unit, "open")[0]
        results = aggregate(read_round(unit, this, stage.now))
    people = results.overall.find("people")
    dropped = results.overall.find(f"workers_v{shipped.version}")
    assert people.figure is not None
    assert (people.answered, people.figure.total) == (2, 75)
    assert dropped.figure is not None
    assert (dropped.answered, dropped.not_asked, dropped.figure.total) == (1, 1, 12)
    assert any("mẫu cũ" in line for line in results.facts.mixed)
    assert any(workers.label in line for line in results.facts.mixed)
    check_files(results, shipped.version)


def check_files(results: Results, older: int) -> None:
    """Each file that leaves the desk says which versions were answered, and what only one of them asked."""
    told = json.loads(write_report(hide_small(results)))["round"]["versions"]
    assert [(one["version"], one["reports"]) for one in told] == [(older + 1, 1), (older, 1)]
    assert f"workers_v{older}" not in told[0]["asks"]
    assert f"workers_v{older}" in told[1]["asks"]
    document = Document(io.BytesIO(build_report(results, Sender("Liên minh HTX tỉnh Lai Châu", "Lai Châu"))))
    paragraphs = [one.text for one in document.paragraphs]
    assert any(f"mẫu số {older} và {older + 1}" in line for line in paragraphs)
    assert sum("mẫu cũ" in line for line in paragraphs) >= 2
    notes = load_workbook(io.BytesIO(build_workbook(results))).worksheets
    cells = [str(cell.value) for sheet in notes for row in sheet.iter_rows() for cell in row]
    assert any("trả lời theo mẫu cũ" in cell for cell in cells)


def tell_earlier(stage: Stage, figures: dict[str, int]) -> None:
    """Closed rounds in which HTX Rau said these numbers of members."""
    definition = load_shipped()["half_year"]
    with stage.database.unit() as unit:
        version = surveys.publish(unit, definition.key, definition.version, definition.to_json(), stage.now)
        for period, members in sorted(figures.items()):
            begun = stage.now - timedelta(days=30)
            this, _ = surveys.open_round(unit, version, period, begun, begun + timedelta(days=7))
            response = surveys.begin_response(unit, this, 1, {}, begun)
            said = Answer(AnswerKind.VALUE, members, str(members)).to_json()
            surveys.record_answer(unit, response.id, "members", said, "", None, begun)
            surveys.submit(unit, response.id, f"BC{period}", begun)
            surveys.close_round(unit, this.id, begun + timedelta(days=7))


@pytest.fixture
async def known(stage: Stage) -> Stage:
    """HTX Rau, whose number of members rises and falls with the season."""
    stage.staff()
    stage.manager("lan", stage.cooperative("HTX Rau"))
    tell_earlier(stage, {"2024-H2": 20, "2025-H1": 200, "2025-H2": 22, "2026-H1": 210})
    await open_round(stage)
    await answer(stage, "lan", "1")
    return stage


async def test_what_was_so_two_periods_ago_is_not_doubted(known: Stage) -> None:
    heard = await known.says("lan", "21")
    assert "Câu 3/5" in heard[-1]


async def test_what_never_was_so_is_doubted_with_the_nearest_that_was(known: Stage) -> None:
    heard = await known.says("lan", "2100")
    assert "số cao nhất từ trước đến nay (210 người, 6 tháng đầu năm 2026)" in heard[-1]
    assert "thừa số 0" in heard[-1]
    await known.says("lan", "đúng, mới gộp ba xã")
    with known.database.reading() as unit:
        this = surveys.rounds(unit, "open")[0]
        response = surveys.find_response_of(unit, this.id, 1)
        assert response is not None
        told = Answer.from_json(surveys.answers_of(unit, response.id)["members"])
    assert (told.number, told.was_doubted, told.note) == (Decimal(2100), True, "mới gộp ba xã")


async def test_nothing_from_before_a_split_is_held_against_a_part(known: Stage) -> None:
    part = known.cooperative("HTX Chè")
    with known.database.unit() as unit:
        splitting.split(unit, Division(1, part), None, known.now)
    heard = await known.says("lan", "2100")
    assert "Câu 3/5" in heard[-1]


def send_in(stage: Stage, round_id: int, version_id: int, home: int, answers: dict[str, int]) -> None:
    """A report that was sent in a version, as it is stored."""
    with stage.database.unit() as unit:
        this = surveys.find_round(unit, round_id)
        assert this is not None
        this = replace(this, survey_version_id=version_id)
        response = surveys.begin_response(unit, this, home, {}, stage.now)
        for key, number in answers.items():
            said = Answer(AnswerKind.VALUE, number, str(number)).to_json()
            surveys.record_answer(unit, response.id, key, said, "", None, stage.now)
        surveys.submit(unit, response.id, f"BC{response.id}", stage.now)


async def test_place_among_peers_goes_by_the_version_each_report_has(stage: Stage) -> None:
    """Renamed since: the same figure. Asked in another unit since: no peer of the new one."""
    shipped = load_shipped()["half_year"]
    _, members, workers, *_ = shipped.questions
    asked = (replace(members, compare=True), replace(workers, compare=True))
    shipped = replace(shipped, parts=shipped.parts[:1])
    older = replace(shipped, questions=asked)
    renamed, in_days = replace(asked[0], key="people", was=("members",)), replace(asked[1], unit="ngày công")
    newer = replace(shipped, version=shipped.version + 1, questions=(renamed, in_days))
    homes = [stage.cooperative(f"HTX {number}", sector="agriculture") for number in range(6)]
    stage.manager("lan", homes[0])
    with stage.database.unit() as unit:
        versions = [surveys.publish(unit, one.key, one.version, one.to_json(), stage.now) for one in (older, newer)]
        closes = stage.now + timedelta(days=7)
        this, _ = surveys.open_round(unit, versions[1], "2026-H2", stage.now, closes)
    send_in(stage, this.id, versions[0].id, homes[0], {"members": 60, "workers": 9})
    for number, home in enumerate(homes[1:], 1):
        send_in(stage, this.id, versions[1].id, home, {"people": number * 10, "workers": number * 100})
    sent = [one.outgoing.text for one in await stage.waits(days=8) if one.to == "lan"]
    told = next(text for text in sent if "so với các hợp tác xã cùng ngành" in text)
    assert f"{members.label}: 60 người, cao hơn phần lớn (so với 5 nơi)" in told
    assert workers.label not in told
