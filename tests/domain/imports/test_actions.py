"""Asking for an import and running it in the background."""

from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from heard.children.models import Child
from heard.common.errors import NotFound, NotPermitted
from heard.imports import actions, queries
from heard.imports.models import ImportRun, ImportUpload
from tests.domain.imports.files import AS_OF, episode, files, header, review
from tests.factories import AuthorityFactory, ImportRunFactory, UserFactory

pytestmark = pytest.mark.django_db

GIVEN = files([header("100")], [episode("100", "02/06/2025")], [review("999", "20/06/2025")])


def ask(by: Any, **more: Any) -> ImportRun:
    facts: dict[str, Any] = {"kind": "ssda903", "files": GIVEN, "today": AS_OF, "year": "2025-26"} | more
    return actions.start_import(authority_id=facts.pop("authority_id", by.authority_id), by=by, **facts)


def test_files_and_job_are_kept_until_the_worker_takes_them(anyshire: Any) -> None:
    run = ask(UserFactory.create(authority=anyshire, support=True))

    assert (run.state, run.uploads.count()) == ("waiting", 3)
    assert list(ProcrastinateJob.objects.values_list("task_name", "args")) == [
        ("imports.run", {"run_id": run.pk, "authority_id": anyshire.pk})
    ]


def test_the_job_imports_and_lets_go_of_the_files(anyshire: Any) -> None:
    from heard.jobs.imports import run as job

    run = ask(UserFactory.create(authority=anyshire, support=True))

    job(run_id=run.pk, authority_id=anyshire.pk)
    job(run_id=run.pk, authority_id=anyshire.pk)

    run.refresh_from_db()
    assert (run.state, run.uploads.count(), Child.objects.count()) == ("done", 0, 1)
    assert run.done_parts == run.all_parts > 0


def test_a_run_that_a_killed_worker_left_starts_again(anyshire: Any) -> None:
    run = ask(UserFactory.create(authority=anyshire, support=True))
    ImportRun.objects.filter(pk=run.pk).update(state="running", step="Reviews", done_parts=5)

    done = actions.run_import(run.pk, authority_id=anyshire.pk)

    assert (done.state, Child.objects.count()) == ("done", 1)


def test_a_refused_file_ends_the_run(anyshire: Any) -> None:
    run = ask(UserFactory.create(authority=anyshire, support=True), files=[("notes.csv", b"A,B\n1,2\n")])

    done = actions.run_import(run.pk, authority_id=anyshire.pk)

    assert (done.state, ImportUpload.objects.count()) == ("refused", 0)


def test_a_dry_run_can_be_applied_with_the_very_files(anyshire: Any) -> None:
    by = UserFactory.create(authority=anyshire, support=True)
    tried = actions.run_import(ask(by, dry_run=True).pk, authority_id=anyshire.pk)
    assert Child.objects.count() == 0

    run = actions.apply_dry_run(run_id=tried.pk, by=by, today=AS_OF)
    actions.run_import(run.pk, authority_id=anyshire.pk)

    assert Child.objects.count() == 1
    with pytest.raises(actions.NotADryRun):
        actions.apply_dry_run(run_id=tried.pk, by=by, today=AS_OF)


@pytest.mark.parametrize("role", ["iro", "social_worker"])
def test_only_those_who_may_import(anyshire: Any, role: str) -> None:
    with pytest.raises(NotPermitted):
        ask(UserFactory.create(authority=anyshire, **{role: True}))

    assert ImportRun.objects.count() == 0


def test_nobody_imports_for_another_authority(anyshire: Any) -> None:
    by = UserFactory.create(authority=AuthorityFactory.create(), manager=True)

    with pytest.raises(NotPermitted):
        ask(by, authority_id=anyshire.pk)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"files": []}, actions.NothingGiven),
        ({"kind": "annex-a"}, actions.UnknownKind),
        ({"year": "2025"}, actions.WrongYear),
    ],
)
def test_what_makes_no_sense_is_refused(anyshire: Any, wrong: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        ask(UserFactory.create(authority=anyshire, manager=True), **wrong)


def test_a_run_of_another_authority_is_not_there(anyshire: Any) -> None:
    mine = ImportRunFactory.create(authority=anyshire)
    theirs = ImportRunFactory.create()
    viewer = UserFactory.create(authority=anyshire, manager=True)

    assert list(queries.runs_of(viewer)) == [mine]
    with pytest.raises(NotFound):
        queries.run_of(viewer, theirs.pk)


def test_the_result_page_reads_problems_and_new_children(anyshire: Any) -> None:
    viewer = UserFactory.create(authority=anyshire, manager=True)
    run = actions.run_import(ask(viewer).pk, authority_id=anyshire.pk)

    page = queries.problems_of(run, viewer=viewer, level="refused", page=9)
    (child,) = queries.new_children(run, viewer=viewer)

    assert (page.number, page.pages, page.total) == (1, 1, 1)
    assert [(row.local_id, row.row, row.code, row.child_id) for row in page.rows] == [("999", 0, "INT08", None)]
    assert (child.local_id, child.child_id, str(child.on)) == ("100", Child.objects.get().pk, "2025-06-02")
    assert queries.ceased(run, viewer=viewer) == []
