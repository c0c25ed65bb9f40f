"""The law as dated, cited data, and the arithmetic of its limits; pure, without clock or database."""

from heard.law.catalogue import Catalogue, catalogue
from heard.law.engine import DueDate, due_date, due_on
from heard.law.errors import (
    BeyondCalendar,
    BeyondHolidayData,
    BrokenRuleData,
    ImpossibleFacts,
    LawError,
    NoRuleInForce,
    RuleHasNoNumber,
    UnknownRule,
)
from heard.law.local import counted_like, has_rule, local_due
from heard.law.rules import (
    Citation,
    Confidence,
    Direction,
    Duty,
    Length,
    LengthKind,
    Nation,
    Rule,
    Stream,
    Version,
)
from heard.law.working_days import SkippedDay, WorkingCalendar, england_and_wales

__all__ = [
    "BeyondCalendar",
    "BeyondHolidayData",
    "BrokenRuleData",
    "Catalogue",
    "Citation",
    "Confidence",
    "Direction",
    "DueDate",
    "Duty",
    "ImpossibleFacts",
    "LawError",
    "Length",
    "LengthKind",
    "Nation",
    "NoRuleInForce",
    "Rule",
    "RuleHasNoNumber",
    "SkippedDay",
    "Stream",
    "UnknownRule",
    "Version",
    "WorkingCalendar",
    "catalogue",
    "counted_like",
    "due_date",
    "due_on",
    "england_and_wales",
    "has_rule",
    "local_due",
]
