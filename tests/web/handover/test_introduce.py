"""That the IRO met the child is recorded by the IRO or the manager."""

from datetime import date

import pytest

from heard.accounts.models import User
from heard.caseloads.models import Introduction, NamedIro
from tests.factories import TODAY
from tests.web.handover.conftest import day
from tests.web.visits import asks_to_sign_in, links, send, visit, words

pytestmark = pytest.mark.django_db


def path(named: NamedIro) -> str:
    return f"/appointments/{named.pk}/introduction/"


def test_is_recorded_and_stands_on_the_childs_page(named: NamedIro, maren: User) -> None:
    page = f"/children/{named.child_id}/"
    assert links(visit(maren, page))["Record an introduction"] == path(named)
    assert "Introduced Not recorded yet" in words(visit(maren, page))

    answer = send(maren, path(named), how="video", **day("met_on", date(2026, 11, 9)))

    assert answer["Location"] == page
    assert list(Introduction.objects.values_list("appointment", "met_on", "how", "recorded_by")) == [
        (named.pk, date(2026, 11, 9), "video", maren.pk)
    ]
    assert "Introduced 9 November 2026 Video call" in words(visit(maren, page))


@pytest.mark.parametrize(
    ("on", "how", "sentence"),
    [
        (date(2026, 11, 24), "visit", "must be today or in the past, and not before the appointment"),
        (date(2026, 11, 4), "visit", "must be today or in the past, and not before the appointment"),
        (TODAY, "", "Choose how they met"),
        (None, "visit", "Enter the day of the meeting"),
    ],
)
def test_an_impossible_meeting_is_refused(
    named: NamedIro, maren: User, on: date | None, how: str, sentence: str
) -> None:
    answer = send(maren, path(named), how=how, **day("met_on", on))

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert not Introduction.objects.exists()


def test_a_joint_meeting_may_come_before_the_appointment(named: NamedIro, ifeoma: User) -> None:
    send(ifeoma, path(named), how="joint", **day("met_on", date(2026, 11, 4)))

    assert Introduction.objects.get().how == "joint"


def test_another_iro_finds_no_such_page(named: NamedIro, kemi: User) -> None:
    assert visit(kemi, path(named)).status_code == 404
    assert asks_to_sign_in(visit(None, path(named)))
