"""Broken and hostile files, and faults in the middle, change nothing."""

import io
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import DatabaseError, connection

from heard.audit.models import Event
from heard.children.models import Child, EpisodeOfCare, PeriodOfCare
from heard.deadlines.models import Deadline
from heard.imports.actions import ImportRefused, ImportStopped
from heard.imports.models import ImportProblem, ImportRun
from heard.reviews.models import Review
from tests.domain.imports.files import episode, files, header, review, take

pytestmark = pytest.mark.django_db

GIVEN = files([header("100")], [episode("100", "02/06/2025")], [review("100", "20/06/2025")])
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><EXPSSDA903>&c;</EXPSSDA903>'


def rows() -> list[int]:
    return [model.objects.count() for model in (Child, PeriodOfCare, EpisodeOfCare, Review, Deadline, ImportProblem)]


def zip_of(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "given",
    [
        pytest.param([("return.zip", zip_of("header.csv", b"CHILD,SEX\n")[:40])], id="truncated zip"),
        pytest.param([("return.zip", zip_of("header.csv", b"," * 60_000_000))], id="zip bomb"),
        pytest.param([("return.xml", BOMB)], id="entity bomb"),
        pytest.param([("people.csv", b"NAME,COLOUR\nA,B\n")], id="other columns"),
        pytest.param([("header.csv", b"")], id="empty"),
        pytest.param([("header.csv", b"," * 3_000_000)], id="commas"),
    ],
)
def test_files_that_cannot_be_read_change_nothing(anyshire: Any, given: list[tuple[str, bytes]]) -> None:
    before = rows()

    with pytest.raises(ImportRefused) as refused:
        take(anyshire.pk, given)

    assert rows() == before
    run = ImportRun.objects.get()
    assert (run.state, run.message, run.finished_at is not None) == ("refused", refused.value.message, True)
    assert run.message.endswith(".")
    assert list(Event.objects.values_list("name", flat=True)) == ["import.asked", "import.refused"]


def failing(start: str) -> AbstractContextManager[None]:
    """This will let the database fail at the first statement that begins so, as when the connection is lost."""

    def fail(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if start in sql:
            raise DatabaseError("the row (Otis Larchwood) is broken")
        return execute(sql, params, many, context)

    return connection.execute_wrapper(fail)


@pytest.mark.parametrize(
    "start",
    ["insert into children_episodeofcare", "insert into reviews_review", "insert into deadlines_deadline",
     "insert into imports_importproblem"],
)  # fmt: skip
def test_a_fault_in_the_middle_leaves_nothing(anyshire: Any, start: str, capsys: pytest.CaptureFixture[str]) -> None:
    with failing(start), pytest.raises(ImportStopped):
        take(anyshire.pk, GIVEN)

    assert rows() == [0] * 6
    run = ImportRun.objects.get()
    assert (run.state, run.message) == (
        "failed",
        "The import stopped by a fault in Heard. Nothing was changed. Try again; if it stops again, tell support.",
    )
    said = capsys.readouterr()
    assert "Larchwood" not in said.out + said.err


def test_it_works_again_after_a_fault(anyshire: Any) -> None:
    with failing("insert into reviews_review"), pytest.raises(ImportStopped):
        take(anyshire.pk, GIVEN)

    run = take(anyshire.pk, GIVEN)

    assert (run.state, Review.objects.count()) == ("done", 1)


def test_formulas_are_text_and_are_written_out_as_text(anyshire: Any) -> None:
    run = take(anyshire.pk, files([header("=cmd|calc")], [episode("=cmd|calc", "31/02/2025")]))

    from heard.imports.queries import refused_csv
    from tests.factories import UserFactory

    viewer = UserFactory.create(authority=anyshire, manager=True)
    lines = list(refused_csv(run, viewer=viewer))
    assert lines[0] == "file,row,child,field,came_as,check,level,why\r\n"
    assert [line.split(",")[2] for line in lines[1:]] == ["'=cmd|calc"] * (len(lines) - 1)
    assert len(lines) > 1
