"""Cooperatives that were divided."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import id_field, time_field


class CooperativeSplitRow(SQLModel, table=True):
    """That a part left a cooperative and reports for itself since. Rows are only ever added.

    `answers_with` is whose the answers in progress have been since, None when there were none. `people` and `codes` say
    how many went to the part. `person_id` is who of the staff did it; None: by command.
    """

    __tablename__ = "cooperative_split"

    id: int | None = id_field()
    cooperative_id: int = Field(foreign_key="cooperative.id", index=True)
    part_id: int = Field(foreign_key="cooperative.id", index=True)
    answers_with: int | None = Field(default=None, foreign_key="cooperative.id")
    old_name: str
    people: int = 0
    codes: int = 0
    person_id: int | None = Field(default=None, foreign_key="person.id")
    split_at: datetime = time_field()
