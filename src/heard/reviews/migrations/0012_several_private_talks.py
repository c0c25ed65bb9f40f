import django.db.models.deletion
from django.db import migrations, models

from heard.common.together import Together


class Migration(migrations.Migration):
    """Several talks alone of one review, each with its own writer."""

    dependencies = [
        ("accounts", "0004_line_manager"),
        ("reviews", "0011_told_and_local"),
    ]

    operations = [
        Together(
            [
                migrations.AlterField(
                    model_name="privatetalk",
                    name="review",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="private_talks", to="reviews.review"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="privatetalk",
                    constraint=models.UniqueConstraint(
                        fields=("review", "recorded_by", "talked_on"),
                        nulls_distinct=False,
                        name="a_private_talk_stands_once_a_day_by_its_writer",
                    ),
                ),
            ]
        )
    ]
