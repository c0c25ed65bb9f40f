import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from heard.common import rls
from heard.common.together import Together


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_line_manager"),
        ("oversight", "0001_review_life"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("planning", "0002_doctor_and_dentist"),
        ("reviews", "0004_review_life"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="ChangeAtReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("called", models.BooleanField()),
                        (
                            "authority",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.responsibleauthority",
                            ),
                        ),
                        (
                            "change",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="at_reviews",
                                to="planning.significantchange",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="reviews.review"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ChangeAtReviewEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("called", models.BooleanField()),
                        (
                            "authority",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="accounts.responsibleauthority",
                            ),
                        ),
                        (
                            "change",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="planning.significantchange",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="oversight.changeatreview",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reviews.review",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddConstraint(
                    model_name="changeatreview",
                    constraint=models.UniqueConstraint(
                        fields=("change", "review"), name="a_change_stands_once_at_a_review"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="changeatreview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "oversight_changeatreviewevent" ("authority_id", "called", "change_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id") SELECT new_values."authority_id", new_values."called", new_values."change_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."review_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="b95bfee38ded2f3ac8b0447d3e5980abe452f39e",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_da6f8",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="oversight_changeatreview",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="changeatreview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "oversight_changeatreviewevent" ("authority_id", "called", "change_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id") SELECT new_values."authority_id", new_values."called", new_values."change_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."review_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="a0e70e796fd1ed4526bb7c357ec60689e126a695",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4a90c",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="oversight_changeatreview",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="changeatreview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "oversight_changeatreviewevent" ("authority_id", "called", "change_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id") SELECT old_values."authority_id", old_values."called", old_values."change_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."review_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="85081a871ee0a45090f6368d87d4292ba0c77622",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_81c0f",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="oversight_changeatreview",
                            when="AFTER",
                        ),
                    ),
                ),
                rls.row_level_security("oversight_changeatreview"),
                rls.row_level_security("oversight_changeatreviewevent"),
            ]
        )
    ]
