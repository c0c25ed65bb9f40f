"""Factories of everything that stands in the tables, for all tests. Invented people only.

Ask for the fixture `anyshire` or `sir_unrhyw` (an authority in its scope), or for `everything_in_scope` when a test
makes several authorities: each one made by `AuthorityFactory` comes into the scope. Nothing here writes an event of the
log or a due date; `diary` makes the due dates of an authority.
"""

from tests.factories.accounts import PASSWORD, AuthorityFactory, TeamFactory, UserFactory
from tests.factories.caseloads import (
    DutyFactory,
    EvidenceFactory,
    FurtherCaseFactory,
    InvolvementFactory,
    LeaveFactory,
    NamedIroFactory,
    OfficerFactory,
    PhotoFactory,
    PostFactory,
    RegistrationFactory,
)
from tests.factories.children import (
    ChildFactory,
    EpisodeFactory,
    PartyFactory,
    PeriodFactory,
    RelationshipFactory,
    SafeContactRuleFactory,
)
from tests.factories.days import TODAY
from tests.factories.deadlines import DeadlineFactory, diary
from tests.factories.decisions import AnswerFactory, DecisionFactory, IssuedFactory, WishFactory
from tests.factories.imports import ImportProblemFactory, ImportRunFactory
from tests.factories.reviews import ReviewFactory

__all__ = [
    "PASSWORD",
    "TODAY",
    "AnswerFactory",
    "AuthorityFactory",
    "ChildFactory",
    "DeadlineFactory",
    "DecisionFactory",
    "DutyFactory",
    "EpisodeFactory",
    "EvidenceFactory",
    "FurtherCaseFactory",
    "ImportProblemFactory",
    "ImportRunFactory",
    "InvolvementFactory",
    "IssuedFactory",
    "LeaveFactory",
    "NamedIroFactory",
    "OfficerFactory",
    "PartyFactory",
    "PeriodFactory",
    "PhotoFactory",
    "PostFactory",
    "RegistrationFactory",
    "RelationshipFactory",
    "ReviewFactory",
    "SafeContactRuleFactory",
    "TeamFactory",
    "UserFactory",
    "WishFactory",
    "diary",
]
