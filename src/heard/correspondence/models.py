import uuid
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from heard.accounts.models import Language, OwnedByAuthority, User
from heard.children.models import Child, Party
from heard.common import history


@history.track()
class LetterSettings(OwnedByAuthority):
    """What stands on every letter of an authority beside its name. Without a row nothing more stands there."""

    advocacy = models.CharField(max_length=160, blank=True)
    complaints = models.CharField(max_length=160, blank=True)
    double_sided = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["authority"], name="one_row_of_letter_settings")]

    def __str__(self) -> str:
        return f"letter settings {self.pk}"


@history.track_changes(exclude=["content"])
class Picture(OwnedByAuthority):
    """A photo that letters name by its digest, kept once however many letters carry it."""

    digest = models.CharField(max_length=64)
    media_type = models.CharField(max_length=20)
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["authority", "digest"], name="picture_is_kept_once")]

    def __str__(self) -> str:
        return f"picture {self.pk}"


@history.track()
class PrintBatch(OwnedByAuthority):
    """Letters that are printed together, as one document with a list in front."""

    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(null=True, blank=True)
    printed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "number"], name="number_of_print_batch_is_unique"),
            models.CheckConstraint(
                name="printed_batch_says_when_and_by_whom",
                condition=Q(printed_at__isnull=True, printed_by__isnull=True)
                | Q(printed_at__isnull=False, printed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"print batch {self.pk}"


@history.track(exclude=["body"])
class Message(OwnedByAuthority):
    """One letter to one recipient about one child. Its words never change; what became of it does.

    `identity` names the message to e-mail programs and stays the same at every attempt. `body` holds the letter as it
    was written (see `letter.Letter`) and the facts it was written from. `held` means that it can be read here and is
    not on its way; `why_held` says why. A queued message of the channel print waits for a batch.
    """

    class Recipient(models.TextChoices):
        CHILD = "child", "The child"
        PARENT = "parent", "A parent"
        CARER = "carer", "A carer"
        SOCIAL_WORKER = "social_worker", "The social worker"
        LEGAL = "legal", "Legal services"
        OTHER = "other", "Somebody else"

    class Channel(models.TextChoices):
        EMAIL = "email", "E-mail"
        PRINT = "print", "Letter on paper"
        HELD = "held", "Not sent: read in Heard"

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to go"
        SENT = "sent", "Sent"
        FAILED = "failed", "Not delivered"
        HELD = "held", "Held"
        PRINTED = "printed", "Printed"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class WhyHeld(models.TextChoices):
        NOT_CONFIGURED = "not_configured", "E-mail is not set up for this service"
        NO_SENDER = "no_sender", "The service has no e-mail address of its own to send from"
        NO_CHANNEL = "no_channel", "No way to send it was chosen"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="messages", db_index=False)
    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    template = models.CharField(max_length=60)
    template_version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2, choices=Language)
    recipient = models.CharField(max_length=16, choices=Recipient)
    recipient_name = models.CharField(max_length=160)
    recipient_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="messages", db_index=False
    )
    channel = models.CharField(max_length=8, choices=Channel)
    address = models.TextField(blank=True)
    blocked = models.JSONField(default=list, blank=True)
    reply_to = models.EmailField(blank=True)
    with_pdf = models.BooleanField(default=False)
    subject = models.CharField(max_length=240)
    body = models.JSONField()
    identity = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State)
    why_held = models.CharField(max_length=16, choices=WhyHeld, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    written_at = models.DateTimeField(db_default=Now())
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    batch = models.ForeignKey(PrintBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="messages")
    withdrawn_why = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="message_that_left_says_when",
                condition=~Q(state__in=["sent", "printed"]) | Q(sent_at__isnull=False),
            ),
            models.CheckConstraint(name="failed_message_says_why", condition=~Q(state="failed") | ~Q(error="")),
            models.CheckConstraint(
                name="held_message_says_why",
                condition=(Q(state="held") & ~Q(why_held="")) | (~Q(state="held") & Q(why_held="")),
            ),
            models.CheckConstraint(
                name="withdrawn_message_says_why", condition=~Q(state="withdrawn") | ~Q(withdrawn_why="")
            ),
            models.CheckConstraint(
                name="message_that_leaves_has_an_address", condition=Q(channel="held") | ~Q(address="")
            ),
            models.CheckConstraint(
                name="printed_message_is_in_a_batch",
                condition=~Q(state="printed") | Q(channel="print", batch__isnull=False),
            ),
            models.CheckConstraint(name="sent_message_went_by_email", condition=~Q(state="sent") | Q(channel="email")),
        ]
        indexes: ClassVar = [
            models.Index(fields=["authority", "state", "-written_at"], name="message_by_state"),
            models.Index(fields=["authority", "child", "-written_at"], name="message_of_child"),
            models.Index(fields=["authority", "about_kind", "about_id"], name="message_about"),
        ]
        triggers: ClassVar = [
            pgtrigger.ReadOnly(
                name="words_of_a_message_are_kept",
                fields=[
                    "authority", "child", "about_kind", "about_id", "template", "template_version", "language",
                    "recipient", "recipient_name", "party", "subject", "body", "identity", "written_at", "written_by",
                ],
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"message {self.pk}"


@history.track_changes(exclude=["content"])
class MessageAttachment(OwnedByAuthority):
    """A file that goes with a letter, such as the calendar entry of an invitation; written once with its message."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attachments")
    file_name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=120)
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"attachment {self.pk}"
