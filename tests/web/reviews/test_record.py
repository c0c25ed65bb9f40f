"""Recording that a review was held."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.children.models import Child
from heard.reviews.models import ChildsPart, Review, Sitting
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    EpisodeFactory,
    PeriodFactory,
    ReviewFactory,
    UserFactory,
    diary,
)
from tests.web.visits import asks_to_sign_in, send, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, name="Maren Oakhollow")


@pytest.fixture
def teo(maren: User) -> Child:
    child = ChildFactory.create(authority=maren.authority, given_name="Teo")
    PeriodFactory.create(child=child)
    diary(maren.authority)
    return child


def path(child: Child) -> str:
    return f"/children/{child.pk}/reviews/held/"


def given(held: date, **more: Any) -> dict[str, Any]:
    return {
        "held_on_day": str(held.day),
        "held_on_month": str(held.month),
        "held_on_year": str(held.year),
        "finished": "yes",
        "way": "in_person",
        "place": "School",
        "attended": "yes",
        "part": ["spoke"],
    } | more


def test_says_beside_the_date_what_it_will_set(maren: User, teo: Child) -> None:
    told = words(visit(maren, path(teo)))

    assert "In time? Yes, if on or before Monday 30 November 2026 First review" in told
    assert "Second review 3 months after the day on which it was first held" in told


def test_records_it_with_the_code_that_follows_and_says_what_is_due_next(maren: User, teo: Child) -> None:
    answer = send(maren, path(teo), **given(date(2026, 11, 20)))

    assert answer.status_code == 302
    review = Review.objects.get()
    assert (review.state, review.held_on, review.completed_on, review.participation_code, review.recorded_by) == (
        "held",
        date(2026, 11, 20),
        date(2026, 11, 20),
        "PN1",
        maren,
    )


def test_the_page_after_it_confirms_with_the_next_date_and_its_reason(maren: User, teo: Child) -> None:
    from tests.web.visits import visitor

    client = visitor(maren)
    told = words(client.post(path(teo), given(date(2026, 11, 20)), follow=True))

    assert (
        "First review recorded: in time. Second review must be held by Saturday 20 February 2027: 3 months after"
        " 20 November 2026." in told
    )


@pytest.mark.parametrize(
    ("attended", "part", "code"),
    [
        ("yes", ["spoke", "spoken_for"], "PN1"),
        ("yes", ["spoken_for"], "PN2"),
        ("yes", ["symbols"], "PN3"),
        ("yes", [], "PN4"),
        ("no", ["spoken_for"], "PN5"),
        ("no", ["sent"], "PN6"),
        ("no", [], "PN7"),
    ],
)
def test_the_code_is_worked_out_and_never_asked(
    maren: User, teo: Child, attended: str, part: list[str], code: str
) -> None:
    spoken_by = "advocate" if "spoken_for" in part else ""
    send(maren, path(teo), **given(date(2026, 11, 20), attended=attended, part=part, spoken_by=spoken_by))

    assert Review.objects.get().participation_code == code
    kept = ChildsPart.objects.get()
    assert (kept.attended, kept.spoke, kept.spoken_for) == (attended == "yes", "spoke" in part, spoken_by)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "PN1 : The child was there and spoke."),
        ({"attended": "no", "part": ["sent"]}, "PN6 : The child was not there and sent views."),
        ({"attended": "no"}, "A child who was not there cannot have spoken or used symbols. Say that the child was"
         " there, or that views were sent."),
        ({"attended": "no", "part": [], "chaired": "all"}, "A child who was not there cannot have run the review. Mend"
         " one of the two answers."),
        ({"part": ["spoken_for"]}, "Say who spoke for Teo Marblecroft"),
        ({"attended": ""}, "The national code follows from the day and the answers."),
        ({"held_on_day": ""}, "The national code follows from the day and the answers."),
    ],
)  # fmt: skip
def test_the_code_is_told_while_typing_and_nothing_is_kept(
    maren: User, teo: Child, typed: dict[str, Any], told: str
) -> None:
    answer = send(maren, f"{path(teo)}code/", **given(date(2026, 11, 20)) | typed)

    assert (answer.status_code, plain(answer)) == (200, told)
    assert not Review.objects.exists()


def test_the_code_of_a_child_under_4_is_known_without_answers(maren: User) -> None:
    child = ChildFactory.create(authority=maren.authority, born_on=date(2022, 11, 21))
    PeriodFactory.create(child=child)

    under = send(maren, f"{path(child)}code/", **given(date(2026, 11, 20), attended=""))
    four = send(maren, f"{path(child)}code/", **given(date(2026, 11, 21)))

    assert plain(under) == "PN0 : The child was under 4 at the review."
    assert plain(four) == "PN1 : The child was there and spoke."


def test_keeps_how_and_where_it_sat_and_that_the_child_ran_a_part(maren: User, teo: Child) -> None:
    send(maren, path(teo), **given(date(2026, 11, 20), way="hybrid", chaired="part"))

    sitting = Sitting.objects.get()
    assert (sitting.held_on, sitting.way, sitting.place) == (date(2026, 11, 20), "hybrid", "School")
    assert ChildsPart.objects.get().chaired == "part"


def test_a_young_child_may_run_the_review_but_is_not_asked_first(maren: User) -> None:
    young = ChildFactory.create(authority=maren.authority, born_on=date(2020, 5, 5))
    PeriodFactory.create(child=young)

    page = words(visit(maren, path(young)))
    send(maren, path(young), **given(date(2026, 11, 20), chaired="all"))

    assert "Did the child run the review all the same?" in page
    assert ChildsPart.objects.get().chaired == "all"


def test_without_a_meeting_only_for_a_settled_child_who_agrees(maren: User, teo: Child) -> None:
    typed = given(date(2026, 11, 20), way="paper")
    refused = send(maren, path(teo), **typed)
    settled = ChildFactory.create(authority=maren.authority)
    period = PeriodFactory.create(child=settled, started_on=date(2025, 2, 3))
    EpisodeFactory.create(period=period, placement_type="U4")

    asked = send(maren, path(settled), **typed, late_reason="other", late_note="Late")
    agreed = {"agreed_on_day": "19", "agreed_on_month": "11", "agreed_on_year": "2026"}
    answer = send(maren, path(settled), **typed, **agreed, late_reason="other", late_note="Late")

    assert "Say how the review was held" in words(refused) or "not one of the available" in words(refused)
    assert "A review without a meeting needs the child's agreement." in words(asked)
    assert answer.status_code == 302
    assert list(Sitting.objects.values_list("way", "child_agreed_on")) == [("paper", date(2026, 11, 19))]


def plain(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_refuses_answers_that_cannot_all_be_true(maren: User, teo: Child) -> None:
    answer = send(maren, path(teo), **given(date(2026, 11, 20), attended="no", part=["spoke"]))

    assert "A child who was not there cannot have spoken" in words(answer)
    assert not Review.objects.exists()


def test_a_child_under_4_is_not_asked_about(maren: User) -> None:
    child = ChildFactory.create(authority=maren.authority, born_on=date(2025, 5, 5))
    PeriodFactory.create(child=child)

    page = words(visit(maren, path(child)))
    answer = send(maren, path(child), **given(date(2026, 11, 20)))

    assert "is under 4, so how they took part is not asked" in page
    assert "How did" not in page
    assert answer.status_code == 302
    assert Review.objects.get().participation_code == "PN0"


def test_a_child_of_unknown_age_may_be_said_to_be_under_4(maren: User) -> None:
    child = ChildFactory.create(authority=maren.authority, born_on=None)
    PeriodFactory.create(child=child)

    send(maren, path(child), **given(date(2026, 11, 20), attended="under", part=[]))

    assert Review.objects.get().participation_code == "PN0"


def test_asks_why_on_the_same_page_when_it_was_late_and_keeps_what_was_typed(maren: User) -> None:
    child = ChildFactory.create(authority=maren.authority)
    PeriodFactory.create(child=child, started_on=date(2026, 10, 1))
    typed = given(date(2026, 11, 20))

    first = send(maren, path(child), **typed)
    second = send(maren, path(child), **typed, late_reason="child_wish", late_note="Exams")

    told = words(first)
    assert first.status_code == 200
    assert "Choose why the review was late" in told
    assert 'value="20"' in first.content.decode()
    assert second.status_code == 302
    review = Review.objects.get()
    assert (review.late_reason, review.late_note) == ("child_wish", "Exams")


def test_another_reason_needs_words(maren: User) -> None:
    child = ChildFactory.create(authority=maren.authority)
    PeriodFactory.create(child=child, started_on=date(2026, 10, 1))

    answer = send(maren, path(child), **given(date(2026, 11, 20)), late_reason="other")

    assert "Say in a few words why the review was late" in words(answer)
    assert not Review.objects.exists()


def test_an_adjourned_review_has_no_last_sitting_yet(maren: User, teo: Child) -> None:
    answer = send(maren, path(teo), **given(date(2026, 11, 20), finished="no"))

    review = Review.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/reviews/{review.pk}/adjourn/")
    assert review.completed_on is None


def test_a_review_completed_later_asks_for_the_day(maren: User, teo: Child) -> None:
    answer = send(maren, path(teo), **given(date(2026, 11, 18), finished="later"))

    assert "Enter the date of the last sitting" in words(answer)
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"held_on_day": ""}, "The date the review was held must include a day"),
        ({"held_on_day": "31"}, "The date the review was held must be a real date"),
        ({"held_on_day": "24"}, "The date the review was held must be today or in the past."),
        ({"held_on_day": "1"}, "The child was not looked after on that day."),
        ({"finished": ""}, "Say whether the review was completed on that day"),
        ({"attended": ""}, "Say whether Teo Marblecroft was there"),
        ({"way": ""}, "Say how the review was held"),
        ({"part": ["spoken_for"]}, "Say who spoke for Teo Marblecroft"),
    ],
)
def test_says_what_to_mend(maren: User, teo: Child, typed: dict[str, str], sentence: str) -> None:
    answer = send(maren, path(teo), **given(date(2026, 11, 20)) | typed)

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert not Review.objects.exists()


def test_a_booking_becomes_the_review(maren: User, teo: Child) -> None:
    booked = ReviewFactory.create(child=teo, arranged_for=date(2026, 11, 20))

    page = visit(maren, path(teo), booking=booked.pk)
    answer = send(maren, f"{path(teo)}?booking={booked.pk}", **given(date(2026, 11, 20), version=booked.version))

    assert "It is arranged for Friday 20 November 2026." in words(page)
    assert answer.status_code == 302
    assert Review.objects.get().state == "held"


def test_another_change_of_the_booking_is_told_and_nothing_typed_is_lost(maren: User, teo: Child) -> None:
    booked = ReviewFactory.create(child=teo, arranged_for=date(2026, 11, 27), version=2)
    address = f"{path(teo)}?booking={booked.pk}"

    first = send(maren, address, **given(date(2026, 11, 20), version=1))
    second = send(maren, address, **given(date(2026, 11, 20), version=2))

    assert "Somebody else changed this while you were working" in words(first)
    assert "It is now arranged for Friday 27 November 2026." in words(first)
    assert 'name="version" value="2"' in first.content.decode()
    assert 'value="20"' in first.content.decode()
    assert second.status_code == 302


def test_a_booking_of_another_child_is_not_there(maren: User, teo: Child) -> None:
    other = ReviewFactory.create(child=ChildFactory.create(authority=maren.authority))

    assert visit(maren, path(teo), booking=other.pk).status_code == 404
    assert visit(maren, path(teo), booking="x").status_code == 404


def test_only_those_who_record_reviews_may(maren: User, teo: Child) -> None:
    support = UserFactory.create(support=True, authority=maren.authority)
    elsewhere = UserFactory.create(iro=True, authority=AuthorityFactory.create())

    assert visit(maren, path(teo)).status_code == 200
    assert visit(support, path(teo)).status_code == 403
    assert send(support, path(teo), **given(date(2026, 11, 20))).status_code == 403
    assert visit(elsewhere, path(teo)).status_code == 404
    assert asks_to_sign_in(visit(None, path(teo)))
    assert not Review.objects.exists()
