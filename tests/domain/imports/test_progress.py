"""How far an import has come is seen while its own transaction is open."""

from typing import Any

import pytest
from django.db import connection, transaction

from heard.accounts.actions import create_authority
from heard.common import scope
from heard.imports.models import ImportRun
from heard.imports.progress import STEPS, Progress, listening
from tests.domain.imports.files import AS_OF, episode, files, header, take


@pytest.mark.django_db(transaction=True)
def test_a_step_is_kept_though_the_import_is_rolled_back() -> None:
    authority = create_authority(name="Anyshire", nation="england")
    with scope.within(scope.of(authority.pk)):
        with transaction.atomic():
            run = ImportRun.objects.create(authority=authority, kind="ssda903", state="running", as_of=AS_OF)

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select 1")
            Progress(run).at(3)
            transaction.set_rollback(True)

        with transaction.atomic():
            told = ImportRun.objects.get(pk=run.pk)
        assert (told.step, told.done_parts, told.all_parts) == (STEPS[3], 3, len(STEPS))


@pytest.mark.django_db(transaction=True)
def test_an_import_commits_with_every_constraint_checked() -> None:
    authority = create_authority(name="Anyshire", nation="england")
    with scope.within(scope.of(authority.pk)):
        run = take(authority.pk, files([header("100")], [episode("100", "02/06/2025")]))

        with transaction.atomic():
            assert (run.state, run.changes.count()) == ("done", 1)


@pytest.mark.django_db
def test_every_step_is_told_in_order(anyshire: Any) -> None:
    heard: list[str] = []

    with listening(heard.append):
        take(anyshire.pk, files([header("100")], [episode("100", "02/06/2025")]))

    assert heard == list(STEPS)
