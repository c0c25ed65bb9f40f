"""What quality keeps: supervision, training, legal advice, notes on practice, resource risks, duties, settings."""

from heard.quality.models.advice import AdviceRequest
from heard.quality.models.duties import DutyEvidence, DutyRecord
from heard.quality.models.notes import QualityAnswer, QualityNote
from heard.quality.models.risks import ResourceRisk, RiskChild, RiskStep
from heard.quality.models.settings import SupportSettings
from heard.quality.models.supervision import AgreedAction, DrawnCase, SupervisionSession
from heard.quality.models.training import Attendance, Course, CourseDate

__all__ = [
    "AdviceRequest",
    "AgreedAction",
    "Attendance",
    "Course",
    "CourseDate",
    "DrawnCase",
    "DutyEvidence",
    "DutyRecord",
    "QualityAnswer",
    "QualityNote",
    "ResourceRisk",
    "RiskChild",
    "RiskStep",
    "SupervisionSession",
    "SupportSettings",
]
