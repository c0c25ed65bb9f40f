"""The tables of a review and of all that belongs to it."""

from heard.reviews.models.decisions import DecisionProgress, DecisionsIssued, ManagerAnswer, ReviewDecision
from heard.reviews.models.meeting import (
    Adjournment,
    ChildsPart,
    MatterConsidered,
    Permanence,
    RightExplained,
    Sitting,
    TakingPart,
    Wish,
)
from heard.reviews.models.needs import ReviewNeed
from heard.reviews.models.papers import Paper, PaperContent, PaperKind, PapersChoice, PaperVersion
from heard.reviews.models.preparation import (
    BookingChange,
    Choices,
    CombinedDuty,
    Invitation,
    SiblingPlan,
    TalkWithSocialWorker,
)
from heard.reviews.models.record import (
    SHOWN,
    WRITTEN,
    Copy,
    Heading,
    RecordOfReview,
    RecordSection,
    RecordVersion,
    Redaction,
    SentCopy,
)
from heard.reviews.models.reminders import ReviewReminder
from heard.reviews.models.report import ReportSection, ReportStep, ReportVersion, SocialWorkReport
from heard.reviews.models.review import Review
from heard.reviews.models.settings import ReviewSettings, SchoolHoliday
from heard.reviews.models.talks import NoteOpening, PrivateNote, PrivateTalk, SeparateTalk

__all__ = [
    "SHOWN",
    "WRITTEN",
    "Adjournment",
    "BookingChange",
    "ChildsPart",
    "Choices",
    "CombinedDuty",
    "Copy",
    "DecisionProgress",
    "DecisionsIssued",
    "Heading",
    "Invitation",
    "ManagerAnswer",
    "MatterConsidered",
    "NoteOpening",
    "Paper",
    "PaperContent",
    "PaperKind",
    "PaperVersion",
    "PapersChoice",
    "Permanence",
    "PrivateNote",
    "PrivateTalk",
    "RecordOfReview",
    "RecordSection",
    "RecordVersion",
    "Redaction",
    "ReportSection",
    "ReportStep",
    "ReportVersion",
    "Review",
    "ReviewDecision",
    "ReviewNeed",
    "ReviewReminder",
    "ReviewSettings",
    "RightExplained",
    "SchoolHoliday",
    "SentCopy",
    "SeparateTalk",
    "SiblingPlan",
    "Sitting",
    "SocialWorkReport",
    "TakingPart",
    "TalkWithSocialWorker",
    "Wish",
]
