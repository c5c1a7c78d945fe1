"""When rounds are opened by themselves, and who asked to be reminded later."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from storage.tables.columns import id_field, json_field, time_field


class CalendarRow(SQLModel, table=True):
    """A survey asked again and again. Its rounds are rows of their own, unique by survey and period."""

    __tablename__ = "calendar"

    id: int | None = id_field()
    survey: str
    frequency: str  # once | week | month | quarter | half_year | year
    first_day: date
    days_open: int
    reminders: list[int] = json_field()  # days after opening; below 0: before closing
    asks: int = 0  # 0: the period the opening day is in; -1: the one before
    quiet_from: int | None = None  # hours in Vietnam; None: as everywhere
    quiet_until: int | None = None
    state: str = Field(default="active", index=True)  # active | paused | ended
    settled_through: date | None = None  # opening days up to here were dealt with
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = time_field()


class FollowUpRow(SQLModel, table=True):
    """What one person said to a round's invitation for one cooperative: later, or not me."""

    __tablename__ = "follow_up"
    __table_args__ = (UniqueConstraint("round_id", "cooperative_id", "person_id"),)

    id: int | None = id_field()
    round_id: int = Field(foreign_key="round.id")
    cooperative_id: int = Field(foreign_key="cooperative.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    state: str = Field(index=True)  # snoozed | reminded | declined
    due_at: datetime | None = time_field(nullable=True)
    noted_at: datetime = time_field()
