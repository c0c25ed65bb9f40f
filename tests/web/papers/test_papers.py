"""The papers of a review: the list, dates, what is asked for, what is decided without them."""

from datetime import UTC, date, datetime

import pytest

from heard.correspondence.delivery import deliver
from heard.correspondence.models import Message
from heard.reviews.models import Paper, PapersChoice, ReviewSettings
from tests.domain.correspondence.conftest import mailbox
from tests.factories import PaperFactory, PaperVersionFactory, UserFactory
from tests.web.visits import links, queries, send, visit, words

__all__ = ["mailbox"]
pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def at(scene, tail=""):
    return f"/reviews/{scene.review.pk}/papers/{tail}"


def days(**marks):
    return {
        f"{name}_{part}": str(getattr(day, part)) for name, day in marks.items() for part in ("day", "month", "year")
    }


def test_the_list_is_made_from_the_usual_papers_by_a_social_worker_too(scene):
    assert "No list of papers yet" in words(visit(scene.worker, at(scene)))

    send(scene.worker, at(scene))

    told = words(visit(scene.worker, at(scene)))
    assert "0 of 5 papers are here" in told
    assert "Tue 24 Nov" in told
    assert told.index("Care plan Missing") < told.index("Health plan Missing")


def test_in_wales_there_is_no_limit(scene):
    PaperFactory.create(review=scene.review)
    scene.child.authority.nation = "wales"
    scene.child.authority.save()

    told = words(visit(type(scene.iro).objects.get(pk=scene.iro.pk), at(scene)))
    ReviewSettings.objects.create(authority=scene.child.authority, local_limits={"prep-reports-3wd": 3})
    own = words(visit(type(scene.iro).objects.get(pk=scene.iro.pk), at(scene)))

    assert "No limit in Welsh law" in told
    assert "No limit in Welsh law" not in own
    assert "Tue 24 Nov" in own
    assert "The council’s own limit. No law and no guidance counts days." in own
    assert "24 Nov" not in told


def test_keeps_when_a_paper_came_and_who_had_it(scene):
    paper = PaperFactory.create(review=scene.review)
    marks = days(received_on=date(2026, 11, 19), shared_with_child_on=date(2026, 11, 20))

    answer = send(scene.support, at(scene, f"{paper.pk}/"), version="1", needed="yes", **marks)

    assert answer.status_code == 302
    told = words(visit(scene.support, at(scene)))
    assert "1 of 1 paper is here" in told
    assert "Received Thu 19 Nov Child: Fri 20 Nov" in told


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"needed": "no"}, "Say why this paper is not needed for this review."),
        ({"needed": "yes"} | days(received_on=date(2026, 12, 1)), "The day must be today or in the past."),
        (
            {"needed": "yes"} | days(shared_with_child_on=date(2026, 11, 24)),
            "Shared with the child Error: The day must be today or in the past.",
        ),
        ({"needed": ""}, "Say whether this review needs the paper"),
    ],
)
def test_bad_input_gets_its_sentence_and_changes_nothing(scene, given, sentence):
    paper = PaperFactory.create(review=scene.review)

    told = words(send(scene.support, at(scene, f"{paper.pk}/"), version="1", **given))

    assert sentence in told
    paper.refresh_from_db()
    assert (paper.needed, paper.received_on, paper.version) == (True, None, 1)


def test_two_who_change_a_paper_see_it_and_keep_what_they_typed(scene):
    paper = PaperFactory.create(review=scene.review, version=2)

    answer = send(
        scene.support, at(scene, f"{paper.pk}/"), version="1", needed="no", reason_not_needed="Baby of a week"
    )

    assert "Baby of a week" in answer.content.decode()
    paper.refresh_from_db()
    assert paper.needed is True


def test_adds_another_paper_by_name(scene):
    PaperFactory.create(review=scene.review)

    assert "enter the name of another paper" in words(send(scene.support, at(scene, "add/"), kind="other"))
    assert send(scene.support, at(scene, "add/"), kind="other", name="Risk assessment").status_code == 302
    assert "Risk assessment Missing" in words(visit(scene.support, at(scene)))


def test_asks_the_social_worker_for_what_is_missing(scene, mailbox):
    PaperFactory.create(review=scene.review, kind="health_plan")
    PaperFactory.create(review=scene.review, kind="care_plan", received_on=date(2026, 11, 19))
    page = words(visit(scene.support, at(scene, "chase/")))
    assert "Health plan" in page
    assert "Care plan" not in page
    assert "Tuesday 24 November 2026" in page

    send(scene.support, at(scene, "chase/"))
    again = words(send(scene.support, at(scene, "chase/")))
    assert "This went less than ten minutes ago." in again
    assert "Send it once more" in again
    assert Message.objects.count() == 1
    assert Paper.objects.filter(chased_on__isnull=False).count() == 0
    deliver([Message.objects.get().pk], authority_id=scene.support.authority_id, now=lambda: NOW)

    assert list(Paper.objects.filter(chased_on=date(2026, 11, 23)).values_list("kind", flat=True)) == ["health_plan"]
    assert mailbox.mails[0]["To"].addresses[0].addr_spec == scene.worker.email


def test_says_so_where_nothing_is_missing_to_ask_for(scene):
    PaperFactory.create(review=scene.review, received_on=date(2026, 11, 19))

    assert "No paper is missing" in words(visit(scene.support, at(scene, "chase/")))


def test_the_iro_decides_without_papers_and_sees_how_long_an_adjournment_may_last(scene):
    PaperFactory.create(review=scene.review)
    page = at(scene, "without/")

    told = words(visit(scene.iro, page))
    assert "Missing: Care plan." in told
    assert "It must be completed by Tuesday 29 December 2026 at the latest." in told
    assert "Say why: what is missing" in words(send(scene.iro, page, choice="adjourn", reason=""))
    assert PapersChoice.objects.count() == 0

    send(scene.iro, page, choice="go_ahead", reason="The plan was read aloud")

    shown = words(visit(scene.iro, at(scene)))
    assert "Go ahead without them. Chosen on Monday 23 November 2026 by Maren Oakhollow." in shown
    assert "The plan was read aloud" in shown


def test_nobody_decides_without_papers_but_the_iro(scene):
    PaperFactory.create(review=scene.review)

    assert visit(scene.support, at(scene, "without/")).status_code == 403
    assert visit(scene.worker, at(scene, "chase/")).status_code == 403
    assert "Decide without them" not in links(visit(scene.support, at(scene)))


def test_nobody_who_does_not_see_the_child_finds_the_papers(scene):
    PaperFactory.create(review=scene.review)
    stranger = UserFactory.create(authority=scene.child.authority, roles=["social_worker"])

    assert visit(stranger, at(scene)).status_code == 404


def test_the_page_costs_the_same_whatever_its_length(scene):
    PaperVersionFactory.create(paper__review=scene.review)
    few = queries(scene.support, at(scene))
    for kind in ("health_plan", "education_plan", "sw_report"):
        paper = PaperFactory.create(review=scene.review, kind=kind, received_on=date(2026, 11, 19))
        PaperVersionFactory.create(paper=paper)

    assert queries(scene.support, at(scene)) == few
