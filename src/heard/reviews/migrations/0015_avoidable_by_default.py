from django.db import migrations, models

from heard.common.together import Together


class Migration(migrations.Migration):
    """Rows that are written past the models say nothing on whether a delay could have been avoided."""

    dependencies = [("reviews", "0014_papers_withdrawn_and_ages")]

    operations = [
        Together(
            [
                migrations.AlterField(
                    model_name="review",
                    name="late_avoidable",
                    field=models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unclear", "It cannot be said")],
                        db_default="",
                        max_length=8,
                    ),
                ),
                migrations.AlterField(
                    model_name="reviewevent",
                    name="late_avoidable",
                    field=models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unclear", "It cannot be said")],
                        db_default="",
                        max_length=8,
                    ),
                ),
            ]
        )
    ]
