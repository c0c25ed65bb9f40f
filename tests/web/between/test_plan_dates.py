"""Dates of plans on their pages: entered, taken back, given as a file."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from heard.children.models import EpisodeOfCare
from heard.planning.models import PlanDate
from heard.reviews.models import SchoolHoliday
from tests.factories import (
    EpisodeFactory,
    PeriodFactory,
    PlanDateFactory,
    RelationshipFactory,
    ReviewFactory,
    UserFactory,
)
from tests.web.visits import links, send, visit, words

pytestmark = pytest.mark.django_db

VISIT = {
    "kind": "visit",
    "done_on_day": "9",
    "done_on_month": "11",
    "done_on_year": "2026",
    "seen_alone": "no",
    "note": "At home",
}


@pytest.fixture
def child(anyshire):
    period = PeriodFactory.create(child__authority=anyshire, child__local_id="100001")
    EpisodeFactory.create(period=period)
    return period.child


@pytest.fixture
def worker(child):
    return RelationshipFactory.create(child=child).user


@pytest.fixture
def support(anyshire):
    return UserFactory.create(authority=anyshire, support=True)


def test_enters_a_visit_and_the_limit_moves(child, worker):
    address, show = reverse("between:plan_date", args=[child.pk]), reverse("between:show", args=[child.pk])
    assert words(visit(worker, show)).count("Nothing recorded yet") == 5

    answer = send(worker, address, **VISIT)

    assert (answer.status_code, answer["Location"]) == (302, show)
    row = PlanDate.objects.get()
    assert (row.kind, row.done_on, row.seen_alone, row.note) == ("visit", date(2026, 11, 9), False, "At home")
    told = words(visit(worker, show))
    assert "Last visit 9 Nov, not seen alone" in told
    assert "9 November 2026: Visit by the social worker Not seen alone. At home" in told


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": ""}, "Choose what was done"),
        ({"kind": "doctor"}, "Select a valid choice"),
        ({"done_on_day": "24"}, "The day must be today or in the past."),
        ({"done_on_year": "2016"}, "That is before the child was born."),
        ({"done_on_day": ""}, "must include a day"),
    ],
)
def test_says_what_is_wrong(child, worker, wrong, sentence):
    answer = send(worker, reverse("between:plan_date", args=[child.pk]), **VISIT | wrong)

    assert answer.status_code == 200
    assert sentence in words(answer)
    assert not PlanDate.objects.exists()


def test_the_same_date_is_not_kept_twice(child, worker):
    PlanDateFactory.create(child=child, done_on=date(2026, 11, 9))

    answer = send(worker, reverse("between:plan_date", args=[child.pk]), **VISIT)

    assert "This is recorded for that day already." in words(answer)
    assert PlanDate.objects.count() == 1


def test_wales_also_asks_for_doctor_and_dentist(sir_unrhyw, child, worker):
    welsh = PeriodFactory.create(child__authority=sir_unrhyw).child
    nurse = RelationshipFactory.create(child=welsh).user

    assert "Seen by a dentist" in words(visit(nurse, reverse("between:plan_date", args=[welsh.pk])))
    assert "Seen by a dentist" not in words(visit(worker, reverse("between:plan_date", args=[child.pk])))


def test_england_alone_asks_for_the_notice_to_the_authority_of_the_area(sir_unrhyw, child, worker):
    welsh = PeriodFactory.create(child__authority=sir_unrhyw).child
    nurse = RelationshipFactory.create(child=welsh).user

    text = "Notice to the authority of the area"
    assert text in words(visit(worker, reverse("between:plan_date", args=[child.pk])))
    assert text not in words(visit(nurse, reverse("between:plan_date", args=[welsh.pk])))


def test_a_placement_that_may_be_outside_the_area_shows_the_notice_and_no_reproach(child, worker):
    review = ReviewFactory.create(child=child)
    places = [reverse("between:show", args=[child.pk]), f"/children/{child.pk}/", f"/reviews/{review.pk}/"]
    PlanDateFactory.create(child=child, kind="care_plan", seen_alone=None, done_on=date(2026, 11, 5))
    same = [words(visit(worker, place)) for place in places]
    EpisodeOfCare.objects.filter(child=child).update(home_postcode="DA1 9AQ", placement_postcode="CM20 1DE")
    apart = [words(visit(worker, place)) for place in places]
    started_on = EpisodeOfCare.objects.get(child=child).started_on
    send(worker, reverse("between:plan_date", args=[child.pk]), **VISIT | {
        "kind": "area_notice", "done_on_day": started_on.day, "done_on_month": started_on.month,
        "done_on_year": started_on.year, "note": "Told Essex",
    })  # fmt: skip
    given = [words(visit(worker, place)) for place in places]

    owed = "Owed if the placement is outside the council’s area, which the postcodes suggest and no return says"
    for told in same:
        assert "Notice to the authority of the area" not in told
    for told in apart:
        assert "Notice to the authority of the area Nothing recorded yet" in told
        assert owed in told
        assert "CM20" not in told
    for told in given:
        assert "Notice to the authority of the area" in told
        assert owed not in told
    assert "Told Essex" in given[0]


def test_takes_back_what_was_entered_here_and_not_what_came_from_the_case_system(child, worker):
    ours = PlanDateFactory.create(child=child, done_on=date(2026, 11, 9))
    theirs = PlanDateFactory.create(child=child, done_on=date(2026, 11, 10), source="return")
    found = links(visit(worker, reverse("between:show", args=[child.pk])))
    assert "Take back: Visit by the social worker, 9 November 2026" in found
    assert "Take back: Visit by the social worker, 10 November 2026" not in found

    assert "Take back: Visit by the social worker, 9 November 2026?" in words(
        visit(worker, reverse("between:remove_plan_date", args=[ours.pk]))
    )
    send(worker, reverse("between:remove_plan_date", args=[ours.pk]))
    refused = send(worker, reverse("between:remove_plan_date", args=[theirs.pk]))

    assert refused["Location"] == reverse("between:show", args=[child.pk])
    assert PlanDate.objects.get() == theirs


def test_a_file_is_taken_and_every_refused_row_is_listed(child, support):
    content = b"child,what,day,alone\n100001,visit,09/11/2026,yes\n999,visit,09/11/2026,\n100001,visit,soon,\n"

    answer = send(support, reverse("between:plan_dates_file"), file=SimpleUploadedFile("dates.csv", content))

    told = words(answer)
    assert "1 new date is kept, 0 stood already, 2 rows were refused." in told
    assert "3 999 No child of the authority has this number." in told
    assert "4 100001 “soon” is not a day. Write it as 31/12/2026." in told
    assert PlanDate.objects.values_list("child", "done_on", "source").get() == (child.pk, date(2026, 11, 9), "return")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "dates.csv",
            b"what,day\nvisit,09/11/2026\n",
            "The file is not a CSV file with the columns child, what and day",
        ),
        ("dates.csv", b"", "The file is empty."),
        ("dates.pdf", b"%PDF", "Give a CSV file"),
        ("dates.csv", b"x" * 1_100_000, "The file is too large."),
    ],
)
def test_says_what_is_wrong_with_a_file(child, support, name, content, sentence):
    answer = send(support, reverse("between:plan_dates_file"), file=SimpleUploadedFile(name, content))

    assert answer.status_code == 200
    assert sentence in words(answer)
    assert not PlanDate.objects.exists()


def test_only_those_who_run_imports_give_a_file(child, worker, support):
    assert visit(worker, reverse("between:plan_dates_file")).status_code == 403
    assert "Give dates of many children as a file" in links(visit(support, reverse("between:show", args=[child.pk])))


def holiday(child, name, first_day, last_day):
    SchoolHoliday.objects.create(authority=child.authority, name=name, first_day=first_day, last_day=last_day)


def test_a_personal_education_plan_is_shown_by_school_term(child, worker, support):
    PlanDateFactory.create(child=child, kind="education", seen_alone=None, done_on=date(2026, 11, 5))
    review = ReviewFactory.create(child=child)
    places = [reverse("between:show", args=[child.pk]), f"/children/{child.pk}/", f"/reviews/{review.pk}/"]
    unknown = [words(visit(worker, place)) for place in places]
    for name, first_day, last_day in (
        ("Summer", date(2026, 7, 22), date(2026, 9, 1)),
        ("Half-term", date(2026, 10, 26), date(2026, 10, 30)),
        ("Christmas", date(2026, 12, 21), date(2027, 1, 3)),
        ("Easter", date(2027, 3, 25), date(2027, 4, 9)),
    ):
        holiday(child, name, first_day, last_day)
    known = [words(visit(worker, place)) for place in places]

    for told in unknown:
        assert "Reviewed every school term. The next term is not known: its school holidays are not entered." in told
    for told in known:
        assert "Last made 5 Nov. Reviewed every school term: the spring term ends on 24 Mar" in told


def test_who_may_enter_school_holidays_is_led_to_them_where_they_are_missing(child, worker, support):
    show, text = reverse("between:show", args=[child.pk]), "Enter the school holidays of the area"
    without_plan = links(visit(support, show))
    PlanDateFactory.create(child=child, kind="education", seen_alone=None, done_on=date(2026, 11, 5))
    missing = links(visit(support, show))
    of_worker = links(visit(worker, show))
    holiday(child, "Christmas", date(2026, 12, 21), date(2027, 1, 3))
    holiday(child, "Easter", date(2027, 3, 25), date(2027, 4, 9))

    assert text not in without_plan
    assert missing[text] == reverse("inviting:holidays")
    assert text not in of_worker
    assert text not in links(visit(support, show))
