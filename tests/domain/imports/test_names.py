"""Names by a plain CSV."""

from datetime import date
from typing import Any

import pytest

from heard.children.models import Child
from heard.imports.actions import ImportRefused, import_now
from heard.imports.models import ImportRun
from heard.imports.names import guess_mapping
from heard.returns.ssda903 import Source
from tests.factories import AuthorityFactory, ChildFactory

pytestmark = pytest.mark.django_db
MAPPING = {"local_id": "Person ID", "given_name": "Forename", "family_name": "Surname", "born_on": "DOB"}


def name(authority_id: int, *rows: str, mapping: dict[str, str] | None = None, dry_run: bool = False) -> ImportRun:
    content = "\n".join(["Person ID,Forename,Surname,DOB,Team", *rows]).encode()
    return import_now(
        authority_id=authority_id, kind="names", sources=[Source("names.csv", content)], by=None,
        today=date(2026, 3, 31), mapping=mapping or MAPPING, dry_run=dry_run,
    )  # fmt: skip


def unnamed(authority: Any, local_id: str) -> Child:
    return ChildFactory.create(authority=authority, local_id=local_id, unnamed=True, born_on=date(2014, 3, 14))


def test_gives_names_and_their_order(anyshire: Any) -> None:
    for local_id in ("1", "2", "3"):
        unnamed(anyshire, local_id)

    run = name(anyshire.pk, "1,Zoë,Ŵyn,14/03/2014,A", "2,adam,Wright,,B", "3,Ben,Young,2014-03-14,")

    assert [child.shown_name for child in Child.objects.order_by("sort_key")] == ["adam Wright", "Zoë Ŵyn", "Ben Young"]
    assert (run.counts["created"], run.problems.count()) == ({"names": 3}, 0)
    assert run.files[0]["extra_columns"] == ["Team"]


def test_a_second_run_changes_nothing_and_a_changed_file_is_taken(anyshire: Any) -> None:
    unnamed(anyshire, "1")
    name(anyshire.pk, "1,Otis,Larchwood,,")

    again = name(anyshire.pk, "1,Otis,Larchwood,,")
    changed = name(anyshire.pk, "1,Otis,Larchwood-Bell,,")

    assert (again.counts["created"], again.counts["updated"], again.counts["unchanged"]) == (
        {"names": 0}, {"names": 0}, {"names": 1},
    )  # fmt: skip
    assert changed.counts["updated"] == {"names": 1}
    assert Child.objects.get().shown_name == "Otis Larchwood-Bell"


def test_what_cannot_be_taken_is_listed(anyshire: Any) -> None:
    unnamed(anyshire, "1")
    unnamed(anyshire, "2")
    ChildFactory.create(authority=anyshire, local_id="3", given_name="Dot", family_name="Summerlea")
    ChildFactory.create(authority=AuthorityFactory.create(), local_id="9", unnamed=True)

    run = name(
        anyshire.pk, "1,Otis,Larchwood,,", "1,Ivo,Larchwood,,", ",Ivo,Saltmarsh,,", "9,Ivo,Saltmarsh,,",
        "2,Wren,Ashgrove,01/01/2001,", "3,Dorothy,Summerlea,,", "2,,,,", "2,=1+1,Ashgrove,,",
    )  # fmt: skip

    listed = run.problems.order_by("row").values_list("row", "code", "level")
    assert list(listed) == [
        (1, "H-NAME-TWICE", "refused"),
        (2, "H-NO-CHILD", "refused"),
        (3, "H-NAME-UNKNOWN", "refused"),
        (4, "H-NAME-BORN", "refused"),
        (5, "H-OWN-RECORD", "refused"),
        (6, "H-NAME-TWICE", "refused"),
        (7, "H-NAME-TWICE", "refused"),
    ]
    assert [child.shown_name for child in Child.objects.filter(authority=anyshire).order_by("local_id")] == [
        "Otis Larchwood", "Child 2", "Dot Summerlea",
    ]  # fmt: skip


def test_a_dry_run_names_nobody(anyshire: Any) -> None:
    unnamed(anyshire, "1")

    run = name(anyshire.pk, "1,Otis,Larchwood,,", dry_run=True)

    assert run.counts["created"] == {"names": 1}
    assert Child.objects.get().shown_name == "Child 1"


def test_a_mapping_to_no_column_is_refused(anyshire: Any) -> None:
    with pytest.raises(ImportRefused, match="no column Nickname"):
        name(anyshire.pk, "1,Otis,Larchwood,,", mapping=MAPPING | {"given_name": "Nickname"})


def test_headings_are_guessed() -> None:
    assert guess_mapping(["Child Unique ID", "First name", "SURNAME", "Known as", "Date of Birth", "Team"]) == {
        "local_id": "Child Unique ID",
        "given_name": "First name",
        "family_name": "SURNAME",
        "preferred_name": "Known as",
        "born_on": "Date of Birth",
    }
