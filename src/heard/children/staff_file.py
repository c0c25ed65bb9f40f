"""The file by which a case system tells who works with which child: a CSV, read into rows and refused rows."""

import re
from dataclasses import dataclass
from datetime import date

from heard.children.models import Relationship
from heard.children.staff import ROLE_OF, StaffFacts
from heard.common import tables

COLUMNS: dict[str, tuple[str, ...]] = {
    "local_id": ("localid", "childid", "child", "personid"),
    "email": ("email", "emailaddress"),
    "what": ("what", "kind", "part", "role"),
    "from": ("from", "fromon", "start"),
    "until": ("until", "untilon", "to", "end"),
    "team": ("team", "teamname"),
}
NEEDED = ("local_id", "email", "what", "from")
ALSO = {"sw": "social_worker", "tm": "team_manager", "manager": "team_manager", "inspection": "inspection_sample"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """One row that can be judged. `row` is 0 for the first after the heads; `team` is empty where none is told."""

    row: int
    local_id: str
    email: str
    kind: str
    from_on: date
    until_on: date | None
    team: str

    def facts(self, user_id: int) -> StaffFacts:
        """What the row tells of a colleague, as an action takes it."""
        return StaffFacts(user_id=user_id, kind=self.kind, from_on=self.from_on, until_on=self.until_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """A row that was not taken, and why."""

    row: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """What a file holds: rows that can be judged, and those that cannot be read."""

    rows: tuple[StaffRow, ...]
    refused: tuple[RefusedRow, ...]


def read(content: bytes) -> ReadFile:
    """This will read a file. Raises NotATable, TooManyRows."""
    rows: list[StaffRow] = []
    refused: list[RefusedRow] = []
    for number, told in tables.lines(content, COLUMNS, needed=NEEDED):
        try:
            rows.append(_row(number, told))
        except ValueError as error:
            refused.append(RefusedRow(row=number, message=str(error)))
    return ReadFile(rows=tuple(rows), refused=tuple(refused))


def template() -> list[list[str]]:
    """This will give the heads of the columns and one line for each part, to be overwritten."""
    told = [
        [f"10000{n}", "name@council.example", kind.value, "01/09/2026", "", ""] for n, kind in enumerate(ROLE_OF, 1)
    ]
    return [list(COLUMNS), *told]


def _row(number: int, told: dict[str, str]) -> StaffRow:
    from_on = tables.day(told["from"])
    if from_on is None:
        raise ValueError("There is no first day.")
    return StaffRow(
        row=number,
        local_id=told["local_id"],
        email=told["email"].casefold(),
        kind=_kind(told["what"]),
        from_on=from_on,
        until_on=tables.day(told["until"]),
        team=told["team"],
    )


def _kind(text: str) -> str:
    """The code of a part, told as code or in words; what is neither goes on as it came and is refused there."""
    told = re.sub(r"[^a-z]+", "_", text.casefold()).strip("_")
    words = {re.sub(r"[^a-z]+", "_", kind.label.casefold()): kind.value for kind in Relationship.Kind}
    return words.get(told) or ALSO.get(told) or told
