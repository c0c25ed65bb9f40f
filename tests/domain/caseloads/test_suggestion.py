"""Suggestions: who fits a child, for which reasons, in which order; fast in a large authority."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads import needs, settings
from heard.caseloads.models import NamedIro
from heard.caseloads.suggestion import Suggestion, district_of, suggest, suggest_first
from heard.children.family import link_family
from heard.children.models import Child, PeriodOfCare
from heard.common.errors import NotFound, NotPermitted
from tests.factories import TODAY, ChildFactory, EpisodeFactory, NamedIroFactory, PeriodFactory, UserFactory
from tests.factories.caseloads import InvolvementFactory, OfficerFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, roles=["iro_manager"], name="Z manager")


@pytest.fixture
def child(anyshire: ResponsibleAuthority) -> Child:
    return PeriodFactory.create(child__authority=anyshire).child


def officer(authority: ResponsibleAuthority, name: str, fte: str = "1", **facts: Any) -> User:
    user = UserFactory.create(authority=authority, iro=True, name=name)
    PostFactory.create(user=user, fte=Decimal(fte))
    OfficerFactory.create(user=user, **facts)
    return user


def of(found: list[Suggestion], name: str) -> Suggestion:
    return next(one for one in found if one.user.name == name)


def words(one: Suggestion) -> dict[str, tuple[str, str]]:
    return {ground.code: (ground.speaks, ground.words) for ground in one.grounds}


def test_each_ground_is_said_in_words(anyshire: ResponsibleAuthority, manager: User, child: Child) -> None:
    EpisodeFactory.create(period=child.periods_of_care.get(), placement_postcode="LL13 8AB")
    one = officer(anyshire, "A", fte="0.5", languages=["welsh"], specialisms=["disability"], base_district="LL11")
    two = officer(anyshire, "B", base_district="CH1")
    brother = NamedIroFactory.create(iro=one, child=PeriodFactory.create(child__authority=anyshire).child)
    link_family(child_id=child.pk, relative_id=brother.child_id, kind="sibling", today=TODAY, by=manager)
    needs.record_needs(child_id=child.pk, languages=("Welsh",), specialisms=("disability",), by=manager)
    settings.change_settings(wanted=settings.NewSettings(distance_bands={"LL13 LL11": 1, "CH1 LL13": 3}), by=manager)

    found = suggest(child_id=child.pk, today=TODAY, viewer=manager)

    assert [one.user.name for one in found] == ["A", "B", "Z manager"]
    assert words(of(found, "A")) == {
        "siblings": ("for", "IRO of a brother or sister"),
        "capacity": ("for", "4.0 for a full-time post with this child"),
        "language": ("for", "Speaks Welsh"),
        "specialism": ("for", "Knows well: disabled children"),
        "distance": ("for", "Near the child's home"),
    }
    assert words(of(found, "B")) == {
        "siblings": ("against", "A brother or sister has another IRO"),
        "capacity": ("for", "1.0 for a full-time post with this child"),
        "language": ("against", "Does not speak Welsh"),
        "specialism": ("against", "Knows none of what the child needs especially well"),
        "distance": ("against", "Far from the child's home"),
    }
    assert words(of(found, "Z manager"))["capacity"] == ("against", "No post is recorded, so the room is not known")
    assert [(finding.rule_id) for finding in of(found, "B").departs] == ["iro-same-siblings"]
    assert (of(found, "A").per_full_time, of(found, "A").with_child, two.pk) == (
        Decimal("2.0"),
        Decimal("4.0"),
        of(found, "B").user.pk,
    )


def test_whom_the_law_bars_stands_last_with_reason_and_citation(
    anyshire: ResponsibleAuthority, manager: User, child: Child
) -> None:
    barred, free = officer(anyshire, "A"), officer(anyshire, "B")
    InvolvementFactory.create(child=child, user=barred, kind="controls-resources", entered_by=manager)

    found = suggest(child_id=child.pk, today=TODAY, viewer=manager)

    assert [one.user.name for one in found] == ["B", "Z manager", "A"]
    assert [(finding.sentence, finding.citation) for finding in found[-1].blocks] == [
        (
            "This person controls resources allocated to the case, so cannot be the IRO.",
            "Care Planning, Placement and Case Review (England) Regulations 2010, reg 46(3)(e)",
        )
    ]
    assert suggest_first(children=[child], today=TODAY, viewer=manager)[child.pk].user == free


def test_the_authority_says_what_counts(anyshire: ResponsibleAuthority, manager: User, child: Child) -> None:
    officer(anyshire, "A", languages=["welsh"])
    busy = officer(anyshire, "B")
    needs.record_needs(child_id=child.pk, languages=("welsh",), specialisms=(), by=manager)
    for case in PeriodFactory.create_batch(3, child__authority=anyshire):
        NamedIroFactory.create(iro=busy, child=case.child)
    assert suggest(child_id=child.pk, today=TODAY, viewer=manager)[0].user.name == "A"

    settings.change_settings(
        wanted=settings.NewSettings(weights={"fit_language": Decimal(0), "fit_capacity": Decimal(0)}), by=manager
    )
    found = suggest(child_id=child.pk, today=TODAY, viewer=manager)

    assert len({one.score for one in found}) == 1
    assert words(found[0]) == {}


def test_weighted_work_counts_short_breaks_half(anyshire: ResponsibleAuthority, manager: User, child: Child) -> None:
    one = officer(anyshire, "A")
    for case in PeriodFactory.create_batch(3, child__authority=anyshire, short_break=True):
        NamedIroFactory.create(iro=one, child=case.child)
    needs.take_further_case(
        child_id=ChildFactory.create(authority=anyshire).pk, user_id=one.pk, kind="pathway", from_on=TODAY, by=manager
    )
    needs.record_other_duty(user_id=one.pk, name="Trains", counts_as=Decimal("2.5"), from_on=TODAY, by=manager)

    found = of(suggest(child_id=child.pk, today=TODAY, viewer=manager), "A")

    assert (found.load.short_break, found.load.pathway, found.load.children) == (3, 1, 4)
    assert found.per_full_time == Decimal("4.5")


def test_who_may_ask(anyshire: ResponsibleAuthority, sir_unrhyw: ResponsibleAuthority, child: Child) -> None:
    with pytest.raises(NotPermitted):
        suggest(child_id=child.pk, today=TODAY, viewer=UserFactory.create(authority=anyshire, iro=True))
    with pytest.raises(NotFound):
        suggest(child_id=child.pk, today=TODAY, viewer=UserFactory.create(authority=sir_unrhyw, manager=True))


def test_a_postcode_gives_its_district() -> None:
    assert [district_of(text) for text in ("LL13 8AB", "m11ae", "", "CH1")] == ["LL13", "M1", "", ""]


def test_one_child_of_1200_among_25_is_ranked_with_a_fixed_number_of_queries(
    anyshire: ResponsibleAuthority, manager: User, child: Child, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(22):
        suggest(child_id=child.pk, today=TODAY, viewer=manager)
    people = [officer(anyshire, f"IRO {number:02}") for number in range(24)]
    children = ChildFactory.build_batch(1199, authority=anyshire)
    Child.objects.bulk_create(children)
    PeriodOfCare.objects.bulk_create(
        PeriodOfCare(authority=anyshire, child=one, started_on=date(2025, 6, 2), source="return") for one in children
    )
    NamedIro.objects.bulk_create(
        NamedIro(authority=anyshire, child=one, iro=people[number % 24], appointed_on=date(2025, 6, 4))
        for number, one in enumerate(children)
    )

    with django_assert_num_queries(22):
        found = suggest(child_id=child.pk, today=TODAY, viewer=manager)

    assert len(found) == 25
    assert sum(one.load.full_time for one in found) == 1199
