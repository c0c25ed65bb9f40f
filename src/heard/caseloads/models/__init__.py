"""What caseloads keeps: officers, appointments, involvements, conflicts, hand-overs, settings."""

from heard.caseloads.models.appointments import NamedIro
from heard.caseloads.models.handover import Acceptance, Handover, Introduction
from heard.caseloads.models.involvements import Conflict, Involvement
from heard.caseloads.models.needs import FurtherCase, Needs, OtherDuty
from heard.caseloads.models.officers import (
    CompetenceEvidence,
    Leave,
    OfficerIdentity,
    OfficerPhoto,
    OfficerProfile,
    OfficerRegistration,
    Post,
    ServicePlace,
    Specialism,
)
from heard.caseloads.models.settings import CaseloadSettings
from heard.caseloads.models.told import ServiceTold

__all__ = [
    "Acceptance",
    "CaseloadSettings",
    "CompetenceEvidence",
    "Conflict",
    "FurtherCase",
    "Handover",
    "Introduction",
    "Involvement",
    "Leave",
    "NamedIro",
    "Needs",
    "OfficerIdentity",
    "OfficerPhoto",
    "OfficerProfile",
    "OfficerRegistration",
    "OtherDuty",
    "Post",
    "ServicePlace",
    "ServiceTold",
    "Specialism",
]
