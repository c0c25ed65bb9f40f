from django.db import migrations

from heard.common import rls


class Migration(migrations.Migration):
    """Whose rows are whose, held by the database."""

    dependencies = [("audit", "0001_initial"), ("accounts", "0002_row_level_security")]

    operations = [
        rls.row_level_security("audit_event"),
        rls.row_level_security("audit_reading"),
        rls.row_level_security("audit_seal"),
        rls.append_only("audit_event"),
        rls.append_only("audit_reading"),
        rls.append_only("audit_seal"),
    ]
