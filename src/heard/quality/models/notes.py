from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import OwnedByAuthority, User
from heard.children.models import Child
from heard.common import history
from heard.reviews.models import Review


@history.track()
class QualityNote(OwnedByAuthority):
    """What the IRO tells the social worker and the manager after a review about the plan, the reports and the practice
    (R-134), with good practice in the same note. A draft until `sent_on`; what was sent is never changed."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="quality_note")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    good_practice = models.TextField(blank=True)
    concern = models.TextField(blank=True)
    written_on = models.DateField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField(null=True, blank=True)
    sent_to = models.TextField(blank=True)  # names, one a line, as they were on the day
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_quality_note_is_sent_to_somebody",
                condition=Q(sent_on__isnull=True, sent_to="") | Q(sent_on__isnull=False) & ~Q(sent_to=""),
            ),
            models.CheckConstraint(
                name="a_quality_note_is_sent_after_it_was_written",
                condition=Q(sent_on__isnull=True) | Q(sent_on__gte=models.F("written_on")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "sent_on"], name="quality_note_by_day")]

    def __str__(self) -> str:
        return f"quality note {self.pk}"


@history.track()
class QualityAnswer(OwnedByAuthority):
    """The answer to one question of a note."""

    class Question(models.TextChoices):
        PLAN_FITS = "plan_fits", _("Does the plan meet the child’s needs, and say how?")
        REPORT = "report", _("Was the social work report full and in time?")
        PREPARED = "prepared", _("Was the child prepared for the review?")
        VIEWS = "views", _("Were the views of parents and others who matter sought?")
        CARRIED_OUT = "carried_out", _("Were the decisions of the last review carried out?")
        VISITS = "visits", _("Was the child visited as the law asks, and seen alone?")
        HEALTH = "health", _("Is the health plan up to date and followed?")
        EDUCATION = "education", _("Is the personal education plan up to date and followed?")
        IDENTITY = "identity", _("Are language, faith, culture and identity part of the plan?")
        PERMANENCE = "permanence", _("Is there a plan for permanence, without drift?")

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")
        NOT_APPLICABLE = "na", _("Not applicable")

    note = models.ForeignKey(QualityNote, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=12, choices=Question)
    answer = models.CharField(max_length=8, choices=Answer)
    words = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note", "question"], name="a_quality_question_is_answered_once"),
            models.CheckConstraint(
                name="what_falls_short_is_put_in_words", condition=~Q(answer__in=("partly", "no")) | ~Q(words="")
            ),
        ]

    def __str__(self) -> str:
        return f"quality answer {self.pk}"
