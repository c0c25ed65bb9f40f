"""The SSDA903 return (children looked after, England): read, check, and rebuild periods of care."""

from heard.returns.ssda903.checks.run import Tables, check
from heard.returns.ssda903.child import Child903
from heard.returns.ssda903.periods import (
    Break,
    LegalStatusSpell,
    PeriodOfCare903,
    PlacementSpell,
    periods_of_care,
)
from heard.returns.ssda903.problems import Checked, CheckOutcome, Problem, ReturnRefused
from heard.returns.ssda903.reading import FileRead, Return903, read
from heard.returns.ssda903.rows import (
    EpisodeRow,
    HeaderRow,
    OtherRow,
    PlacedForAdoptionRow,
    ReviewRow,
    UascRow,
)
from heard.returns.ssda903.sources import Source
from heard.returns.ssda903.year import CollectionYear, default_year

__all__ = [
    "Break",
    "CheckOutcome",
    "Checked",
    "Child903",
    "CollectionYear",
    "EpisodeRow",
    "FileRead",
    "HeaderRow",
    "LegalStatusSpell",
    "OtherRow",
    "PeriodOfCare903",
    "PlacedForAdoptionRow",
    "PlacementSpell",
    "Problem",
    "Return903",
    "ReturnRefused",
    "ReviewRow",
    "Source",
    "Tables",
    "UascRow",
    "check",
    "default_year",
    "periods_of_care",
    "read",
]
