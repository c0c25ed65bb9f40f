"""Reminders of what is owed before a review: to whom they go, what they say, and that each goes once."""

from datetime import UTC, date, datetime, time

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.correspondence.models import Message
from heard.correspondence.outgoing import record
from heard.correspondence.review_reminders import DONE_SINCE, Reminded, remind
from heard.reviews.booking import actions
from heard.reviews.booking.actions import Booking
from heard.reviews.meeting.held_actions import complete
from heard.reviews.models import Adjournment, Paper, Review, ReviewReminder, ReviewSettings
from heard.reviews.preparation import actions as preparation_actions
from heard.reviews.preparation.actions import Talk
from tests.factories import (
    TODAY,
    NamedIroFactory,
    PaperFactory,
    PartyFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    SafeContactRuleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
AHEAD = date(2026, 11, 2)  # the talk is due on 6 November


@pytest.fixture
def iro(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, iro=True, name="Maren Oakhollow", email="maren@anyshire.example")


@pytest.fixture
def review(iro: User) -> Review:
    return booked(iro)


def booked(iro: User, *, at: str = "@anyshire.example") -> Review:
    period = PeriodFactory.create(child__authority=iro.authority, child__given_name="Teo")
    NamedIroFactory.create(child=period.child, iro=iro)
    worker = UserFactory.create(
        authority=iro.authority, social_worker=True, name="Callum Rushbrook", email=f"callum{at}"
    )
    manager = UserFactory.create(
        authority=iro.authority, team_manager=True, name="Priya Sandmartin", email=f"priya{at}"
    )
    RelationshipFactory.create(child=period.child, user=worker)
    RelationshipFactory.create(child=period.child, user=manager, kind="team_manager")
    made: Review = ReviewFactory.create(period=period, arranged_time=time(16, 15))
    return made


def written() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("pk").values_list("template", "address"))


def text(message: Message) -> str:
    return str(message.body["letter"])


def test_the_social_worker_is_reminded_of_the_talk_in_the_name_of_the_iro(review: Review, iro: User) -> None:
    done = remind(authority_id=review.authority_id, today=AHEAD)

    row, message = ReviewReminder.objects.get(), Message.objects.get()
    assert done == Reminded(written=1, not_written=0)
    assert (row.kind, row.review_on, row.written_on, row.left_on, row.names) == (
        "talk_ahead", date(2026, 11, 27), AHEAD, None, "Callum Rushbrook",
    )  # fmt: skip
    assert (message.template, message.address, message.reply_to, message.written_by) == (
        "review-talk-due", "callum@anyshire.example", "maren@anyshire.example", None,
    )  # fmt: skip
    assert "Guidance asks for it by Friday 6 November 2026." in text(message)
    assert "has passed" not in text(message)
    assert list(Event.objects.filter(name="review.social_worker_reminded").values_list("actor_id", "facts")) == [
        (None, {"review": review.pk, "kind": "talk_ahead", "review_on": "2026-11-27"})
    ]


def test_from_the_limit_on_the_team_manager_gets_a_copy(review: Review) -> None:
    PaperFactory.create(review=review)

    remind(authority_id=review.authority_id, today=date(2026, 11, 25))

    assert written() == [
        ("review-talk-due", "callum@anyshire.example"),
        ("review-talk-due", "priya@anyshire.example"),
        ("review-papers-due", "callum@anyshire.example"),
        ("review-papers-due", "priya@anyshire.example"),
    ]
    last = Message.objects.latest("pk")
    assert "This reminder goes to the social worker and to the team manager." in text(last)
    assert "That day has passed." in text(last)
    assert "['Care plan']" in text(last)
    assert set(ReviewReminder.objects.values_list("kind", "names")) == {
        ("talk_limit", "Callum Rushbrook, Priya Sandmartin"), ("papers_limit", "Callum Rushbrook, Priya Sandmartin"),
    }  # fmt: skip


def test_the_job_run_twice_reminds_once(review: Review) -> None:
    for day in (AHEAD, AHEAD, date(2026, 11, 3)):
        remind(authority_id=review.authority_id, today=day)

    assert len(written()) == 1


def test_without_a_list_the_papers_are_those_that_the_council_asks_for(review: Review) -> None:
    ReviewSettings.objects.create(authority_id=review.authority_id, papers=["care_plan"], talk_limit_reminder=False)

    remind(authority_id=review.authority_id, today=TODAY)

    assert written() == [("review-papers-due", "callum@anyshire.example")]
    assert "['Care plan']" in text(Message.objects.get())


def test_in_wales_the_letter_names_the_councils_own_limit_or_what_is_usual(review: Review) -> None:
    council = review.authority
    council.nation = "wales"
    council.save()
    remind(authority_id=council.pk, today=AHEAD)
    assert (
        "Neither the law of Wales nor our council counts days here. By Friday 6 November 2026 is usual practice."
        in (text(Message.objects.get()))
    )

    ReviewSettings.objects.create(authority=council, local_limits={"prep-sw-iro-15wd": 10})
    ReviewReminder.objects.all().delete()
    remind(authority_id=council.pk, today=AHEAD)

    assert "Our council’s own limit for it is Friday 13 November 2026." in text(Message.objects.latest("pk"))


def test_nobody_is_reminded_while_no_iro_is_named_and_the_next_night_asks_again(review: Review, iro: User) -> None:
    review.child.named_iros.get().delete()
    assert remind(authority_id=review.authority_id, today=AHEAD) == Reminded(written=0, not_written=1)

    another = UserFactory.create(authority=iro.authority, iro=True)
    NamedIroFactory.create(child=review.child, iro=another)

    assert remind(authority_id=review.authority_id, today=date(2026, 11, 3)).written == 1


def test_nothing_goes_to_somebody_who_must_not_be_contacted(review: Review) -> None:
    worker = review.child.relationships.get(kind="social_worker").user
    party = PartyFactory.create(
        child=review.child, kind="social_worker", user=worker, name="Callum Rushbrook", email="callum@work.example"
    )
    SafeContactRuleFactory.create(party=party)

    assert remind(authority_id=review.authority_id, today=AHEAD) == Reminded(written=0, not_written=1)
    assert (written(), ReviewReminder.objects.count()) == ([], 0)

    remind(authority_id=review.authority_id, today=date(2026, 11, 6))
    assert written() == [("review-talk-due", "priya@anyshire.example")]


def test_one_that_cannot_be_written_leaves_the_others_written(review: Review, iro: User) -> None:
    party = PartyFactory.create(child=review.child, kind="social_worker", name="Callum", email="callum@home.example")
    SafeContactRuleFactory.create(
        party=PartyFactory.create(child=review.child, name="Aunt"),
        kind="not_this_address",
        address="callum@home.example",
    )
    other = booked(iro, at="@second.example")

    assert party.email == "callum@home.example"
    assert remind(authority_id=review.authority_id, today=AHEAD) == Reminded(written=1, not_written=1)
    assert list(ReviewReminder.objects.values_list("review_id", flat=True)) == [other.pk]


def test_once_it_left_the_day_is_kept_and_the_papers_count_as_asked_for(review: Review) -> None:
    paper = PaperFactory.create(review=review)
    remind(authority_id=review.authority_id, today=date(2026, 11, 20))
    message = Message.objects.get(template="review-papers-due")
    message.state, message.why_held, message.sent_at = "sent", "", datetime(2026, 11, 20, 9, tzinfo=UTC)
    message.save(update_fields=["state", "why_held", "sent_at"])

    record("message.sent", message, by=None)

    paper.refresh_from_db()
    assert ReviewReminder.objects.get(kind="papers_ahead").left_on == date(2026, 11, 20)
    assert paper.chased_on == date(2026, 11, 20)
    assert Paper.objects.count() == 1


@pytest.mark.parametrize("happens", ["moved", "cancelled", "talked"])
def test_a_reminder_that_has_not_left_is_taken_back_once_it_does_not_hold(
    review: Review, iro: User, happens: str
) -> None:
    remind(authority_id=review.authority_id, today=AHEAD)

    if happens == "talked":
        preparation_actions.record_talk_with_social_worker(
            review_id=review.pk, talk=Talk(held_on=AHEAD, social_worker="Callum", agenda="All"), today=AHEAD, by=iro
        )
    elif happens == "moved":
        later = Booking(on=date(2026, 11, 30), at=None, place="School")
        actions.move(review_id=review.pk, booking=later, why="court", version=1, today=AHEAD, by=iro)
    else:
        actions.cancel(review_id=review.pk, reason="The child wished it", version=1, today=AHEAD, by=iro)

    message = Message.objects.get()
    assert (message.state, message.withdrawn_why) == ("withdrawn", DONE_SINCE)
    assert list(Event.objects.filter(name="message.withdrawn").values_list("actor_id", flat=True)) == [None]


def test_a_reminder_stays_while_it_holds(review: Review, iro: User) -> None:
    remind(authority_id=review.authority_id, today=AHEAD)

    preparation_actions.combine(review_id=review.pk, duties=["pathway"], today=AHEAD, by=iro)

    assert Message.objects.get().state == "held"


def test_before_a_second_sitting_the_letter_says_so_and_goes_when_it_is_completed(review: Review, iro: User) -> None:
    paper = PaperFactory.create(review=review)
    Review.objects.filter(pk=review.pk).update(state="held", held_on=date(2026, 11, 16))
    Adjournment.objects.create(
        authority=review.authority, review=review, adjourned_on=date(2026, 11, 16), why="papers_missing",
        reason="No care plan", resume_on=date(2026, 11, 27), recorded_by=iro,
    )  # fmt: skip

    remind(authority_id=review.authority_id, today=TODAY)

    row, message = ReviewReminder.objects.get(), Message.objects.get()
    assert (row.kind, row.review_on, message.template, message.template_version) == (
        "papers_ahead", date(2026, 11, 27), "review-papers-due", 2,
    )  # fmt: skip
    assert "was adjourned. Its second sitting is on Friday 27 November 2026." in text(message)
    assert "is on Friday 27 November 2026. These papers have not reached us yet" in text(message)
    review.refresh_from_db()
    complete(review_id=review.pk, completed_on=TODAY, version=review.version, today=TODAY, by=iro)
    message.refresh_from_db()
    assert (message.state, message.withdrawn_why) == ("withdrawn", DONE_SINCE)
    assert paper.received_on is None
