"""The factories make rows that the tables accept, and no more than they say."""

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import Role
from heard.audit.models import Event
from heard.children.models import Child, PeriodOfCare, Relationship
from heard.common import scope
from heard.deadlines.models import Deadline
from heard.imports.models import ImportProblem
from heard.reviews.models import Review
from tests.factories import (
    PASSWORD,
    TODAY,
    AuthorityFactory,
    ChildFactory,
    DeadlineFactory,
    EpisodeFactory,
    ImportProblemFactory,
    NamedIroFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    TeamFactory,
    UserFactory,
    diary,
)

ROLES = {
    "iro": Role.IRO,
    "manager": Role.IRO_MANAGER,
    "support": Role.BUSINESS_SUPPORT,
    "social_worker": Role.SOCIAL_WORKER,
    "team_manager": Role.TEAM_MANAGER,
    "legal": Role.LEGAL_OFFICER,
    "complaints": Role.COMPLAINTS_MANAGER,
    "board": Role.BOARD_MEMBER,
    "inspector": Role.INSPECTOR,
    "dpo": Role.DATA_PROTECTION_OFFICER,
    "administrator": Role.ADMINISTRATOR,
}


@pytest.mark.django_db
def test_an_authority_is_refused_where_the_test_chose_no_scope() -> None:
    with pytest.raises(LookupError, match="anyshire"):
        AuthorityFactory.create()


def test_two_authorities_stand_in_scope_together(everything_in_scope: None) -> None:
    english, welsh = AuthorityFactory.create(), AuthorityFactory.create(wales=True)

    assert (english.nation, welsh.nation) == ("england", "wales")
    assert scope.current() == scope.Scope(authorities=(english.pk, welsh.pk))
    assert ResponsibleAuthority.objects.count() == 2


def test_the_scope_of_a_test_ends_with_it(db: None) -> None:
    with scope.within(scope.NOBODY):
        AuthorityFactory.create()

    assert scope.current() is None


@pytest.mark.parametrize(("trait", "role"), ROLES.items())
def test_a_trait_gives_each_role(anyshire: ResponsibleAuthority, trait: str, role: Role) -> None:
    person = UserFactory.create(authority=anyshire, **{trait: True})

    assert (person.roles, person.authority) == ([role.value], anyshire)
    assert not person.has_usable_password()


def test_every_role_has_a_trait() -> None:
    assert set(ROLES.values()) == set(Role)


def test_a_person_who_signs_in_has_the_password(anyshire: ResponsibleAuthority) -> None:
    assert UserFactory.create(authority=anyshire, signs_in=True).check_password(PASSWORD)


def test_a_child_is_named_or_not(anyshire: ResponsibleAuthority) -> None:
    named = ChildFactory.create(authority=anyshire, restricted=True)
    unnamed = ChildFactory.create(authority=anyshire, unnamed=True, local_id="4711")

    assert (named.shown_name, named.sort_key, named.restricted) == ("Teo Marblecroft", "marblecroft\u0001teo", True)
    assert (unnamed.shown_name, unnamed.restricted) == ("Child 4711", False)


def test_everything_of_one_child_hangs_together(anyshire: ResponsibleAuthority) -> None:
    child = ChildFactory.create(authority=anyshire)
    episode = EpisodeFactory.create(period__child=child)
    held = ReviewFactory.create(child=child, held=True)
    named = NamedIroFactory.create(child=child)
    worker = RelationshipFactory.create(child=child)

    assert (episode.child, held.child, held.period) == (child, child, episode.period)
    assert held.recorded_by is not None
    assert (held.state, held.completed_on, held.recorded_by.authority) == ("held", held.held_on, anyshire)
    assert set(Relationship.objects.values_list("user_id", "kind")) == {
        (named.iro_id, "named_iro"),
        (worker.user_id, "social_worker"),
    }
    assert ResponsibleAuthority.objects.count() == Child.objects.count() == PeriodOfCare.objects.count() == 1


def test_a_review_alone_makes_its_child(anyshire: ResponsibleAuthority) -> None:
    booked = ReviewFactory.create(period__child__authority=anyshire)
    cancelled = ReviewFactory.create(period=booked.period, cancelled=True)
    returned = ReviewFactory.create(period=booked.period, held=True, returned=True)

    assert list(Review.objects.order_by("pk").values_list("state", "source", "child")) == [
        ("arranged", "service", booked.child_id),
        ("cancelled", "service", booked.child_id),
        ("held", "return", booked.child_id),
    ]
    assert (cancelled.cancelled_reason, returned.recorded_by) == ("The child wished another day", None)


def test_nothing_is_written_beside_what_was_asked_for(anyshire: ResponsibleAuthority) -> None:
    TeamFactory.create(authority=anyshire)
    ReviewFactory.create(period__child__authority=anyshire, returned=True)

    assert (Event.objects.count(), Deadline.objects.count(), User.objects.count()) == (0, 0, 0)


def test_the_diary_is_worked_out_by_the_law(anyshire: ResponsibleAuthority) -> None:
    by_hand = DeadlineFactory.build(period=None, child=None, authority=None, counted_from=None)
    PeriodFactory.create(child__authority=anyshire)

    rows = diary(anyshire, today=TODAY)

    assert [(row.rule, f"{row.due_on}") for row in rows] == [
        ("iro-appoint-5wd", "2026-11-09"),
        ("review-first-20wd", "2026-11-30"),
    ]
    assert (by_hand.rule, by_hand.due_on, by_hand.chain) == (rows[1].rule, rows[1].due_on, rows[1].chain)


def test_a_problem_belongs_to_an_import(anyshire: ResponsibleAuthority) -> None:
    problem = ImportProblemFactory.create(run__authority=anyshire, refused=True)

    asked_by = ImportProblem.objects.get().run.by
    assert asked_by is not None
    assert asked_by.authority == problem.authority == anyshire
    assert (problem.level, problem.run.state) == ("refused", "done")
