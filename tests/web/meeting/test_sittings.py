"""A review in parts: sittings, the adjournment and its limit."""

from datetime import date
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.reviews.models import Adjournment, Review, Sitting
from tests.factories import ChildFactory, PeriodFactory, ReviewFactory, UserFactory, diary
from tests.web.visits import links, queries, send, visit, words

pytestmark = pytest.mark.django_db

FIRST = date(2026, 11, 16)


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire)


def adjournable(iro: User) -> Review:
    period = PeriodFactory.create(child=ChildFactory.create(authority=iro.authority))
    return ReviewFactory.create(period=period, held=True, held_on=FIRST, completed_on=None)


@pytest.fixture
def review(maren: User) -> Review:
    return adjournable(maren)


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def given(**more: Any) -> dict[str, Any]:
    typed = {"version": "1", "why": "papers_missing", "reason": "No health plan", "held_back": "The move to Elm"}
    return typed | day("resume_on", date(2026, 12, 1)) | more


def sitting(**more: Any) -> dict[str, Any]:
    return {"way": "video", "place": "", "about": "With the mother"} | day("held_on", date(2026, 11, 20)) | more


@pytest.mark.parametrize(
    ("wales", "citation"),
    [
        (False, "Regulation 36(2), Care Planning, Placement and Case Review (England) Regulations 2010"),
        (True, "Regulation 42(2), Care Planning, Placement and Case Review (Wales) Regulations 2015"),
    ],
)
def test_the_limit_runs_from_the_first_sitting_and_nothing_is_put_into_effect(
    anyshire: ResponsibleAuthority, sir_unrhyw: ResponsibleAuthority, wales: bool, citation: str
) -> None:
    iro = UserFactory.create(iro=True, authority=sir_unrhyw if wales else anyshire)
    review = adjournable(iro)

    page = words(visit(iro, f"/reviews/{review.pk}/adjourn/"))
    answer = send(iro, f"/reviews/{review.pk}/adjourn/", **given())
    after = words(visit(iro, f"/reviews/{review.pk}/sittings/"))

    assert "14 December 2026" in page
    assert citation in page
    assert "The limit runs from the first sitting, Monday 16 November 2026" in page
    assert "No proposal may be put into effect" not in page
    assert (answer.status_code, answer["Location"]) == (302, f"/reviews/{review.pk}/sittings/")
    assert "No proposal may be put into effect" in after
    assert "Waits until it is completed The move to Elm" in after
    assert "Papers were missing No health plan" in after


def test_a_second_adjournment_is_refused_and_told(maren: User, review: Review) -> None:
    send(maren, f"/reviews/{review.pk}/adjourn/", **given())

    page = words(visit(maren, f"/reviews/{review.pk}/adjourn/"))
    again = words(send(maren, f"/reviews/{review.pk}/adjourn/", **given(version="2", reason="Once more")))

    assert "a review can be adjourned only once" in page
    assert "This review was adjourned before. A review can be adjourned once" in again
    assert list(Adjournment.objects.values_list("reason", flat=True)) == ["No health plan"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"why": ""}, "Choose why the review is adjourned"),
        ({"reason": ""}, "Say what is missing, and from whom"),
        (day("resume_on", date(2026, 12, 15)), "by 14 December 2026. Choose that day or an earlier one."),
        (day("resume_on", FIRST), "The review can resume only after the sitting"),
        ({"resume_on_day": "31", "resume_on_month": "11"}, "The day on which it goes on must be a real date"),
    ],
)
def test_says_what_to_mend(maren: User, review: Review, typed: dict[str, str], sentence: str) -> None:
    answer = send(maren, f"/reviews/{review.pk}/adjourn/", **given() | typed)

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert "The move to Elm" in answer.content.decode()
    assert not Adjournment.objects.exists()


def test_another_s_change_is_not_overwritten_unseen(maren: User, review: Review) -> None:
    review.version = 3
    review.save(update_fields=["version"])

    first = send(maren, f"/reviews/{review.pk}/adjourn/", **given())
    second = send(maren, f"/reviews/{review.pk}/adjourn/", **given(version="3"))

    assert "Somebody else changed this while you were working" in words(first)
    assert "The move to Elm" in first.content.decode()
    assert second.status_code == 302


def test_sittings_are_recorded_and_the_last_one_completes_without_asking_again(maren: User, review: Review) -> None:
    diary(maren.authority)
    address = f"/reviews/{review.pk}/sittings/"

    answer = send(maren, address, **sitting())
    page = visit(maren, address)
    complete = visit(maren, f"/reviews/{review.pk}/completed/").content.decode()

    assert answer.status_code == 302
    assert "Friday 20 November 2026 . By video. With the mother" in words(page)
    assert {"Adjourn", "Complete"} <= links(page).keys()
    assert 'value="video" checked' in complete
    assert 'name="completed_on_day" type="text" value="20"' in complete
    review.refresh_from_db()
    done = send(
        maren, f"/reviews/{review.pk}/completed/", version=review.version, way="video", place="School",
        **day("completed_on", date(2026, 11, 20)),
    )  # fmt: skip
    assert done.status_code == 302
    assert list(Sitting.objects.values_list("way", "place", "about")) == [("video", "School", "With the mother")]
    assert "The review was completed on Friday 20 November 2026." in words(visit(maren, address))
    assert "so it cannot be adjourned" in words(visit(maren, f"/reviews/{review.pk}/adjourn/"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"held_on_day": ""}, "The day of the sitting must include a day"),
        (day("held_on", date(2026, 11, 24)), "The day of the sitting must be today or in the past."),
        (day("held_on", date(2026, 11, 15)), "A further sitting cannot come before the first one."),
        ({"way": ""}, "Say how the review was held"),
        ({"way": "paper"}, "Select a valid choice."),
    ],
)
def test_a_sitting_says_what_to_mend(maren: User, review: Review, typed: dict[str, str], sentence: str) -> None:
    answer = send(maren, f"/reviews/{review.pk}/sittings/", **sitting() | typed)

    assert sentence in words(answer)
    assert "With the mother" in answer.content.decode()
    assert not Sitting.objects.exists()


def test_the_pages_cost_the_same_for_one_and_for_many(maren: User, review: Review) -> None:
    send(maren, f"/reviews/{review.pk}/sittings/", **sitting())
    pages = [f"/reviews/{review.pk}/{page}/" for page in ("sittings", "adjourn", "completed")]
    one = [queries(maren, page) for page in pages]
    for number in (17, 18, 19):
        send(maren, pages[0], **sitting(**day("held_on", date(2026, 11, number))))
    several = [queries(maren, page) for page in pages]

    assert one == several
    assert max(one) <= 16


def test_a_wrong_day_is_mended_with_its_reason(maren: User, review: Review) -> None:
    Review.objects.filter(pk=review.pk).update(completed_on=FIRST)
    address = links(visit(maren, f"/reviews/{review.pk}/sittings/"))["Mend the days"]
    typed = {"version": "1", "why": "Typed 16 for 12"}
    typed |= day("held_on", date(2026, 11, 12)) | day("completed_on", date(2026, 11, 12))

    shown = visit(maren, address).content.decode()
    without = send(maren, address, **typed | {"why": ""})
    future = send(maren, address, **typed | day("held_on", date(2026, 12, 12)))
    done = send(maren, address, **typed)

    assert address == f"/reviews/{review.pk}/days/"
    assert 'value="16"' in shown
    assert "Say what was wrong" in words(without)
    assert "The date the review was held must be today or in the past." in words(future)
    assert (done.status_code, done["Location"]) == (302, f"/reviews/{review.pk}/sittings/")
    review.refresh_from_db()
    assert (review.held_on, review.completed_on) == (date(2026, 11, 12), date(2026, 11, 12))
    told = words(visit(maren, f"/reviews/{review.pk}/sittings/"))
    assert "Held on 12 November 2026, not on 16 November 2026: mended on 23 November 2026 by" in told
    assert "Typed 16 for 12" in told
    again = send(maren, f"/reviews/{review.pk}/completed/", **day("completed_on", date(2026, 11, 20)), version="2")
    assert again["Location"] == f"/reviews/{review.pk}/sittings/"
    review.refresh_from_db()
    assert review.completed_on == date(2026, 11, 12)


def test_a_sitting_is_taken_back(maren: User, review: Review) -> None:
    address = f"/reviews/{review.pk}/sittings/"
    send(maren, address, **sitting())
    remove = links(visit(maren, address))["Take back : Friday 20 November 2026"]

    asked = visit(maren, remove)
    without = send(maren, remove, why="")
    done = send(maren, remove, why="It was another child")

    assert "Take back the sitting of 20 November 2026?" in words(asked)
    assert "Say what was wrong" in words(without)
    assert (done.status_code, done["Location"], Sitting.objects.count()) == (302, address, 0)
    assert "The sitting of 20 November 2026 was taken back on 23 November 2026 by" in words(visit(maren, address))
    assert visit(maren, remove).status_code == 404
    assert visit(maren, f"{address}remove/").status_code == 302


def test_only_those_who_record_reviews_mend_them(maren: User, review: Review) -> None:
    support = UserFactory.create(support=True, authority=maren.authority)

    for page in ("days", "sittings/remove"):
        assert visit(support, f"/reviews/{review.pk}/{page}/").status_code == 403
        assert send(support, f"/reviews/{review.pk}/{page}/").status_code == 403
