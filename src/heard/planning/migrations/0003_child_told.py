import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from heard.common.together import Together


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_line_manager"),
        ("planning", "0002_doctor_and_dentist"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="changedecision",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="changedecision",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="changedecision",
                    name="delete_delete",
                ),
                migrations.AddField(
                    model_name="changedecision",
                    name="child_told_on",
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="changedecision",
                    name="words_for_child",
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name="changedecisionevent",
                    name="child_told_on",
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="changedecisionevent",
                    name="words_for_child",
                    field=models.TextField(blank=True),
                ),
                migrations.AlterField(
                    model_name="significantchange",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("plan_change", "The care plan is to change"),
                            ("leaving_care", "The child is to leave care before 18"),
                            ("other_arrangements", "A move from a regulated to another setting"),
                            ("key_stage_4", "A move that would interrupt Key Stage 4"),
                            ("settled_move", "A settled child is to move"),
                            ("with_parent", "The child is to live with a parent"),
                            ("placement_moved", "An unexpected change of placement"),
                            ("family_time", "A major change to family time"),
                            ("complaint", "A complaint by or for the child, a parent or carer"),
                            ("offending", "A charge, proceedings or a sentence"),
                            ("missing", "The child was missing or ran away"),
                            ("absent", "The child is persistently absent"),
                            ("harm", "Concern about harm, a section 47 enquiry or a conference"),
                            ("visit_finding", "A visit found that welfare is not safeguarded"),
                            ("excluded", "Excluded from school"),
                            ("health", "A serious health event"),
                            ("family_event", "A birth, death or marriage in the family"),
                            ("social_worker", "A change of social worker"),
                            ("decision_late", "A decision was not carried out in time"),
                            ("panel", "A panel decided on permanence"),
                            ("court", "A court changed the plan"),
                            ("detained", "Detained, or about to leave detention"),
                            ("accommodation_ends", "Accommodation is to stop and no parent takes over"),
                            ("protection_ends", "Accommodation after police protection or remand is to end"),
                            ("child_asks", "The child asks for a review"),
                            ("family_support", "Referred to an integrated family support team"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                migrations.AlterField(
                    model_name="significantchangeevent",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("plan_change", "The care plan is to change"),
                            ("leaving_care", "The child is to leave care before 18"),
                            ("other_arrangements", "A move from a regulated to another setting"),
                            ("key_stage_4", "A move that would interrupt Key Stage 4"),
                            ("settled_move", "A settled child is to move"),
                            ("with_parent", "The child is to live with a parent"),
                            ("placement_moved", "An unexpected change of placement"),
                            ("family_time", "A major change to family time"),
                            ("complaint", "A complaint by or for the child, a parent or carer"),
                            ("offending", "A charge, proceedings or a sentence"),
                            ("missing", "The child was missing or ran away"),
                            ("absent", "The child is persistently absent"),
                            ("harm", "Concern about harm, a section 47 enquiry or a conference"),
                            ("visit_finding", "A visit found that welfare is not safeguarded"),
                            ("excluded", "Excluded from school"),
                            ("health", "A serious health event"),
                            ("family_event", "A birth, death or marriage in the family"),
                            ("social_worker", "A change of social worker"),
                            ("decision_late", "A decision was not carried out in time"),
                            ("panel", "A panel decided on permanence"),
                            ("court", "A court changed the plan"),
                            ("detained", "Detained, or about to leave detention"),
                            ("accommodation_ends", "Accommodation is to stop and no parent takes over"),
                            ("protection_ends", "Accommodation after police protection or remand is to end"),
                            ("child_asks", "The child asks for a review"),
                            ("family_support", "Referred to an integrated family support team"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="changedecision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "planning_changedecisionevent" ("authority_id", "change_id", "child_told_on", "decided_by_id", "decided_on", "decision", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "why_not_sought", "wishes", "wishes_sought", "words_for_child") SELECT new_values."authority_id", new_values."change_id", new_values."child_told_on", new_values."decided_by_id", new_values."decided_on", new_values."decision", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."why_not_sought", new_values."wishes", new_values."wishes_sought", new_values."words_for_child" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="ce8b1d90a7009f1841295ab0f053322127bcd375",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8d4f9",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="planning_changedecision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="changedecision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "planning_changedecisionevent" ("authority_id", "change_id", "child_told_on", "decided_by_id", "decided_on", "decision", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "why_not_sought", "wishes", "wishes_sought", "words_for_child") SELECT new_values."authority_id", new_values."change_id", new_values."child_told_on", new_values."decided_by_id", new_values."decided_on", new_values."decision", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."why_not_sought", new_values."wishes", new_values."wishes_sought", new_values."words_for_child" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="53cfe8a72ac1e6d7ddc5186a660755e7d60d96fc",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5558f",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="planning_changedecision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="changedecision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "planning_changedecisionevent" ("authority_id", "change_id", "child_told_on", "decided_by_id", "decided_on", "decision", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "why_not_sought", "wishes", "wishes_sought", "words_for_child") SELECT old_values."authority_id", old_values."change_id", old_values."child_told_on", old_values."decided_by_id", old_values."decided_on", old_values."decision", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."why_not_sought", old_values."wishes", old_values."wishes_sought", old_values."words_for_child" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="aaf9f1a19c1529ff710a250ec987231361018d8f",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_204ef",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="planning_changedecision",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="changedecision",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("child_told_on__isnull", True), ("words_for_child", "")),
                            models.Q(
                                models.Q(("words_for_child", ""), _negated=True), ("child_told_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="the_child_is_told_in_words_on_a_day",
                    ),
                ),
            ]
        )
    ]
