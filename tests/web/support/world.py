"""What the walk over every address needs of support: one of each thing for each place, and who may open it."""

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Child
from tests.factories import UserFactory
from tests.factories.quality import (
    AdviceRequestFactory,
    AgreedActionFactory,
    CourseDateFactory,
    DrawnCaseFactory,
    ResourceRiskFactory,
    SessionFactory,
)

OWN, ELSEWHERE = "own", "other authority"
THEIRS = ("session_id", "action_id", "request_id")  # of one officer
OF_THE_AUTHORITY = ("course_id", "date_id", "risk_id")


def things_of(viewer: User, child: Child, where: str) -> dict[str, int]:
    """This will make one of each, by the parameter of its page; in the own place they are the viewer's."""
    officer = viewer if where == OWN else UserFactory.create(iro=True, authority=child.authority)
    session = SessionFactory.create(officer=officer)
    DrawnCaseFactory.create(session=session, child=child)
    day = CourseDateFactory.create(course__authority=child.authority)
    advises = where == OWN and viewer.may(Permission.LEGAL_ADVISE)
    asked_by = UserFactory.create(iro=True, authority=child.authority) if advises else officer
    return {
        "session_id": session.pk,
        "action_id": AgreedActionFactory.create(session__officer=officer).pk,
        "request_id": AdviceRequestFactory.create(
            officer=asked_by, child=child, adviser=viewer if advises else None
        ).pk,
        "course_id": day.course_id,
        "date_id": day.pk,
        "risk_id": ResourceRiskFactory.create(authority=child.authority).pk,
    }


def is_hidden(parameters: tuple[str, ...], viewer: User, where: str) -> bool:
    """Whether the page is none of the viewer's, who holds its permission."""
    if where == ELSEWHERE:
        return bool(set(parameters) & {*THEIRS, *OF_THE_AUTHORITY})
    manages = viewer.may(Permission.SUPPORT_MANAGE)
    return bool(set(parameters) & set(THEIRS)) and not manages and where != OWN
