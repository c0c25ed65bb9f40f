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
    ("area_notice", "Notice to the authority of the area"),
]


class Migration(migrations.Migration):
    """The notice of a placement outside the area stands among the dated facts of planning."""

    dependencies = [("planning", "0004_corrections")]

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
