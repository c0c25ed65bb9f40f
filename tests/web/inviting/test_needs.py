"""The page of the people says what is still to be booked; business support records it."""

from datetime import date

import pytest

from heard.correspondence.models import Message
from heard.reviews.models import ReviewNeed
from tests.factories import InvitationFactory, PartyFactory, ReviewNeedFactory, UserFactory
from tests.web.visits import asks_to_sign_in, links, queries, send, visit, words

pytestmark = pytest.mark.django_db
BOOKED = {"state": "booked", "who": "Fellgate Centre, room 2", "reference": "R 12", "version": "0"}


@pytest.fixture
def polish(scene):
    scene.mother.interpreter, scene.mother.spoken_language = True, "Polish"
    scene.mother.save()
    return InvitationFactory.create(review=scene.review, party=scene.mother)


def test_an_interpreter_that_nobody_booked_stands_on_both_pages(scene, polish):
    people, review = (
        words(visit(scene.support, scene.at())),
        words(visit(scene.support, f"/reviews/{scene.review.pk}/")),
    )

    assert "Interpreter for Elena Marblecroft Needed Polish" in people
    assert "Not booked yet: interpreter for Elena Marblecroft" in review


def test_business_support_books_it(scene, polish):
    page = visit(scene.support, scene.at())
    address = links(page)["Record Interpreter for Elena Marblecroft"]

    answer = send(scene.support, address, **BOOKED, kind="interpreter", party=str(scene.mother.pk), language="Polish")

    need = ReviewNeed.objects.get()
    assert answer.status_code == 302
    assert (need.kind, need.party, need.state, need.who, need.language, need.recorded_by) == (
        "interpreter", scene.mother, "booked", "Fellgate Centre, room 2", "Polish", scene.support,
    )  # fmt: skip
    assert "Interpreter for Elena Marblecroft Booked" in words(visit(scene.support, scene.at()))
    assert "Not booked yet" not in words(visit(scene.support, f"/reviews/{scene.review.pk}/"))


def test_a_room_is_added_and_falls_through(scene):
    send(scene.support, scene.at("needs/"), **BOOKED, kind="room")
    need = ReviewNeed.objects.get()

    assert "Of the interpreter" not in words(visit(scene.support, scene.at(f"needs/{need.pk}/")))
    refused = send(scene.support, scene.at(f"needs/{need.pk}/"), state="fell_through", version="1", why="")
    send(scene.support, scene.at(f"needs/{need.pk}/"), state="fell_through", version="1", why="Flood")

    assert "Say why it fell through, or why it is not needed any more." in words(refused)
    assert "<title>Error: " in refused.content.decode()
    told = words(visit(scene.iro, scene.at()))
    assert "Room Fell through" in told
    assert "Flood" in told


def test_a_review_that_moved_has_its_room_on_the_wrong_day(scene):
    ReviewNeedFactory.create(review=scene.review, booked=True)
    scene.review.arranged_for = date(2026, 12, 9)
    scene.review.save()

    assert "Room Booked for another day" in words(visit(scene.support, scene.at()))
    assert "Not booked yet: room" in words(visit(scene.support, f"/reviews/{scene.review.pk}/"))


def test_what_was_typed_stays_where_somebody_else_saved(scene):
    need = ReviewNeedFactory.create(review=scene.review, version=2)

    answer = send(scene.support, scene.at(f"needs/{need.pk}/"), state="booked", who="Library", version="1")

    assert "Somebody else changed this while you were working." in words(answer)
    assert 'value="Library"' in answer.content.decode()
    assert ReviewNeed.objects.get().state == "needed"


def test_bad_input_gets_its_sentence(scene):
    for given, sentence in (
        ({"kind": "interpreter", "state": "needed"}, "Say for whom the interpreter is needed."),
        ({"kind": "room", "state": "booked"}, "Say who or what is booked"),
        ({"kind": "band", "state": "needed"}, "Select a valid choice"),
        ({"kind": "room"}, "Choose how far along it is"),
    ):
        told = words(send(scene.support, scene.at("needs/"), version="0", **given))
        assert sentence in told
    assert not ReviewNeed.objects.exists()


def test_the_interpreter_is_written_to_after_a_look(scene, polish):
    interpreter = PartyFactory.create(
        child=scene.child, kind="interpreter", name="Jan Fernhill", relation="", email="jan@interpreters.example"
    )
    need = ReviewNeedFactory.create(
        review=scene.review, kind="interpreter", party=scene.mother, interpreter=interpreter, booked=True
    )
    address = links(visit(scene.support, scene.at()))["Write to the interpreter"]

    shown = words(visit(scene.support, address))
    answer = send(scene.support, address)

    assert address == scene.at(f"needs/{need.pk}/letter/")
    assert "You are booked to interpret for an adult" in shown
    assert "Teo" not in shown[shown.index("You are booked") :]
    assert answer.status_code == 302
    assert Message.objects.get().template == "review-interpreter"
    again = visit(scene.support, scene.at())
    assert "Write to the interpreter" not in links(again)
    assert "Jan Fernhill was written to, for" in words(again)
    assert "There is nothing to write" in words(visit(scene.support, address))


def test_is_for_those_who_arrange(scene):
    need = ReviewNeedFactory.create(review=scene.review)
    elsewhere = UserFactory.create(support=True)

    for tail in ("needs/", f"needs/{need.pk}/", f"needs/{need.pk}/letter/"):
        assert visit(scene.worker, scene.at(tail)).status_code == 403
        assert visit(elsewhere, scene.at(tail)).status_code == 404
        assert asks_to_sign_in(visit(None, scene.at(tail)))
    assert "Room Needed" in words(visit(scene.worker, scene.at()))


def test_the_page_takes_a_fixed_number_of_queries(scene, polish):
    ReviewNeedFactory.create(review=scene.review)
    one = queries(scene.support, scene.at())
    for kind in ("link", "transport"):
        ReviewNeedFactory.create(review=scene.review, kind=kind, booked=True)

    assert queries(scene.support, scene.at()) == one
