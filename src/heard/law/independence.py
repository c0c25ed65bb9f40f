"""Whether somebody may be the named IRO of a child: the five exclusions, registration, experience.

CPR10 reg 46 (England) and CPR15W reg 54 (Wales); the two lists of exclusions are the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from heard.law.calendar_dates import anniversary
from heard.law.catalogue import catalogue
from heard.law.data_files import load
from heard.law.errors import UnknownRule
from heard.law.marks import marked
from heard.law.rules import Nation, long_date

REGISTRATION = marked("This person has no registration valid on %(day)s with %(bodies)s.")
EXPERIENCE = marked("This person has less than %(years)d years' experience.")


class InvolvementKind(StrEnum):
    """A tie of a person to one child's case, of the kinds that exclude."""

    PREPARED_PLAN = "prepared-plan"
    MANAGES_CASE = "manages-case"
    VISITS_CHILD = "visits-child"
    PERSONAL_ADVISER = "personal-adviser"
    MANAGES_ONE_OF_THOSE = "manages-one-of-those"
    CONTROLS_RESOURCES = "controls-resources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Involvement:
    """What one person did or does in a child's case; both ends are inclusive, open when None."""

    kind: InvolvementKind
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """An entry of a person in a register of social workers; both ends are inclusive."""

    body: str
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found: a block stops the allocation, a warning does not.

    A sentence that names days or registers stands in `words` with named places too, and what fills them in `parts`.
    """

    rule_id: str
    blocks: bool
    sentence: str
    citation: str
    words: str = field(default="", compare=False)
    parts: Mapping[str, object] = field(default_factory=dict, compare=False)


def exclusions(nation: Nation, involvements: Iterable[Involvement], *, on: date) -> tuple[Finding, ...]:
    """List each of the five exclusions that applies to the person on `on`, in the order of the Regulations.

    Preparing the plan excludes for good; every other tie excludes while it lasts.
    """
    present = list(involvements)
    citation = _data()["citation"][nation.value]["exclusions"]
    return tuple(
        Finding(
            rule_id="iro-independent",
            blocks=True,
            sentence=item["sentence"],
            citation=f"{citation}({item['letter']})",
        )
        for item in _data()["exclusion"]
        if any(_applies(item, involvement, on) for involvement in present)
    )


def is_registered(nation: Nation, registrations: Iterable[Registration], *, on: date) -> bool:
    """Say whether an entry in a register that counts in this nation was valid on `on`."""
    return any(
        entry.from_on <= on
        and (entry.until_on is None or on <= entry.until_on)
        and _register_counts(entry.body, nation, on)
        for entry in registrations
    )


def registers(nation: Nation, *, on: date) -> tuple[str, ...]:
    """List the registers that count in this nation on `on`."""
    return tuple(item["body"] for item in _data()["register"] if _register_counts(item["body"], nation, on))


def lacks_experience(nation: Nation, experienced_since: date, *, on: date) -> bool:
    """Say whether the years of experience are fewer than expected; False where nothing is expected."""
    years = _expected_years(nation)
    return years is not None and on < anniversary(experienced_since, years)


def assess(
    nation: Nation,
    *,
    on: date,
    involvements: Iterable[Involvement],
    registrations: Iterable[Registration],
    experienced_since: date | None = None,
) -> tuple[Finding, ...]:
    """List every block and warning against a person as a child's IRO on `on`; empty when there is none.

    Unknown experience is no finding: the expectation is not in the Regulations.
    """
    findings = list(exclusions(nation, involvements, on=on))
    if not is_registered(nation, registrations, on=on):
        findings.append(_not_registered(nation, on))
    if experienced_since is not None and lacks_experience(nation, experienced_since, on=on):
        rule = catalogue().rule("iro-five-years", nation)
        findings.append(
            Finding(
                rule_id=rule.id,
                blocks=False,
                sentence=EXPERIENCE % {"years": _expected_years(nation)},
                citation=str(rule.latest.citation),
                words=EXPERIENCE,
                parts={"years": _expected_years(nation)},
            )
        )
    return tuple(findings)


def _not_registered(nation: Nation, on: date) -> Finding:
    bodies = registers(nation, on=on)
    return Finding(
        rule_id="iro-qualified",
        blocks=True,
        sentence=REGISTRATION % {"day": long_date(on), "bodies": " or ".join(bodies)},
        citation=_data()["citation"][nation.value]["registration"],
        words=REGISTRATION,
        parts={"day": on, "bodies": bodies},
    )


def _applies(item: dict[str, Any], involvement: Involvement, on: date) -> bool:
    if involvement.kind.value not in item["kinds"]:
        return False
    begun = involvement.from_on is None or involvement.from_on <= on
    over = involvement.until_on is not None and involvement.until_on < on
    return begun and (not over or involvement.kind.value in item["lasting"])


def _register_counts(body: str, nation: Nation, on: date) -> bool:
    return any(
        item["body"] == body
        and nation.value in item["nations"]
        and item.get("from", date.min) <= on <= item.get("until", date.max)
        for item in _data()["register"]
    )


@cache
def _expected_years(nation: Nation) -> int | None:
    try:
        return catalogue().rule("iro-five-years", nation).latest.values["years"]
    except UnknownRule:
        return None


@cache
def _data() -> dict[str, Any]:
    return load("independence.toml")
