"""The register of involvements: adding, correcting, loading, and the children whom a change leaves without an IRO."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Reading
from heard.caseloads.models import Conflict, Involvement
from heard.children.models import Child
from heard.common import scope
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    InvolvementFactory,
    NamedIroFactory,
    PeriodFactory,
    UserFactory,
)
from tests.web.visits import links, queries, send, visit, visitor, words

pytestmark = pytest.mark.django_db
PATH = "/service/officers/involvements/"


@pytest.fixture
def ifeoma(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire, name="Ifeoma Brightwater")


@pytest.fixture
def maren(ifeoma: User) -> User:
    return UserFactory.create(
        iro=True, authority=ifeoma.authority, name="Maren Oakhollow", email="maren@anyshire.example"
    )


@pytest.fixture
def dot(maren: User) -> Child:
    """A child whose IRO is Maren."""
    child = ChildFactory.create(authority=maren.authority, given_name="Dot", local_id="4711")
    PeriodFactory.create(child=child)
    NamedIroFactory.create(child=child, iro=maren)
    return child


def told(maren: User, **more: str) -> dict[str, str]:
    return {"child": "4711", "person": str(maren.pk), "kind": "visits-child"} | more


def sent_in_one_browser(user: User, path: str, data: dict[str, Any]) -> str:
    client: Client = visitor(user)
    with scope.within(scope.NOBODY):
        return words(client.post(path, data, follow=True))


def file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("staff.csv", text.encode("utf-8-sig"), "text/csv")


def test_adding_one_tells_at_once_that_the_child_needs_another_iro(ifeoma: User, maren: User, dot: Child) -> None:
    page = sent_in_one_browser(ifeoma, f"{PATH}add/", told(maren, evidence="Rota of November"))

    assert "1 child needs another IRO now" in page
    assert "Dot Marblecroft Maren Oakhollow" in page
    assert "reg 46(3)(b)" in page
    assert "Name IRO for Dot Marblecroft" in page
    assert "Visits the child for the authority Rota of November always Bars now" in page
    assert list(Conflict.objects.values_list("child", "iro")) == [(dot.pk, maren.pk)]


def test_the_children_are_told_once_and_to_nobody_else(ifeoma: User, maren: User, dot: Child) -> None:
    client = visitor(ifeoma)
    with scope.within(scope.NOBODY):
        client.post(f"{PATH}add/", told(maren))
        first, second = words(client.get(PATH)), words(client.get(PATH))

    assert "1 child needs another IRO now" in first
    assert "needs another IRO now" not in second


def test_what_is_wrong_is_said_beside_the_field(ifeoma: User, maren: User, dot: Child) -> None:
    days = {"from_on_day": "2", "from_on_month": "11", "from_on_year": "2026"}
    days |= {"until_on_day": "1", "until_on_month": "11", "until_on_year": "2026"}

    empty = words(send(ifeoma, f"{PATH}add/", evidence=""))
    backwards = words(send(ifeoma, f"{PATH}add/", **told(maren), **days))
    nobody = words(send(ifeoma, f"{PATH}add/", **told(maren, child="Wren")))

    assert "Enter the child’s local id or name" in empty
    assert "Choose the person" in empty
    assert "Choose what the person did" in empty
    assert "The last day must be on or after the first." in backwards
    assert "No child has that local id or name" in nobody
    assert Involvement.objects.count() == 0


def test_a_correction_judges_again(ifeoma: User, maren: User, dot: Child) -> None:
    send(ifeoma, f"{PATH}add/", **told(maren))
    row = Involvement.objects.get()
    ended = {"until_on_day": "1", "until_on_month": "11", "until_on_year": "2026", "evidence": "Told by the team"}

    answer = send(ifeoma, f"{PATH}{row.pk}/", **ended)

    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.until_on, row.evidence) == (date(2026, 11, 1), "Told by the team")
    assert list(Conflict.objects.values_list("resolution")) == [("corrected",)]
    assert "Correct this fact" in words(visit(ifeoma, f"{PATH}{row.pk}/"))


def test_one_that_never_was_is_removed(ifeoma: User, maren: User, dot: Child) -> None:
    send(ifeoma, f"{PATH}add/", **told(maren))
    row = Involvement.objects.get()

    asked = words(visit(ifeoma, f"{PATH}{row.pk}/remove/"))
    send(ifeoma, f"{PATH}{row.pk}/remove/")

    assert "Maren Oakhollow, Dot Marblecroft: Visits the child for the authority." in asked
    assert Involvement.objects.count() == 0


def test_an_iro_tells_about_themselves_only(ifeoma: User, maren: User, dot: Child) -> None:
    other = InvolvementFactory.create(child=dot, user=ifeoma)

    mine = send(maren, f"{PATH}add/", **told(maren))
    theirs = words(send(maren, f"{PATH}add/", **told(ifeoma)))

    assert mine.status_code == 302
    assert "Select a valid choice" in theirs
    page = visit(maren, PATH)
    assert "Maren Oakhollow" in words(page)
    assert "Ifeoma Brightwater" not in words(page)
    assert [text for text in links(page) if text.startswith("Correct this fact")] == []
    assert visit(maren, f"{PATH}{other.pk}/").status_code == 403
    assert visit(maren, PATH, officer=str(ifeoma.pk)).status_code == 404


def test_the_list_is_of_one_officer_or_one_child(ifeoma: User, maren: User, dot: Child) -> None:
    InvolvementFactory.create(child=dot, user=maren)
    InvolvementFactory.create(child=ChildFactory.create(authority=dot.authority, given_name="Kit"), user=ifeoma)

    of_child = words(visit(ifeoma, PATH, child=str(dot.pk)))
    of_officer = words(visit(ifeoma, PATH, officer=str(ifeoma.pk)))

    assert ("1 involvement." in of_child, "Dot Marblecroft" in of_child, "Kit" in of_child) == (True, True, False)
    assert ("Kit Marblecroft" in of_officer, "Dot" in of_officer) == (True, False)
    assert visit(ifeoma, PATH, child="999999").status_code == 404
    assert Reading.objects.filter(what="officers.involvements").count() == 2


def test_restricted_children_stay_hidden(ifeoma: User, dot: Child) -> None:
    hidden = ChildFactory.create(authority=dot.authority, given_name="Orla", restricted=True)
    row = InvolvementFactory.create(child=hidden)
    support = UserFactory.create(support=True, authority=dot.authority)

    assert "Orla" in words(visit(ifeoma, PATH))
    assert "0 involvements." in words(visit(support, PATH))
    assert visit(support, f"{PATH}{row.pk}/").status_code == 404
    assert visit(support, PATH, child=str(hidden.pk)).status_code == 404


def test_a_file_lists_every_row_that_it_refuses(ifeoma: User, maren: User, dot: Child) -> None:
    rows = [
        "local_id;email;what;from;until",
        "4711;maren@anyshire.example;visits-child;01/11/2026;",
        "9999;maren@anyshire.example;visits-child;;",
        "4711;nobody@anyshire.example;visits-child;;",
        "4711;maren@anyshire.example;knows-the-child;;",
        "4711;maren@anyshire.example;manages-case;31/02/2026;",
        "4711;maren@anyshire.example;manages-case;02/11/2026;01/11/2026",
    ]

    page = sent_in_one_browser(ifeoma, f"{PATH}load/", {"file": file("\n".join(rows))})

    assert "1 new, 0 changed, 0 as before, 5 refused." in page
    assert "3 No child of the authority has the local id 9999." in page
    assert "4 Nobody of the authority has an account with that e-mail address." in page
    assert "5 Choose what the person did from the list." in page
    assert "6 “31/02/2026” is not a day. Write it as 31/12/2026." in page
    assert "7 The last day must be on or after the first." in page
    assert "1 child needs another IRO now" in page
    assert list(Involvement.objects.values_list("source", "from_on")) == [("imported", date(2026, 11, 1))]


def test_the_same_file_again_changes_nothing(ifeoma: User, maren: User, dot: Child) -> None:
    text = "local_id,email,what\n4711,maren@anyshire.example,Visits the child for the authority\n"

    first = sent_in_one_browser(ifeoma, f"{PATH}load/", {"file": file(text)})
    second = visitor(ifeoma)
    with scope.within(scope.NOBODY):
        again = second.post(f"{PATH}load/", {"file": file(text)}, follow=True).content.decode()

    assert "Visits the child for the authority From the case system always Bars now" in first
    assert "0 new, 0 changed, 1 as before, 0 refused." in again
    assert Involvement.objects.count() == 1


def test_what_is_no_table_is_refused_whole(ifeoma: User, dot: Child) -> None:
    sentence = "The file is not a CSV file with the columns local_id, email and what in its first row."

    assert sentence in words(send(ifeoma, f"{PATH}load/", file=file("a,b\n1,2\n")))
    binary = SimpleUploadedFile("x.csv", b"PK\x00\x03\x00\x00", "text/csv")
    assert sentence in words(send(ifeoma, f"{PATH}load/", file=binary))
    assert "Choose the file" in words(send(ifeoma, f"{PATH}load/"))


def test_the_template_can_be_loaded_as_it_is(ifeoma: User) -> None:
    given = visit(ifeoma, f"{PATH}template.csv").content

    page = sent_in_one_browser(ifeoma, f"{PATH}load/", {"file": SimpleUploadedFile("t.csv", given)})

    assert "0 new, 0 changed, 0 as before, 6 refused." in page
    assert page.count("No child of the authority has the local id") == 6


def test_is_for_the_service(ifeoma: User) -> None:
    worker = UserFactory.create(social_worker=True, authority=ifeoma.authority)
    elsewhere = UserFactory.create(manager=True, authority=AuthorityFactory.create(name="Sir Unrhyw", wales=True))
    row = InvolvementFactory.create(child__authority=ifeoma.authority)

    assert visit(worker, PATH).status_code == visit(worker, f"{PATH}add/").status_code == 403
    assert "0 involvements." in words(visit(elsewhere, PATH))
    assert visit(elsewhere, f"{PATH}{row.pk}/").status_code == 404


def test_asks_the_database_as_often_for_many_as_for_few(ifeoma: User) -> None:
    InvolvementFactory.create(child__authority=ifeoma.authority)
    before = queries(ifeoma, PATH)
    for _place in range(2):
        InvolvementFactory.create(child__authority=ifeoma.authority)

    assert queries(ifeoma, PATH) == before
    assert before <= 10
