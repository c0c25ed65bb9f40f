from django.db import migrations

from heard.common import rls


class Migration(migrations.Migration):
    """Whose rows are whose, held by the database."""

    dependencies = [("accounts", "0001_initial")]

    operations = [
        rls.functions(),
        rls.row_level_security("accounts_responsibleauthority", column="id", directory="select"),
        rls.row_level_security("accounts_responsibleauthorityevent", column="id"),
        rls.row_level_security("accounts_team"),
        rls.row_level_security("accounts_teamevent"),
        rls.row_level_security("accounts_user", directory="update"),
        rls.row_level_security("accounts_userevent"),
    ]
