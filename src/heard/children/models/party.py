from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from heard.accounts.models import HeldByItsChild, Language, User
from heard.children.models.care import Child
from heard.common import history

LONGEST_ADDRESS = 400


@history.track()
class Party(HeldByItsChild):
    """Somebody with a part in a child's life: who they are, how they are reached, whether they are asked and invited.

    The name is empty where we hold it elsewhere: of the child, and of somebody with an account. `until_on` is the last
    day in this part. Whether they may be contacted is said by `SafeContactRule`. `version` counts the changes.
    """

    class Kind(models.TextChoices):
        CHILD = "child", "The child"
        PARENT = "parent", "Parent"
        STEP_PARENT = "step_parent", "Step-parent or parent’s partner"
        GUARDIAN_IN_LAW = "guardian_in_law", "Special guardian or testamentary guardian"
        RELATIVE = "relative", "Other relative"
        FRIEND = "friend", "Friend of the child or family"
        FOSTER_CARER = "foster_carer", "Foster carer"
        RESIDENTIAL_HOME = "residential_home", "Children’s home or other placement"
        PROSPECTIVE_ADOPTER = "prospective_adopter", "Prospective adopter"
        SOCIAL_WORKER = "social_worker", "Social worker"
        TEAM_MANAGER = "team_manager", "Team manager"
        SCHOOL = "school", "School, designated teacher"
        PRE_SCHOOL = "pre_school", "Nursery or pre-school"
        VIRTUAL_SCHOOL = "virtual_school", "Virtual school"
        NURSE = "nurse", "Nurse for looked-after children"
        HEALTH = "health", "Doctor or other health worker"
        ADVOCATE = "advocate", "Advocate"
        INDEPENDENT_VISITOR = "independent_visitor", "Independent visitor"
        PERSONAL_ADVISER = "personal_adviser", "Personal adviser"
        YOUTH_JUSTICE = "youth_justice", "Youth justice worker"
        INTERPRETER = "interpreter", "Interpreter"
        GUARDIAN = "guardian", "Children’s guardian (Cafcass or Cafcass Cymru)"
        LEGAL = "legal", "Solicitor or legal services"
        COURT = "court", "Court"
        OTHER = "other", "Somebody else"

    class Responsibility(models.TextChoices):
        YES = "yes", "Has parental responsibility"
        BY_ORDER = "by_order", "Has it by a court order or agreement"
        NO = "no", "Does not have it"
        NOT_KNOWN = "not_known", "Not known"

    class Format(models.TextChoices):
        STANDARD = "", "Ordinary print"
        LARGE_PRINT = "large_print", "Large print"
        EASY_READ = "easy_read", "Easy read"
        BRAILLE = "braille", "Braille"
        AUDIO = "audio", "Audio"
        SIGN = "sign", "Sign language"

    class Channel(models.TextChoices):
        EMAIL = "email", "E-mail"
        PRINT = "print", "Letter on paper"
        HELD = "held", "No letters are sent"

    class LeftOut(models.TextChoices):
        NO = "", "Asked and invited"
        INVITATION = "invitation", "Asked, but not invited"
        BOTH = "both", "Neither asked nor invited"

    class ChildAgrees(models.TextChoices):
        NOT_ASKED = "", "Not asked yet"
        YES = "yes", "The child agrees"
        NO = "no", "The child does not agree"

    child = models.ForeignKey(
        Child, on_delete=models.PROTECT, related_name="parties", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=160, blank=True)
    relation = models.CharField(max_length=80, blank=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    parental_responsibility = models.CharField(max_length=10, choices=Responsibility, default=Responsibility.NOT_KNOWN)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    spoken_language = models.CharField(max_length=40, blank=True)
    interpreter = models.BooleanField(default=False)
    accessible_format = models.CharField(max_length=12, choices=Format, blank=True)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.HELD)
    email = models.CharField(max_length=254, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    postal_address = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    left_out = models.CharField(max_length=12, choices=LeftOut, blank=True)
    left_out_why = models.CharField(max_length=240, blank=True)
    child_agrees = models.CharField(max_length=4, choices=ChildAgrees, blank=True)
    child_asked_on = models.DateField(null=True, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=240, blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "parties"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["id", "child", "authority"], name="party_with_child_and_authority"),
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(kind="child", until_on__isnull=True),
                name="child_stands_once_among_the_parties",
            ),
            models.UniqueConstraint(
                fields=["child", "user", "kind"],
                condition=Q(until_on__isnull=True, user__isnull=False),
                name="party_with_an_account_runs_once",
            ),
            models.CheckConstraint(
                name="party_has_a_name", condition=~Q(name="") | Q(kind="child") | Q(user__isnull=False)
            ),
            models.CheckConstraint(
                name="party_ends_after_it_starts",
                condition=Q(until_on__isnull=True) | Q(from_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
            ),
            models.CheckConstraint(
                name="ended_party_says_why",
                condition=(Q(until_on__isnull=True, ended_why="")) | (Q(until_on__isnull=False) & ~Q(ended_why="")),
            ),
            models.CheckConstraint(name="party_left_out_says_why", condition=Q(left_out="") | ~Q(left_out_why="")),
            models.CheckConstraint(
                name="letters_to_a_party_have_an_address",
                condition=Q(channel="held")
                | (Q(channel="email") & ~Q(email=""))
                | (Q(channel="print") & ~Q(postal_address="")),
            ),
            models.CheckConstraint(
                name="answer_of_the_child_says_when",
                condition=Q(child_agrees="", child_asked_on__isnull=True)
                | (~Q(child_agrees="") & Q(child_asked_on__isnull=False)),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "child"], name="party_of_child")]

    def __str__(self) -> str:
        return f"party {self.pk}"

    @property
    def shown_name(self) -> str:
        """The name, from the child's record or the account where it is held there."""
        if self.kind == self.Kind.CHILD:
            return self.child.shown_name
        return self.name or (self.user.name if self.user else "")

    @property
    def chosen_address(self) -> str:
        """The address that letters go to in the way that was chosen, whatever the rules say."""
        if self.channel == self.Channel.EMAIL:
            return self.email
        return self.postal_address if self.channel == self.Channel.PRINT else ""


@history.track()
class SafeContactRule(HeldByItsChild):
    """What was decided about contacting somebody: not at all, or not at one address.

    A rule holds from `from_on` until a person ends it with a reason. `until_on` is the day until which it was decided:
    after it the rule still holds, and pages ask whether it should.
    """

    class Kind(models.TextChoices):
        DO_NOT_CONTACT = "do_not_contact", "Do not contact"
        NOT_THIS_ADDRESS = "not_this_address", "Do not use this address"

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="safe_contact_rules", db_constraint=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    kind = models.CharField(max_length=18, choices=Kind)
    address = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    reason = models.CharField(max_length=240)
    decided_by = models.CharField(max_length=120)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=240, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="safe_contact_rule_says_why_and_who_decided", condition=~Q(reason="") & ~Q(decided_by="")
            ),
            models.CheckConstraint(
                name="blocked_address_is_given",
                condition=(Q(kind="do_not_contact", address="")) | (Q(kind="not_this_address") & ~Q(address="")),
            ),
            models.CheckConstraint(
                name="safe_contact_rule_is_decided_until_after_it_starts",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
            ),
            models.CheckConstraint(
                name="safe_contact_rule_is_ended_with_a_reason",
                condition=Q(ended_on__isnull=True, ended_why="", ended_by__isnull=True)
                | (Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(ended_why="")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "child"], name="safe_contact_of_child")]

    def __str__(self) -> str:
        return f"safe contact rule {self.pk}"

    @property
    def stands(self) -> bool:
        """Whether nobody has ended the rule."""
        return self.ended_on is None
