"""Pages that somebody reads in Welsh: what stands in data and in choices is Welsh too."""

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.children.models import Child
from heard.reviews.models import Adjournment
from tests.factories import (
    ChildFactory,
    EpisodeFactory,
    NamedIroFactory,
    PeriodFactory,
    ReviewFactory,
    UserFactory,
    diary,
)
from tests.web.visits import send, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def gwen(sir_unrhyw: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=sir_unrhyw, language="cy")


@pytest.fixture
def teo(gwen: User) -> Child:
    child = ChildFactory.create(authority=gwen.authority, given_name="Teo")
    EpisodeFactory.create(period=PeriodFactory.create(child=child))
    NamedIroFactory.create(child=child, iro=gwen)
    diary(gwen.authority)
    return child


def test_the_codes_of_the_return_are_told_in_welsh(gwen: User, teo: Child) -> None:
    told = words(visit(gwen, f"/children/{teo.pk}/"))

    assert "Gofal maeth" in told
    assert "Foster care" not in told


def test_the_role_is_told_in_welsh(gwen: User) -> None:
    told = words(visit(gwen, "/help/"))

    assert "Swyddog adolygu annibynnol" in told
    assert "Yn gweld ffigurau’r gwasanaeth, a dim un plentyn." in told
    assert "Sees the figures" not in told


def test_the_matters_of_the_agenda_are_told_in_welsh_with_their_schedule(gwen: User, teo: Child) -> None:
    review = ReviewFactory.create(child=teo, held=True)

    told = words(visit(gwen, f"/reviews/{review.pk}/agenda/"))

    assert "Hunaniaeth: crefydd, tarddiad hiliol, diwylliant ac iaith, y Gymraeg yn anad dim" in told
    assert "Care Planning, Placement and Case Review (Wales) Regulations 2015, Schedule 8" in told
    assert "Canllawiau ac arfer" in told
    assert "Identity: religion" not in told


def test_a_refusal_is_told_in_welsh_with_its_day(gwen: User, teo: Child) -> None:
    review = ReviewFactory.create(child=teo, held=True, completed_on=None)
    assert review.held_on is not None
    Adjournment.objects.create(
        authority=review.authority,
        review=review,
        adjourned_on=review.held_on,
        why="papers_missing",
        reason="Adroddiad",
        recorded_by=gwen,
    )
    day = {
        "on_day": "21",
        "on_month": "12",
        "on_year": "2026",
        "at": "10",
        "place": "Swyddfa",
        "version": str(review.version),
    }

    told = words(send(gwen, f"/reviews/{review.pk}/goes-on/", **day))

    assert "Rhaid cwblhau’r adolygiad o fewn 20 diwrnod gwaith i’w eisteddiad cyntaf, erbyn 14 Rhagfyr 2026. " in told
    assert "Dewiswch y diwrnod hwnnw neu un cynharach." in told
    assert "must be completed" not in told
