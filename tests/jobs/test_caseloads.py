"""The night's work on named IROs, as the worker does it: each authority in its own scope and transactions."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from heard.caseloads.handover_actions import ChangePlan, plan_change
from heard.caseloads.models import Conflict, Handover, NamedIro
from heard.children.models import Child
from heard.common import scope
from heard.deadlines.actions import differences
from heard.deadlines.models import Deadline
from heard.jobs import caseloads
from heard.jobs.worker import work
from tests.factories import TODAY, AuthorityFactory, NamedIroFactory, PeriodFactory, UserFactory, diary
from tests.factories.caseloads import InvolvementFactory, RegistrationFactory

CHANGE_ON = date(2026, 12, 1)
MIDNIGHT_IN_WINTER = int(datetime(2026, 12, 1, 0, 10, tzinfo=UTC).timestamp())


@pytest.fixture(autouse=True)
def the_day(settings: Any) -> None:
    settings.HEARD_TODAY = CHANGE_ON


def in_loop_of_its_own(working: Coroutine[Any, Any, None]) -> None:
    """Run it in a thread of its own: a browser of another test may have left its loop in this one."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, working).result()


def planned(authority: Any) -> Handover:
    """This will plan that another IRO takes over on the day."""
    manager = UserFactory.create(authority=authority, manager=True)
    child = PeriodFactory.create(child__authority=authority).child
    NamedIroFactory.create(child=child)
    wanted = ChangePlan(
        to_iro_id=UserFactory.create(authority=authority, iro=True).pk, change_on=CHANGE_ON, why="leaves"
    )
    return plan_change(child_id=child.pk, plan=wanted, today=TODAY, by=manager)


def iros(child: Child) -> list[tuple[object, ...]]:
    rows = NamedIro.objects.filter(child=child).order_by("appointed_on", "pk")
    return list(rows.values_list("iro_id", "appointed_on", "ended_on", "reason_ended"))


@pytest.mark.django_db
@pytest.mark.usefixtures("everything_in_scope")
def test_the_new_day_is_asked_for_once_at_midnight_in_london_for_every_authority() -> None:
    ours, theirs = AuthorityFactory.create(), AuthorityFactory.create()
    in_summer = int(datetime(2026, 7, 1, 23, 10, tzinfo=UTC).timestamp())

    caseloads.new_day_all(timestamp=MIDNIGHT_IN_WINTER - 3600)
    assert not ProcrastinateJob.objects.exists()
    caseloads.new_day_all(timestamp=MIDNIGHT_IN_WINTER)
    caseloads.new_day_all(timestamp=in_summer)

    jobs = ProcrastinateJob.objects.filter(task_name=caseloads.JOB).order_by("id")
    assert [job.args for job in jobs] == [{"authority_id": ours.pk}, {"authority_id": theirs.pk}]


@pytest.mark.django_db(transaction=True)
def test_a_worker_hands_over_ends_and_judges_in_one_night_and_the_diary_is_right() -> None:
    with scope.within(scope.NOBODY), transaction.atomic():
        authority = AuthorityFactory.create()
        handover = planned(authority)
        left = NamedIroFactory.create(
            child=PeriodFactory.create(
                child__authority=authority, ceased_on=date(2026, 11, 30), reason_ceased="E4A"
            ).child
        )
        barred = NamedIroFactory.create(child=PeriodFactory.create(child__authority=authority).child)
        InvolvementFactory.create(child=barred.child, user=barred.iro, from_on=date(2026, 11, 25))
        diary(authority)
        number, child = authority.pk, handover.child
        app.configure_task(caseloads.JOB).defer(authority_id=number)

    in_loop_of_its_own(work(wait=False))

    with scope.within(scope.of(number)), transaction.atomic():
        jobs = ProcrastinateJob.objects.filter(task_name=caseloads.JOB)
        assert list(jobs.values_list("status", flat=True)) == ["succeeded"]
        assert iros(child) == [
            (handover.appointment.iro_id, date(2026, 11, 5), CHANGE_ON, "replaced"),
            (handover.to_iro_id, CHANGE_ON, None, ""),
        ]
        assert iros(left.child) == [(left.iro_id, date(2026, 11, 5), date(2026, 11, 30), "ceased")]
        assert list(Conflict.objects.values_list("child_id", "iro_id", "since")) == [
            (barred.child_id, barred.iro_id, date(2026, 11, 25))
        ]
        assert differences(authority_id=number, today=CHANGE_ON) == []
        assert list(Deadline.objects.filter(child=child, kind="appoint_iro").values_list("state", flat=True)) == ["met"]


@pytest.mark.django_db(transaction=True)
def test_one_handover_that_cannot_be_done_leaves_the_others_done() -> None:
    with scope.within(scope.NOBODY), transaction.atomic():
        authority = AuthorityFactory.create()
        stuck, fine = planned(authority), planned(authority)
        assert stuck.to_iro is not None
        InvolvementFactory.create(child=stuck.child, user=stuck.to_iro)

    app.tasks[caseloads.JOB](authority_id=authority.pk)
    app.tasks[caseloads.JOB](authority_id=authority.pk)

    with scope.within(scope.of(authority.pk)), transaction.atomic():
        states = dict(Handover.objects.values_list("pk", "state"))
        assert states == {stuck.pk: "planned", fine.pk: "done"}
        stuck.refresh_from_db()
        assert stuck.problem.startswith("This person is not independent in law.")
        assert iros(stuck.child) == [(stuck.appointment.iro_id, date(2026, 11, 5), None, "")]


@pytest.mark.django_db
def test_a_plan_for_somebody_who_left_care_is_withdrawn(anyshire: Any) -> None:
    row = planned(anyshire)
    period = row.child.periods_of_care.get()
    period.ceased_on, period.reason_ceased = date(2026, 11, 27), "E4A"
    period.save()

    app.tasks[caseloads.JOB](authority_id=anyshire.pk)

    row.refresh_from_db()
    assert (row.state, row.problem) == ("withdrawn", "")
    assert iros(row.child) == [(row.appointment.iro_id, date(2026, 11, 5), date(2026, 11, 27), "ceased")]


@pytest.mark.django_db
def test_a_lapsed_registration_is_found_at_night(anyshire: Any) -> None:
    named = NamedIroFactory.create(child=PeriodFactory.create(child__authority=anyshire).child)
    RegistrationFactory.create(user=named.iro, renew_by=date(2026, 11, 30))

    app.tasks[caseloads.JOB](authority_id=anyshire.pk)

    assert list(Conflict.objects.values_list("child_id", "since")) == [(named.child_id, CHANGE_ON)]
