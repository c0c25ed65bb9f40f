"""The reminders before reviews, as the worker writes them: each authority in its own scope and transactions."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from heard.common import scope
from heard.correspondence.models import Message
from heard.jobs import reviews
from heard.reviews.models import ReviewReminder
from tests.factories import (
    AuthorityFactory,
    NamedIroFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    UserFactory,
)


@pytest.mark.django_db
@pytest.mark.usefixtures("everything_in_scope")
@pytest.mark.parametrize(
    ("at", "asked"),
    [
        pytest.param(datetime(2026, 12, 1, 6, 20, tzinfo=UTC), 1, id="winter morning"),
        pytest.param(datetime(2026, 12, 1, 5, 20, tzinfo=UTC), 0, id="an hour before"),
        pytest.param(datetime(2026, 7, 1, 5, 20, tzinfo=UTC), 1, id="summer morning"),
        pytest.param(datetime(2026, 7, 1, 12, 20, tzinfo=UTC), 1, id="summer noon"),
        pytest.param(datetime(2026, 7, 1, 13, 20, tzinfo=UTC), 0, id="an hour after"),
    ],
)
def test_reminders_are_asked_for_in_the_morning_and_after_noon_in_london(at: datetime, asked: int) -> None:
    AuthorityFactory.create()

    reviews.remind_all(timestamp=int(at.timestamp()))

    assert ProcrastinateJob.objects.filter(task_name=reviews.JOB).count() == asked


@pytest.mark.django_db(transaction=True)
def test_the_job_run_twice_writes_each_reminder_once(settings: Any) -> None:
    settings.HEARD_TODAY = date(2026, 11, 2)
    with scope.within(scope.NOBODY), transaction.atomic():
        authority = AuthorityFactory.create()
        period = PeriodFactory.create(child__authority=authority)
        NamedIroFactory.create(child=period.child, iro=UserFactory.create(authority=authority, iro=True))
        worker = UserFactory.create(authority=authority, social_worker=True)
        RelationshipFactory.create(child=period.child, user=worker)
        review = ReviewFactory.create(period=period)

    app.tasks[reviews.JOB](authority_id=authority.pk)
    app.tasks[reviews.JOB](authority_id=authority.pk)

    with scope.within(scope.of(authority.pk)), transaction.atomic():
        assert list(ReviewReminder.objects.values_list("review_id", "kind")) == [(review.pk, "talk_ahead")]
        assert list(Message.objects.values_list("template", "recipient_user_id")) == [("review-talk-due", worker.pk)]
