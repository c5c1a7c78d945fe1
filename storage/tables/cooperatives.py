"""The alliance's directory of cooperatives."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from storage.tables.columns import id_field, time_field


class CooperativeRow(SQLModel, table=True):
    """One cooperative. Places are codes of the units since 01/07/2025; `old_place` is the list's own text."""

    __tablename__ = "cooperative"

    id: int | None = id_field()
    name: str
    folded_name: str = Field(index=True)  # without accents and legal prefixes, for matching
    register_number: str | None = Field(default=None, unique=True)
    kind: str = "cooperative"  # cooperative | union | group | credit_fund
    sector: str = "other"
    province_code: int | None = None
    ward_code: int | None = Field(default=None, index=True)
    ward_name: str | None = None
    old_place: str | None = None
    founded_on: date | None = None
    phone: str | None = None
    members: int | None = None
    charter_capital: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))  # đồng
    state: str = "active"  # active | suspended | dissolved
    is_trial: bool = Field(default=False, index=True)
    merged_into: int | None = Field(default=None, foreign_key="cooperative.id")
    created_at: datetime = time_field()
    updated_at: datetime = time_field()
