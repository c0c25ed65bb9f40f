"""What parts colleagues can have with a child, and what must hold of them. One social worker, one team manager."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from heard.accounts.models import User
from heard.accounts.permissions import Role
from heard.children.models import Relationship
from heard.common.errors import DomainError

Kind = Relationship.Kind
ROLE_OF: dict[Kind, Role] = {
    Kind.SOCIAL_WORKER: Role.SOCIAL_WORKER,
    Kind.TEAM_MANAGER: Role.TEAM_MANAGER,
    Kind.LEGAL_OFFICER: Role.LEGAL_OFFICER,
    Kind.COMPLAINTS_MANAGER: Role.COMPLAINTS_MANAGER,
    Kind.INSPECTION_SAMPLE: Role.INSPECTOR,
}
ONE_AT_A_TIME = (Kind.SOCIAL_WORKER, Kind.TEAM_MANAGER)


class UnknownPart(DomainError):
    """Choose what part this colleague has from the list."""


class NotInThisRole(DomainError):
    """Choose somebody of your authority whose account is open and has the role that belongs to this part."""


class StartsInFuture(DomainError):
    """The first day must be today or in the past."""


class EndsInFuture(DomainError):
    """The last day must be today or in the past."""


class EndsFirst(DomainError):
    """The last day must be on or after the first."""


class WorksAlready(DomainError):
    """This colleague has this part already."""


class AnotherBeganLater(DomainError):
    """The colleague who has this part now began later. Enter a first day on or after theirs, or a last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffFacts:
    """Which colleague has what part, and when; `kind` as `Relationship` has it, both days included."""

    user_id: int
    kind: str
    from_on: date
    until_on: date | None = None

    def check(self, *, today: date) -> None:
        """This will hold the part and the days to what they must be.

        Raises UnknownPart, StartsInFuture, EndsInFuture, EndsFirst.
        """
        if self.kind not in ROLE_OF:
            raise UnknownPart
        if self.from_on > today:
            raise StartsInFuture
        if self.until_on is not None and self.until_on > today:
            raise EndsInFuture
        if self.until_on is not None and self.until_on < self.from_on:
            raise EndsFirst


def refuse_wrong_role(person: User, facts: StaffFacts) -> None:
    """This will hold who works with a child now to an open account with the role; of earlier times it asks nothing.

    Raises NotInThisRole.
    """
    if facts.until_on is None and not (person.is_active and ROLE_OF[Kind(facts.kind)] in person.roles):
        raise NotInThisRole


def give_way(rows: Iterable[Relationship], facts: StaffFacts) -> list[Relationship]:
    """This will end those of a child in the same part who cannot have it beside a new one, and give them.

    Raises WorksAlready, AnotherBeganLater.
    """
    same = [row for row in rows if row.kind == facts.kind]
    if any(row.user_id == facts.user_id and row.from_on == facts.from_on for row in same):
        raise WorksAlready
    if facts.until_on is not None:
        return []
    running = [row for row in same if row.until_on is None]
    if any(row.user_id == facts.user_id for row in running):
        raise WorksAlready
    if facts.kind not in ONE_AT_A_TIME:
        return []
    if any(row.from_on > facts.from_on for row in running):
        raise AnotherBeganLater
    for row in running:
        row.until_on = facts.from_on
        row.save(update_fields=["until_on"])
    return running
