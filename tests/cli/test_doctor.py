"""The doctor finds what is wrong and says so with its exit code."""

import psycopg

from heard.common.embedded import PORT, SUPERUSER, socket_folder
from tests.program import Program


def as_superuser(heard: Program, statement: str) -> None:
    address = f"host={socket_folder(heard.home)} port={PORT} user={SUPERUSER} dbname=heard"
    with psycopg.connect(address, autocommit=True) as database:
        database.execute(statement.encode())


def test_finds_nothing_wrong_in_a_sound_service(heard: Program) -> None:
    ran = heard("doctor", "--json")

    document = ran.document
    assert [look for look in document["machine"] if not look["ok"]] == []
    assert (ran.code, document["ok"], document["differences"], document["audit_chain"]["ok"]) == (0, True, [], True)
    assert [look["name"] for look in document["machine"]] == [
        "database version",
        "migrations",
        "roles",
        "row-level security",
        "log",
        "state folder",
    ]


def test_finds_a_table_without_its_wall(heard: Program) -> None:
    as_superuser(heard, "alter table children_child no force row level security")
    try:
        ran = heard("doctor")
    finally:
        as_superuser(heard, "alter table children_child force row level security")

    assert ran.code == 1
    wrong = [" ".join(line.split()) for line in ran.out.splitlines() if line.startswith("WRONG")]
    assert wrong == ["WRONG row-level security children_child: not guarded"]


def test_finds_a_log_that_can_be_changed(heard: Program) -> None:
    as_superuser(heard, "grant update on audit_event to heard_app")
    try:
        ran = heard("doctor")
    finally:
        as_superuser(heard, "revoke update on audit_event from heard_app")

    assert ran.code == 1
    wrong = [" ".join(line.split()) for line in ran.out.splitlines() if line.startswith("WRONG")]
    assert wrong == ["WRONG log audit_event: can be changed by the service"]


def test_finds_and_repairs_a_due_date_that_somebody_changed(heard: Program) -> None:
    as_superuser(
        heard,
        "with child as (insert into children_child (authority_id, local_id, given_name, family_name, preferred_name,"
        " sort_key, sex, ethnicity, upn, unaccompanied, restricted, source)"
        " select id, '77', '', '', '', '77', '', '', '', false, false, 'return' from accounts_responsibleauthority"
        " where name = 'Anyshire' returning id, authority_id)"
        " insert into children_periodofcare (authority_id, child_id, stream, started_on, reason_ceased,"
        " category_of_need, source) select authority_id, id, 'full-time', current_date, '', '', 'return' from child",
    )

    found = heard("doctor", "--authority", "anyshire", "--json")
    repaired = heard("doctor", "--authority", "anyshire", "--repair", "--json")
    after = heard("doctor", "--json")

    assert (found.code, {one["chain"] for one in found.document["differences"]}) == (1, {"ordinary", "appoint-iro"})
    assert (repaired.code, repaired.document["repaired"], repaired.document["ok"]) == (0, 2, True)
    assert (after.code, after.document["differences"]) == (0, [])
