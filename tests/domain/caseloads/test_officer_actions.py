"""Photo, evidence, the end of duties, the place of the service; and who may not."""

from datetime import date

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.caseloads import officer_actions, officer_records, team
from heard.caseloads.models import CompetenceEvidence, OfficerPhoto, OtherDuty, ServicePlace
from heard.caseloads.officers import NotAnOfficer
from heard.common.errors import NotFound, NotPermitted
from tests.factories import TODAY, AuthorityFactory, ChildFactory, DutyFactory, PeriodFactory, PhotoFactory, UserFactory
from tests.factories.correspondence import png

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire)


@pytest.fixture
def iro(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire)


def test_a_photo_is_put_in_once_for_each_officer(manager: User, iro: User) -> None:
    officer_actions.change_photo(user_id=iro.pk, content=png(), by=iro)
    row = officer_actions.change_photo(user_id=iro.pk, content=png(red=9), by=manager)

    assert officer_records.photo_digests(iro.authority_id) == {iro.pk: row.digest}
    assert bytes(officer_records.photo_of(iro.pk, authority_id=iro.authority_id).content) == png(red=9)
    assert list(Event.objects.values_list("name", "actor_id")) == [
        ("officer.photo_changed", iro.pk),
        ("officer.photo_changed", manager.pk),
    ]


def test_nobody_else_changes_a_photo(manager: User, iro: User) -> None:
    colleague = UserFactory.create(iro=True, authority=iro.authority)
    elsewhere = UserFactory.create(manager=True, authority=AuthorityFactory.create(wales=True))
    PhotoFactory.create(user=iro)

    with pytest.raises(NotPermitted):
        officer_actions.change_photo(user_id=iro.pk, content=png(), by=colleague)
    with pytest.raises(NotPermitted):
        officer_actions.remove_photo(user_id=iro.pk, by=colleague)
    with pytest.raises(NotAnOfficer):
        officer_actions.remove_photo(user_id=iro.pk, by=elsewhere)
    assert OfficerPhoto.objects.get().digest == "0f" * 32


def test_the_photo_of_somebody_who_left_is_shown_no_more(iro: User) -> None:
    PhotoFactory.create(user=iro)
    iro.is_active = False
    iro.save()

    with pytest.raises(NotFound):
        officer_records.photo_of(iro.pk, authority_id=iro.authority_id)


def test_evidence_needs_a_kind_words_and_a_day_that_has_come(iro: User) -> None:
    def record(kind: str = "safeguarding", what: str = "An audit", on: date = TODAY) -> None:
        officer_actions.record_competence(user_id=iro.pk, kind=kind, shown_on=on, what=what, today=TODAY, by=iro)

    with pytest.raises(officer_actions.UnknownCompetence):
        record(kind="charm")
    with pytest.raises(officer_actions.NothingShown):
        record(what="  ")
    with pytest.raises(officer_actions.ShownInFuture):
        record(on=date(2026, 11, 24))
    record()

    assert list(CompetenceEvidence.objects.values_list("user", "kind", "what")) == [
        (iro.pk, "safeguarding", "An audit")
    ]


def test_a_duty_ends_after_it_began_and_for_the_manager_only(manager: User, iro: User) -> None:
    duty = DutyFactory.create(user=iro)

    with pytest.raises(NotPermitted):
        officer_actions.end_other_duty(duty_id=duty.pk, until_on=TODAY, by=iro)
    with pytest.raises(officer_actions.DutyEndsFirst):
        officer_actions.end_other_duty(duty_id=duty.pk, until_on=duty.from_on, by=manager)
    with pytest.raises(NotFound):
        officer_actions.end_other_duty(duty_id=duty.pk + 1, until_on=TODAY, by=manager)
    officer_actions.end_other_duty(duty_id=duty.pk, until_on=TODAY, by=manager)

    assert OtherDuty.objects.get().until_on == TODAY


def test_the_place_of_the_service_holds_from_its_day(manager: User, iro: User) -> None:
    def place(managed_by: str, on: date, by: User = manager) -> None:
        officer_actions.place_service(managed_by=managed_by, apart="", from_on=on, by=by)

    place("Head of casework", date(2024, 4, 1))
    place("Head of safeguarding", date(2026, 4, 1))
    place("Head of quality", date(2026, 4, 1))
    with pytest.raises(NotPermitted):
        place("Myself", TODAY, by=iro)
    with pytest.raises(officer_actions.NobodyManages):
        place(" ", TODAY)

    def at(day: date) -> str | None:
        found = officer_records.place_of_service(manager.authority_id, on=day)
        return found.managed_by if found else None

    days = (date(2024, 3, 31), date(2026, 3, 31), date(2026, 4, 1))
    assert [at(day) for day in days] == [None, "Head of casework", "Head of quality"]
    assert ServicePlace.objects.count() == 2


def test_the_identity_of_the_children_never_shows_a_group_under_five(anyshire: ResponsibleAuthority) -> None:
    def in_care(number: int, **facts: str) -> None:
        for _place in range(number):
            PeriodFactory.create(child=ChildFactory.create(authority=anyshire, **facts))

    in_care(9, ethnicity="WBRI", sex="1")
    in_care(5, ethnicity="BAFR", sex="2")
    ChildFactory.create_batch(6, authority=anyshire, ethnicity="CHNE")  # never in care
    assert team.identity_of_children(anyshire.pk, "ethnicity") == {"white": 9, "black": 5}
    assert team.identity_of_children(anyshire.pk, "sex") == {"boy": 9, "girl": 5}

    in_care(2, ethnicity="CHNE", sex="1")
    assert team.identity_of_children(anyshire.pk, "ethnicity") == {"white": 9, "": 7}
    with pytest.raises(LookupError):
        team.identity_of_children(anyshire.pk, "name")


@pytest.mark.parametrize(
    ("code", "group"),
    [("WROM", "white"), ("MWAS", "mixed"), ("CHNE", "asian"), ("AIND", "asian"), ("BOTH", "black"), ("OOTH", "other"),
     ("REFU", ""), ("NOBT", ""), ("", "")],
)  # fmt: skip
def test_each_ethnicity_of_the_return_has_its_group(code: str, group: str) -> None:
    assert team.ethnic_group(code) == group
