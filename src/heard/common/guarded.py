"""What the database itself promises: which tables are guarded by row-level security, and which need not be."""

from django.db import connection

OPEN_TABLES = {
    "account_emailconfirmation": "empty: addresses are given by the service and never confirmed by mail",
    "auth_group": "empty: roles are our own",
    "auth_group_permissions": "empty: roles are our own",
    "auth_permission": "names of permissions that the framework makes; nobody's data",
    "django_content_type": "names of models; nobody's data",
    "django_migrations": "names of migrations; nobody's data",
    "django_session": "read before anybody is known; holds random keys and an account's number",
    "pghistory_context": "number of an account and of a request; what changed is in the guarded history tables",
    "procrastinate_events": "states of jobs; no arguments",
    "procrastinate_jobs": "identifiers only; the worker takes the jobs of every authority",
    "procrastinate_periodic_defers": "times of periodic jobs; nobody's data",
    "procrastinate_workers": "heartbeats; nobody's data",
}

UNGUARDED = """
select relname from pg_class c
where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
  and (not c.relrowsecurity or not c.relforcerowsecurity
       or not exists (select from pg_policy p where p.polrelid = c.oid))
order by 1
"""
POWERFUL = "select rolname from pg_roles where rolname in ('heard_app', 'heard_owner') and (rolsuper or rolbypassrls)"
CHANGEABLE_LOG = """
select c.relname from pg_class c
where c.relname in ('audit_event', 'audit_reading', 'audit_seal', 'reviews_recordversion',
                    'reviews_reportversion')
  and c.relnamespace = 'public'::regnamespace
  and (has_table_privilege('heard_app', c.oid, 'UPDATE') or has_table_privilege('heard_app', c.oid, 'DELETE')
       or has_table_privilege('heard_app', c.oid, 'TRUNCATE'))
order by 1
"""


def unguarded_tables() -> list[str]:
    """This will list the tables without row-level security that do not stand in `OPEN_TABLES`."""
    return [name for name in _names(UNGUARDED) if name not in OPEN_TABLES]


def powerful_roles() -> list[str]:
    """This will list the roles of the service that row-level security would not bind."""
    return _names(POWERFUL)


def changeable_logs() -> list[str]:
    """This will list the tables of the log and of what was signed that the service could change."""
    return _names(CHANGEABLE_LOG)


def server_version() -> int:
    """This will give PostgreSQL's major version."""
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version_num')::int / 10000")
        return int(cursor.fetchone()[0])


def _names(statement: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()]
