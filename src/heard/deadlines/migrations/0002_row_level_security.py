from django.db import migrations

from heard.common import rls


class Migration(migrations.Migration):
    """Whose rows are whose, held by the database."""

    dependencies = [("deadlines", "0001_initial"), ("accounts", "0002_row_level_security")]

    operations = [
        rls.row_level_security("deadlines_deadline"),
    ]
