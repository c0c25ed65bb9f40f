"""What is added to a review once it was held: its last sitting, and why it was late."""

import pytest
from django.utils import translation
from django.utils.functional import Promise

from heard.accounts.models import ResponsibleAuthority, User
from heard.children.models import Child
from heard.deadlines.models import Deadline
from heard.reviews.models import Review
from heard.web.reviews.forms import CHANGE_REASONS, LATE_REASONS
from tests.factories import AuthorityFactory, ChildFactory, PeriodFactory, ReviewFactory, UserFactory, diary
from tests.web.visits import asks_to_sign_in, send, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire)


@pytest.fixture
def teo(maren: User) -> Child:
    child = ChildFactory.create(authority=maren.authority)
    PeriodFactory.create(child=child)
    return child


def completed(day: str, version: int) -> dict[str, str]:
    typed = {"completed_on_day": day, "completed_on_month": "11", "completed_on_year": "2026", "way": "telephone"}
    return typed | {"version": str(version)}


def test_an_adjourned_review_is_completed_and_so_in_time(maren: User, teo: Child) -> None:
    review = ReviewFactory.create(child=teo, held=True, completed_on=None)
    diary(maren.authority)
    address = f"/reviews/{review.pk}/completed/"

    page = words(visit(maren, address))
    before = Deadline.objects.get(review=review).in_time
    answer = send(maren, address, **completed("20", review.version))

    assert "completed on or before Monday 14 December 2026" in page
    assert before is None
    assert answer.status_code == 302
    assert Deadline.objects.get(review=review).in_time is True


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("24", "The date the review was completed must be today or in the past."),
        ("10", "The review was completed before its first sitting."),
        ("", "The date of the last sitting must include a day"),
    ],
)
def test_an_impossible_last_sitting_is_refused(maren: User, teo: Child, day: str, sentence: str) -> None:
    review = ReviewFactory.create(child=teo, held=True, completed_on=None)

    answer = send(maren, f"/reviews/{review.pk}/completed/", **completed(day, review.version))

    assert sentence in words(answer)
    review.refresh_from_db()
    assert review.completed_on is None


def test_keeps_why_a_review_was_late(maren: User, teo: Child) -> None:
    review = ReviewFactory.create(child=teo, held=True)
    address = f"/reviews/{review.pk}/late/"

    without = send(maren, address, version=review.version)
    answer = send(maren, address, version=review.version, late_reason="court", late_note="", late_avoidable="no")

    assert "Choose why the review was late" in words(without)
    assert answer.status_code == 302
    review.refresh_from_db()
    assert (review.late_reason, review.late_avoidable) == ("court", "no")


@pytest.mark.parametrize("reason", ["parent", "carer", "iro_capacity", "child_missing", "weather_venue"])
def test_there_is_a_reason_for_what_happens(maren: User, teo: Child, reason: str) -> None:
    review = ReviewFactory.create(child=teo, held=True)

    send(maren, f"/reviews/{review.pk}/late/", version=review.version, late_reason=reason, late_note="")

    review.refresh_from_db()
    assert (review.late_reason, review.late_avoidable) == (reason, "")


def test_the_reasons_are_read_in_the_language_of_the_page() -> None:
    with translation.override("cy"):
        assert str(Review.LateReason.COURT.label) == translation.gettext("Dates of the court")
        assert str(dict(LATE_REASONS)["court"]) == translation.gettext("Dates of the court")
    assert isinstance(Review.LateReason.COURT.label, Promise)
    assert isinstance(dict(CHANGE_REASONS)["court"], Promise)


def test_another_s_reason_is_not_overwritten_unseen(maren: User, teo: Child) -> None:
    review = ReviewFactory.create(child=teo, held=True, late_reason="court", version=4)

    answer = send(maren, f"/reviews/{review.pk}/late/", version=3, late_reason="child_wish")

    assert "Somebody else changed this while you were working" in words(answer)
    review.refresh_from_db()
    assert review.late_reason == "court"


@pytest.mark.parametrize("page", ["completed", "late"])
def test_a_booking_has_nothing_to_add(maren: User, teo: Child, page: str) -> None:
    review = ReviewFactory.create(child=teo)

    answer = visit(maren, f"/reviews/{review.pk}/{page}/")

    assert answer.status_code == 302
    assert answer["Location"] == f"/children/{teo.pk}/reviews/"


@pytest.mark.parametrize("page", ["completed", "late"])
def test_only_those_who_record_reviews_may(maren: User, teo: Child, page: str) -> None:
    review = ReviewFactory.create(child=teo, held=True, completed_on=None)
    address = f"/reviews/{review.pk}/{page}/"
    support = UserFactory.create(support=True, authority=maren.authority)
    elsewhere = UserFactory.create(iro=True, authority=AuthorityFactory.create())

    assert visit(maren, address).status_code == 200
    assert visit(support, address).status_code == 403
    assert visit(elsewhere, address).status_code == 404
    assert asks_to_sign_in(visit(None, address))
