from django.db import migrations

from heard.common import rls

TABLES = (
    "lettersettings",
    "lettersettingsevent",
    "picture",
    "printbatch",
    "printbatchevent",
    "message",
    "messageevent",
)


class Migration(migrations.Migration):
    """Whose rows are whose, held by the database."""

    dependencies = [("correspondence", "0001_initial"), ("accounts", "0002_row_level_security")]

    operations = [rls.row_level_security(f"correspondence_{table}") for table in TABLES]
