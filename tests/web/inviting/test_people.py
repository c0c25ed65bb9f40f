"""The list of the people of a review, and what is decided and logged about each."""

from datetime import date

import pytest

from heard.reviews.models import Invitation, Review, ReviewSettings, SchoolHoliday
from tests.factories import (
    InvitationFactory,
    PartyFactory,
    PeriodFactory,
    ReviewFactory,
    SafeContactRuleFactory,
    UserFactory,
)
from tests.web.visits import links, queries, send, visit, words

pytestmark = pytest.mark.django_db


def test_the_list_is_made_from_those_round_the_child(scene):
    before = words(visit(scene.support, scene.at()))

    answer = send(scene.support, scene.at("list/"))

    worker = scene.worker.name
    assert f"The list starts from those round Teo Marblecroft: Elena Marblecroft, {worker}." in before
    assert (answer.status_code, answer["Location"]) == (302, scene.at())
    after = words(visit(scene.support, scene.at()))
    assert "0 of 2 people asked" in after
    assert f"{worker} Social worker" in after
    assert "Elena Marblecroft Mother Parental responsibility" in after
    assert "Invited and asked Change Elena Marblecroft Not sent yet" in after


def test_shows_what_somebody_needs_and_the_rule_of_safe_contact(scene):
    father = PartyFactory.create(
        child=scene.child, name="Rob", relation="Father", language="cy", interpreter=True, spoken_language="Polish",
        accessible_format="large_print",
    )  # fmt: skip
    InvitationFactory.create(review=scene.review, party=father)
    SafeContactRuleFactory.create(party=father)

    told = words(visit(scene.iro, scene.at()))

    for part in ("Letters in Welsh", "Speaks Polish, with an interpreter", "Large print", "Do not contact"):
        assert part in told
    assert "petra@home.example" not in told


def test_says_the_limit_with_its_reason_and_no_limit_in_wales(scene):
    InvitationFactory.create(review=scene.review, party=scene.mother)

    assert "Fri 13 Nov" in words(visit(scene.iro, scene.at()))

    scene.child.authority.nation = "wales"
    scene.child.authority.save()
    told = words(visit(type(scene.iro).objects.get(pk=scene.iro.pk), scene.at()))
    assert "No limit in Welsh law" in told
    assert "13 Nov" not in told


def test_a_limit_of_the_councils_own_is_shown_as_its_own(scene):
    scene.child.authority.nation = "wales"
    scene.child.authority.save()
    ReviewSettings.objects.create(authority=scene.child.authority, local_limits={"prep-consult-invite-10wd": 10})
    InvitationFactory.create(review=scene.review, party=scene.mother)

    told = words(visit(type(scene.iro).objects.get(pk=scene.iro.pk), scene.at()))

    assert "No limit in Welsh law" not in told
    assert "The council’s own limit. No law and no guidance counts days." in told


def test_a_review_at_short_notice_shows_who_was_asked_without_reproach(scene):
    Review.objects.filter(pk=scene.review.pk).update(booked_on=date(2026, 11, 19))
    InvitationFactory.create(review=scene.review, party=scene.mother, sent_on=date(2026, 11, 20))

    told = words(visit(scene.iro, scene.at()))

    assert "Short notice: the review was booked on Thursday 19 November 2026" in told
    assert "Sent Fri 20 Nov, short notice" in told
    assert "after the limit" not in told


def test_what_was_sent_after_the_limit_is_shown_so(scene):
    InvitationFactory.create(review=scene.review, party=scene.mother, sent_on=date(2026, 11, 20))

    assert "Sent Fri 20 Nov, after the limit" in words(visit(scene.iro, scene.at()))


def test_reminds_of_school_holidays_while_the_school_has_not_answered(scene):
    SchoolHoliday.objects.create(
        authority=scene.child.authority, name="Half term", first_day=date(2026, 11, 16), last_day=date(2026, 11, 20)
    )
    school = PartyFactory.create(child=scene.child, kind="school", name="Hillside")
    row = InvitationFactory.create(review=scene.review, party=school)
    hint = "Schools are closed from Monday 16 November 2026 to Friday 20 November 2026 (Half term)."

    assert hint in words(visit(scene.iro, scene.at()))

    Invitation.objects.filter(pk=row.pk).update(answered_on=date(2026, 11, 13), answered_by="email")
    assert hint not in words(visit(scene.iro, scene.at()))


def test_decides_that_somebody_is_neither_invited_nor_asked_with_a_reason(scene):
    row = InvitationFactory.create(review=scene.review, party=scene.mother)
    page = scene.at(f"{row.pk}/")

    refused = send(scene.support, page, asked="neither", reason_not="", version="1")
    done = send(scene.support, page, asked="neither", reason_not="Court order of 3 March", version="1")

    assert "Say why this person is neither invited nor consulted." in words(refused)
    assert done.status_code == 302
    row.refresh_from_db()
    assert (row.invited, row.consulted, row.reason_not) == (False, False, "Court order of 3 March")
    assert "Neither invited nor asked Court order of 3 March" in words(visit(scene.support, scene.at()))


def test_two_who_decide_at_once_see_it(scene):
    row = InvitationFactory.create(review=scene.review, party=scene.mother, version=2)

    told = words(send(scene.support, scene.at(f"{row.pk}/"), asked="consulted", reason_not="", version="1"))

    row.refresh_from_db()
    assert "changed" in told.lower()
    assert row.invited is True


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"what": ""}, "Choose what happened"),
        ({"what": "sent"}, "Enter the day on which it was sent"),
        (
            {"what": "sent", "on_day": "24", "on_month": "11", "on_year": "2026"},
            "The day must be today or in the past.",
        ),
        ({"what": "bounced", "note": "Gone away"}, "Nothing has been sent to this person yet."),
    ],
)
def test_bad_input_by_hand_gets_its_sentence_and_changes_nothing(scene, given, sentence):
    row = InvitationFactory.create(review=scene.review, party=scene.mother)

    told = words(send(scene.support, scene.at(f"{row.pk}/log/"), **given))

    assert sentence in told
    row.refresh_from_db()
    assert (row.sent_on, row.bounced_on, row.version) == (None, None, 1)


def test_what_was_sent_reminded_and_returned_by_hand_is_kept(scene):
    row = InvitationFactory.create(review=scene.review, party=scene.mother)
    page = scene.at(f"{row.pk}/log/")

    send(scene.support, page, what="sent", on_day="13", on_month="11", on_year="2026")
    send(scene.support, page, what="reminded")
    send(scene.support, page, what="bounced", note="Gone away")

    told = words(visit(scene.support, scene.at()))
    assert "Came back Sent Fri 13 Nov Reminded today Came back today: Gone away" in told.replace("Mon 23 Nov", "today")


def test_a_social_worker_sees_the_list_and_changes_nothing(scene):
    row = InvitationFactory.create(review=scene.review, party=scene.mother)

    page = visit(scene.worker, scene.at())

    assert "Elena Marblecroft" in words(page)
    assert not any("Enter the answer" in text or "Send" in text for text in links(page))
    assert send(scene.worker, scene.at("list/")).status_code == 403
    assert send(scene.worker, scene.at(f"{row.pk}/"), asked="neither").status_code == 403


def test_somebody_who_does_not_see_the_child_finds_no_list(scene):
    stranger = UserFactory.create(authority=scene.child.authority, roles=["social_worker"])

    assert visit(stranger, scene.at()).status_code == 404


def test_an_invitation_of_another_review_is_not_found_here(scene):
    other = InvitationFactory.create(
        review=ReviewFactory.create(period=PeriodFactory.create(child__authority=scene.child.authority))
    )

    assert visit(scene.support, scene.at(f"{other.pk}/")).status_code == 404


def test_the_page_costs_the_same_whatever_its_length(scene):
    InvitationFactory.create(review=scene.review, party=scene.mother)
    few = queries(scene.support, scene.at())
    for number in range(6):
        party = PartyFactory.create(child=scene.child, kind="other", name=f"Person {number}")
        InvitationFactory.create(review=scene.review, party=party, answered=True)

    assert queries(scene.support, scene.at()) == few


def test_holidays_are_entered_and_taken_off(scene):
    page = "/service/school-holidays/"
    days = {"first_day_day": "21", "first_day_month": "12", "first_day_year": "2026"}
    last = {"last_day_day": "1", "last_day_month": "1", "last_day_year": "2027"}

    assert "No holiday is entered" in words(visit(scene.support, page))
    wrong = send(
        scene.support, page, name="Christmas", **days, last_day_day="1", last_day_month="12", last_day_year="2026"
    )
    assert "The last day is before the first." in words(wrong)
    assert send(scene.support, page, name="Christmas", **days, **last).status_code == 302
    assert "overlap" in words(send(scene.support, page, name="Again", **days, **last))
    assert "Christmas Monday 21 December 2026 Friday 1 January 2027" in words(visit(scene.support, page))

    send(scene.support, page, remove=str(SchoolHoliday.objects.get().pk))

    assert SchoolHoliday.objects.count() == 0


def test_a_school_is_asked_before_the_holiday_in_which_the_limit_lies(scene):
    review_on = date(2026, 12, 7)  # 10 working days before it is 23 November
    type(scene.review).objects.filter(pk=scene.review.pk).update(arranged_for=review_on, booked_on=date(2026, 11, 2))
    SchoolHoliday.objects.create(
        authority=scene.child.authority, name="Half-term", first_day=date(2026, 11, 23), last_day=date(2026, 11, 27)
    )
    school = PartyFactory.create(child=scene.child, kind="school", name="Hillside")
    InvitationFactory.create(review=scene.review, party=school, sent_on=date(2026, 11, 23))
    InvitationFactory.create(review=scene.review, party=scene.mother, sent_on=date(2026, 11, 23))

    told = words(visit(scene.support, scene.at()))

    assert "Ask schools by Friday 20 November 2026." in told
    assert told.count("after the limit") == 1


def test_names_the_parts_of_which_nobody_stands_there(scene):
    told = words(visit(scene.support, scene.at()))
    assert "Nobody stands among the people as: the child, a school, a nurse or another from health." in told
    for kind in ("child", "school", "nurse"):
        PartyFactory.create(child=scene.child, kind=kind, name="" if kind == "child" else "Nia")

    assert "Nobody stands among the people" not in words(visit(scene.support, scene.at()))
