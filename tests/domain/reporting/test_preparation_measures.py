"""M18 to M21, counted by hand."""

from datetime import date
from decimal import Decimal

import pytest

from heard.deadlines.measures import Span
from heard.reporting.registry import measure
from heard.reviews.models import Review, ReviewSettings, SchoolHoliday, SeparateTalk, TakingPart, TalkWithSocialWorker
from tests.factories import (
    TODAY,
    InvitationFactory,
    PaperFactory,
    PartyFactory,
    PeriodFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

YEAR = Span(first=date(2026, 4, 1), last=date(2027, 3, 31), today=TODAY)
IN_TIME, LATE = date(2026, 11, 2), date(2026, 11, 3)  # the review is on Monday 16 November, 10 working days on


@pytest.fixture
def review(anyshire):
    return ReviewFactory.create(period=PeriodFactory.create(child__authority=anyshire), held=True)


def asked(review, kind="parent", **more):
    party = PartyFactory.create(child=review.child, kind=kind, name="Somebody")
    return InvitationFactory.create(review=review, party=party, **more)


def lines(number, review):
    return {line.key: line for line in measure(number).compute(review.authority, YEAR)}


def told(line):
    return line.numerator, line.denominator


def at_short_notice(review):
    Review.objects.filter(pk=review.pk).update(booked_on=date(2026, 11, 12))


def test_parents_are_consulted_when_it_reached_them_or_they_took_part(review):
    iro = UserFactory.create(authority=review.authority, iro=True)
    asked(review, sent_on=IN_TIME)
    asked(review, sent_on=IN_TIME, bounced_on=LATE)
    asked(review)
    came, talked = asked(review), asked(review)
    asked(review, invited=False, consulted=False, reason_not="Court order")
    asked(review, kind="school", sent_on=IN_TIME)
    TakingPart.objects.create(
        authority=review.authority, review=review, party=came.party, presence="part", way="in_person"
    )
    SeparateTalk.objects.create(
        authority=review.authority, review=review, party=talked.party, talked_on=LATE, way="telephone", views="x",
        recorded_by=iro,
    )  # fmt: skip

    found = lines("M18", review)

    assert (told(found[""]), found[""].value, found[""].parts) == (
        (3, 5),
        Decimal("60.0"),
        {"not_appropriate": 1, "not_listed": 0},
    )
    assert (told(found["attended"]), told(found["separate"])) == ((1, 5), (1, 5))


def test_consultation_is_in_time_ten_working_days_before(review):
    asked(review, sent_on=IN_TIME)
    asked(review, sent_on=LATE)
    asked(review, kind="school", sent_on=IN_TIME, bounced_on=LATE)
    asked(review, kind="nurse")
    asked(review, kind="friend", invited=False, consulted=False, reason_not="The child wishes it")

    found = lines("M19", review)

    assert told(found[""]) == (1, 4)
    assert {who: told(found[who]) for who in ("parent", "school", "nurse", "other")} == {
        "parent": (1, 2), "school": (0, 1), "nurse": (0, 1), "other": (0, 0),
    }  # fmt: skip


def test_a_parent_who_stands_on_no_list_is_missed(review):
    asked(review, sent_on=IN_TIME)
    PartyFactory.create(child=review.child, name="Forgotten")
    PartyFactory.create(child=review.child, name="Without", parental_responsibility="no")
    PartyFactory.create(child=review.child, name="Gone", until_on=date(2026, 10, 1), ended_why="Died")
    PartyFactory.create(child=review.child, name="Left out", left_out="both", left_out_why="Court order")

    found, consultation = lines("M18", review)[""], lines("M19", review)

    assert (told(found), found.parts) == ((1, 2), {"not_appropriate": 1, "not_listed": 1})
    assert (told(consultation[""]), told(consultation["parent"])) == ((1, 2), (1, 2))


def test_a_review_without_a_list_asked_neither_child_nor_parents(review):
    PartyFactory.create(child=review.child, name="Elena")

    found = lines("M19", review)

    assert (told(found[""]), found[""].parts) == ((0, 2), {"short_notice": 0, "no_list": 1})
    assert (told(found["child"]), told(found["parent"])) == ((0, 1), (0, 1))


@pytest.mark.parametrize(("sent_on", "counted"), [(date(2026, 10, 23), 1), (date(2026, 10, 26), 0)])
def test_a_school_is_asked_before_the_holiday_in_which_the_limit_lies(review, sent_on, counted):
    SchoolHoliday.objects.create(
        authority=review.authority, name="Half-term", first_day=date(2026, 10, 26), last_day=date(2026, 11, 6)
    )
    asked(review, kind="school", sent_on=sent_on)
    asked(review, kind="nurse", sent_on=IN_TIME)

    found = lines("M19", review)

    assert (told(found["school"]), told(found["nurse"])) == ((counted, 1), (1, 1))


def test_short_notice_is_counted_apart_and_not_as_late(review):
    at_short_notice(review)
    asked(review, sent_on=date(2026, 11, 12))

    consultation, talk = lines("M19", review)[""], lines("M20", review)[""]

    assert (told(consultation), consultation.parts) == ((0, 0), {"short_notice": 1, "no_list": 0})
    assert (told(talk), talk.parts) == ((0, 0), {"short_notice": 1})


@pytest.mark.parametrize(("held_on", "counted"), [(date(2026, 10, 26), 1), (date(2026, 10, 27), 0)])
def test_the_talk_is_in_time_fifteen_working_days_before(review, held_on, counted):
    TalkWithSocialWorker.objects.create(
        authority=review.authority, review=review, held_on=held_on, social_worker="Callum Rushbrook",
        recorded_by=UserFactory.create(authority=review.authority, iro=True),
    )  # fmt: skip

    assert told(lines("M20", review)[""]) == (counted, 1)


def test_papers_are_in_time_three_working_days_before_all_of_them(review):
    PaperFactory.create(review=review, kind="care_plan", received_on=date(2026, 11, 11))
    late = PaperFactory.create(review=review, kind="health_plan", received_on=date(2026, 11, 12))
    PaperFactory.create(review=review, kind="pathway_plan", needed=False, reason_not_needed="Aged 9")
    ReviewFactory.create(period=PeriodFactory.create(child__authority=review.authority), held=True)

    found = lines("M21", review)
    assert (told(found[""]), found[""].parts) == ((0, 2), {"no_list": 1})
    assert {kind: told(found[kind]) for kind in ("care_plan", "health_plan")} == {
        "care_plan": (1, 1), "health_plan": (0, 1),
    }  # fmt: skip

    late.received_on = late.shared_with_child_on = date(2026, 11, 11)
    late.save()
    found = lines("M21", review)
    assert (told(found[""]), told(found["with_child"]), told(found["with_family"])) == ((1, 2), (1, 2), (0, 2))


def test_a_review_that_needs_no_papers_has_all_of_them(review):
    PaperFactory.create(review=review, kind="pathway_plan", needed=False, reason_not_needed="Aged 9")

    found = lines("M21", review)

    assert (told(found[""]), found[""].parts, told(found["with_child"])) == ((1, 1), {"no_list": 0}, (0, 0))


def test_what_came_with_a_return_says_nothing_of_its_preparation(anyshire):
    review = ReviewFactory.create(period=PeriodFactory.create(child__authority=anyshire), held=True, returned=True)

    for number in ("M18", "M19", "M20", "M21"):
        line = lines(number, review)[""]
        assert (told(line), line.value, line.since, line.left_out, str(line.note)) == (
            (0, 0), None, None, 1, "No review was recorded by the service itself yet, so nothing can be said.",
        )  # fmt: skip


def test_what_came_with_a_return_counts_from_the_first_review_of_the_service_itself(review):
    def returned(held_on):
        period = PeriodFactory.create(child__authority=review.authority)
        made = ReviewFactory.create(period=period, held=True, held_on=held_on, returned=True)
        PartyFactory.create(child=made.child, name="Elena")

    asked(review, sent_on=IN_TIME)
    returned(date(2026, 11, 13))  # before the review of the service, held on Monday 16 November
    returned(date(2026, 11, 17))

    found = {number: lines(number, review)[""] for number in ("M18", "M19", "M20", "M21")}

    assert {number: told(line) for number, line in found.items()} == {
        "M18": (1, 2), "M19": (1, 3), "M20": (0, 2), "M21": (0, 2),
    }  # fmt: skip
    assert {(line.since, line.left_out) for line in found.values()} == {(date(2026, 11, 16), 1)}


@pytest.mark.parametrize(
    ("recorded_on", "since"),
    [
        (None, date(2026, 5, 11)),
        (date(2026, 6, 8), date(2026, 5, 11)),
        (date(2026, 6, 9), date(2026, 6, 9)),
        (TODAY, date(2026, 11, 16)),
    ],
)
def test_an_old_review_entered_afterwards_does_not_move_the_day_back(review, recorded_on, since):
    period = PeriodFactory.create(child__authority=review.authority, started_on=date(2026, 4, 20))
    ReviewFactory.create(period=period, held=True, held_on=date(2026, 5, 11), recorded_on=recorded_on)

    assert lines("M20", review)[""].since == since


def test_wales_has_no_such_limits(sir_unrhyw):
    review = ReviewFactory.create(period=PeriodFactory.create(child__authority=sir_unrhyw), held=True)
    asked(review, sent_on=IN_TIME)

    assert told(lines("M18", review)[""]) == (1, 1)
    for number in ("M19", "M20", "M21"):
        line = lines(number, review)[""]
        assert (line.value, line.denominator, str(line.note)) == (None, None, "Welsh law has no such limit.")


def test_a_welsh_council_is_judged_by_a_limit_of_its_own(sir_unrhyw):
    review = ReviewFactory.create(period=PeriodFactory.create(child__authority=sir_unrhyw), held=True)
    asked(review, sent_on=LATE)
    TalkWithSocialWorker.objects.create(
        authority=sir_unrhyw, review=review, held_on=IN_TIME, social_worker="Callum Rushbrook",
        recorded_by=UserFactory.create(authority=sir_unrhyw, iro=True),
    )  # fmt: skip
    ReviewSettings.objects.create(
        authority=sir_unrhyw, local_limits={"prep-consult-invite-10wd": 9, "prep-sw-iro-15wd": 11}
    )

    consultation, talk, papers = (lines(number, review)[""] for number in ("M19", "M20", "M21"))

    own = "Judged by the council’s own limit of %d working days: neither law nor guidance of Wales has one."
    assert (told(consultation), str(consultation.note)) == ((1, 1), own % 9)
    assert (told(talk), str(talk.note)) == ((0, 1), own % 11)
    assert (papers.value, papers.denominator, str(papers.note)) == (None, None, "Welsh law has no such limit.")
