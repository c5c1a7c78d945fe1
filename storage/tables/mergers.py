"""Cooperatives that became part of another one."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import id_field, json_field, time_field


class CooperativeMergerRow(SQLModel, table=True):
    """That a cooperative is part of another one since. Rows are only ever added.

    `rounds` are the open rounds in which it had answers -> what became of them: moved | apart | aside. `people` and
    `codes` say how many went over. `person_id` is who of the staff did it; None: by command.
    """

    __tablename__ = "cooperative_merger"

    id: int | None = id_field()
    gone_id: int = Field(foreign_key="cooperative.id", index=True)
    into_id: int = Field(foreign_key="cooperative.id", index=True)
    rounds: dict[str, str] = json_field()
    people: int = 0
    codes: int = 0
    person_id: int | None = Field(default=None, foreign_key="person.id")
    merged_at: datetime = time_field()
