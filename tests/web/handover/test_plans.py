"""Planned changes of IRO and endings at 18."""

from datetime import date
from typing import Any

import pytest

from heard.accounts.models import User
from heard.caseloads.handover_actions import ChangePlan, carry_out_handovers, plan_change
from heard.caseloads.models import Handover, NamedIro
from tests.factories import (
    TODAY,
    AuthorityFactory,
    DecisionFactory,
    NamedIroFactory,
    PeriodFactory,
    ReviewFactory,
    UserFactory,
    diary,
)
from tests.factories.caseloads import InvolvementFactory
from tests.web.handover.conftest import day
from tests.web.visits import asks_to_sign_in, links, queries, send, visit, words

pytestmark = pytest.mark.django_db
LIST = "/service/handovers/"
CHANGE_ON = date(2026, 12, 7)


def path(named: NamedIro) -> str:
    return f"/children/{named.child_id}/iro/change/"


def given(to: User, **others: Any) -> dict[str, Any]:
    told = {"to_iro": str(to.pk), "why": "leaves", "reason": "", "more": ""}
    return told | day("change_on", CHANGE_ON) | day("joint_introduction_on", None) | others


def planned(named: NamedIro, to: User, by: User) -> Handover:
    wanted = ChangePlan(to_iro_id=to.pk, change_on=CHANGE_ON, why="leaves", carried=("School place",))
    return plan_change(child_id=named.child_id, plan=wanted, today=TODAY, by=by)


def test_a_change_is_planned_with_what_is_carried(named: NamedIro, ifeoma: User, kemi: User) -> None:
    diary(named.authority)
    form = visit(ifeoma, path(named))
    assert "First review, by 30 November 2026" in words(form)
    assert links(visit(ifeoma, f"/children/{named.child_id}/"))["Plan a change of IRO"] == path(named)

    answer = send(
        ifeoma,
        path(named),
        **(
            given(kemi, carried=["First review, by 30 November 2026"], more="School place\n\nA kitten")
            | day("joint_introduction_on", date(2026, 12, 1))
        ),
    )

    row = Handover.objects.get()
    assert answer["Location"] == f"/handovers/{row.pk}/"
    assert (row.to_iro, row.change_on, row.why, row.joint_introduction_on, row.planned_by) == (
        kemi,
        CHANGE_ON,
        "leaves",
        date(2026, 12, 1),
        ifeoma,
    )
    assert row.carried == ["First review, by 30 November 2026", "School place", "A kitten"]
    told = words(visit(ifeoma, f"/handovers/{row.pk}/"))
    assert "Kemi Adebrook takes over from Maren Oakhollow" in told
    assert "Joint introduction Tuesday 1 December 2026" in told
    page = words(visit(ifeoma, f"/children/{named.child_id}/"))
    assert "Kemi Adebrook takes over from Maren Oakhollow on 7 December 2026" in page
    assert "Plan a change of IRO" not in page


def test_whoever_is_barred_is_not_in_the_list(named: NamedIro, ifeoma: User, kemi: User) -> None:
    barred = UserFactory.create(iro=True, authority=named.authority, name="Asha Busy")
    InvolvementFactory.create(child=named.child, user=barred, entered_by=ifeoma)

    page = visit(ifeoma, path(named))
    refused = send(ifeoma, path(named), **given(barred))

    assert "Kemi Adebrook" in words(page)
    assert "Asha Busy" not in words(page)
    assert f'value="{named.iro_id}"' not in page.content.decode()
    assert "Choose somebody who can take over" in words(refused)
    assert not Handover.objects.exists()


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        (day("change_on", date(2026, 11, 22)), "The day of the change must be today or later"),
        (day("joint_introduction_on", date(2026, 12, 8)), "a joint introduction not after it"),
        ({"why": ""}, "Choose why the IRO changes"),
        ({"why": "eighteen"}, "Select a valid choice"),
        ({"why": "other"}, "say it in words where it is another reason"),
        ({"to_iro": ""}, "Choose who takes over"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    named: NamedIro, ifeoma: User, kemi: User, others: dict[str, str], sentence: str
) -> None:
    answer = send(ifeoma, path(named), **given(kemi, **others))

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert not Handover.objects.exists()


def test_a_second_plan_is_refused_and_a_plan_is_withdrawn(named: NamedIro, ifeoma: User, kemi: User) -> None:
    row = planned(named, kemi, ifeoma)
    assert "A change or an ending is planned for this child already." in words(send(ifeoma, path(named), **given(kemi)))

    answer = send(ifeoma, f"/handovers/{row.pk}/withdraw/")

    row.refresh_from_db()
    assert (answer["Location"], row.state) == (f"/handovers/{row.pk}/", "withdrawn")
    assert "Withdraw this plan" not in words(visit(ifeoma, f"/handovers/{row.pk}/"))
    send(ifeoma, f"/handovers/{row.pk}/withdraw/")
    assert Handover.objects.get().state == "withdrawn"


def test_what_could_not_be_carried_out_stands_first_with_its_sentence(
    named: NamedIro, ifeoma: User, kemi: User
) -> None:
    row = planned(named, kemi, ifeoma)
    diary(named.authority)
    assert "could not be carried out" not in words(visit(ifeoma, "/service/"))
    InvolvementFactory.create(child=named.child, user=kemi, entered_by=ifeoma)
    carry_out_handovers(authority_id=named.authority_id, today=CHANGE_ON)

    assert "1 planned change of IRO could not be carried out" in words(visit(ifeoma, "/service/"))
    assert "Not carried out This person is not independent in law." in words(visit(ifeoma, LIST))
    assert "This could not be carried out" in words(visit(ifeoma, f"/handovers/{row.pk}/"))


def test_the_child_before_whom_a_change_came_shows_why_and_how_long(named: NamedIro, ifeoma: User, kemi: User) -> None:
    planned(named, kemi, ifeoma)
    carry_out_handovers(authority_id=named.authority_id, today=CHANGE_ON)

    told = words(visit(ifeoma, f"/children/{named.child_id}/"))

    assert "Before Maren Oakhollow 5 November 2026 to 7 December 2026 4 weeks. The IRO leaves the service." in told


def test_those_who_turn_18_soon_have_the_goodbye_proposed(named: NamedIro, ifeoma: User) -> None:
    def born(on: date | None) -> NamedIro:
        child = PeriodFactory.create(child__authority=named.authority, child__born_on=on).child
        return NamedIroFactory.create(child=child)

    soon, _later, _unknown = born(date(2009, 5, 20)), born(date(2009, 5, 25)), born(None)

    listed = words(visit(ifeoma, LIST))
    answer = send(ifeoma, f"/children/{soon.child_id}/iro/ending/", more="Pathway plan")

    row = Handover.objects.get()
    assert listed.count("Plan the goodbye for") == 1
    assert "20 May 2027" in listed
    assert (row.kind, row.change_on, row.carried) == ("ending", date(2027, 5, 20), ["Pathway plan"])
    assert answer["Location"] == f"/handovers/{row.pk}/"
    again = words(visit(ifeoma, LIST))
    assert "nothing planned" not in again
    assert "says goodbye at 18" in again


def test_no_goodbye_without_a_birthday(named: NamedIro, ifeoma: User) -> None:
    named.child.born_on = None
    named.child.save()

    answer = send(ifeoma, f"/children/{named.child_id}/iro/ending/", more="")

    assert "so the day of the 18th birthday cannot be worked out" in words(answer)
    assert not Handover.objects.exists()


def test_a_child_without_an_iro_gets_one_named_instead(ifeoma: User) -> None:
    child = PeriodFactory.create(child__authority=ifeoma.authority).child

    for page in ("change", "ending"):
        assert visit(ifeoma, f"/children/{child.pk}/iro/{page}/")["Location"] == f"/children/{child.pk}/iro/"


def test_only_those_who_name_iros_plan(named: NamedIro, ifeoma: User, maren: User, kemi: User) -> None:
    row = planned(named, kemi, ifeoma)
    elsewhere = UserFactory.create(manager=True, authority=AuthorityFactory.create())
    support = UserFactory.create(roles=["business_support"], authority=named.authority)

    assert visit(maren, path(named)).status_code == 403
    assert visit(elsewhere, path(named)).status_code == 404
    assert visit(elsewhere, f"/handovers/{row.pk}/").status_code == 404
    assert (visit(support, LIST).status_code, visit(maren, LIST).status_code) == (200, 403)
    assert send(support, f"/handovers/{row.pk}/withdraw/").status_code == 403
    assert "Withdraw this plan" not in words(visit(support, f"/handovers/{row.pk}/"))
    assert asks_to_sign_in(visit(None, path(named)))
    row.refresh_from_db()
    assert row.state == "planned"


def test_the_list_costs_the_same_for_one_plan_and_for_many(named: NamedIro, ifeoma: User, kemi: User) -> None:
    planned(named, kemi, ifeoma)
    one = queries(ifeoma, LIST)
    for _place in range(2):
        child = PeriodFactory.create(child__authority=named.authority, child__born_on=date(2009, 3, 1)).child
        planned(NamedIroFactory.create(child=child), kemi, ifeoma)

    assert (one, queries(ifeoma, LIST)) == (7, 7)


def test_open_decisions_of_reviews_are_proposed_to_be_carried_and_done_ones_are_not(
    named: NamedIro, ifeoma: User
) -> None:
    review = ReviewFactory.create(child=named.child, held=True)
    told = {"review": review, "owner_name": "Asha Windermoor", "due_on": date(2026, 12, 18)}
    DecisionFactory.create(words="Dentist:\nappointment made", **told)
    DecisionFactory.create(words="A door that closes", state="done", done_on=TODAY, **told)

    form = words(visit(ifeoma, path(named)))

    assert "Decision: Dentist: appointment made (Asha Windermoor, by 18 December 2026)" in form
    assert "A door that closes" not in form
