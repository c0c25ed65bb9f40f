"""What caseloads hears: a role, a line manager or a registration changed, so independence is judged again."""

from collections.abc import Sequence
from datetime import date

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads.independence import check_again, hold_still
from heard.caseloads.models import NamedIro
from heard.caseloads.officers import refuse_leaver_with_cases
from heard.common import events


def judge_again(*, authority_id: int, user_id: int, today: date | None = None) -> None:
    """This will judge every appointment of the authority again, in the transaction of the change.

    Without `today` the check of the night does it. Raises LeaverHasCases where a named IRO would leave children behind.
    """
    hold_still(authority_id, alone=True)
    user = User.objects.get(pk=user_id)
    if not user.may(Permission.REVIEW_RECORD):
        refuse_leaver_with_cases(user_id)
    if today is not None:
        check_again(authority_id=authority_id, today=today)


def judge_officer(*, authority_id: int, user_id: int, today: date) -> None:
    """This will judge the appointments of one officer again: the registration changed."""
    hold_still(authority_id, alone=True)
    children = NamedIro.objects.filter(iro_id=user_id, ended_on__isnull=True).values_list("child_id", flat=True)
    check_again(authority_id=authority_id, today=today, child_ids=list(children))


def judge_child(*, authority_id: int, child_id: int, today: date) -> None:
    """This will judge one child's appointment again: who works with the child changed."""
    check_again(authority_id=authority_id, today=today, child_ids=[child_id])


def judge_children(*, authority_id: int, child_ids: Sequence[int], today: date) -> None:
    """This will judge the appointments of many children again: a file told who works with them."""
    check_again(authority_id=authority_id, today=today, child_ids=child_ids)


def connect() -> None:
    """This will listen to every change that can end somebody's independence."""
    events.subscribe("user.changed", judge_again)
    events.subscribe("line_manager.changed", judge_again)
    events.subscribe("officer.registration_changed", judge_officer)
    for name in ("involvement.changed", "relationship.changed", "child.changed"):
        events.subscribe(name, judge_child)
    events.subscribe("relationships.imported", judge_children)
