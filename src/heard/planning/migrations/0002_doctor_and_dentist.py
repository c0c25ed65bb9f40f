from django.db import migrations, models

from heard.common.together import Together

KINDS = [
    ("care_plan", "Care plan made or revised"),
    ("placement_plan", "Placement plan"),
    ("visit", "Visit by the social worker"),
    ("health", "Health assessment"),
    ("education", "Personal education plan"),
    ("pathway_plan", "Pathway plan"),
    ("doctor", "Registered with a doctor"),
    ("dentist", "Seen by a dentist"),
]


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_review_life")]

    operations = [
        Together(
            [
                migrations.AlterField(
                    model_name=name, name="kind", field=models.CharField(choices=KINDS, max_length=16)
                )
                for name in ("plandate", "plandateevent")
            ]
        )
    ]
