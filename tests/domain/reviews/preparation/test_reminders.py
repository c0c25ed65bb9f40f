"""When the service reminds by itself of what is owed before a review, day by day."""

from datetime import date

import pytest

from heard.accounts.models import ResponsibleAuthority
from heard.law import Nation
from heard.reviews.models import Adjournment, Review, ReviewReminder, ReviewSettings, TalkWithSocialWorker
from heard.reviews.preparation.reminders import Aim, Rules, SetBy, aim_of, due_reminders, kinds_on, rules_of
from heard.reviews.settings import settings_of
from tests.factories import PaperFactory, PeriodFactory, ReviewFactory, UserFactory
from tests.factories.days import HELD_ON

REVIEW_ON = date(2026, 11, 27)  # a Friday; the talk is due on 6 November, the papers on 24 November
ENGLAND = Rules(nation=Nation.ENGLAND, clear_days=False, settings=ReviewSettings())
TALK_BY = Aim(due_on=date(2026, 11, 6), set_by=SetBy.NATION)
PAPERS_BY = Aim(due_on=date(2026, 11, 24), set_by=SetBy.NATION)


@pytest.mark.parametrize(
    ("today", "kinds"),
    [
        pytest.param(date(2026, 10, 29), {}, id="before the first reminder"),
        pytest.param(date(2026, 10, 30), {"talk_ahead": TALK_BY}, id="20 working days before"),
        pytest.param(date(2026, 11, 5), {"talk_ahead": TALK_BY}, id="the day before the limit of the talk"),
        pytest.param(date(2026, 11, 6), {"talk_limit": TALK_BY}, id="15 working days before"),
        pytest.param(date(2026, 11, 19), {"talk_limit": TALK_BY}, id="before papers"),
        pytest.param(date(2026, 11, 20), {"talk_limit": TALK_BY, "papers_ahead": PAPERS_BY}, id="5 days before"),
        pytest.param(date(2026, 11, 24), {"talk_limit": TALK_BY, "papers_ahead": PAPERS_BY}, id="papers due"),
        pytest.param(date(2026, 11, 25), {"talk_limit": TALK_BY, "papers_limit": PAPERS_BY}, id="papers late"),
        pytest.param(date(2026, 11, 27), {}, id="the day of the review"),
        pytest.param(date(2026, 12, 1), {}, id="afterwards"),
    ],
)
def test_each_reminder_has_its_days(today: date, kinds: dict[str, Aim]) -> None:
    assert kinds_on(today, ENGLAND, review_on=REVIEW_ON) == kinds


def test_each_reminder_can_be_switched_off() -> None:
    settings = ReviewSettings(
        talk_reminder_days=None, talk_limit_reminder=False, papers_reminder_days=None, papers_limit_reminder=False
    )
    silent = Rules(nation=Nation.ENGLAND, clear_days=False, settings=settings)

    told = {day: kinds_on(date(2026, 11, day), silent, review_on=REVIEW_ON) for day in (2, 6, 20, 25)}

    assert told == {2: {}, 6: {}, 20: {}, 25: {}}


@pytest.mark.parametrize(
    ("local", "aim"),
    [
        ({}, Aim(due_on=date(2026, 11, 6), set_by=SetBy.USUAL)),
        ({"prep-sw-iro-15wd": 10}, Aim(due_on=date(2026, 11, 13), set_by=SetBy.COUNCIL)),
    ],
)
def test_in_wales_the_councils_own_limit_counts_or_what_is_usual(local: dict[str, int], aim: Aim) -> None:
    wales = Rules(nation=Nation.WALES, clear_days=False, settings=ReviewSettings(local_limits=local))

    assert aim_of("prep-sw-iro-15wd", wales, review_on=REVIEW_ON) == aim


def adjourned(authority: ResponsibleAuthority, resume_on: date | None) -> Review:
    made: Review = ReviewFactory.create(
        period=PeriodFactory.create(child__authority=authority), held=True, completed_on=None
    )
    Adjournment.objects.create(
        authority=authority, review=made, adjourned_on=HELD_ON, why="papers_missing", reason="No care plan",
        resume_on=resume_on, recorded_by=UserFactory.create(authority=authority, iro=True),
    )  # fmt: skip
    return made


@pytest.mark.django_db
class TestDue:
    def due(self, authority: ResponsibleAuthority, today: date = date(2026, 11, 23)) -> list[tuple[int, str]]:
        found = due_reminders(rules_of(authority, settings_of(authority.pk)), today=today)
        return [(one.review.pk, one.kind.value) for one in found]

    def test_only_what_is_owed_yet_is_reminded_of(self, anyshire: ResponsibleAuthority) -> None:
        nothing, talked, all_there = (
            ReviewFactory.create(period=PeriodFactory.create(child__authority=anyshire)) for _ in range(3)
        )
        iro = UserFactory.create(iro=True, authority=anyshire)
        for one in (talked, all_there):
            TalkWithSocialWorker.objects.create(
                authority=anyshire, review=one, held_on=HELD_ON, social_worker="Callum", recorded_by=iro
            )
        PaperFactory.create(review=talked)
        PaperFactory.create(review=talked, kind="health_plan", received_on=HELD_ON)
        PaperFactory.create(review=all_there, received_on=HELD_ON)
        PaperFactory.create(review=all_there, kind="pathway_plan", needed=False, reason_not_needed="Is nine")

        assert self.due(anyshire) == [
            (nothing.pk, "talk_limit"), (nothing.pk, "papers_ahead"), (talked.pk, "papers_ahead"),
        ]  # fmt: skip

    def test_nothing_is_reminded_of_for_what_was_held_cancelled_or_ended(self, anyshire: ResponsibleAuthority) -> None:
        ReviewFactory.create(period=PeriodFactory.create(child__authority=anyshire), held=True)
        ReviewFactory.create(period=PeriodFactory.create(child__authority=anyshire), cancelled=True)
        left = PeriodFactory.create(child__authority=anyshire, ceased_on=date(2026, 11, 20), reason_ceased="E4A")
        ReviewFactory.create(period=left)
        booked = ReviewFactory.create(period=PeriodFactory.create(child__authority=anyshire))

        assert {pk for pk, _kind in self.due(anyshire)} == {booked.pk}

    @pytest.mark.parametrize(
        ("resume_on", "listed", "kinds"),
        [
            pytest.param(REVIEW_ON, True, ["papers_ahead"], id="papers before the second sitting, and no talk"),
            pytest.param(date(2026, 11, 25), True, ["papers_limit"], id="their limit counts from the second sitting"),
            pytest.param(REVIEW_ON, False, [], id="nothing on the list"),
            pytest.param(None, True, [], id="no day is known"),
            pytest.param(date(2026, 11, 23), True, [], id="the day is here"),
        ],
    )
    def test_before_a_second_sitting_papers_are_reminded_of(
        self, anyshire: ResponsibleAuthority, resume_on: date | None, listed: bool, kinds: list[str]
    ) -> None:
        review = adjourned(anyshire, resume_on)
        if listed:
            PaperFactory.create(review=review)
            PaperFactory.create(review=review, kind="health_plan", received_on=HELD_ON)

        assert self.due(anyshire) == [(review.pk, kind) for kind in kinds]

        Review.objects.filter(pk=review.pk).update(completed_on=date(2026, 11, 20))
        assert self.due(anyshire) == []

    def test_a_moved_booking_begins_again(self, anyshire: ResponsibleAuthority) -> None:
        review = ReviewFactory.create(period=PeriodFactory.create(child__authority=anyshire), booked_on=HELD_ON)
        for kind in ("talk_limit", "papers_ahead"):
            ReviewReminder.objects.create(
                authority=anyshire, review=review, kind=kind, review_on=REVIEW_ON, booked_on=HELD_ON,
                written_on=HELD_ON, names="Callum",
            )  # fmt: skip
        assert self.due(anyshire) == []

        review.arranged_for, review.booked_on = date(2026, 11, 30), date(2026, 11, 23)
        review.save()

        assert self.due(anyshire) == [(review.pk, "talk_limit"), (review.pk, "papers_ahead")]
