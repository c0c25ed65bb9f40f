"""The team: whose registration lapses, what it is made of, and that nobody's identity can be worked out."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisCase

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads import officers, settings, team
from heard.caseloads.models import OfficerIdentity
from heard.common import scope
from heard.common.errors import NotPermitted
from tests.factories import TODAY, AuthorityFactory, UserFactory
from tests.factories.caseloads import LeaveFactory, OfficerFactory, PostFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def person(authority: ResponsibleAuthority, name: str) -> User:
    return UserFactory.create(authority=authority, iro=True, name=name)


def test_warns_before_a_registration_lapses_and_when_it_has(anyshire: ResponsibleAuthority) -> None:
    RegistrationFactory.create(user=person(anyshire, "A valid"))
    RegistrationFactory.create(user=person(anyshire, "B soon"), renew_by=date(2027, 1, 21))
    RegistrationFactory.create(user=person(anyshire, "C lapsed"), lapsed=True)
    person(anyshire, "D unknown")
    new = person(anyshire, "E new")
    RegistrationFactory.create(user=new)
    OfficerFactory.create(user=new, new=True)

    found = team.notices(anyshire.pk, "england", today=TODAY)

    assert [(notice.user.name, notice.code, notice.on) for notice in found] == [
        ("B soon", "lapses-soon", date(2027, 1, 21)),
        ("C lapsed", "lapsed", date(2026, 10, 31)),
        ("D unknown", "no-registration", None),
        ("E new", "short-experience", date(2024, 9, 2)),
    ]


def test_the_authority_sets_how_early_it_is_warned(anyshire: ResponsibleAuthority) -> None:
    manager = UserFactory.create(authority=anyshire, manager=True)
    for user in (manager, person(anyshire, "B")):
        RegistrationFactory.create(user=user, renew_by=date(2026, 12, 31))

    settings.change_settings(wanted=settings.NewSettings(numbers={"registration_warning_days": 38}), by=manager)
    assert team.notices(anyshire.pk, "england", today=TODAY) == []
    settings.change_settings(wanted=settings.NewSettings(numbers={"registration_warning_days": 39}), by=manager)
    assert len(team.notices(anyshire.pk, "england", today=TODAY)) == 2


def test_settings_that_cannot_be_are_refused(anyshire: ResponsibleAuthority) -> None:
    manager = UserFactory.create(authority=anyshire, manager=True)
    wrong = [
        (settings.NewSettings(weights={"fit_horoscope": Decimal(1)}), settings.UnknownSetting),
        (settings.NewSettings(weights={"fit_siblings": Decimal(-1)}), settings.BadWeight),
        (settings.NewSettings(weights={"reviews_per_full_time_week": Decimal(0)}), settings.BadWeight),
        (settings.NewSettings(numbers={"registration_warning_days": 0}), settings.BadNumber),
        (settings.NewSettings(full_caseload=0), settings.BadNumber),
        (settings.NewSettings(distance_bands={"LL11": 1}), settings.BadDistanceBands),
        (settings.NewSettings(distance_bands={"LL11 LL12": 4}), settings.BadDistanceBands),
    ]

    for wanted, error in wrong:
        with pytest.raises(error):
            settings.change_settings(wanted=wanted, by=manager)
    with pytest.raises(NotPermitted):
        settings.change_settings(wanted=settings.NewSettings(), by=person(anyshire, "IRO"))

    assert settings.settings_of(anyshire.pk).pk is None


def test_guidance_is_the_handbooks_in_england_and_the_authoritys_own_in_wales(anyshire: ResponsibleAuthority) -> None:
    manager = UserFactory.create(authority=anyshire, manager=True)
    unset = settings.settings_of(anyshire.pk)

    assert settings.guidance("england", unset) == settings.Guidance(fewest=50, most=70)
    assert settings.guidance("wales", unset) == settings.Guidance(fewest=None, most=None)
    own = settings.change_settings(wanted=settings.NewSettings(full_caseload=60), by=manager)
    assert settings.guidance("england", own) == settings.Guidance(fewest=50, most=60)
    assert settings.guidance("wales", own) == settings.Guidance(fewest=None, most=60)


def test_an_officer_carries_what_is_known(anyshire: ResponsibleAuthority, django_assert_num_queries: Any) -> None:
    for name in "ABC":
        user = person(anyshire, name)
        OfficerFactory.create(user=user)
        RegistrationFactory.create(user=user)
        PostFactory.create(user=user, fte=Decimal("0.6"))
        LeaveFactory.create(user=user)
        LeaveFactory.create(user=user, first_day=date(2026, 8, 3), last_day=date(2026, 8, 7))
    person(anyshire, "D")

    with django_assert_num_queries(5):
        found = team.officers(anyshire.pk, on=TODAY)

    assert [(o.user.name, o.fte, len(o.registrations), len(o.leave), o.experienced_since) for o in found] == [
        ("A", Decimal("0.60"), 1, 1, date(2008, 9, 1)),
        ("B", Decimal("0.60"), 1, 1, date(2008, 9, 1)),
        ("C", Decimal("0.60"), 1, 1, date(2008, 9, 1)),
        ("D", Decimal(0), 0, 0, None),
    ]


def test_the_team_is_counted_by_employment_and_compared_year_on_year(anyshire: ResponsibleAuthority) -> None:
    stays, leaves, comes = (person(anyshire, name) for name in "ABC")
    PostFactory.create(user=stays, fte=Decimal("0.8"))
    PostFactory.create(user=leaves, until_on=date(2026, 3, 31))
    PostFactory.create(user=comes, employment="agency", from_on=date(2026, 3, 31))
    OfficerFactory.create(user=stays, management_experience=True, specialisms=["disability", "attachment"])
    OfficerFactory.create(user=comes, specialisms=["disability"])

    now = team.make_up(anyshire.pk, on=date(2026, 3, 31))
    stayed = team.continuity_of_employment(anyshire.pk, first=date(2025, 3, 31), last=date(2026, 3, 31))

    assert (now.people, now.fte) == (
        {"permanent": 1, "agency": 1},
        {"permanent": Decimal("0.80"), "agency": Decimal("1.00")},
    )
    assert (now.all_fte, now.with_management_experience) == (Decimal("1.80"), 1)
    assert (stayed.numerator, stayed.denominator, stayed.joined) == (1, 2, 1)
    assert team.collective_knowledge(anyshire.pk, on=TODAY) == {"attachment": 1, "disability": 2}


def test_identity_is_told_by_oneself_and_shown_in_groups_of_five(anyshire: ResponsibleAuthority) -> None:
    people = [person(anyshire, str(number)) for number in range(13)]
    for user in people[:7]:
        officers.declare_identity(facts=officers.IdentityFacts(gender="Woman"), by=user)
    for user in people[7:12]:
        officers.declare_identity(facts=officers.IdentityFacts(gender="Man"), by=user)

    assert team.identity_of_team(anyshire.pk, "gender") == {"Woman": 7, "": 6}
    assert team.identity_of_team(anyshire.pk, "ethnicity") == {"": 13}
    with pytest.raises(LookupError):
        team.identity_of_team(anyshire.pk, "user_id")
    with pytest.raises(NotPermitted):
        officers.declare_identity(
            facts=officers.IdentityFacts(), by=UserFactory.create(authority=anyshire, social_worker=True)
        )


class NoGroupUnderFiveCanBeWorkedOut(HypothesisCase):
    @examples(max_examples=40)
    @given(st.lists(st.integers(0, 8), max_size=4), st.integers(0, 8))
    def test_whatever_was_told(self, sizes: list[int], silent: int) -> None:
        with scope.within(scope.NOBODY):
            authority = AuthorityFactory.create()
            people = UserFactory.create_batch(sum(sizes) + silent, authority=authority, iro=True)
            told = [str(group) for group, size in enumerate(sizes) for _ in range(size)]
            OfficerIdentity.objects.bulk_create(
                OfficerIdentity(authority=authority, user=user, gender=group)
                for user, group in zip(people, told, strict=False)
            )

            shown = team.identity_of_team(authority.pk, "gender")

        assert all(count >= 5 for count in shown.values())
        hidden = len(people) - sum(count for value, count in shown.items() if value)
        assert hidden == shown.get("", hidden)
        assert hidden == 0 or hidden >= 5 or not shown
