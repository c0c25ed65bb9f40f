"""Who works with which child, as a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads.models import Conflict
from heard.children.models import Child, Relationship
from tests.factories import ChildFactory, NamedIroFactory, PeriodFactory, UserFactory
from tests.web.visits import asks_to_sign_in, links, send, visit, words

pytestmark = pytest.mark.django_db
PATH = "/colleagues/load/"
HEAD = "local_id,email,what,from,until,team\n"


@pytest.fixture
def dougie(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(support=True, authority=anyshire)


@pytest.fixture
def teo(dougie: User) -> Child:
    child = ChildFactory.create(authority=dougie.authority, local_id="4711")
    PeriodFactory.create(child=child)
    return child


@pytest.fixture
def rosa(dougie: User) -> User:
    return UserFactory.create(social_worker=True, authority=dougie.authority, email="rosa@anyshire.example")


def file(text: str, name: str = "staff.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode("utf-8-sig"), "text/csv")


def test_a_file_is_stored_and_refused_rows_are_listed(dougie: User, teo: Child, rosa: User) -> None:
    rows = (
        "4711,rosa@anyshire.example,social_worker,16/11/2026,,\n4712,rosa@anyshire.example,social_worker,1/11/2026,,\n"
    )

    page = words(send(dougie, PATH, file=file(HEAD + rows)))

    assert "1 new, 0 changed, 0 as before, 1 refused." in page
    assert "Line of the file Why it was refused 3 No child of the authority that you see has this local id." in page
    assert list(Relationship.objects.values_list("child", "user", "kind")) == [(teo.pk, rosa.pk, "social_worker")]


def test_the_children_without_an_iro_are_told_at_once(dougie: User, teo: Child) -> None:
    iro = NamedIroFactory.create(child=teo).iro
    iro.roles = ["iro", "social_worker"]
    iro.save(update_fields=["roles"])

    page = words(send(dougie, PATH, file=file(f"{HEAD}4711,{iro.email},social_worker,16/11/2026,,\n")))

    assert "1 child needs another IRO now" in page
    assert list(Conflict.objects.values_list("child", "iro")) == [(teo.pk, iro.pk)]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose the file"),
        ({"file": SimpleUploadedFile("staff.csv", b"")}, "The file is empty. Export it again"),
        ({"file": file("a,b\n1,2\n")}, "The file is not a CSV file with the columns named on this page"),
        ({"file": file(HEAD, "staff.exe")}, "Give a CSV file"),
    ],
)
def test_what_is_no_such_file_gets_its_sentence(
    dougie: User, teo: Child, given: dict[str, SimpleUploadedFile], sentence: str
) -> None:
    answer = send(dougie, PATH, **given)

    assert (answer.status_code, Relationship.objects.filter(kind="social_worker").count()) == (200, 0)
    assert sentence in words(answer)


def test_the_empty_file_has_a_line_for_each_part(dougie: User) -> None:
    page = visit(dougie, PATH)
    template = visit(dougie, links(page)["Take an empty file with these columns (CSV)"])

    text = template.content.decode("utf-8-sig").splitlines()
    assert text[0] == "local_id,email,what,from,until,team"
    assert [line.split(",")[2] for line in text[1:]] == [
        "social_worker",
        "team_manager",
        "legal_officer",
        "complaints_manager",
        "inspection_sample",
    ]


def test_the_register_of_involvements_leads_here(dougie: User) -> None:
    assert links(visit(dougie, reverse("officers:involvements")))["Who works with which child"] == PATH


@pytest.mark.parametrize("role", ["iro", "social_worker", "administrator"])
def test_is_for_those_who_load_files(dougie: User, role: str) -> None:
    other = UserFactory.create(authority=dougie.authority, roles=[role])

    assert visit(other, PATH).status_code == 403
    assert asks_to_sign_in(visit(None, PATH))
