"""Factories of everything that stands in the tables, for all tests. Invented people only.

Ask for the fixture `anyshire` or `sir_unrhyw` (an authority in its scope), or for `everything_in_scope` when a test
makes several authorities: each one made by `AuthorityFactory` comes into the scope. Nothing here writes an event of the
log or a due date; `diary` makes the due dates of an authority.
"""

from tests.factories.accounts import PASSWORD, AuthorityFactory, TeamFactory, UserFactory
from tests.factories.between import (
    ChangeDecisionFactory,
    IroContactFactory,
    MidwayCheckFactory,
    PlanDateFactory,
    ProgressUpdateFactory,
    SignificantChangeFactory,
)
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
from tests.factories.preparing import InvitationFactory, PaperFactory, PaperVersionFactory, ReviewNeedFactory
from tests.factories.reviews import ReviewFactory

__all__ = [
    "PASSWORD",
    "TODAY",
    "AnswerFactory",
    "AuthorityFactory",
    "ChangeDecisionFactory",
    "ChildFactory",
    "DeadlineFactory",
    "DecisionFactory",
    "DutyFactory",
    "EpisodeFactory",
    "EvidenceFactory",
    "FurtherCaseFactory",
    "ImportProblemFactory",
    "ImportRunFactory",
    "InvitationFactory",
    "InvolvementFactory",
    "IroContactFactory",
    "IssuedFactory",
    "LeaveFactory",
    "MidwayCheckFactory",
    "NamedIroFactory",
    "OfficerFactory",
    "PaperFactory",
    "PaperVersionFactory",
    "PartyFactory",
    "PeriodFactory",
    "PhotoFactory",
    "PlanDateFactory",
    "PostFactory",
    "ProgressUpdateFactory",
    "RegistrationFactory",
    "RelationshipFactory",
    "ReviewFactory",
    "ReviewNeedFactory",
    "SafeContactRuleFactory",
    "SignificantChangeFactory",
    "TeamFactory",
    "UserFactory",
    "WishFactory",
    "diary",
]
