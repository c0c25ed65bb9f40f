"""A council's own limit where the law and guidance of its nation count no days: counted alike, and never called law."""

from dataclasses import replace
from datetime import date

from heard.law.catalogue import catalogue
from heard.law.engine import DueDate, due_date
from heard.law.errors import UnknownRule
from heard.law.rules import Citation, Confidence, Duty, Length, LengthKind, Nation, Rule, Version

OWN = Citation(instrument="Policy of the council", provision="its own limit")


def local_due(
    rule_id: str, nation: Nation, *, working_days: int, counted_from: date, clear_days: bool = False
) -> DueDate:
    """Count a council's own number of working days as the other nation's rule counts its own.

    Raises UnknownRule where no nation has such a rule, and what `due_date` raises.
    """
    version = Version(
        in_force_from=date.min,
        in_force_until=None,
        length=Length(kind=LengthKind.WORKING_DAYS, amount=working_days),
        then=(),
        duty=Duty.LOCAL,
        citation=OWN,
        confidence=Confidence.TEXT,
    )
    rule = replace(counted_like(rule_id), nation=nation, versions=(version,))
    return due_date(rule, counted_from=counted_from, clear_days=clear_days)


def has_rule(rule_id: str, nation: Nation) -> bool:
    """Whether the law or guidance of a nation counts days here itself."""
    try:
        return catalogue().rule(rule_id, nation).latest.length.has_date
    except UnknownRule:
        return False


def counted_like(rule_id: str) -> Rule:
    """Give the rule after which a council's own limit is counted. Raises UnknownRule."""
    for nation in Nation:
        if has_rule(rule_id, nation):
            return catalogue().rule(rule_id, nation)
    raise UnknownRule(f"No nation has a rule called {rule_id} that counts days.")
