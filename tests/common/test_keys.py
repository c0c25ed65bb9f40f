"""No row can hang on another authority's child, whatever the code above forgot."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from heard.accounts.models import ResponsibleAuthority
from heard.children.models import Child, PeriodOfCare
from heard.reviews.models import Review
from tests.factories import ChildFactory, DeadlineFactory, EpisodeFactory, PeriodFactory, ReviewFactory

pytestmark = pytest.mark.django_db


def refused(make: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            make()
            connection.check_constraints()
    except IntegrityError:
        return True
    return False


def test_a_period_cannot_hang_on_the_child_of_another_authority(
    anyshire: ResponsibleAuthority, sir_unrhyw: ResponsibleAuthority
) -> None:
    theirs = ChildFactory.create(authority=sir_unrhyw)

    def make() -> None:
        PeriodOfCare.objects.create(authority=anyshire, child=theirs, started_on=date(2026, 1, 5), source="return")

    assert refused(make)
    assert not PeriodOfCare.objects.exists()


def test_what_hangs_on_a_period_is_of_its_child_and_authority(
    anyshire: ResponsibleAuthority, sir_unrhyw: ResponsibleAuthority
) -> None:
    ours, theirs = PeriodFactory.create(child__authority=anyshire), PeriodFactory.create(child__authority=sir_unrhyw)

    for factory in (EpisodeFactory, ReviewFactory, DeadlineFactory):
        create: Callable[..., object] = partial(factory.create, period=ours)
        assert refused(partial(create, child=theirs.child))
        assert refused(partial(create, authority=sir_unrhyw))
        assert not refused(create)


def test_a_due_date_names_a_review_of_the_same_child(anyshire: ResponsibleAuthority) -> None:
    ours, other = PeriodFactory.create(child__authority=anyshire), PeriodFactory.create(child__authority=anyshire)
    of_other = ReviewFactory.create(period=other, held=True)

    assert refused(lambda: DeadlineFactory.create(period=ours, review=of_other))
    assert not refused(lambda: DeadlineFactory.create(period=other, review=of_other))


def test_what_others_are_held_to_can_neither_go_nor_change_its_key(
    anyshire: ResponsibleAuthority, sir_unrhyw: ResponsibleAuthority
) -> None:
    period = PeriodFactory.create(child__authority=anyshire)
    review = ReviewFactory.create(period=period)
    other = ChildFactory.create(authority=anyshire)

    for model, row in ((Child, period.child), (PeriodOfCare, period), (Review, review)):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            model.objects.filter(pk=row.pk)._raw_delete("default")
        assert refused(partial(model.objects.filter(pk=row.pk).update, authority=sir_unrhyw))
    for model, row in ((PeriodOfCare, period), (Review, review)):
        assert refused(partial(model.objects.filter(pk=row.pk).update, child=other))
