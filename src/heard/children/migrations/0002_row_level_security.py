from django.db import migrations

from heard.common import rls


class Migration(migrations.Migration):
    """Whose rows are whose, held by the database."""

    dependencies = [("children", "0001_initial"), ("accounts", "0002_row_level_security")]

    operations = [
        rls.row_level_security("children_child"),
        rls.row_level_security("children_childevent"),
        rls.row_level_security("children_periodofcare"),
        rls.row_level_security("children_periodofcareevent"),
        rls.row_level_security("children_episodeofcare"),
        rls.row_level_security("children_episodeofcareevent"),
        rls.row_level_security("children_relationship"),
        rls.row_level_security("children_relationshipevent"),
    ]
