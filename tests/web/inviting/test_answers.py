"""What somebody answered: entered by the service, read by those who may."""

from datetime import date

import pytest

from heard.audit.models import Reading
from heard.reviews.models import Invitation
from tests.factories import InvitationFactory, PartyFactory, UserFactory
from tests.web.visits import send, visit, words

pytestmark = pytest.mark.django_db

DAY = {"on_day": "20", "on_month": "11", "on_year": "2026"}


@pytest.fixture
def mothers(scene):
    return InvitationFactory.create(review=scene.review, party=scene.mother, sent=True)


@pytest.fixture
def childs(scene):
    own = PartyFactory.create(child=scene.child, kind="child", name="")
    return InvitationFactory.create(review=scene.review, party=own, sent=True)


def page(scene, row):
    return scene.at(f"{row.pk}/answer/")


def form(scene, row):
    return scene.at(f"{row.pk}/answer/enter/")


def test_the_questions_are_those_for_the_person_in_their_language(scene, mothers):
    scene.mother.language = "cy"
    scene.mother.save()

    assert "Beth sy’n eich poeni?" in words(visit(scene.support, form(scene, mothers)))


def test_keeps_the_answer_in_the_persons_own_words(scene, mothers):
    answer = send(
        scene.support, form(scene, mothers), **DAY, by="telephone", coming="part", separate="on", version="1",
        q_worries="He misses his dog", q_well="",
    )  # fmt: skip

    mothers.refresh_from_db()
    assert answer.status_code == 302
    assert (mothers.answers, mothers.coming, mothers.wants_separate_talk, mothers.answered_on) == (
        {"worries": "He misses his dog"}, "part", True, date(2026, 11, 20),
    )  # fmt: skip
    told = words(visit(scene.iro, page(scene, mothers)))
    assert "What worries you? He misses his dog" in told
    assert "Coming for a part Own talk with the IRO" in words(visit(scene.iro, scene.at()))


def test_nothing_typed_is_lost_where_something_is_missing(scene, mothers):
    answer = send(scene.support, form(scene, mothers), **DAY, version="1", q_worries="He misses his dog")

    told = answer.content.decode()
    assert "Choose how the answer came" in told
    assert "Choose whether they are coming" in told
    assert "He misses his dog" in told
    mothers.refresh_from_db()
    assert mothers.answered_on is None


def test_somebody_else_entered_it_meanwhile(scene, mothers):
    Invitation.objects.update(version=2)

    answer = send(
        scene.support, form(scene, mothers), **DAY, by="paper", coming="no", version="1", q_worries="He misses his dog"
    )

    assert answer.status_code == 200
    assert "He misses his dog" in answer.content.decode()
    mothers.refresh_from_db()
    assert mothers.answers == {}


def test_the_child_chooses_who_may_know_and_the_iro_always_does(scene, childs):
    shown = words(visit(scene.support, form(scene, childs)))
    assert "Who may know what the child said, beside the IRO?" in shown

    send(
        scene.support, form(scene, childs), **DAY, by="talk", coming="whole", version="1", q_good="Football",
        open_to=["social_worker"],
    )  # fmt: skip

    assert "Football" in words(visit(scene.iro, page(scene, childs)))
    assert "Football" in words(visit(scene.worker, page(scene, childs)))
    assert visit(scene.support, page(scene, childs)).status_code == 404
    assert visit(scene.support, form(scene, childs)).status_code == 404


def test_without_a_choice_the_childs_answer_is_for_the_iro_alone(scene, childs):
    send(scene.iro, form(scene, childs), **DAY, by="talk", coming="whole", version="1", q_good="Football")
    colleague = UserFactory.create(authority=scene.child.authority, iro=True)

    assert "Football" in words(visit(scene.iro, page(scene, childs)))
    for viewer in (scene.support, scene.worker, colleague):
        assert visit(viewer, page(scene, childs)).status_code == 404
        assert "Read the answer" not in words(visit(viewer, scene.at()))


@pytest.mark.parametrize(
    ("kind", "status"), [("parent", 200), ("foster_carer", 200), ("school", 200), ("nurse", 404), ("advocate", 404)]
)
def test_the_social_worker_reads_what_family_carers_and_school_said(scene, kind, status):
    party = PartyFactory.create(child=scene.child, kind=kind, name="Somebody")
    row = InvitationFactory.create(review=scene.review, party=party, sent=True, answered=True)

    assert visit(scene.worker, page(scene, row)).status_code == status
    assert visit(scene.support, page(scene, row)).status_code == 200


def test_a_social_worker_enters_no_answer(scene, mothers):
    assert visit(scene.worker, form(scene, mothers)).status_code == 403
    assert visit(scene.worker, page(scene, mothers))["Location"] == scene.at()
    assert send(scene.worker, form(scene, mothers), **DAY, by="paper", coming="no").status_code == 403


def test_the_readers_list_says_who_opened_it(scene):
    row = InvitationFactory.create(review=scene.review, party=scene.mother, sent=True, answered=True)

    visit(scene.worker, page(scene, row))

    assert list(Reading.objects.filter(what="review.answer").values_list("actor_id", "child_id")) == [
        (scene.worker.pk, scene.child.pk)
    ]
