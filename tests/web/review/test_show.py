"""The page of a review: its steps, its clocks, and what stands beside them."""

from datetime import date, time

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads.models import Introduction, NamedIro
from heard.children.models import Child
from heard.reviews.models import Review, ReviewReminder
from tests.factories import (
    TODAY,
    AuthorityFactory,
    ChildFactory,
    EpisodeFactory,
    NamedIroFactory,
    PartyFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    UserFactory,
    diary,
)
from tests.web.visits import links, queries, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, name="Maren Oakhollow")


@pytest.fixture
def teo(maren: User) -> Child:
    return looked_after(maren)


def looked_after(iro: User) -> Child:
    child = ChildFactory.create(authority=iro.authority)
    EpisodeFactory.create(period=PeriodFactory.create(child=child))
    NamedIroFactory.create(child=child, iro=iro)
    worker = UserFactory.create(social_worker=True, authority=iro.authority, name="Callum Rushbrook")
    RelationshipFactory.create(child=child, user=worker)
    return child


def booked(child: Child, **more: object) -> Review:
    review = ReviewFactory.create(child=child, arranged_time=time(16, 15), place="At home", **more)
    diary(child.authority)
    return review


def test_shows_the_steps_in_working_order_with_clock_and_owner(maren: User, teo: Child) -> None:
    review = booked(teo)

    answer = visit(maren, f"/reviews/{review.pk}/")

    told = words(answer)
    assert told.startswith("Teo’s first review Friday 27 November 2026, 16:15, At home. Maren Oakhollow is the IRO.")
    assert "1 of 21 done. Next: ask Teo." in told
    order = [
        "Get ready", "Ask Teo about time, place and people", "Talk with the social worker",
        "Arrange date, time and place 1 working day before the limit", "Send invitations and consultation",
        "Papers No list of papers yet", "Talk alone with Teo", "On the day", "Hold the review",
        "Who took part, and how", "What the review considers",
        "Wishes and feelings, each with an answer", "Decisions, each with an owner and a date",
        "Complete the review", "Afterwards", "Send decisions", "Manager’s answer", "Care plan brought up to date",
        "Full record", "Letter to Teo", "Send the record out", "Quality note", "Date of the next review",
    ]  # fmt: skip
    steps = told[told.index("Steps, in working order") :]
    assert sorted(order, key=steps.index) == order
    assert "Maren Oakhollow and Callum Rushbrook 11 working days late by Fri 6 Nov" in steps
    assert "Maren Oakhollow 5 working days left by Mon 30 Nov" in steps


def test_a_date_of_the_page_opens_its_reason_in_full(maren: User, teo: Child) -> None:
    review = booked(teo)

    found = links(visit(maren, f"/reviews/{review.pk}/"))
    told = words(visit(maren, f"/reviews/{review.pk}/why/record/"))

    reasons = {text: href for text, href in found.items() if text.startswith("The reason in full")}
    assert f"/reviews/{review.pk}/why/invite/" in reasons.values()
    assert told.startswith("Why Friday 18 December 2026? Full record, Teo Marblecroft.")
    assert "Holds if the review is completed on Friday 27 November, and moves with it." in told
    assert "It moves if the review is completed on another day." in told
    assert "The count" in told


def test_there_is_no_reason_of_a_step_that_is_not(maren: User, teo: Child) -> None:
    review = booked(teo)

    assert visit(maren, f"/reviews/{review.pk}/why/nonsense/").status_code == 404


def test_says_plainly_that_welsh_law_counts_no_days(sir_unrhyw: ResponsibleAuthority) -> None:
    iro = UserFactory.create(iro=True, authority=sir_unrhyw)
    review = booked(looked_after(iro))

    told = words(visit(iro, f"/reviews/{review.pk}/"))
    reason = words(visit(iro, f"/reviews/{review.pk}/why/invite/"))

    assert told.count("No limit in Welsh law") == 8
    assert "working days late" not in told
    assert reason.startswith("Why is there no date? Send invitations and consultation, Teo Marblecroft.")
    assert "No limit in Welsh law." in reason


def test_a_cancelled_review_says_so_and_asks_for_nothing(maren: User, teo: Child) -> None:
    review = booked(teo, cancelled=True)

    answer = visit(maren, f"/reviews/{review.pk}/")

    told = words(answer)
    assert "This review was cancelled. The child wished another day. The due date did not move with it." in told
    assert "Next:" not in told
    assert not [text for text in links(answer) if text.startswith(("Record", "Open:", "Change"))]
    assert "Arrange a review" in links(answer)


def test_a_review_of_the_case_system_shows_what_is_known_without_reproach(maren: User, teo: Child) -> None:
    review = booked(teo, held=True, returned=True)

    told = words(visit(maren, f"/reviews/{review.pk}/"))

    assert "This review came from the case system." in told
    assert "16 Nov, in time" in told
    assert "Who took part, and how" in told
    assert "Send invitations" not in told
    assert " late" not in told
    assert "Next:" not in told


def test_shows_what_lets_each_person_take_part_and_who_holds_responsibility(maren: User, teo: Child) -> None:
    PartyFactory.create(child=teo, interpreter=True, spoken_language="Kurdish", accessible_format="large_print")
    review = booked(teo)

    told = words(visit(maren, f"/reviews/{review.pk}/"))

    assert "So that Teo can take part Mother: interpreter, Kurdish, large print" in told
    assert "Mother Not on the list yet" in told
    assert "Petra Marblecroft (Mother)" in told
    assert "Anyshire does not have parental responsibility." in told


def test_somebody_who_may_only_read_is_offered_nothing_to_write(maren: User, teo: Child) -> None:
    worker = teo.relationships.get(kind="social_worker").user
    review = booked(teo)

    offered = links(visit(worker, f"/reviews/{review.pk}/"))

    assert f"/reviews/{review.pk}/move/" not in offered.values()
    assert not [href for href in offered.values() if href.endswith(("/choices/", "/social-worker/"))]
    steps = {text: href for text, href in offered.items() if " : " in text and "reason" not in text}
    assert {text: href.removeprefix(f"/reviews/{review.pk}") for text, href in steps.items()} == {
        "Open : Send invitations and consultation": "/people/",
        "Open : Papers": "/papers/",
        f"See : Talk alone with {teo.given_name}": "/talk/",
        "Open : Decisions, each with an owner and a date": "/decisions/",
        "See : Send decisions": "/decisions/",
        "See : Quality note, good practice or concern": "/quality/",
    }


def test_not_theirs_is_no_such_page(teo: Child) -> None:
    review = booked(teo)
    stranger = UserFactory.create(social_worker=True, authority=teo.authority)
    elsewhere = UserFactory.create(iro=True, authority=AuthorityFactory.create())

    assert visit(stranger, f"/reviews/{review.pk}/").status_code == 404
    assert visit(elsewhere, f"/reviews/{review.pk}/").status_code == 404


def test_says_who_was_reminded_of_what_by_itself(maren: User, teo: Child) -> None:
    review = booked(teo)
    for kind, written, left in (
        ("talk_ahead", date(2026, 11, 2), date(2026, 11, 2)),
        ("talk_limit", date(2026, 11, 6), date(2026, 11, 7)),
        ("papers_ahead", date(2026, 11, 20), None),
    ):
        ReviewReminder.objects.create(
            authority=teo.authority, review=review, kind=kind, review_on=date(2026, 11, 27), written_on=written,
            left_on=left, names="Callum Rushbrook",
        )  # fmt: skip

    told = words(visit(maren, f"/reviews/{review.pk}/"))

    assert "Agenda, changes, who should come, risks. Callum Rushbrook reminded on 7 Nov." in told
    assert "No list of papers yet. Reminder to Callum Rushbrook written on 20 Nov, not sent yet." in told


def test_says_that_nothing_goes_by_itself_while_no_iro_is_named(maren: User, teo: Child) -> None:
    review = booked(teo)
    named = words(visit(maren, f"/reviews/{review.pk}/"))
    NamedIro.objects.filter(child=teo).update(ended_on=TODAY, reason_ended="left")

    told = words(visit(maren, f"/reviews/{review.pk}/"))

    sentence = "No reminder goes by itself: nobody is named as IRO."
    assert f"Agenda, changes, who should come, risks. {sentence}" in told
    assert f"No list of papers yet. {sentence}" in told
    assert (named.count(sentence), told.count(sentence)) == (0, 2)


def test_costs_the_same_number_of_queries_with_one_review_or_three(maren: User, teo: Child) -> None:
    review = booked(teo)
    PartyFactory.create(child=teo)
    path = f"/reviews/{review.pk}/"
    one = queries(maren, path)
    for day in (date(2026, 11, 9), date(2026, 11, 10)):
        ReviewFactory.create(child=teo, held=True, held_on=day)
    for name in ("Ade", "Grace", "Ferdy"):
        PartyFactory.create(child=teo, kind="foster_carer", name=name)
    diary(teo.authority)

    assert queries(maren, path) == one
    assert one <= 30


def test_the_reviews_of_the_child_lead_to_the_page(maren: User, teo: Child) -> None:
    review, held = booked(teo), ReviewFactory.create(child=teo, held=True)
    diary(teo.authority)

    found = links(visit(maren, f"/children/{teo.pk}/reviews/"))

    assert found["Steps of the review of Friday 27 November"] == f"/reviews/{review.pk}/"
    assert found["First review , Mon 16 Nov"] == f"/reviews/{held.pk}/"


def test_before_the_first_review_in_england_the_iro_meets_the_child(maren: User, teo: Child) -> None:
    review = booked(teo)
    wales = UserFactory.create(iro=True, authority=AuthorityFactory.create(wales=True))
    welsh = booked(looked_after(wales))
    page = f"/reviews/{review.pk}/"

    before = words(visit(maren, page))
    Introduction.objects.create(
        authority=teo.authority,
        appointment=teo.named_iros.get(ended_on__isnull=True),
        met_on=date(2026, 11, 12),
        how="visit",
        recorded_by=maren,
    )
    after = words(visit(maren, page))

    assert "Tell them first who may know what they say. Meet Teo before the first review" in before
    assert "Tell them first who may know what they say. The IRO met Teo on 12 Nov" in after
    elsewhere = words(visit(wales, f"/reviews/{welsh.pk}/"))
    assert "Tell them first who may know what they say" in elsewhere
    assert "before the first review" not in elsewhere
