"""Giving names by a plain CSV."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from heard.accounts.models import ResponsibleAuthority, User
from heard.children.models import Child
from heard.imports.actions import run_import
from heard.imports.models import ImportRun
from tests.factories import ChildFactory, UserFactory
from tests.web.visits import send, words

pytestmark = pytest.mark.django_db
CHOOSE, COLUMNS = "/service/imports/names/", "/service/imports/names/columns/"
CONTENT = "Person,Forename,Surname\n4711,Teo,Marblecroft\n9999,Nobody,Known\n"


@pytest.fixture
def dougie(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(support=True, authority=anyshire)


@pytest.fixture
def child(dougie: User) -> Child:
    return ChildFactory.create(authority=dougie.authority, unnamed=True, local_id="4711")


def give(user: User, content: str = CONTENT) -> object:
    return send(user, CHOOSE, file=SimpleUploadedFile("names.csv", content.encode()))


def carried(answer: object) -> dict[str, str]:
    html = answer.content.decode()  # type: ignore[attr-defined]
    found = re.findall(r'<input type="hidden" name="(file_name|content)" value="([^"]*)"', html)
    return {name: unescape(value) for name, value in found}


def test_shows_the_first_rows_and_guesses_the_columns(dougie: User, child: Child) -> None:
    answer = give(dougie)

    told = words(answer)
    assert "Which column is which?" in told
    assert "2 rows in all" in told
    assert "4711 Teo Marblecroft" in told
    assert '<option value="Forename" selected' in answer.content.decode()  # type: ignore[attr-defined]
    assert not ImportRun.objects.exists()


def test_takes_the_names_by_the_columns_that_were_chosen(dougie: User, child: Child) -> None:
    chosen = {"local_id": "Person", "given_name": "Forename", "family_name": "Surname", "trial": "no"}

    answer = send(dougie, COLUMNS, **carried(give(dougie)) | chosen)
    run = ImportRun.objects.get()
    run_import(run.pk, authority_id=run.authority_id)

    child.refresh_from_db()
    assert answer["Location"] == f"/service/imports/{run.pk}/"
    assert child.shown_name == "Teo Marblecroft"


def test_a_trial_of_names_changes_nothing(dougie: User, child: Child) -> None:
    chosen = {"local_id": "Person", "given_name": "Forename", "trial": "yes"}

    send(dougie, COLUMNS, **carried(give(dougie)) | chosen)
    run = ImportRun.objects.get()
    run_import(run.pk, authority_id=run.authority_id)

    child.refresh_from_db()
    assert run.dry_run
    assert child.shown_name == "Child 4711"


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"local_id": "", "given_name": "Forename"}, "Choose the column that holds the local id"),
        ({"local_id": "Person"}, "Choose at least one column that holds a name"),
        ({"local_id": "Person", "given_name": "Person"}, "One column was chosen twice."),
    ],
)
def test_says_what_to_mend_and_keeps_the_file(
    dougie: User, child: Child, chosen: dict[str, str], sentence: str
) -> None:
    file = carried(give(dougie))

    answer = send(dougie, COLUMNS, **file | {"trial": "no"} | chosen)

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert carried(answer) == file
    assert not ImportRun.objects.exists()


def test_a_file_that_cannot_be_read_gets_a_sentence(dougie: User) -> None:
    answer = give(dougie, "\n\n")

    assert "<title>Error: " in answer.content.decode()  # type: ignore[attr-defined]
    assert "There is a problem" in words(answer)


def test_what_was_carried_wrongly_begins_again(dougie: User) -> None:
    answer = send(dougie, COLUMNS, file_name="x", content="???")

    assert answer["Location"] == CHOOSE


def test_only_those_who_may_name_children_may(dougie: User) -> None:
    iro = UserFactory.create(iro=True, authority=dougie.authority)

    assert give(iro).status_code == 403  # type: ignore[attr-defined]
    assert send(iro, COLUMNS).status_code == 403
