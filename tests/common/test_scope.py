"""Whose rows a transaction sees, told to PostgreSQL and held there."""

import pytest
from django.db import DatabaseError, connection, transaction

from heard.accounts.models import ResponsibleAuthority
from heard.children.models import Child
from heard.common import scope
from tests.factories import AuthorityFactory, ChildFactory

pytestmark = pytest.mark.django_db


def two_children() -> tuple[Child, Child]:
    return ChildFactory.create(authority=AuthorityFactory.create()), ChildFactory.create(
        authority=AuthorityFactory.create()
    )


@pytest.mark.usefixtures("everything_in_scope")
def test_one_authority_sees_its_own_rows_and_no_other() -> None:
    ours, theirs = two_children()

    with scope.within(scope.of(ours.authority_id)):
        assert list(Child.objects.all()) == [ours]
    with scope.within(scope.of(theirs.authority_id)):
        assert list(Child.objects.all()) == [theirs]


@pytest.mark.usefixtures("everything_in_scope")
def test_rows_of_another_authority_are_neither_changed_nor_removed() -> None:
    ours, theirs = two_children()

    with scope.within(scope.of(ours.authority_id)):
        changed = Child.objects.filter(pk=theirs.pk).update(sex="2")
        removed, _ = Child.objects.filter(pk=theirs.pk).delete()

    theirs.refresh_from_db()
    assert (changed, removed, theirs.sex) == (0, 0, "1")


@pytest.mark.usefixtures("everything_in_scope")
def test_a_row_cannot_be_written_into_another_authority() -> None:
    ours, theirs = two_children()

    with (
        scope.within(scope.of(ours.authority_id)),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        Child.objects.create(authority_id=theirs.authority_id, local_id="9", sort_key="a", source="return")


def test_forgetting_the_scope_is_an_error_and_not_an_empty_page() -> None:
    with scope.within(scope.NOBODY):
        two_children()

    with pytest.raises(DatabaseError, match="no authority was chosen"), transaction.atomic():
        Child.objects.count()


@pytest.mark.usefixtures("everything_in_scope")
def test_nobodys_scope_sees_nothing() -> None:
    two_children()

    with scope.within(scope.NOBODY):
        assert Child.objects.count() == 0


@pytest.mark.usefixtures("everything_in_scope")
def test_the_directory_opens_authorities_and_no_child() -> None:
    ours, theirs = two_children()

    with scope.within(scope.DIRECTORY):
        numbers = set(ResponsibleAuthority.objects.values_list("pk", flat=True))
        assert Child.objects.count() == 0

    assert {ours.authority_id, theirs.authority_id} <= numbers


@pytest.mark.django_db(transaction=True)
def test_the_scope_ends_with_the_transaction() -> None:
    with scope.within(scope.of(77)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select current_setting('heard.authorities', true)")
        assert cursor.fetchone() == ("77",)

    with connection.cursor() as cursor:
        cursor.execute("select current_setting('heard.authorities', true)")
        assert cursor.fetchone() in {("",), (None,)}
