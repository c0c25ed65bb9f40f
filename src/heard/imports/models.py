from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from heard.accounts.models import OwnedByAuthority, User
from heard.children.models import Child


class ImportRun(OwnedByAuthority):
    """One import: what was given, by whom, when, and what came of it."""

    class Kind(models.TextChoices):
        SSDA903 = "ssda903", "SSDA903"
        NAMES = "names", "Names"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        REFUSED = "refused", "Refused"
        FAILED = "failed", "Stopped"

    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=8, choices=State)
    dry_run = models.BooleanField(default=False)
    year = models.CharField(max_length=7, blank=True)
    as_of = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    step = models.CharField(max_length=80, blank=True)
    done_parts = models.PositiveIntegerField(default=0)
    all_parts = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    files = models.JSONField(default=list)
    checks = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["authority", "-asked_at"], name="import_of_authority")]

    def __str__(self) -> str:
        return f"import {self.pk}"


class ImportUpload(OwnedByAuthority):
    """A file as it was uploaded, kept until the import has run, so that any worker can take it."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=200)
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"upload {self.pk}"


class ImportProblem(OwnedByAuthority):
    """A row that was refused, or that a check warns of."""

    class Level(models.TextChoices):
        REFUSED = "refused", "Refused"
        WARNING = "warning", "Warning"

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="problems", db_index=False)
    level = models.CharField(max_length=8, choices=Level)
    file = models.CharField(max_length=200)
    row = models.PositiveIntegerField(null=True)
    local_id = models.CharField(max_length=40, blank=True)
    field = models.CharField(max_length=40, blank=True)
    came_as = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=40)
    message = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "level", "id"], name="problem_of_import")]

    def __str__(self) -> str:
        return f"problem {self.pk}"


class ImportDifference(OwnedByAuthority):
    """A due or late mark of the source that differs from what the law gives."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="differences", db_index=False)
    local_id = models.CharField(max_length=40)
    review_on = models.DateField(null=True)
    number = models.PositiveSmallIntegerField(null=True)
    rule = models.CharField(max_length=60)
    counted_from = models.DateField(null=True)
    field = models.CharField(max_length=40)
    source_says = models.CharField(max_length=40)
    law_says = models.CharField(max_length=40)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "id"], name="difference_of_import")]

    def __str__(self) -> str:
        return f"difference {self.pk}"


class ImportChange(OwnedByAuthority):
    """That a child came to be known, or left care, by an import. It names the local id: a dry run stores no child."""

    class Kind(models.TextChoices):
        NEW = "new", "New child"
        CEASED = "ceased", "No longer looked after"

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="changes", db_index=False)
    kind = models.CharField(max_length=6, choices=Kind)
    local_id = models.CharField(max_length=40)
    on = models.DateField(null=True)
    reason = models.CharField(max_length=3, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "kind", "id"], name="change_of_import")]

    def __str__(self) -> str:
        return f"change {self.pk}"


class ImportedName(OwnedByAuthority):
    """The name that an import last gave a child. Where the child's name is another, the service entered that itself."""

    child = models.OneToOneField(Child, on_delete=models.CASCADE, related_name="+")
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    preferred_name = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"imported name {self.pk}"
