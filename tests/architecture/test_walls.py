"""What the database itself promises: every table is guarded, every change is kept, the log only grows."""

import pytest
from django.apps import apps
from django.db import connection

from heard.common import guarded

pytestmark = pytest.mark.django_db

WITHOUT_HISTORY = {
    "audit_event": "the log itself, which only grows",
    "audit_reading": "the log itself, which only grows",
    "audit_seal": "the log itself, which only grows",
    "deadlines_deadline": "a cache, made again from facts whose changes are kept",
    "imports_importchange": "written once with its import and never changed",
    "imports_importdifference": "written once with its import and never changed",
    "imports_importedname": "what an import last said; the child's own name is kept with its history",
    "imports_importproblem": "written once with its import and never changed",
    "imports_importrun": "the record of an import, whose states stand in the log",
    "reviews_papercontent": "the bytes of a file, written once with its version and never changed",
    "imports_importupload": "a file kept until its import has run",
}
UPDATE_TRIGGERS = """
select c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid
where t.tgname like 'pgtrigger_%%' and t.tgtype & 16 = 16 and c.relnamespace = 'public'::regnamespace
"""


def names(question: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return {row[0] for row in cursor.fetchall()}


def own_tables() -> set[str]:
    return {
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("heard.") and not hasattr(model, "pgh_tracked_model")
    }


def test_every_table_is_guarded_or_stands_in_the_list_with_a_reason() -> None:
    assert guarded.unguarded_tables() == []


def test_the_list_of_open_tables_names_nothing_that_is_gone_or_guarded() -> None:
    assert set(guarded.OPEN_TABLES) == names(guarded.UNGUARDED)


def test_row_level_security_binds_the_roles_of_the_service() -> None:
    assert guarded.powerful_roles() == []
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone() == ("heard_app",)


def test_the_log_can_only_grow() -> None:
    assert guarded.changeable_logs() == []


def test_nothing_of_the_service_can_be_emptied_at_once() -> None:
    emptied = names("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
                    " and has_table_privilege('heard_app', oid, 'TRUNCATE')")  # fmt: skip

    assert emptied == set()


def test_every_change_of_a_row_is_kept_or_the_table_stands_in_the_list_with_a_reason() -> None:
    assert own_tables() - names(UPDATE_TRIGGERS) == set(WITHOUT_HISTORY)
