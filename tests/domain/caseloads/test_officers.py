"""Officers: what is recorded of them, by whom, and what is refused with which sentence."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.caseloads import officers
from heard.caseloads.models import Leave, OfficerProfile, OfficerRegistration, Post
from heard.common.errors import NotFound, NotPermitted
from tests.factories import TODAY, NamedIroFactory, UserFactory
from tests.factories.caseloads import LeaveFactory, OfficerFactory, PostFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, manager=True)


@pytest.fixture
def iro(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, iro=True)


def profile(user: User, by: User, **facts: object) -> OfficerProfile:
    told = officers.ProfileFacts(**facts)  # type: ignore[arg-type]
    return officers.change_profile(user_id=user.pk, facts=told, today=TODAY, by=by)


def register(user: User, by: User, body: str = "Social Work England", number: str = "SW123") -> OfficerRegistration:
    return officers.record_registration(
        user_id=user.pk,
        body=body,
        number=number,
        from_on=date(2025, 12, 1),
        renew_by=date(2026, 11, 30),
        today=TODAY,
        by=by,
    )


def post(user: User, by: User, fte: str = "0.6", on: date = date(2026, 9, 1), until: date | None = None) -> Post:
    return officers.record_post(
        user_id=user.pk, fte=Decimal(fte), employment="permanent", from_on=on, until_on=until, by=by
    )


def test_the_manager_writes_the_whole_profile(manager: User, iro: User) -> None:
    written = profile(
        iro,
        manager,
        qualified_on=date(2010, 7, 1),
        experienced_since=date(2011, 9, 5),
        management_experience=True,
        words_for_young_people=" I listen. ",
        languages=("Welsh", "English"),
        specialisms=("disability",),
        base_district="ll11",
    )

    written.refresh_from_db()
    assert (written.qualified_on, written.experienced_since) == (date(2010, 7, 1), date(2011, 9, 5))
    assert (written.management_experience, written.words_for_young_people) == (True, "I listen.")
    assert (written.languages, written.specialisms, written.base_district) == (
        ["english", "welsh"],
        ["disability"],
        "LL11",
    )
    assert list(Event.objects.values_list("name", "actor_id", "facts")) == [
        ("officer.profile_changed", manager.pk, {"user": iro.pk})
    ]


def test_officers_write_their_own_words_and_not_their_qualification(manager: User, iro: User) -> None:
    profile(iro, manager, qualified_on=date(2010, 7, 1))

    written = profile(iro, iro, words_for_young_people="Call me", qualified_on=date(1999, 1, 1))

    assert (written.words_for_young_people, written.qualified_on) == ("Call me", date(2010, 7, 1))


def test_nobody_else_writes_a_profile(
    anyshire: ResponsibleAuthority, sir_unrhyw: ResponsibleAuthority, iro: User
) -> None:
    for stranger in (
        UserFactory.create(authority=anyshire, iro=True),
        UserFactory.create(authority=anyshire, administrator=True),
    ):
        with pytest.raises(NotPermitted):
            profile(iro, stranger)
    with pytest.raises(officers.NotAnOfficer):
        profile(iro, UserFactory.create(authority=sir_unrhyw, manager=True))

    assert not OfficerProfile.objects.exists()


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"qualified_on": date(2026, 11, 24)}, officers.QualifiedInFuture),
        ({"qualified_on": date(2012, 1, 1), "experienced_since": date(2011, 1, 1)}, officers.QualifiedInFuture),
        ({"specialisms": ("astrology",)}, officers.UnknownSpecialism),
        ({"languages": (" ",)}, officers.BadLanguage),
        ({"base_district": "Bolton"}, officers.NotAPostcodeDistrict),
    ],
)
def test_refuses_a_profile_that_cannot_be(manager: User, iro: User, facts: dict[str, object], error: type) -> None:
    with pytest.raises(error):
        profile(iro, manager, **facts)

    assert not OfficerProfile.objects.exists()


def test_records_a_registration_and_its_end(manager: User, iro: User) -> None:
    row = register(iro, manager)

    officers.end_registration(registration_id=row.pk, renew_by=date(2026, 6, 30), today=TODAY, by=manager)

    assert list(OfficerRegistration.objects.values_list("user", "body", "number", "from_on", "renew_by")) == [
        (iro.pk, "Social Work England", "SW123", date(2025, 12, 1), date(2026, 6, 30))
    ]
    assert list(Event.objects.order_by("pk").values_list("name", flat=True)) == [
        "officer.registered",
        "officer.registration_ended",
    ]


def test_refuses_a_registration_that_cannot_be(manager: User, iro: User) -> None:
    with pytest.raises(officers.UnknownRegister):
        register(iro, manager, body="Scottish Social Services Council")
    with pytest.raises(officers.NoRegistrationNumber):
        register(iro, manager, number=" ")
    row = register(iro, manager)
    with pytest.raises(officers.RegistrationExists):
        register(iro, manager)
    with pytest.raises(officers.RegistrationEndsFirst):
        officers.end_registration(registration_id=row.pk, renew_by=date(2025, 11, 30), today=TODAY, by=manager)
    with pytest.raises(NotPermitted):
        register(iro, iro)
    with pytest.raises(NotFound):
        officers.end_registration(registration_id=0, renew_by=TODAY, today=TODAY, by=manager)

    assert OfficerRegistration.objects.count() == 1


def test_a_new_post_ends_the_running_one(manager: User, iro: User) -> None:
    post(iro, manager, "1", date(2020, 4, 1))

    post(iro, manager, "0.6", date(2026, 9, 1))

    assert list(Post.objects.order_by("from_on").values_list("fte", "from_on", "until_on")) == [
        (Decimal("1.00"), date(2020, 4, 1), date(2026, 9, 1)),
        (Decimal("0.60"), date(2026, 9, 1), None),
    ]


@pytest.mark.parametrize("fte", ["0", "-0.5", "1.01", "0.333"])
def test_refuses_a_part_that_is_none_or_more_than_a_post(manager: User, iro: User, fte: str) -> None:
    with pytest.raises(officers.BadFte) as refused:
        post(iro, manager, fte)

    assert refused.value.message == (
        "Enter the part of a full-time post as more than 0 and at most 1, like 0.6. For a leaver, end the post."
    )
    assert not Post.objects.exists()


def test_refuses_posts_that_overlap_or_end_first(manager: User, iro: User) -> None:
    post(iro, manager, "1", date(2026, 1, 5), date(2026, 6, 1))

    with pytest.raises(officers.PostsOverlap) as refused:
        post(iro, manager, "1", date(2026, 5, 31), date(2026, 8, 1))
    with pytest.raises(officers.PostEndsFirst):
        post(iro, manager, "1", date(2026, 8, 1), date(2026, 8, 1))
    with pytest.raises(officers.UnknownEmployment):
        officers.record_post(user_id=iro.pk, fte=Decimal(1), employment="friend", from_on=date(2026, 8, 1), by=manager)
    post(iro, manager, "1", date(2026, 6, 1))

    assert refused.value.message == (
        "This person has a post at that time already. End it first, or choose days outside it."
    )
    assert Post.objects.count() == 2


def test_the_database_holds_posts_apart_by_itself(iro: User) -> None:
    PostFactory.create(user=iro, until_on=date(2026, 6, 1))

    with pytest.raises(IntegrityError, match="posts_do_not_overlap"), transaction.atomic():
        PostFactory.create(user=iro, from_on=date(2026, 5, 31))
    with pytest.raises(IntegrityError, match="post_is_part_of_a_full_time_post"), transaction.atomic():
        PostFactory.create(user=iro, from_on=date(2026, 6, 1), fte=Decimal(0))


def test_a_leaver_with_open_cases_cannot_leave(manager: User, iro: User) -> None:
    running = PostFactory.create(user=iro)
    NamedIroFactory.create(iro=iro, child__authority=iro.authority)

    with pytest.raises(officers.LeaverHasCases) as refused:
        officers.end_post(post_id=running.pk, until_on=TODAY, today=TODAY, by=manager)
    planned = officers.end_post(post_id=running.pk, until_on=date(2026, 12, 31), today=TODAY, by=manager)

    assert refused.value.message == (
        "This person is still the named IRO of 1 child. Share their caseload out first, then let them leave."
    )
    assert planned.until_on == date(2026, 12, 31)


def test_somebody_without_cases_can_leave_today(manager: User, iro: User) -> None:
    running = PostFactory.create(user=iro)

    with pytest.raises(officers.PostEndsFirst):
        officers.end_post(post_id=running.pk, until_on=running.from_on, today=TODAY, by=manager)
    ended = officers.end_post(post_id=running.pk, until_on=TODAY, today=TODAY, by=manager)

    assert ended.until_on == TODAY
    assert list(Event.objects.values_list("name", "facts")) == [
        ("officer.post_ended", {"user": iro.pk, "on": "2026-11-23"})
    ]


def test_officers_take_leave_and_take_it_back(manager: User, iro: User) -> None:
    leave = officers.record_leave(
        user_id=iro.pk, kind="annual", first_day=date(2026, 12, 7), last_day=date(2026, 12, 7), by=iro
    )
    with pytest.raises(officers.LeaveEndsFirst):
        officers.record_leave(
            user_id=iro.pk, kind="annual", first_day=date(2026, 12, 7), last_day=date(2026, 12, 6), by=iro
        )
    with pytest.raises(officers.UnknownLeave):
        officers.record_leave(user_id=iro.pk, kind="moon", first_day=TODAY, last_day=TODAY, by=iro)
    other = LeaveFactory.create(user=UserFactory.create(authority=iro.authority, iro=True))
    with pytest.raises(NotPermitted):
        officers.cancel_leave(leave_id=other.pk, by=iro)

    officers.cancel_leave(leave_id=leave.pk, by=manager)

    assert list(Leave.objects.values_list("pk", flat=True)) == [other.pk]


def test_factories_hang_together(iro: User) -> None:
    rows = [factory.create(user=iro) for factory in (OfficerFactory, RegistrationFactory, PostFactory, LeaveFactory)]

    assert {(row.user, row.authority) for row in rows} == {(iro, iro.authority)}
