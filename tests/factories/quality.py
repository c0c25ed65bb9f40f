"""Support of IROs: supervision, training, legal advice, risks, duties."""

from datetime import date
from typing import Any

from factory.django import DjangoModelFactory

from heard.accounts.models import User
from heard.children.models import Child
from heard.quality.models import (
    AdviceRequest,
    AgreedAction,
    Attendance,
    Course,
    CourseDate,
    DrawnCase,
    DutyEvidence,
    DutyRecord,
    ResourceRisk,
    RiskStep,
    SupervisionSession,
    SupportSettings,
)
from tests.factories.accounts import AuthorityFactory, UserFactory
from tests.factories.caseloads import NamedIroFactory
from tests.factories.children import ChildFactory, PeriodFactory
from tests.factories.days import TODAY
from tests.factories.parts import LazyAttribute, SelfAttribute, Sequence, SubFactory, Trait


class SessionFactory(DjangoModelFactory[SupervisionSession]):
    """A session planned for today without a case drawn; its pool names nobody. `held=True` for one held in October."""

    class Meta:
        model = SupervisionSession

    class Params:
        held = Trait(state="held", held_on=date(2026, 10, 12), planned_for=date(2026, 10, 12))

    officer = SubFactory(UserFactory, iro=True)
    authority = SelfAttribute("officer.authority")
    supervisor = SubFactory(UserFactory, manager=True, authority=SelfAttribute("..authority"))
    kind = SupervisionSession.Kind.SUPERVISION.value
    planned_for = TODAY
    seed = "5eed"
    drawn_on = TODAY
    pool = LazyAttribute(lambda session: [0])


class DrawnCaseFactory(DjangoModelFactory[DrawnCase]):
    """A case of a session, not discussed yet; the child's named IRO is not thought of."""

    class Meta:
        model = DrawnCase

    session = SubFactory(SessionFactory)
    authority = SelfAttribute("session.authority")
    child = SubFactory(ChildFactory, authority=SelfAttribute("..authority"))
    place = Sequence(lambda number: number % 30_000 + 1)


class AgreedActionFactory(DjangoModelFactory[AgreedAction]):
    """Something that the officer agreed to do by the end of November."""

    class Meta:
        model = AgreedAction

    session = SubFactory(SessionFactory, held=True)
    authority = SelfAttribute("session.authority")
    what = "Write the letter to Teo in his own words"
    who = AgreedAction.Who.OFFICER.value
    due_on = date(2026, 11, 30)


class CourseFactory(DjangoModelFactory[Course]):
    """A voluntary course; `mandatory=True` for one that all attend."""

    class Meta:
        model = Course

    authority = SubFactory(AuthorityFactory)
    title = Sequence("Talking with young children {}".format)
    topic = Course.Topic.COMMUNICATING.value
    provider = "Marram Learning"
    mandatory = False


class CourseDateFactory(DjangoModelFactory[CourseDate]):
    """A day in October on which a course took place."""

    class Meta:
        model = CourseDate

    course = SubFactory(CourseFactory)
    authority = SelfAttribute("course.authority")
    on = date(2026, 10, 6)


class AttendanceFactory(DjangoModelFactory[Attendance]):
    """That an officer attended; pass `outcome=` and `why=` for one who did not."""

    class Meta:
        model = Attendance

    course_date = SubFactory(CourseDateFactory)
    authority = SelfAttribute("course_date.authority")
    officer = SubFactory(UserFactory, iro=True, authority=SelfAttribute("..authority"))
    outcome = Attendance.Outcome.ATTENDED.value


class AdviceRequestFactory(DjangoModelFactory[AdviceRequest]):
    """An open question about no child, asked the Monday before; without an adviser."""

    class Meta:
        model = AdviceRequest

    officer = SubFactory(UserFactory, iro=True)
    authority = SelfAttribute("officer.authority")
    question = "May the authority place without the court’s leave?"
    urgency = AdviceRequest.Urgency.ROUTINE.value
    asked_on = date(2026, 11, 16)


class ResourceRiskFactory(DjangoModelFactory[ResourceRisk]):
    """An open risk raised in October that names no child."""

    class Meta:
        model = ResourceRisk

    authority = SubFactory(AuthorityFactory)
    topic = ResourceRisk.Topic.ADMINISTRATION.value
    what = "Nobody sends the invitations while the post is empty"
    raised_by = SubFactory(UserFactory, iro=True, authority=SelfAttribute("..authority"))
    raised_on = date(2026, 10, 5)


class RiskStepFactory(DjangoModelFactory[RiskStep]):
    """That something was asked for."""

    class Meta:
        model = RiskStep

    risk = SubFactory(ResourceRiskFactory)
    authority = SelfAttribute("risk.authority")
    kind = RiskStep.Kind.ASKED.value
    on = date(2026, 10, 12)
    whom = "Head of safeguarding"
    words = "Cover for the post until it is filled"
    by = SubFactory(UserFactory, manager=True, authority=SelfAttribute("..authority"))


class DutyRecordFactory(DjangoModelFactory[DutyRecord]):
    """A duty that nobody judged yet."""

    class Meta:
        model = DutyRecord

    authority = SubFactory(AuthorityFactory)
    item = 7


class DutyEvidenceFactory(DjangoModelFactory[DutyEvidence]):
    """A document that shows how a duty stands."""

    class Meta:
        model = DutyEvidence

    record = SubFactory(DutyRecordFactory)
    authority = SelfAttribute("record.authority")
    what = "Structure chart of the service"
    dated_on = date(2026, 9, 1)
    added_by = SubFactory(UserFactory, manager=True, authority=SelfAttribute("..authority"))


class SupportSettingsFactory(DjangoModelFactory[SupportSettings]):
    """Supervision every six weeks."""

    class Meta:
        model = SupportSettings

    authority = SubFactory(AuthorityFactory)
    supervision_weeks = 6


def caseload(officer: User, number: int, **of_child: Any) -> list[Child]:
    """This will make looked-after children whose named IRO the officer is, and give them."""
    made = []
    for _ in range(number):
        child = ChildFactory.create(authority=officer.authority, **of_child)
        PeriodFactory.create(child=child)
        NamedIroFactory.create(child=child, iro=officer)
        made.append(child)
    return made
