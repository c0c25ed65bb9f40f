"""What caseloads keeps: officers, appointments, involvements, conflicts, hand-overs, settings."""

from heard.caseloads.models.appointments import NamedIro
from heard.caseloads.models.officers import (
    Leave,
    OfficerIdentity,
    OfficerProfile,
    OfficerRegistration,
    Post,
    Specialism,
)
from heard.caseloads.models.settings import CaseloadSettings

__all__ = [
    "CaseloadSettings",
    "Leave",
    "NamedIro",
    "OfficerIdentity",
    "OfficerProfile",
    "OfficerRegistration",
    "Post",
    "Specialism",
]
