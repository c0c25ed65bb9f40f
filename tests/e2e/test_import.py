"""Loading a return in the browser: trial, result, import."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from heard.accounts.models import User
from heard.common import scope
from heard.imports.actions import run_import
from heard.imports.models import ImportRun
from tests.e2e.browser import Visit, committed, fits, violations
from tests.factories import AuthorityFactory, UserFactory

pytestmark = pytest.mark.browser
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n4711,1,14/03/2017,WBRI,UN1,,\n4712,2,01/02/2015,WBRI,UN1,,\n"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    "4711,02/11/2026,S,V2,N1,U6,PR1,,,,,,\n"
    "4712,31/11/2026,S,V2,N1,U6,PR1,,,,,,\n"
)


def dougie() -> User:
    with committed():
        authority = AuthorityFactory.create(name="Anyshire")
        return UserFactory.create(support=True, authority=authority, signs_in=True, name="Dougie Pennyfarthing")


def work(user: User) -> None:
    """This will do what the worker does."""
    with scope.within(scope.of(user.authority_id)):
        with committed():
            run = ImportRun.objects.filter(state="waiting").latest("pk")
        run_import(run.pk, authority_id=run.authority_id)


def test_a_return_is_tried_looked_at_and_imported(page: Visit, tmp_path: Path) -> None:
    (tmp_path / "header.csv").write_text(HEADER)
    (tmp_path / "episodes.csv").write_text(EPISODES)
    user = dougie()
    tab = page(user)

    tab.goto("/service/imports/")
    assert violations(tab) == []
    tab.get_by_role("link", name="Load the first return").click()
    tab.get_by_role("button", name="Load").click()
    expect(tab.get_by_role("link", name="Choose the files of the return")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_label("Files of the return").set_input_files([tmp_path / "header.csv", tmp_path / "episodes.csv"])
    tab.get_by_role("button", name="Load").click()
    expect(tab.get_by_text("Waiting for its turn")).to_be_visible()
    assert violations(tab) == []
    work(user)
    expect(tab.get_by_role("heading", name="What came of 4 rows")).to_be_visible()
    expect(tab.get_by_role("heading", name="Refused: 1")).to_be_visible()
    assert violations(tab) == []
    assert fits(tab)
    tab.get_by_role("button", name="Import these files now").click()
    expect(tab.get_by_text("Waiting for its turn")).to_be_visible()
    work(user)
    expect(tab.get_by_role("link", name="Child 4711").first).to_be_visible()
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Refused rows (CSV)").click()
    assert "31/11/2026" in Path(download.value.path()).read_text()


def test_names_are_given_by_their_columns(page: Visit, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("Person,Forename,Surname\n4711,Teo,Marblecroft\n")
    tab = page(dougie())

    tab.goto("/service/imports/names/")
    tab.get_by_label("File with the names").set_input_files(tmp_path / "names.csv")
    tab.get_by_role("button", name="Continue").click()
    expect(tab.get_by_role("cell", name="Marblecroft")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_label("Local id").select_option("Person")
    tab.get_by_role("button", name="Load the names").click()
    expect(tab.get_by_text("Waiting for its turn")).to_be_visible()
