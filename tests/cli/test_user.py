"""The operator makes the first administrator."""

from heard.accounts.permissions import Role
from tests.cli.conftest import ADMINISTRATOR
from tests.program import Program


def test_makes_an_account_on_a_machine_where_nothing_has_run(empty: Program) -> None:
    ran = empty(
        *ADMINISTRATOR, "--authority", "Sir Unrhyw", "--jurisdiction", "wales", "--json", told="a long enough phrase\n"
    )

    assert (ran.code, ran.err) == (0, "")
    assert ran.document == {
        "email": "una@anyshire.example",
        "authority": "Sir Unrhyw",
        "roles": ["administrator"],
    }


def test_refuses_an_address_that_is_taken(heard: Program) -> None:
    ran = heard(*ADMINISTRATOR, "--authority", "Anyshire", told="a long enough phrase\n")

    assert (ran.code, ran.out, ran.err) == (
        1,
        "",
        "heard user: Somebody has an account with that e-mail address already.\n",
    )


def test_a_refused_password_leaves_no_council_behind(heard: Program) -> None:
    add = ("user", "add", "new@otherton.example", "--name", "N", "--role", "administrator")
    refused = heard(*add, "--authority", "Otherton", "--jurisdiction", "wales", told="short\n")

    looked = heard("worklist", "--authority", "Otherton")

    assert (refused.code, looked.code) == (1, 1)
    told, here = looked.err.split(" Those here are: ")
    assert told == "heard worklist: There is no authority called Otherton."
    assert "Anyshire" in here
    assert "Otherton" not in here


def test_refuses_silence_instead_of_a_password(heard: Program) -> None:
    ran = heard(*ADMINISTRATOR, "--authority", "Anyshire")

    assert (ran.code, ran.err) == (1, "heard user: No password came on standard input. Pass it as one line.\n")


def test_lists_every_role(heard: Program) -> None:
    ran = heard("user", "roles", "--json")

    assert (ran.code, [role["role"] for role in ran.document["roles"]]) == (0, [role.value for role in Role])
