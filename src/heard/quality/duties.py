"""The register of the 24 facilitation duties (source 002): what is asked, how each stands, and what shows it."""

import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from django.db.models import Prefetch
from django.utils.translation import gettext_noop

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.common.errors import NotFound
from heard.law import Nation, UnknownRule, catalogue
from heard.quality.counted import Counted, count_all
from heard.quality.models import DutyEvidence, DutyRecord

SOURCE = gettext_noop(
    "IRO Handbook, March 2010, as summed up in “Facilitating an effective IRO Service”, item %(item)d"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One duty as it is asked for."""

    item: int
    title: str
    text: str
    rule: str = ""
    counted: bool = False

    def citation(self, nation: str) -> str:
        """The provision that the law catalogue cites for this duty in this nation; empty where it holds none."""
        try:
            return str(catalogue().rule(self.rule, Nation(nation)).latest.citation) if self.rule else ""
        except UnknownRule:
            return ""


@lru_cache(maxsize=1)
def duties() -> tuple[Duty, ...]:
    """This will give the 24 duties in their order."""
    text = resources.files("heard.quality").joinpath("data/duties.toml").read_text(encoding="utf-8")
    return tuple(Duty(**row) for row in tomllib.loads(text)["duty"])


def duty_numbered(item: int) -> Duty:
    """This will give one duty. Raises NotFound."""
    found = next((duty for duty in duties() if duty.item == item), None)
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One line of the register. `counted` holds the figure where the state is worked out from the records."""

    duty: Duty
    record: DutyRecord
    evidence: tuple[DutyEvidence, ...]
    counted: Counted | None

    @property
    def state(self) -> str:
        """How the duty stands: as counted, else as somebody judged it."""
        return self.counted.state if self.counted else self.record.state

    @property
    def owner(self) -> str:
        """Who answers for it; empty for nobody yet."""
        return self.record.owner.name if self.record.owner else self.record.owner_name

    def review_is_late(self, *, today: date) -> bool:
        """Whether the day on which it should have been looked at again has passed."""
        return self.record.review_on is not None and self.record.review_on < today


def register(viewer: User, *, today: date) -> list[Standing]:
    """This will give all duties with their states, in a fixed number of queries. Only managers of the service read it:
    for everybody else NotFound is raised."""
    if not viewer.may(Permission.SUPPORT_MANAGE):
        raise NotFound
    evidence = Prefetch("evidence", DutyEvidence.objects.select_related("added_by").order_by("-dated_on", "-pk"))
    rows = DutyRecord.objects.filter(authority_id=viewer.authority_id).select_related("owner", "assessed_by")
    kept = {row.item: row for row in rows.prefetch_related(evidence)}
    counted = count_all(viewer, today=today)
    found = []
    for duty in duties():
        row = kept.get(duty.item)
        found.append(
            Standing(
                duty=duty,
                record=row or DutyRecord(authority_id=viewer.authority_id, item=duty.item),
                evidence=tuple(row.evidence.all()) if row else (),
                counted=counted.get(duty.item),
            )
        )
    return found


def standing_of(item: int, *, viewer: User, today: date) -> Standing:
    """This will give one duty of the register. Raises NotFound."""
    duty_numbered(item)
    return next(line for line in register(viewer, today=today) if line.duty.item == item)


def states(lines: list[Standing]) -> dict[str, int]:
    """This will count the duties by state."""
    found = Counter(line.state for line in lines)
    return {state: found.get(state, 0) for state in DutyRecord.State.values}
