"""The SSDA903 return (children looked after, England): read, check, and rebuild periods of care."""

from heard.returns.ssda903.child import Child903
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
    "CheckOutcome",
    "Checked",
    "Child903",
    "CollectionYear",
    "EpisodeRow",
    "FileRead",
    "HeaderRow",
    "OtherRow",
    "PlacedForAdoptionRow",
    "Problem",
    "Return903",
    "ReturnRefused",
    "ReviewRow",
    "Source",
    "UascRow",
    "default_year",
    "read",
]
