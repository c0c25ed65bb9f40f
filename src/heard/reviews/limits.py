"""The limits around a review by rule: what the nation counts, and the council's own where the nation counts no days.

Pure: law in, days with their reasons out.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from heard.law import (
    Citation,
    DueDate,
    LawError,
    Nation,
    Rule,
    UnknownRule,
    catalogue,
    due_date,
    has_rule,
    local_due,
)

TALK, PAPERS = "prep-sw-iro-15wd", "prep-reports-3wd"

# Those that are counted in working days, in the order of the work.
COUNTED = (
    "prep-sw-iro-15wd", "prep-consult-invite-10wd", "prep-reports-3wd", "post-decisions-5wd", "post-manager-5wd",
    "care-plan-update-10wd", "post-record-15wd", "post-distribute-20wd",
)  # fmt: skip


@lru_cache(maxsize=8192)
def limit(rule_id: str, nation: Nation, *, counted_from: date | None, clear_days: bool = False) -> DueDate | None:
    """Give the due date of a rule with its reason; None where the nation has no such rule, or no number then."""
    rule = _rule(rule_id, nation)
    if rule is None or counted_from is None:
        return None
    try:
        return due_date(rule, counted_from=counted_from, clear_days=clear_days)
    except LawError:
        return None


def own_limit(
    rule_id: str, nation: Nation, local: Mapping[str, int], *, counted_from: date | None, clear_days: bool = False
) -> DueDate | None:
    """Give the due date of a rule; where the nation counts no days, by the council's own limit if it has set one."""
    due = limit(rule_id, nation, counted_from=counted_from, clear_days=clear_days)
    days = local.get(rule_id)
    if due is not None or counted_from is None or days is None or has_rule(rule_id, nation):
        return due
    try:
        return local_due(rule_id, nation, working_days=days, counted_from=counted_from, clear_days=clear_days)
    except LawError:
        return None


def may_be_local(nation: Nation) -> tuple[str, ...]:
    """Give the rules for which a council of the nation may set limits of its own: the nation counts no days there."""
    return tuple(rule for rule in COUNTED if not has_rule(rule, nation))


def source(rule_id: str, nation: Nation, *, on: date | None) -> Citation | None:
    """Give the citation of a rule that has no number of days; None where the nation has no such rule then."""
    rule = _rule(rule_id, nation)
    if rule is None or on is None:
        return None
    try:
        return rule.version_for(on).citation
    except LawError:
        return None


def days_of_limit(rule_id: str, nation: Nation, local: Mapping[str, int]) -> int:
    """This will give how many working days before a review the limit is: the nation's, the council's own, or the usual
    one."""
    if not has_rule(rule_id, nation) and rule_id in local:
        return local[rule_id]
    counting = nation if has_rule(rule_id, nation) else Nation.ENGLAND
    return catalogue().rule(rule_id, counting).latest.length.amount


def _rule(rule_id: str, nation: Nation) -> Rule | None:
    try:
        return catalogue().rule(rule_id, nation)
    except UnknownRule:
        return None
