from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class CurrentTransaction(models.Func):
    """The number of the transaction that writes the row."""

    template = "pg_current_xact_id()"
    output_field = models.TextField()


class TransactionId(models.Field):  # type: ignore[type-arg]
    """PostgreSQL's xid8."""

    def db_type(self, connection: object) -> str:
        return "xid8"


class Entry(models.Model):
    """What events and readings share: whose, who, when, in which request."""

    authority_id = models.BigIntegerField()
    actor_id = models.BigIntegerField(null=True)
    child_id = models.BigIntegerField(null=True)
    request_id = models.UUIDField(null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class Event(Entry):
    """One thing that happened, written in the transaction of the change it tells of."""

    name = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    xid = TransactionId(db_default=CurrentTransaction(), editable=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["authority_id", "child_id", "-at"], name="event_of_child"),
            models.Index(fields=["authority_id", "-at"], name="event_of_authority"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class Reading(Entry):
    """Somebody opened a page, a list or a file about a child or about children."""

    what = models.CharField(max_length=80)
    children = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["authority_id", "child_id", "-at"], name="reading_of_child"),
            models.Index(fields=["authority_id", "actor_id", "-at"], name="reading_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.pk}"


class Seal(models.Model):
    """A link of the chain: the digest of all events of an authority up to a transaction, and of the link before."""

    authority_id = models.BigIntegerField()
    number = models.PositiveIntegerField()
    from_xid = TransactionId()
    upto_xid = TransactionId()
    events = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority_id", "number"], name="seal_number_is_unique")
        ]

    def __str__(self) -> str:
        return f"seal {self.number}"
