"""Two people at once, on two connections of their own: one wins, the other is told, and nobody waits in a ring."""

from collections.abc import Callable
from contextvars import copy_context
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from heard.accounts.line_management import set_line_manager
from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads import actions
from heard.caseloads.models import Conflict, NamedIro
from heard.children.models import Child
from heard.common import scope
from tests.factories import TODAY, AuthorityFactory, PeriodFactory, UserFactory
from tests.factories.caseloads import InvolvementFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Callable[[], object]) -> list[str]:
    """Runs the works side by side, each in its own transaction; gives what each met, sorted."""
    start, met = Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait(timeout=10)
            with transaction.atomic():
                work()
            met.append("done")
        except Exception as error:
            met.append(type(error).__name__)
        finally:
            connection.close()

    threads = [Thread(target=copy_context().run, args=(run, work)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(met)


def council() -> ResponsibleAuthority:
    with transaction.atomic():
        return AuthorityFactory.create()


def people(authority: ResponsibleAuthority) -> tuple[User, User, User, User, Child]:
    with transaction.atomic():
        one, other = UserFactory.create_batch(2, authority=authority, manager=True)
        first, second = UserFactory.create_batch(2, authority=authority, iro=True)
        return one, other, first, second, PeriodFactory.create(child__authority=authority).child


def name(child: Child, iro: User, by: User) -> Callable[[], object]:
    return lambda: actions.name_iro(
        child_id=child.pk,
        iro_id=iro.pk,
        appointed_on=date(2026, 11, 20),
        today=TODAY,
        by=by,
        seen=actions.Seen(appointment_id=None),
    )


def test_two_managers_name_an_iro_for_the_same_child() -> None:
    with scope.within(scope.NOBODY):
        one, other, first, second, child = people(council())

        met = at_once(name(child, first, one), name(child, second, other))

        with transaction.atomic():
            assert met == ["NamedMeanwhile", "done"]
            assert NamedIro.objects.count() == 1


@pytest.mark.parametrize("_again", range(5))
def test_an_iro_is_named_while_becoming_the_manager_of_somebody_who_visits(_again: int) -> None:
    with scope.within(scope.NOBODY):
        one, other, iro, _, child = people(council())
        with transaction.atomic():
            visitor = InvolvementFactory.create(
                child=child,
                user=UserFactory.create(authority=child.authority, social_worker=True),
                entered_by=one,
            ).user

        met = at_once(
            name(child, iro, one),
            lambda: set_line_manager(user_id=visitor.pk, line_manager_id=iro.pk, today=TODAY, by=other),
        )

        with transaction.atomic():
            barred, found = "NotIndependent" in met, Conflict.objects.filter(iro=iro, resolved_on=None).count()
            assert (met, found) in ((["NotIndependent", "done"], 0), (["done", "done"], 1))
            assert NamedIro.objects.count() == (0 if barred else 1)
