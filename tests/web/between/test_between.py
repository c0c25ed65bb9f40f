"""The page of the time between two reviews, and what is recorded there."""

from datetime import date

import pytest
from django.urls import reverse

from heard.audit.models import Reading
from heard.oversight.models import IroContact, MidwayCheck, ProgressUpdate
from tests.factories import (
    TODAY,
    ChangeDecisionFactory,
    EpisodeFactory,
    IroContactFactory,
    MidwayCheckFactory,
    NamedIroFactory,
    PeriodFactory,
    PlanDateFactory,
    ProgressUpdateFactory,
    RelationshipFactory,
    ReviewFactory,
    SignificantChangeFactory,
    UserFactory,
    diary,
)
from tests.web.visits import links, queries, send, visit, words

pytestmark = pytest.mark.django_db

CONTACT = {
    "spoke_with": "child",
    "on_day": "20",
    "on_month": "11",
    "on_year": "2026",
    "way": "in_person",
    "seen_alone": "on",
    "words": "We walked to the river.",
}
MIDWAY = {
    "checked_on_day": "23",
    "checked_on_month": "11",
    "checked_on_year": "2026",
    "child_on_day": "22",
    "child_on_month": "11",
    "child_on_year": "2026",
    "decisions": "The school is found.",
}
NO_TALK = {"child_on_day": "", "child_on_month": "", "child_on_year": ""}


@pytest.fixture
def child(anyshire):
    period = PeriodFactory.create(child__authority=anyshire)
    EpisodeFactory.create(period=period)
    return period.child


@pytest.fixture
def review(child):
    return ReviewFactory.create(child=child, held=True)


@pytest.fixture
def iro(anyshire, child):
    user = UserFactory.create(authority=anyshire, iro=True, name="Maren Oakhollow")
    NamedIroFactory.create(child=child, iro=user)
    return user


@pytest.fixture
def worker(child):
    return RelationshipFactory.create(child=child).user


def show(child):
    return reverse("between:show", args=[child.pk])


def test_an_empty_page_says_what_comes_and_whose_task_it_is(child, iro):
    page = visit(iro, show(child))

    told = words(page)
    assert "No change has been told." in told
    assert "No contact, check or progress is recorded yet." in told
    assert "The midway check comes after the first review." in told
    assert "Nothing on this page changes the plan." in told
    assert set(links(page)) >= {"Tell of a change", "Record a contact", "Enter a plan, visit or assessment"}
    assert not {"Midway check", "Tell the IRO of progress"} & set(links(page))
    assert Reading.objects.filter(what="child.between", child_id=child.pk).count() == 1


def test_shows_all_that_happened_and_what_was_decided(child, review, iro, worker):
    diary(child.authority)
    IroContactFactory.create(child=child, on=date(2026, 11, 20), recorded_by=iro)
    MidwayCheckFactory.create(after_review=review, child_on=None, why_not_child="He was away", drift=True)
    ProgressUpdateFactory.create(child=child, told_by=worker)
    ChangeDecisionFactory.create(change__child=child, change__kind="missing", decision="none", reason="He is back.")
    open_change = SignificantChangeFactory.create(child=child)

    page = visit(iro, show(child))

    told = words(page)
    assert "Contact: The child, In person, seen alone" in told
    assert "Did not talk with the child: He was away Drift or delay was found." in told
    assert "The school has a place for him." in told
    assert "He is back." in told
    assert "Waits for the IRO" in told
    assert links(page)["Decide: To move although settled, 23 November 2026"] == reverse(
        "changes:decide", args=[open_change.pk]
    )


def test_midway_stands_halfway_and_says_that_no_law_sets_it(child, review, iro):
    diary(child.authority)

    told = words(visit(iro, show(child)))

    assert "Halfway is 1 January 2027" in told
    assert "Halfway from the review of 16 November 2026 to the next, due 16 February 2027." in told
    assert "Good practice: no law sets a day." in told


def test_the_social_worker_tells_of_progress_and_cannot_decide(child, iro, worker):
    SignificantChangeFactory.create(child=child)
    page = visit(worker, show(child))
    assert set(links(page)) >= {"Tell of a change", "Tell the IRO of progress", "Enter a plan, visit or assessment"}
    assert not [text for text in links(page) if text.startswith(("Decide", "Record a contact", "Midway"))]

    address = reverse("between:progress", args=[child.pk])
    assert "Say in a sentence or two what has been done" in words(send(worker, address, words=""))
    answer = send(worker, address, words="The school has a place.")

    assert answer["Location"] == show(child)
    row = ProgressUpdate.objects.get()
    assert (row.words, row.told_on, row.told_by) == ("The school has a place.", TODAY, worker)
    assert visit(iro, address).status_code == 403


def test_others_who_see_the_child_do_not_see_what_happens_between_reviews(child, anyshire):
    legal = UserFactory.create(authority=anyshire, legal=True)
    RelationshipFactory.create(child=child, user=legal, kind="legal_officer")

    assert visit(legal, show(child)).status_code == 403
    assert "Between reviews" not in links(visit(legal, reverse("child:show", args=[child.pk])))
    assert visit(legal, reverse("child:show", args=[child.pk])).status_code == 200


def test_keeps_a_contact(child, iro):
    answer = send(iro, reverse("between:contact", args=[child.pk]), **CONTACT)

    assert (answer.status_code, answer["Location"]) == (302, show(child))
    row = IroContact.objects.get()
    assert (row.on, row.spoke_with, row.way, row.seen_alone, row.words, row.recorded_by) == (
        date(2026, 11, 20),
        "child",
        "in_person",
        True,
        "We walked to the river.",
        iro,
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"spoke_with": ""}, "Choose with whom you spoke"),
        ({"way": ""}, "Choose how you were in contact"),
        ({"words": ""}, "Say in a sentence or two what it was about"),
        ({"on_day": "24"}, "The day must be today or in the past."),
        ({"on_year": "2016"}, "That is before the child was born."),
        ({"spoke_with": "sw"}, "Only the child can be seen alone."),
        ({"way": "writing"}, "In writing nobody is seen."),
    ],
)
def test_says_what_is_wrong_with_a_contact(child, iro, wrong, sentence):
    answer = send(iro, reverse("between:contact", args=[child.pk]), **CONTACT | wrong)

    assert answer.status_code == 200
    assert sentence in words(answer)
    assert not IroContact.objects.exists()


def test_keeps_a_midway_check(child, review, iro):
    answer = send(iro, reverse("between:midway", args=[child.pk]), **MIDWAY)

    assert (answer.status_code, answer["Location"]) == (302, show(child))
    row = MidwayCheck.objects.get()
    assert (row.after_review, row.checked_on, row.child_on, row.why_not_child, row.decisions, row.drift) == (
        review,
        TODAY,
        date(2026, 11, 22),
        "",
        "The school is found.",
        False,
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (NO_TALK, "Enter when you spoke with the child, or say why not."),
        ({"drift": "on"}, "Say what happens next"),
        ({"checked_on_day": "24"}, "The day must be today or in the past."),
        ({"checked_on_day": "15"}, "That day is before the last review."),
        ({"checked_on_day": ""}, "must include a day"),
    ],
)
def test_says_what_is_wrong_with_a_midway_check(child, review, iro, wrong, sentence):
    answer = send(iro, reverse("between:midway", args=[child.pk]), **MIDWAY | wrong)

    assert answer.status_code == 200
    assert sentence in words(answer)
    assert not MidwayCheck.objects.exists()


def test_a_child_without_a_review_has_nothing_to_check(child, iro):
    answer = send(iro, reverse("between:midway", args=[child.pk]), **MIDWAY)

    assert "No review of this child has been held" in words(answer)
    assert not MidwayCheck.objects.exists()


def test_lists_the_quiet_children_of_the_iro_and_of_the_service(child, iro, anyshire):
    old = PeriodFactory.create(
        child__authority=anyshire, child__given_name="Ottilie", started_on=date(2026, 3, 2)
    ).child
    spoken = PeriodFactory.create(child__authority=anyshire, child__given_name="Bo", started_on=date(2026, 3, 2)).child
    NamedIroFactory.create(child=old, iro=iro)
    NamedIroFactory.create(child=spoken, iro=iro)
    elsewhere = PeriodFactory.create(
        child__authority=anyshire, child__given_name="Una", started_on=date(2025, 3, 2)
    ).child
    IroContactFactory.create(child=spoken, on=date(2026, 11, 2))
    IroContactFactory.create(child=elsewhere, on=date(2026, 1, 5))

    mine = words(visit(iro, reverse("between:quiet")))
    all_of_them = words(visit(UserFactory.create(authority=anyshire, manager=True), reverse("between:quiet")))

    assert "1 child Ottilie Marblecroft None recorded; looked after since 2 March 2026" in mine
    assert "2 children" in all_of_them
    assert "Una Marblecroft Last contact 5 January 2026" in all_of_them
    assert "Bo Marblecroft" not in all_of_them


def test_costs_the_same_for_one_and_for_many(child, review, iro):
    def fill(number):
        for day in range(1, number + 1):
            IroContactFactory.create(child=child)
            ProgressUpdateFactory.create(child=child)
            ChangeDecisionFactory.create(change__child=child)
            PlanDateFactory.create(child=child, done_on=date(2026, 10, day + number))

    fill(1)
    one = queries(iro, show(child))
    fill(3)

    assert queries(iro, show(child)) == one
    assert one <= 27


def test_what_was_recorded_by_mistake_is_taken_back_with_the_reason(child, iro, anyshire):
    contact = IroContactFactory.create(child=child, recorded_by=iro, on=date(2026, 11, 20))
    other = UserFactory.create(authority=anyshire, iro=True)
    page, address = f"/children/{child.pk}/between/", f"/children/{child.pk}/between/take-back/"

    href = next(href for text, href in links(visit(iro, page)).items() if text.startswith("Take back: Contact"))
    asked = visit(iro, href)
    without = send(iro, href, why="")
    done = send(iro, href, why="It was another child")

    assert href == f"{address}?contact={contact.pk}"
    assert "20 November 2026?" in words(asked)
    assert "Say what was wrong" in words(without)
    assert (done.status_code, done["Location"], IroContact.objects.count()) == (302, page, 0)
    mine = IroContactFactory.create(child=child, recorded_by=iro)
    assert visit(other, f"{address}?contact={mine.pk}").status_code == 404
    assert not [text for text in links(visit(other, page)) if text.startswith("Take back")]
    assert visit(iro, f"{address}?contact=x").status_code == 404
    assert visit(iro, address).status_code == 302
