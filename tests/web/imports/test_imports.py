"""Imports in the browser: history, a new one, its result, its refused rows."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from heard.accounts.models import ResponsibleAuthority, User
from heard.children.models import Child
from heard.common import scope
from heard.imports.actions import run_import
from heard.imports.models import ImportRun
from heard.web.imports import uploads
from tests.factories import AuthorityFactory, ImportProblemFactory, ImportRunFactory, UserFactory
from tests.web.visits import asks_to_sign_in, links, send, visit, visitor, words

pytestmark = pytest.mark.django_db
NEW = "/service/imports/new/"
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n4711,1,14/03/2017,WBRI,UN1,,\n4712,2,01/02/2015,WBRI,UN1,,\n"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    "4711,02/11/2026,S,V2,N1,U6,PR1,,,,,,\n"
    "4712,31/11/2026,S,V2,N1,U6,PR1,,,,,,\n"
)
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\n4711,14/03/2017,20/11/2026,PN1\n"


@pytest.fixture
def dougie(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(support=True, authority=anyshire, name="Dougie Pennyfarthing")


def files(*contents: tuple[str, str]) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, text.encode()) for name, text in contents]


def whole() -> list[SimpleUploadedFile]:
    return files(("header.csv", HEADER), ("episodes.csv", EPISODES), ("reviews.csv", REVIEWS))


def load(user: User, **more: object) -> ImportRun:
    """This will give the files as a browser does, and run the job that they ask for."""
    answer = send(user, NEW, **{"uploads": whole(), "year": "2026-27", "trial": "no"} | more)
    assert answer.status_code == 302
    run = ImportRun.objects.latest("pk")
    assert answer["Location"] == f"/service/imports/{run.pk}/"
    return run


def test_the_default_year_is_explained(dougie: User) -> None:
    answer = visit(dougie, NEW)

    assert "today it is 2026-27; choose another for an older return." in words(answer)
    assert '<option value="2026-27" selected' in answer.content.decode()
    assert "up to 300 MB together" in words(answer)


def test_an_import_waits_shows_its_step_and_may_be_left(dougie: User) -> None:
    run = load(dougie)

    answer = visit(dougie, f"/service/imports/{run.pk}/")

    assert "Waiting for its turn" in words(answer)
    assert "You can leave this page; the result will be under Imports." in words(answer)
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in answer.content.decode()


def test_the_result_tells_what_was_taken_refused_and_checked(dougie: User) -> None:
    run = load(dougie)
    run_import(run.pk, authority_id=run.authority_id)

    answer = visit(dougie, f"/service/imports/{run.pk}/")
    told = words(answer)

    assert "What came of 5 rows" in told
    assert "SSDA903 2026-27, 3 files." in told
    assert "Nothing that the service wrote itself was changed." in told
    assert "Refused: 1" in told
    assert "31/11/2026" in told
    assert "Child 4711 , since 2 November 2026" in told[told.index("New children:") :]
    assert "header.csv header 2" in told
    assert "Skipped:" in told
    assert links(answer)["Child 4711"] == f"/children/{Child.objects.get(local_id='4711').pk}/"


def test_a_trial_stores_nothing_and_can_be_applied(dougie: User) -> None:
    tried = load(dougie, trial="yes")
    run_import(tried.pk, authority_id=tried.authority_id)

    page = visit(dougie, f"/service/imports/{tried.pk}/")
    assert "A trial: nothing was stored. This is what would change." in words(page)
    assert not Child.objects.exists()

    answer = send(dougie, f"/service/imports/{tried.pk}/apply/")
    run = ImportRun.objects.latest("pk")
    run_import(run.pk, authority_id=run.authority_id)

    assert answer["Location"] == f"/service/imports/{run.pk}/"
    assert sorted(Child.objects.values_list("local_id", flat=True)) == ["4711", "4712"]


def test_a_zip_is_taken_whole(dougie: User) -> None:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("a.csv", HEADER)
        archive.writestr("b.csv", EPISODES)
    run = load(dougie, uploads=[SimpleUploadedFile("return.zip", content.getvalue())])
    run_import(run.pk, authority_id=run.authority_id)

    assert "What came of 4 rows" in words(visit(dougie, f"/service/imports/{run.pk}/"))


def test_a_file_that_is_no_return_gets_a_sentence_and_changes_nothing(dougie: User) -> None:
    run = load(dougie, uploads=files(("shopping.csv", "MILK,BREAD\n1,2\n")))
    run_import(run.pk, authority_id=run.authority_id)

    told = words(visit(dougie, f"/service/imports/{run.pk}/"))

    run.refresh_from_db()
    assert run.state == "refused"
    assert run.message in told
    assert "shopping.csv" in run.message
    assert "Nothing was changed." in told


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"uploads": []}, "Choose the files of the return"),
        ({"uploads": files(("empty.csv", ""))}, "A file is empty. Export the return again"),
        ({"trial": ""}, "Say whether to try it first or to import now"),
    ],
)
def test_says_what_to_mend(dougie: User, typed: dict[str, object], sentence: str) -> None:
    answer = send(dougie, NEW, **{"uploads": whole(), "year": "2026-27", "trial": "no"} | typed)

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_an_upload_past_the_limit_stops_with_a_sentence(dougie: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MEGABYTE", 100)
    big = files(("header.csv", HEADER * 1000))

    answer = send(dougie, NEW, trial="no", year="2026-27", uploads=big)

    assert "The files are larger than 300 MB together." in words(answer)
    assert not ImportRun.objects.exists()


def test_the_refused_rows_are_a_file_without_formulas(dougie: User) -> None:
    run = ImportRunFactory.create(authority=dougie.authority)
    ImportProblemFactory.create(run=run, refused=True, came_as="=cmd()", message="Not a date.")
    ImportProblemFactory.create(run=run, message="A warning.")

    with scope.within(scope.NOBODY):
        refused = visitor(dougie).get(f"/service/imports/{run.pk}/refused.csv")
        everything = visitor(dougie).get(f"/service/imports/{run.pk}/refused.csv?all=1")

    lines = refused.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "file,row,child,field,came_as,check,level,why"
    assert len(lines) == 2
    assert ",=cmd()" not in lines[1]
    assert "A warning." in everything.content.decode()


def test_warnings_are_grouped_by_check_and_filtered_in_the_address(dougie: User) -> None:
    counts = {"problems": {"refused": 0, "warning": 2}, "by_code": {"102": 1, "H-REVIEW-LATE": 1}}
    run = ImportRunFactory.create(authority=dougie.authority, counts=counts)
    ImportProblemFactory.create(run=run, message="The date of birth is missing.")
    ImportProblemFactory.create(run=run, code="H-REVIEW-LATE", message="The first review was late.")

    everything = visit(dougie, f"/service/imports/{run.pk}/")
    chosen = visit(dougie, f"/service/imports/{run.pk}/", check="H-REVIEW-LATE")

    assert links(everything)["H-REVIEW-LATE 1"] == f"/service/imports/{run.pk}/?check=H-REVIEW-LATE#warnings"
    assert "The date of birth is missing." in words(everything)
    assert "The date of birth is missing." not in words(chosen)
    assert "The first review was late." in words(chosen)


def test_the_history_says_who_when_and_what_came_of_it(dougie: User) -> None:
    counts = {"rows": {"all": 2318, "changed": 53, "refused": 4}}
    ImportRunFactory.create(authority=dougie.authority, by=dougie, counts=counts)
    ImportRunFactory.create(authority=dougie.authority, by=None, refused=True)

    told = words(visit(dougie, "/service/imports/"))

    assert "SSDA903 2025-26 Done 2,318 rows: 53 new or changed, 4 refused Dougie Pennyfarthing" in told
    assert "Refused The file is not a zip file. the command line" in told


def test_the_history_says_what_to_do_when_it_is_empty(dougie: User) -> None:
    answer = visit(dougie, "/service/imports/")

    assert "Nothing has been imported yet" in words(answer)
    assert links(answer)["Load the first return"] == NEW


def test_the_page_of_an_import_that_ended_reloads_where_it_was_waiting(dougie: User) -> None:
    run = ImportRunFactory.create(authority=dougie.authority)

    with scope.within(scope.NOBODY):
        answer = visitor(dougie).get(f"/service/imports/{run.pk}/", headers={"HX-Request": "true"})

    assert answer.headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("page", ["", "new/", "names/"])
def test_only_those_who_import_may_load(dougie: User, page: str, settings: Settings) -> None:
    address = f"/service/imports/{page}"
    worker = UserFactory.create(social_worker=True, authority=dougie.authority)
    iro = UserFactory.create(iro=True, authority=dougie.authority)

    assert visit(dougie, address).status_code == 200
    assert visit(worker, address).status_code == 403
    assert visit(iro, address).status_code == (200 if page == "" else 403)
    assert asks_to_sign_in(visit(None, address))


@pytest.mark.parametrize("page", ["", "refused.csv"])
def test_an_import_of_another_authority_is_not_there(dougie: User, page: str) -> None:
    elsewhere = AuthorityFactory.create()
    run = ImportRunFactory.create(authority=elsewhere)
    own = ImportRunFactory.create(authority=dougie.authority)

    assert visit(dougie, f"/service/imports/{own.pk}/{page}").status_code == 200
    assert visit(dougie, f"/service/imports/{run.pk}/{page}").status_code == 404
    assert send(dougie, f"/service/imports/{run.pk}/apply/").status_code == 404
