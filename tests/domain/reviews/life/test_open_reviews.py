"""The open steps of many reviews: what is listed, how long, and by whose limits."""

from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.accounts.models import ResponsibleAuthority, User
from heard.children.queries import visible_to
from heard.reviews.life.open_reviews import open_steps
from heard.reviews.models import (
    DecisionsIssued,
    Invitation,
    Paper,
    RecordOfReview,
    RecordVersion,
    Review,
    ReviewSettings,
    SentCopy,
)
from tests.factories import TODAY, AuthorityFactory, PartyFactory, PeriodFactory, ReviewFactory, UserFactory
from tests.web.visits import FRAMES_A_TRANSACTION

pytestmark = pytest.mark.django_db
LONG_AGO = date(2026, 6, 1)


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire)


def review_of(viewer: User, **more: Any) -> Review:
    period = PeriodFactory.create(child__authority=viewer.authority, started_on=date(2026, 1, 5))
    review: Review = ReviewFactory.create(child=period.child, **more)
    return review


def listed(viewer: User) -> list[tuple[str, str, date]]:
    found = open_steps(visible_to(viewer), authority=viewer.authority, today=TODAY, until=date(2027, 1, 31))
    return [(one.step.key.value, one.step.state.value, one.due_on) for one in found]


def sign(review: Review, by: User) -> None:
    assert review.held_on is not None
    record = RecordOfReview.objects.create(authority=review.authority, review=review, started_on=review.held_on)
    RecordVersion.objects.create(
        authority=review.authority, record=record, number=1, content={}, sha256="0" * 64, signed_on=TODAY, signed_by=by
    )


def issue(review: Review, by: User) -> None:
    DecisionsIssued.objects.create(
        authority=review.authority, review=review, issued_on=date(2026, 6, 8), issued_by=by, manager_name="Ola",
        received_on=date(2026, 6, 8),
    )  # fmt: skip


def send_out(review: Review, by: User) -> None:
    party = PartyFactory.create(child=review.child)
    Invitation.objects.create(authority=review.authority, review=review, party=party)
    SentCopy.objects.create(
        authority=review.authority, review=review, copy="record", party=party, recipient_name="Elena", way="hand",
        sent_on=TODAY, left_on=TODAY, sent_by=by,
    )  # fmt: skip


def test_what_the_service_owes_of_an_old_review_stays_until_it_is_done(maren: User) -> None:
    review = review_of(maren, held=True, held_on=LONG_AGO)
    steps = [
        ("send_decisions", "to_do", date(2026, 6, 8)),
        ("record", "to_do", date(2026, 6, 22)),
        ("distribute", "to_do", date(2026, 6, 29)),
    ]

    assert listed(maren) == steps
    issue(review, maren)
    assert listed(maren) == steps[1:]
    sign(review, maren)
    assert listed(maren) == steps[2:]
    send_out(review, maren)
    assert listed(maren) == []


def test_a_review_begun_long_ago_is_to_be_completed(maren: User) -> None:
    review_of(maren, held=True, held_on=LONG_AGO, completed_on=None)

    assert listed(maren) == [("complete", "to_do", date(2026, 6, 29))]


def test_what_support_and_papers_owe_is_listed_before_the_review(maren: User) -> None:
    review = review_of(maren, arranged_time=time(16, 15), place="Office")
    assert [(key, state) for key, state, _day in listed(maren)] == [
        ("social_worker", "to_do"),
        ("invite", "to_do"),
        ("papers", "to_do"),
        ("private_talk", "to_do"),
    ]
    knows = {"sent_on": TODAY, "told_on": review.arranged_for, "told_at": time(16, 15), "told_place": "Office"}
    own = {"authority": review.authority, "review": review}
    Invitation.objects.create(**own, party=PartyFactory.create(child=review.child), told_invited=True, **knows)
    other = Invitation.objects.create(**own, party=PartyFactory.create(child=review.child), sent_on=TODAY)
    Paper.objects.create(**own, kind="care_plan", name="Care plan", received_on=TODAY)

    done = {key for key, _state, _day in listed(maren)}
    Invitation.objects.filter(pk=other.pk).update(**knows | {"told_place": "School"})

    assert done == {"social_worker", "private_talk"}
    assert ("invite", "part", date(2026, 11, 13)) in listed(maren)


def test_missing_papers_ask_for_a_choice_from_their_limit_on(maren: User) -> None:
    review = review_of(maren, arranged_for=date(2026, 11, 25))
    Paper.objects.create(authority=review.authority, review=review, kind="care_plan", name="Care plan")

    found = listed(maren)

    assert ("papers", "to_do", date(2026, 11, 20)) in found
    assert ("papers_choice", "to_do", date(2026, 11, 20)) in found


def test_a_council_in_wales_has_a_clock_only_where_it_sets_one(sir_unrhyw: ResponsibleAuthority) -> None:
    iro = UserFactory.create(iro=True, authority=sir_unrhyw)
    review_of(iro, held=True, held_on=date(2026, 11, 16))

    before = {key for key, _state, _day in listed(iro)}
    ReviewSettings.objects.create(authority=sir_unrhyw, local_limits={"post-record-15wd": 10})

    assert "record" not in before
    assert ("record", "to_do", date(2026, 11, 30)) in listed(iro)
    ReviewSettings.objects.create(authority=AuthorityFactory.create(), local_limits={"post-decisions-5wd": 1})
    assert "send_decisions" not in {key for key, _state, _day in listed(iro)}


def test_asks_once_whatever_is_open(maren: User) -> None:
    for number in range(3):
        review_of(maren, held=True, held_on=date(2026, 11, 16 + number))
        review_of(maren, held=True, held_on=LONG_AGO)

    with CaptureQueriesContext(connection) as captured:
        found = open_steps(visible_to(maren), authority=maren.authority, today=TODAY, until=date(2027, 1, 31))

    assert len({one.review.pk for one in found}) == 6
    assert len([one for one in captured.captured_queries if not FRAMES_A_TRANSACTION.search(one["sql"])]) == 1
