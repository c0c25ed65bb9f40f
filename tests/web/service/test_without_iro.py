"""Children without an IRO."""

from datetime import date

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads.handover_actions import answer_appointment
from heard.caseloads.independence import check_again
from heard.caseloads.told_actions import record_told
from heard.children.models import Child
from tests.factories import TODAY, AuthorityFactory, NamedIroFactory, UserFactory, diary
from tests.factories.caseloads import InvolvementFactory, OfficerFactory, PostFactory
from tests.web.service.test_today import child_in_care
from tests.web.visits import asks_to_sign_in, links, queries, visit, words

pytestmark = pytest.mark.django_db
PATH = "/service/without-iro/"


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire)


def test_lists_the_soonest_first(manager: User) -> None:
    child_in_care(manager.authority, "Lowri", date(2026, 11, 20))
    child_in_care(manager.authority, "Ivo", date(2026, 11, 16))
    named = child_in_care(
        manager.authority, "Wren", date(2026, 11, 16), iro=UserFactory.create(iro=True, authority=manager.authority)
    )
    diary(manager.authority)

    told = words(visit(manager, PATH))

    assert told.index("Ivo Marblecroft") < told.index("Lowri Marblecroft")
    assert named.shown_name not in told


def test_says_when_nobody_waits(manager: User) -> None:
    assert "Every looked-after child has a named IRO" in words(visit(manager, PATH))


def test_is_for_those_who_run_this_service(manager: User) -> None:
    elsewhere = UserFactory.create(manager=True, authority=AuthorityFactory.create(name="Sir Unrhyw", wales=True))
    child_in_care(manager.authority, "Ivo", date(2026, 11, 16))
    diary(manager.authority)

    assert visit(UserFactory.create(iro=True, authority=manager.authority), PATH).status_code == 403
    assert "Ivo Marblecroft" not in words(visit(elsewhere, PATH))
    assert asks_to_sign_in(visit(None, PATH))


def test_asks_the_database_as_often_for_three_children_as_for_one(manager: User) -> None:
    child_in_care(manager.authority, "Ivo", date(2026, 11, 16))
    diary(manager.authority)
    one = queries(manager, PATH)
    for given in ("Lowri", "Kit"):
        child_in_care(manager.authority, given, date(2026, 11, 16))
    diary(manager.authority)

    assert (one, queries(manager, PATH)) == (31, 31)


def officer(authority: ResponsibleAuthority, name: str) -> User:
    user = UserFactory.create(iro=True, authority=authority, name=name)
    PostFactory.create(user=user)
    OfficerFactory.create(user=user)
    return user


def in_care_with(manager: User, iro: User, given: str = "Wren") -> Child:
    return child_in_care(manager.authority, given, date(2026, 11, 2), iro=iro)


def test_each_child_has_a_first_suggestion_in_words_and_a_box(manager: User) -> None:
    child = child_in_care(manager.authority, "Ivo", date(2026, 11, 16))
    officer(manager.authority, "Maren Oakhollow")
    diary(manager.authority)

    page = visit(manager, PATH)

    assert "Maren Oakhollow 1.0 for a full-time post with this child" in words(page)
    assert f'name="child" type="checkbox" value="{child.pk}"' in page.content.decode()
    assert links(page)["Name IRO for Ivo Marblecroft"] == f"/children/{child.pk}/iro/"


def test_the_own_target_and_the_telling_of_the_service_open_their_reasons(manager: User) -> None:
    manager.authority.allocation_target_working_days = 3
    manager.authority.save()
    child = child_in_care(manager.authority, "Ivo", date(2026, 11, 16))
    diary(manager.authority)

    before = words(visit(manager, PATH))
    record_told(child_id=child.pk, told_on=date(2026, 11, 19), today=TODAY, by=manager)
    after = words(visit(manager, PATH))

    assert "Own target Thu 19 Nov : why this date, own target for naming an IRO, Ivo Marblecroft" in before
    assert "Own target, the settings of Anyshire (local)" in before
    assert "Day not recorded Limit Wed 18 Nov : why this date, the service told, Ivo Marblecroft" in before
    assert "19 Nov, 1 working day late" in after


def test_a_conflict_found_later_stands_with_its_clock_reason_and_citation(manager: User) -> None:
    kemi, maren = officer(manager.authority, "Kemi Adebrook"), officer(manager.authority, "Maren Oakhollow")
    child = in_care_with(manager, kemi)
    InvolvementFactory.create(child=child, user=kemi, kind="controls-resources", from_on=date(2026, 11, 19))
    diary(manager.authority)
    check_again(authority_id=manager.authority_id, today=TODAY)

    page = visit(manager, PATH)
    told = words(page)

    assert "Vacant 2 working days Since Thu 19 Nov Wren Marblecroft Kemi Adebrook" in told
    assert "Regulation 46(3)(e)" in told
    assert f"{maren.name} 1.0 for a full-time post with this child" in told
    assert links(page)["Name IRO for Wren Marblecroft"] == f"/children/{child.pk}/iro/"


def test_an_iro_who_tells_of_a_conflict_is_seen_in_their_own_words(manager: User) -> None:
    kemi = officer(manager.authority, "Kemi Adebrook")
    child = in_care_with(manager, kemi)
    answer_appointment(appointment_id=child.named_iros.get().pk, conflict="I am the neighbour.", today=TODAY, by=kemi)

    told = words(visit(manager, PATH))
    row = "Vacant since today Since Mon 23 Nov Wren Marblecroft Kemi Adebrook"
    assert f"{row} Told of a conflict: I am the neighbour." in told


def test_a_child_whose_iro_ended_and_who_is_still_in_care_is_not_lost(manager: User) -> None:
    kemi = UserFactory.create(iro=True, authority=manager.authority, name="Kemi Adebrook")
    child = child_in_care(manager.authority, "Wren", date(2026, 11, 2))
    NamedIroFactory.create(
        child=child, iro=kemi, appointed_on=date(2026, 11, 3), ended_on=date(2026, 11, 13), reason_ended="ceased"
    )
    diary(manager.authority)

    told = words(visit(manager, PATH))

    assert "Vacant 6 working days Since Fri 13 Nov Wren Marblecroft Kemi Adebrook Is not the IRO any more" in told


def test_support_sees_the_list_without_suggestions_or_boxes(manager: User) -> None:
    support = UserFactory.create(authority=manager.authority, roles=["business_support"])
    child_in_care(manager.authority, "Ivo", date(2026, 11, 16))
    officer(manager.authority, "Maren Oakhollow")
    diary(manager.authority)

    page = visit(support, PATH)

    assert "Ivo Marblecroft" in words(page)
    assert "Maren Oakhollow" not in words(page)
    assert 'type="checkbox"' not in page.content.decode()
