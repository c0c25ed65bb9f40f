"""From which age to which a paper is asked for."""

import re

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.reviews.models import ReviewSettings
from heard.reviews.papers.ages_actions import AgesBackwards, NoAgeOfAChild, change_paper_ages
from heard.reviews.settings import UnknownPaper
from tests.factories import UserFactory
from tests.web.visits import asks_to_sign_in, links, send, visit, words

pytestmark = pytest.mark.django_db
PATH = "/reviews/settings/papers/"


@pytest.fixture
def ifeoma(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire)


def test_the_usual_ages_stand_there_first(ifeoma: User) -> None:
    html = visit(ifeoma, PATH).content.decode()

    assert links(visit(ifeoma, "/reviews/settings/"))["At which ages"] == PATH
    for name, value in (("first_education_plan", "3"), ("last_education_plan", "17"), ("first_pathway_plan", "16")):
        assert re.search(rf'<input [^>]*name="{name}"[^>]*value="{value}"', html), name


def test_other_ages_are_saved_and_the_rest_stays(ifeoma: User) -> None:
    answer = send(ifeoma, PATH, first_education_plan="2", last_education_plan="", first_pathway_plan="15")

    row = ReviewSettings.objects.get()
    assert answer.status_code == 302
    assert row.paper_ages == {"education_plan": [2, None], "pathway_plan": [15, None]}
    assert (row.chairing_from_age, row.papers) == (8, ReviewSettings().papers)
    assert Event.objects.get(name="review_settings.changed").facts == {"paper_ages": row.paper_ages}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"first_care_plan": "18"}, "Enter an age from 0 to 17, or leave it empty"),
        ({"first_care_plan": "three"}, "Enter an age from 0 to 17, or leave it empty"),
        ({"first_care_plan": "5", "last_care_plan": "4"}, "The last age must not be lower than the first."),
    ],
)
def test_what_is_no_age_gets_its_sentence(ifeoma: User, given: dict[str, str], sentence: str) -> None:
    answer = send(ifeoma, PATH, **given)

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert not ReviewSettings.objects.exists()


def test_the_action_refuses_the_same(ifeoma: User) -> None:
    for ages, fault in (
        ({"care_plan": (None, 18)}, NoAgeOfAChild),
        ({"care_plan": (5, 4)}, AgesBackwards),
        ({"other": (5, 9)}, UnknownPaper),
    ):
        with pytest.raises(fault):
            change_paper_ages(ages=ages, by=ifeoma)

    assert not ReviewSettings.objects.exists()


def test_is_for_those_who_set_how_reviews_are_held(ifeoma: User) -> None:
    administrator = UserFactory.create(authority=ifeoma.authority, roles=["administrator"])

    assert visit(administrator, PATH).status_code == 200
    assert visit(UserFactory.create(iro=True, authority=ifeoma.authority), PATH).status_code == 403
    assert asks_to_sign_in(visit(None, PATH))
