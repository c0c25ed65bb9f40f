"""How the service holds its reviews."""

from datetime import date, time
from typing import Any

import pytest
from django.urls import reverse

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.reviews.models import ReviewSettings
from heard.reviews.settings import NewSettings, NoLimitOfYourOwn, change_settings
from tests.factories import PeriodFactory, ReviewFactory, UserFactory
from tests.web.visits import links, send, visit, words

pytestmark = pytest.mark.django_db
PATH = "/reviews/settings/"
GIVEN = {
    "papers": ["care_plan", "pathway_plan"], "chairing_from_age": "10", "silent_presence_counts": "on",
    "school_day_starts": "8.45", "school_day_ends": "15:15", "talk_days": "25", "papers_days": "", "papers_limit": "on",
}  # fmt: skip


@pytest.fixture
def ifeoma(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire)


def test_saves_everything_at_once(ifeoma: User) -> None:
    answer = send(ifeoma, PATH, **GIVEN)

    row = ReviewSettings.objects.get()
    assert answer.status_code == 302
    assert (row.papers, row.chairing_from_age, row.silent_presence_counts) == (["care_plan", "pathway_plan"], 10, True)
    assert (row.school_day_starts, row.school_day_ends) == (time(8, 45), time(15, 15))
    assert (row.talk_reminder_days, row.talk_limit_reminder) == (25, False)
    assert (row.papers_reminder_days, row.papers_limit_reminder) == (None, True)
    assert Event.objects.filter(name="review_settings.changed", actor_id=ifeoma.pk).count() == 1
    assert 'value="08:45"' in visit(ifeoma, PATH).content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"papers": []}, "Choose at least one paper that a review needs"),
        ({"chairing_from_age": "3"}, "Enter an age from 4 to 17"),
        ({"chairing_from_age": "ten"}, "Enter an age from 4 to 17"),
        ({"school_day_starts": ""}, "Enter when school begins in hours and minutes, like 09:00"),
        ({"school_day_ends": "half past three"}, "Enter when school ends in hours and minutes, like 15:30"),
        ({"school_day_ends": "08:00"}, "The school day must end after it starts."),
        (
            {"talk_days": "15"},
            "The first reminder of the talk must come before its limit. Enter more working days than it has, or none.",
        ),
        (
            {"papers_days": "3"},
            "The first reminder of papers must come before their limit. Enter more working days than it has, or none.",
        ),
        ({"papers_days": "0"}, "Enter a number of working days from 1 to 60, or leave it empty"),
    ],
)
def test_says_what_to_mend(ifeoma: User, typed: dict[str, Any], sentence: str) -> None:
    answer = send(ifeoma, PATH, **GIVEN | typed)

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert not ReviewSettings.objects.exists()


def test_an_administrator_may_change_them_and_an_iro_may_not(ifeoma: User) -> None:
    administrator = UserFactory.create(authority=ifeoma.authority, roles=["administrator"])
    iro = UserFactory.create(iro=True, authority=ifeoma.authority)

    assert send(administrator, PATH, **GIVEN).status_code == 302
    assert visit(iro, PATH).status_code == 403


def test_whoever_may_change_them_finds_the_way(anyshire: ResponsibleAuthority) -> None:
    manager = UserFactory.create(manager=True, authority=anyshire)
    administrator = UserFactory.create(roles=["administrator"], authority=anyshire)

    assert links(visit(manager, "/children/"))["Settings of reviews"] == PATH
    assert links(visit(administrator, reverse("people:authority")))["Reviews"] == PATH
    assert PATH not in links(visit(UserFactory.create(iro=True, authority=anyshire), "/children/")).values()


@pytest.fixture
def eleri(sir_unrhyw: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=sir_unrhyw)


def test_a_council_in_wales_sets_limits_of_its_own(eleri: User) -> None:
    own = {"post-decisions-5wd": "5", "post-record-15wd": "10"}

    answer = send(eleri, PATH, **GIVEN | own)

    assert answer.status_code == 302
    assert ReviewSettings.objects.get().local_limits == {"post-decisions-5wd": 5, "post-record-15wd": 10}
    told = words(visit(eleri, PATH))
    assert "What you enter is shown as your council’s own limit, never as law." in told
    review = ReviewFactory.create(
        child=PeriodFactory.create(child__authority=eleri.authority).child, held=True, held_on=date(2026, 11, 16)
    )
    page = words(visit(eleri, f"/reviews/{review.pk}/"))
    reason = words(visit(eleri, f"/reviews/{review.pk}/why/record/"))
    assert "The council’s own limit. No law and no guidance counts days." in page
    assert "The council set this limit itself: no law and no guidance of its nation counts days here." in reason
    assert "Statutory guidance" not in reason


@pytest.mark.parametrize("days", ["0", "61", "ten"])
def test_a_limit_of_its_own_is_a_number_of_days(eleri: User, days: str) -> None:
    answer = send(eleri, PATH, **GIVEN | {"post-record-15wd": days})

    assert "Enter a number of working days from 1 to 60, or leave it empty" in words(answer)
    assert not ReviewSettings.objects.exists()


def test_a_council_in_england_has_the_limits_of_the_guidance(ifeoma: User) -> None:
    assert "Limits of your own" not in words(visit(ifeoma, PATH))
    wanted = NewSettings(
        papers=("care_plan",), chairing_from_age=8, silent_presence_counts=False, school_day_starts=time(9),
        school_day_ends=time(15), local_limits={"post-record-15wd": 30},
    )  # fmt: skip

    with pytest.raises(NoLimitOfYourOwn):
        change_settings(wanted=wanted, by=ifeoma)
    assert not ReviewSettings.objects.exists()
