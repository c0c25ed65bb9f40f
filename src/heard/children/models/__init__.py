"""The tables of children: their care, who works with them, and the people round them."""

from heard.children.models.care import (
    Child,
    EpisodeOfCare,
    FamilyLink,
    PeriodOfCare,
    Relationship,
    Source,
)
from heard.children.models.party import Party, SafeContactRule

__all__ = [
    "Child",
    "EpisodeOfCare",
    "FamilyLink",
    "Party",
    "PeriodOfCare",
    "Relationship",
    "SafeContactRule",
    "Source",
]
