"""How long a child's case record is kept (CPR10 reg 50; CPR15W reg 64)."""

from datetime import date

from heard.law.ages import AGE_OF_LEAVING_CARE
from heard.law.calendar_dates import birthday
from heard.law.catalogue import catalogue
from heard.law.engine import DueDate, due_date
from heard.law.errors import ImpossibleFacts
from heard.law.rules import Nation


def keep_until(nation: Nation, *, born_on: date, died_on: date | None = None) -> DueDate:
    """Give the last day on which the record must be kept.

    The anniversary of birth; or, after a death under 18, the last day of the years beginning with the day
    of death. Raises ImpossibleFacts.
    """
    if died_on is not None and died_on < born_on:
        raise ImpossibleFacts("The date of death is before the date of birth. Check both dates.")
    if died_on is not None and died_on < birthday(born_on, AGE_OF_LEAVING_CARE):
        return due_date(catalogue().rule("retention-15y-death", nation), counted_from=died_on)
    return due_date(catalogue().rule("retention-75y", nation), counted_from=born_on)
