"""What is read of a review for its page."""

from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.accounts.models import ResponsibleAuthority, User
from heard.children.queries import visible_to
from heard.planning.models import PlanDate
from heard.reviews.life import queries as life
from heard.reviews.life.open_reviews import OpenStep, open_steps
from heard.reviews.life.values import Key, State
from heard.reviews.models import (
    Choices,
    Invitation,
    ManagerAnswer,
    Paper,
    Permanence,
    RecordOfReview,
    RecordVersion,
    Review,
    ReviewDecision,
    RightExplained,
    SentCopy,
)
from tests.domain.reviews.lives import life_of
from tests.factories import (
    TODAY,
    EpisodeFactory,
    PartyFactory,
    PeriodFactory,
    ReviewFactory,
    SignificantChangeFactory,
    UserFactory,
    WishFactory,
)
from tests.web.visits import FRAMES_A_TRANSACTION

pytestmark = pytest.mark.django_db


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire)


@pytest.fixture
def review(maren: User) -> Review:
    period = PeriodFactory.create(child__authority=maren.authority, started_on=date(2026, 5, 4))
    held: Review = ReviewFactory.create(child=period.child, held=True, held_on=date(2026, 11, 9))
    return held


def decision(review: Review, number: int, **more: Any) -> ReviewDecision:
    return ReviewDecision.objects.create(
        authority=review.authority, review=review, child=review.child, number=number, words="Swimming",
        owner_kind="sw", owner_name="Callum Rushbrook", due_on=date(2026, 12, 1), **more,
    )  # fmt: skip


def fill(review: Review, by: User, number: int) -> None:
    """So many decisions, answers, papers and people of a review."""
    own: dict[str, Any] = {"authority": review.authority, "review": review}
    for n in range(1, number + 1):
        made = decision(review, n)
        ManagerAnswer.objects.create(
            authority=review.authority, decision=made, answer="agreed", answered_on=TODAY, in_time=True, answered_by=by
        )
        Paper.objects.create(**own, kind="other", name=f"Report {n}", received_on=date(2026, 11, n))
        party = PartyFactory.create(child=review.child, name=f"Aunt {n}")
        Invitation.objects.create(**own, party=party, sent_on=date(2026, 10, n))
        SentCopy.objects.create(
            **own,
            copy="record",
            party=party,
            recipient_name=party.name,
            way="hand",
            sent_on=date(2026, 11, 20),
            left_on=date(2026, 11, 20),
            sent_by=by,
        )


def test_counts_what_hangs_on_a_review_each_by_itself(maren: User, review: Review) -> None:
    fill(review, maren, 3)

    found = life_of(review).life

    assert (found.decisions, found.answers, found.papers_needed, found.papers_in) == (3, 3, 3, 3)
    assert (found.to_ask, found.asked, found.to_send, found.sent) == (3, 3, 3, 3)
    assert (found.papers_in_on, found.all_asked_on) == (date(2026, 11, 3), date(2026, 10, 3))
    assert found.all_sent_on == date(2026, 11, 20)


def test_court_guardian_and_legal_services_are_to_have_the_record(maren: User, review: Review) -> None:
    PartyFactory.create(child=review.child, kind="legal", name="Anyshire Legal")
    fill(review, maren, 1)
    before = life_of(review).life.to_send
    court = PartyFactory.create(child=review.child, kind="court", name="Family Court")
    PartyFactory.create(child=review.child, kind="guardian", name="Gone", until_on=TODAY, ended_why="moved")
    (listed,) = [one for one in waiting_copies(maren, review) if one.step.key is Key.DISTRIBUTE]

    asked = life_of(review).life
    SentCopy.objects.create(
        authority=review.authority, review=review, copy="court", party=court, recipient_name="Family Court",
        way="hand", sent_on=date(2026, 11, 20), left_on=date(2026, 11, 20), sent_by=maren,
    )  # fmt: skip

    assert before == 1
    assert (asked.to_send, asked.sent) == (3, 1)
    assert (life_of(review).life.sent, listed.step.state) == (2, State.PART)


def test_the_decisions_alone_are_the_whole_copy_of_a_school_and_not_of_a_parent(maren: User, review: Review) -> None:
    own: dict[str, Any] = {"authority": review.authority, "review": review}
    for kind in ("parent", "school"):
        party = PartyFactory.create(child=review.child, kind=kind, name=f"One {kind}")
        Invitation.objects.create(**own, party=party, sent_on=date(2026, 10, 1))
        SentCopy.objects.create(
            **own, copy="decisions", party=party, recipient_name=party.name, way="hand", sent_on=date(2026, 11, 20),
            left_on=date(2026, 11, 20), sent_by=maren,
        )  # fmt: skip

    found = life_of(review).life
    (listed,) = [one for one in waiting_copies(maren, review) if one.step.key is Key.DISTRIBUTE]

    assert (found.to_send, found.sent, listed.step.state) == (2, 1, State.PART)


def waiting_copies(viewer: User, review: Review) -> list[OpenStep]:
    return open_steps(visible_to(viewer), authority=review.authority, today=TODAY, until=date(2027, 1, 1))


def test_asks_as_often_for_three_of_everything_as_for_one(maren: User, review: Review) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            life_of(review)
        return sum(not FRAMES_A_TRANSACTION.search(query["sql"]) for query in captured.captured_queries)

    fill(review, maren, 1)
    one = asked()
    Paper.objects.all().delete()
    ManagerAnswer.objects.all().delete()
    ReviewDecision.objects.all().delete()
    fill(review, maren, 3)

    assert asked() == one


def test_a_record_counts_from_its_first_signature(maren: User, review: Review) -> None:
    record = RecordOfReview.objects.create(authority=review.authority, review=review, started_on=date(2026, 11, 10))
    for number, day in ((1, 12), (2, 20)):
        RecordVersion.objects.create(
            authority=review.authority, record=record, number=number, content={}, sha256="0" * 64,
            why="A name was wrong" if number > 1 else "", signed_on=date(2026, 11, day), signed_by=maren,
        )  # fmt: skip

    assert life_of(review).life.signed_on == date(2026, 11, 12)


def test_a_care_plan_counts_from_the_day_the_review_was_completed(maren: User, review: Review) -> None:
    for day in (date(2026, 11, 6), date(2026, 11, 18), date(2026, 11, 20)):
        PlanDate.objects.create(
            authority=review.authority, child=review.child, kind="care_plan", done_on=day, source="service",
            recorded_by=maren,
        )  # fmt: skip

    assert life_of(review).life.care_plan_on == date(2026, 11, 18)


def test_the_next_review_is_one_booked_or_held_later(maren: User, review: Review) -> None:
    ReviewFactory.create(child=review.child, held=True, held_on=date(2026, 6, 1))
    before = life_of(review).life.next_booked
    ReviewFactory.create(child=review.child)

    assert (before, life_of(review).life.next_booked) == (False, True)


def test_observing_a_young_child_is_the_answer(maren: User, review: Review) -> None:
    Choices.objects.create(
        authority=review.authority, review=review, asked_on=date(2026, 11, 2), how="observed", recorded_by=maren
    )

    assert life_of(review).life.answered_on == date(2026, 11, 2)


def test_the_decisions_of_last_time_are_those_of_the_review_held_before(maren: User, review: Review) -> None:
    first = ReviewFactory.create(child=review.child, held=True, held_on=date(2026, 6, 1))
    second = ReviewFactory.create(child=review.child, held=True, held_on=date(2026, 8, 3))
    forgotten = decision(first, 1)
    wanted = [decision(second, 1), decision(second, 2)]
    decision(review, 1)

    older = decision(first, 2, state="done", done_on=date(2026, 7, 1))
    assert life.decisions_before(review) == [*wanted, forgotten]
    assert older not in life.decisions_before(review)
    assert life.decisions_before(first) == []


def test_a_review_without_decisions_does_not_hide_those_before_it(maren: User, review: Review) -> None:
    first = ReviewFactory.create(child=review.child, held=True, held_on=date(2026, 6, 1))
    ReviewFactory.create(child=review.child, held=True, held_on=date(2026, 8, 3), source="return")
    done = decision(first, 1, state="done", done_on=date(2026, 7, 1))

    assert life.decisions_before(review) == [done]


def test_the_life_counts_rights_permanence_and_wishes(review: Review) -> None:
    first, second = life_of(review).life, life_of(review, number=2).life
    RightExplained.objects.create(authority=review.authority, review=review, right="court", explained=True)
    WishFactory.create(review=review, answer="")
    WishFactory.create(review=review, answer="yes")
    later = life_of(review, number=2).life

    assert (first.rights_open, first.permanence_missing, first.wishes, first.wishes_open) == (3, False, 0, 0)
    assert (second.rights_open, second.permanence_missing) == (3, True)
    assert (later.rights_open, later.permanence_missing, later.wishes, later.wishes_open) == (2, True, 2, 1)
    Permanence.objects.create(authority=review.authority, review=review, plan="fostering")
    assert life_of(review, number=2).life.permanence_missing is False


def test_the_matters_follow_from_placement_status_and_what_was_told(sir_unrhyw: ResponsibleAuthority) -> None:
    period = PeriodFactory.create(child__authority=sir_unrhyw)
    EpisodeFactory.create(period=period, placement_type="K1", legal_status="J1")
    review = ReviewFactory.create(period=period)

    before = [item.id for item in life_of(review).matters]
    SignificantChangeFactory.create(child=review.child, kind="family_support", proposed=False, happens_on=TODAY)
    after = [item.id for item in life_of(review).matters]

    assert set(after) - set(before) == {"family-support"}


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        pytest.param({"told_on": date(2026, 11, 27), "told_place": "Office"}, 1, id="the booking that stands"),
        pytest.param({"told_on": date(2026, 11, 20), "told_place": "Office"}, 0, id="another day"),
        pytest.param({"told_on": date(2026, 11, 27), "told_place": "School"}, 0, id="another place"),
        pytest.param({"told_on": date(2026, 11, 27), "told_at": time(9), "told_place": "Office"}, 0, id="another time"),
        pytest.param({}, 1, id="asked without a booking"),
    ],
)
def test_who_knows_another_booking_counts_as_not_asked(review: Review, told: dict[str, Any], asked: int) -> None:
    booked = ReviewFactory.create(child=review.child, place="Office")
    party = PartyFactory.create(child=review.child)
    Invitation.objects.create(
        authority=review.authority, review=booked, party=party, sent_on=date(2026, 11, 10), **told
    )

    found = life_of(booked).life

    assert (found.to_ask, found.asked) == (1, asked)
