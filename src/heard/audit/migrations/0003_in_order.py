from django.db import migrations


class Migration(migrations.Migration):
    """Entries of the logs are read in the order in which they were written."""

    dependencies = [("audit", "0002_row_level_security")]

    operations = [
        migrations.AlterModelOptions(name="event", options={"ordering": ["pk"]}),
        migrations.AlterModelOptions(name="reading", options={"ordering": ["pk"]}),
    ]
