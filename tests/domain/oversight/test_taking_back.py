"""Contacts, midway checks and changes that were recorded by mistake."""

from datetime import date

import pytest

from heard.audit.models import Event
from heard.common.errors import NotFound, NotPermitted
from heard.oversight import taking_back_actions as actions
from heard.oversight.models import ChangeAtReview, IroContact, MidwayCheck
from heard.planning.corrections import NoWhy
from heard.planning.models import ChangeDecision, Correction, SignificantChange
from tests.factories import (
    TODAY,
    ChangeDecisionFactory,
    IroContactFactory,
    MidwayCheckFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    SignificantChangeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(anyshire):
    return PeriodFactory.create(child__authority=anyshire).child


@pytest.fixture
def iro(anyshire):
    return UserFactory.create(authority=anyshire, iro=True)


def corrections():
    return list(Correction.objects.values_list("what", "was_on", "now_on", "why", "corrected_by"))


def test_a_contact_is_taken_back_by_its_writer_or_the_manager(child, iro, anyshire):
    contact = IroContactFactory.create(child=child, recorded_by=iro, on=date(2026, 11, 20))
    other = UserFactory.create(authority=anyshire, iro=True)
    manager = UserFactory.create(authority=anyshire, manager=True)
    take = {"contact_id": contact.pk, "today": TODAY}

    with pytest.raises(actions.NotYours):
        actions.remove_contact(**take, why="Another child", by=other)
    with pytest.raises(NotPermitted):
        actions.remove_contact(**take, why="Another child", by=RelationshipFactory.create(child=child).user)
    with pytest.raises(NoWhy):
        actions.remove_contact(**take, why=" ", by=iro)
    assert IroContact.objects.count() == 1
    actions.remove_contact(**take, why="Another child", by=manager)

    assert not IroContact.objects.exists()
    assert corrections() == [("contact", date(2026, 11, 20), None, "Another child", manager.pk)]
    assert list(Event.objects.values_list("name", "child_id", "facts")) == [
        ("contact.removed", child.pk, {"contact": contact.pk})
    ]
    with pytest.raises(NotFound):
        actions.remove_contact(**take, why="Again", by=manager)


def test_a_midway_check_is_taken_back(child, iro):
    review = ReviewFactory.create(child=child, held=True)
    check = MidwayCheckFactory.create(child=child, after_review=review, recorded_by=iro)
    was_on = check.checked_on

    with pytest.raises(NoWhy):
        actions.remove_midway(midway_id=check.pk, why="", today=TODAY, by=iro)
    actions.remove_midway(midway_id=check.pk, why="Another child", today=TODAY, by=iro)

    assert not MidwayCheck.objects.exists()
    assert corrections() == [("midway", was_on, None, "Another child", iro.pk)]
    with pytest.raises(NotFound):
        actions.remove_midway(midway_id=check.pk, why="Again", today=TODAY, by=iro)


def test_a_change_is_taken_back_with_what_was_decided_unless_a_review_considered_it(child):
    worker = RelationshipFactory.create(child=child).user
    change = SignificantChangeFactory.create(child=child, recorded_by=worker)
    ChangeDecisionFactory.create(change=change)
    held = ReviewFactory.create(child=child, held=True)
    own = {"authority": child.authority, "change": change, "called": False}
    tie = ChangeAtReview.objects.create(**own, review=held)
    take = {"change_id": change.pk, "today": TODAY, "by": worker}

    with pytest.raises(actions.ReviewConsideredIt):
        actions.remove_change(**take, why="Another child")
    tie.delete()
    ChangeAtReview.objects.create(**own, review=ReviewFactory.create(child=child))
    with pytest.raises(NoWhy):
        actions.remove_change(**take, why="")
    assert SignificantChange.objects.count() == ChangeDecision.objects.count() == 1
    actions.remove_change(**take, why="Another child")

    assert not SignificantChange.objects.exists()
    assert not ChangeDecision.objects.exists()
    assert not ChangeAtReview.objects.exists()
    assert corrections() == [("change", TODAY, None, "Another child", worker.pk)]
    with pytest.raises(NotFound):
        actions.remove_change(**take, why="Again")
