"""What caseloads keeps: officers, appointments, involvements, conflicts, hand-overs, settings."""

from heard.caseloads.models.appointments import NamedIro
from heard.caseloads.models.handover import Acceptance, Handover, Introduction
from heard.caseloads.models.involvements import Conflict, Involvement
from heard.caseloads.models.needs import FurtherCase, Needs, OtherDuty
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
    "Acceptance",
    "CaseloadSettings",
    "Conflict",
    "FurtherCase",
    "Handover",
    "Introduction",
    "Involvement",
    "Leave",
    "NamedIro",
    "Needs",
    "OfficerIdentity",
    "OfficerProfile",
    "OfficerRegistration",
    "OtherDuty",
    "Post",
    "Specialism",
]
