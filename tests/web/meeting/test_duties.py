"""The page on which each duty that a sitting served gets its outcome."""

import pytest

from heard.reviews.models import CombinedDuty
from tests.factories import ReviewFactory, UserFactory
from tests.web.visits import asks_to_sign_in, links, send, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def maren(anyshire):
    return UserFactory.create(authority=anyshire, iro=True, name="Maren Oakhollow")


@pytest.fixture
def review(anyshire):
    found = ReviewFactory.create(held=True, period__child__authority=anyshire)
    for kind in ("adoption", "pathway"):
        CombinedDuty.objects.create(authority=anyshire, review=found, kind=kind)
    return found


def at(review):
    return f"/reviews/{review.pk}/duties/"


def told(**given):
    return {"version_adoption": "1", "version_pathway": "1"} | given


def test_is_opened_from_the_page_of_the_review_and_shown_there(maren, review):
    page = visit(maren, f"/reviews/{review.pk}/")
    assert links(page)["Record what came of them"] == at(review)
    assert "Adoption review: not recorded yet" in words(page)

    answer = send(maren, at(review), **told(outcome_adoption="held", note_adoption="Matching goes on."))

    assert answer.status_code == 302
    assert "Adoption review: carried out" in words(visit(maren, f"/reviews/{review.pk}/"))
    assert list(CombinedDuty.objects.order_by("kind").values_list("outcome", "note")) == [
        ("held", "Matching goes on."), ("", ""),
    ]  # fmt: skip
    copy = words(visit(maren, f"/reviews/{review.pk}/copies/record/page/"))
    assert "Adoption review Carried out Matching goes on." in copy


def test_bad_input_gets_its_sentence_at_its_field(maren, review):
    answer = send(maren, at(review), **told(outcome_adoption="not_held", note_pathway="Something"))

    read = words(answer)
    assert "Say why it was not carried out, or when and where it goes on." in read
    assert "Choose what came of it before you write what was decided." in read
    assert "<title>Error: " in answer.content.decode()
    assert not CombinedDuty.objects.exclude(outcome="").exists()


def test_what_was_typed_stays_where_somebody_else_saved(maren, review):
    send(maren, at(review), **told(outcome_adoption="held"))

    answer = send(maren, at(review), **told(outcome_adoption="not_held", note_adoption="No papers"))

    assert "Somebody else changed this while you were working." in words(answer)
    html = answer.content.decode()
    assert "No papers" in html
    assert 'name="version_adoption" value="2"' in html
    assert CombinedDuty.objects.get(kind="adoption").outcome == "held"


def test_a_review_without_others_says_so(maren, anyshire):
    alone = ReviewFactory.create(held=True, period__child__authority=anyshire)

    assert "No other review was joined to this sitting." in words(visit(maren, at(alone)))
    assert "Record what came of them" not in links(visit(maren, f"/reviews/{alone.pk}/"))


def test_is_for_those_who_record(review, anyshire):
    booked = ReviewFactory.create(period__child__authority=anyshire)

    assert visit(UserFactory.create(authority=anyshire, support=True), at(review)).status_code == 403
    assert visit(UserFactory.create(iro=True), at(review)).status_code == 404
    assert asks_to_sign_in(visit(None, at(review)))
    assert visit(UserFactory.create(authority=anyshire, iro=True), at(booked)).status_code == 302
