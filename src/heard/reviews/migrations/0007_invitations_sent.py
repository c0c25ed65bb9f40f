import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from heard.common import rls
from heard.common.together import Together


class Migration(migrations.Migration):
    """What an invitation named when it left, who may know an answer, and the holidays of schools."""

    dependencies = [
        ("accounts", "0004_line_manager"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("reviews", "0006_sittings_agreed_and_help"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="SchoolHoliday",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60)),
                        ("first_day", models.DateField()),
                        ("last_day", models.DateField()),
                    ],
                ),
                migrations.CreateModel(
                    name="SchoolHolidayEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=60)),
                        ("first_day", models.DateField()),
                        ("last_day", models.DateField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="invitation",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="invitation",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="invitation",
                    name="delete_delete",
                ),
                migrations.AddField(
                    model_name="invitation",
                    name="calendar_uid",
                    field=models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False),
                ),
                migrations.AddField(
                    model_name="invitation",
                    name="cancel_told_on",
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="invitation",
                    name="open_to",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("service", "The reviewing service"),
                                ("social_worker", "The social worker"),
                                ("carers", "The carers"),
                                ("parents", "The parents"),
                                ("school", "The school"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                migrations.AddField(
                    model_name="invitation",
                    name="told_at",
                    field=models.TimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="invitation",
                    name="told_on",
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="invitation",
                    name="told_place",
                    field=models.CharField(blank=True, max_length=200),
                ),
                migrations.AddField(
                    model_name="invitationevent",
                    name="calendar_uid",
                    field=models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False),
                ),
                migrations.AddField(
                    model_name="invitationevent",
                    name="cancel_told_on",
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="invitationevent",
                    name="open_to",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("service", "The reviewing service"),
                                ("social_worker", "The social worker"),
                                ("carers", "The carers"),
                                ("parents", "The parents"),
                                ("school", "The school"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                migrations.AddField(
                    model_name="invitationevent",
                    name="told_at",
                    field=models.TimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="invitationevent",
                    name="told_on",
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="invitationevent",
                    name="told_place",
                    field=models.CharField(blank=True, max_length=200),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="invitation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_invitationevent" ("answered_by", "answered_on", "answers", "authority_id", "bounced_note", "bounced_on", "calendar_uid", "cancel_told_on", "coming", "consulted", "id", "invited", "open_to", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_not", "reminded_on", "review_id", "sent_on", "sequence", "told_at", "told_on", "told_place", "version", "wants_separate_talk") SELECT new_values."answered_by", new_values."answered_on", new_values."answers", new_values."authority_id", new_values."bounced_note", new_values."bounced_on", new_values."calendar_uid", new_values."cancel_told_on", new_values."coming", new_values."consulted", new_values."id", new_values."invited", new_values."open_to", new_values."party_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason_not", new_values."reminded_on", new_values."review_id", new_values."sent_on", new_values."sequence", new_values."told_at", new_values."told_on", new_values."told_place", new_values."version", new_values."wants_separate_talk" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="67632ac881461765f228322ce18682854d06fdaa",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7e445",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="reviews_invitation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="invitation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_invitationevent" ("answered_by", "answered_on", "answers", "authority_id", "bounced_note", "bounced_on", "calendar_uid", "cancel_told_on", "coming", "consulted", "id", "invited", "open_to", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_not", "reminded_on", "review_id", "sent_on", "sequence", "told_at", "told_on", "told_place", "version", "wants_separate_talk") SELECT new_values."answered_by", new_values."answered_on", new_values."answers", new_values."authority_id", new_values."bounced_note", new_values."bounced_on", new_values."calendar_uid", new_values."cancel_told_on", new_values."coming", new_values."consulted", new_values."id", new_values."invited", new_values."open_to", new_values."party_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason_not", new_values."reminded_on", new_values."review_id", new_values."sent_on", new_values."sequence", new_values."told_at", new_values."told_on", new_values."told_place", new_values."version", new_values."wants_separate_talk" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="1375646bb17b31b791ed11391a6d8f227f2f0afe",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4855d",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="reviews_invitation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="invitation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_invitationevent" ("answered_by", "answered_on", "answers", "authority_id", "bounced_note", "bounced_on", "calendar_uid", "cancel_told_on", "coming", "consulted", "id", "invited", "open_to", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_not", "reminded_on", "review_id", "sent_on", "sequence", "told_at", "told_on", "told_place", "version", "wants_separate_talk") SELECT old_values."answered_by", old_values."answered_on", old_values."answers", old_values."authority_id", old_values."bounced_note", old_values."bounced_on", old_values."calendar_uid", old_values."cancel_told_on", old_values."coming", old_values."consulted", old_values."id", old_values."invited", old_values."open_to", old_values."party_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason_not", old_values."reminded_on", old_values."review_id", old_values."sent_on", old_values."sequence", old_values."told_at", old_values."told_on", old_values."told_place", old_values."version", old_values."wants_separate_talk" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="5d02f350f04a431bd091521cd721525d80b8f214",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_cdb0c",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="reviews_invitation",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddField(
                    model_name="schoolholiday",
                    name="authority",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.responsibleauthority",
                    ),
                ),
                migrations.AddField(
                    model_name="schoolholidayevent",
                    name="authority",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.responsibleauthority",
                    ),
                ),
                migrations.AddField(
                    model_name="schoolholidayevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="schoolholidayevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reviews.schoolholiday",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="schoolholiday",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="a_school_holiday_ends_after_it_starts",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="schoolholiday",
                    constraint=models.UniqueConstraint(
                        fields=("authority", "first_day"), name="one_school_holiday_starts_a_day"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="schoolholiday",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_schoolholidayevent" ("authority_id", "first_day", "id", "last_day", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."authority_id", new_values."first_day", new_values."id", new_values."last_day", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="5cfbe884de381bb5a23af9e49c3c9f47941d64f9",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d7e74",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="reviews_schoolholiday",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="schoolholiday",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_schoolholidayevent" ("authority_id", "first_day", "id", "last_day", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."authority_id", new_values."first_day", new_values."id", new_values."last_day", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="f0f275ac4939757d1fd97adce998247435ff6cee",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bdb6a",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="reviews_schoolholiday",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="schoolholiday",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_schoolholidayevent" ("authority_id", "first_day", "id", "last_day", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."authority_id", old_values."first_day", old_values."id", old_values."last_day", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="cbe8d0c93d195257781a79abc438fdd7db5fbfb4",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5a114",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="reviews_schoolholiday",
                            when="AFTER",
                        ),
                    ),
                ),
                rls.row_level_security("reviews_schoolholiday"),
                rls.row_level_security("reviews_schoolholidayevent"),
            ]
        )
    ]
