"""Versions of surveys: which is the newest, which open rounds use, who is in the middle of one."""

from sqlalchemy import func, select, update
from sqlmodel import col

from storage.surveys import SurveyVersion
from storage.tables.surveys import ResponseRow, RoundRow, SurveyVersionRow
from storage.unit import Unit, plains


def newest_versions(unit: Unit) -> list[SurveyVersion]:
    """The highest published version of each survey."""
    newest = (
        select(col(SurveyVersionRow.survey), func.max(col(SurveyVersionRow.version)).label("version"))
        .group_by(col(SurveyVersionRow.survey))
        .subquery()
    )
    query = select(SurveyVersionRow).join(
        newest,
        (newest.c.survey == col(SurveyVersionRow.survey)) & (newest.c.version == col(SurveyVersionRow.version)),
    )
    return plains(SurveyVersion, unit.session.scalars(query.order_by(col(SurveyVersionRow.survey))))


def use_version(unit: Unit, version: SurveyVersion) -> int:
    """Let new responses of the survey's open rounds begin with a version; how many rounds. Begun ones keep theirs."""
    statement = update(RoundRow).where(
        col(RoundRow.survey) == version.survey,
        col(RoundRow.state) == "open",
        col(RoundRow.survey_version_id) != version.id,
    )
    return unit.changed(statement.values(survey_version_id=version.id))


def count_in_progress(unit: Unit, survey: str) -> int:
    """Responses of a survey's open rounds that were begun and not sent."""
    query = (
        select(func.count())
        .select_from(ResponseRow)
        .join(RoundRow, col(RoundRow.id) == col(ResponseRow.round_id))
        .where(col(RoundRow.survey) == survey, col(RoundRow.state) == "open", col(ResponseRow.status) == "open")
    )
    return unit.session.scalar(query) or 0
