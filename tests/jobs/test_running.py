"""Jobs run in the scope of their authority, or not at all."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, transaction
from procrastinate.contrib.django import app

from heard.children.models import Child
from heard.common import scope
from heard.jobs.running import NoAuthority, job_of_authority
from tests.factories import AuthorityFactory, ChildFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered() -> Iterator[list[str]]:
    before = dict(app.tasks)
    yield []
    app.tasks.clear()
    app.tasks.update(before)


@pytest.mark.usefixtures("registered", "everything_in_scope")
def test_a_job_sees_the_rows_of_its_authority_alone() -> None:
    child = ChildFactory.create(authority=AuthorityFactory.create())
    ChildFactory.create(authority=AuthorityFactory.create())
    seen: list[Child] = []

    @job_of_authority("test.look")
    def look(*, authority_id: int) -> None:
        seen.extend(Child.objects.all())

    look(authority_id=child.authority_id)

    assert seen == [child]


@pytest.mark.usefixtures("registered", "everything_in_scope")
def test_a_job_that_names_no_authority_is_refused() -> None:
    @job_of_authority("test.look")
    def look(*, authority_id: int) -> None:
        raise AssertionError("must not run")

    with pytest.raises(NoAuthority, match=r"The job test\.look was asked for without authority_id"):
        look()


@pytest.mark.usefixtures("registered", "everything_in_scope")
def test_a_job_that_fails_leaves_nothing_half_done() -> None:
    authority = AuthorityFactory.create()

    @job_of_authority("test.fail")
    def fail(*, authority_id: int) -> None:
        ChildFactory.create(authority_id=authority_id, authority=authority)
        raise ValueError("stopped")

    with pytest.raises(ValueError, match="stopped"):
        fail(authority_id=authority.pk)

    assert Child.objects.count() == 0


@pytest.mark.usefixtures("registered")
def test_a_job_written_without_scope_fails_loudly() -> None:
    with scope.within(scope.NOBODY):
        ChildFactory.create(authority=AuthorityFactory.create())

    @app.task(name="test.careless")
    def careless() -> int:
        with transaction.atomic():
            return Child.objects.count()

    with pytest.raises(DatabaseError, match="no authority was chosen"):
        careless()
