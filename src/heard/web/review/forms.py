"""The forms that prepare a review, in plain words."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.pages.forms import DateField
from heard.reviews.models import Choices, TalkWithSocialWorker
from heard.reviews.preparation.actions import LONGEST, LONGEST_NAME, ChildChose, Talk
from heard.web.review.duty_words import DUTIES
from heard.web.reviews.forms import VersionedForm

HOW = {
    Choices.How.TALK: gettext_lazy("In a talk"),
    Choices.How.TELEPHONE: gettext_lazy("By telephone"),
    Choices.How.WRITING: gettext_lazy("In writing"),
    Choices.How.ONLINE: gettext_lazy("On the child’s page"),
    Choices.How.SOCIAL_WORKER: gettext_lazy("Through the social worker"),
    Choices.How.CARER: gettext_lazy("Through the carer"),
    Choices.How.ADVOCATE: gettext_lazy("Through the advocate"),
    Choices.How.OBSERVED: gettext_lazy("Too young to be asked: observed"),
}
MATTERS = {
    Choices.Matter.TIME: gettext_lazy("Day and time"),
    Choices.Matter.PLACE: gettext_lazy("Place"),
    Choices.Matter.PEOPLE: gettext_lazy("Who comes"),
    Choices.Matter.CHAIRING: gettext_lazy("Running the review"),
    Choices.Matter.LANGUAGE: gettext_lazy("Language"),
}
CHAIRING = {
    Choices.Chairing.NO: gettext_lazy("Does not want to run it"),
    Choices.Chairing.PART: gettext_lazy("Runs a part of it"),
    Choices.Chairing.ALL: gettext_lazy("Runs all of it"),
}
TEXTS = (
    (
        "day_and_time",
        gettext_lazy("Day and time"),
        gettext_lazy("When suits, and when does not. School time only if they wish it."),
    ),
    ("place", gettext_lazy("Place"), gettext_lazy("Where it feels right.")),
    ("wanted", gettext_lazy("Who should be there"), ""),
    ("unwanted", gettext_lazy("Who should not be there"), gettext_lazy("Kept here, and not told to that person.")),
    ("language", gettext_lazy("Language of the review"), ""),
    ("called", gettext_lazy("What to be called"), ""),
    ("first_topic", gettext_lazy("What to talk about first"), ""),
)
PROPOSED = ("day_and_time", "place", "wanted", "unwanted", "chairing", "language", "called", "first_topic")


class ChoicesForm(VersionedForm):
    """What the child was asked about the review, and what the child chose."""

    asked_on = DateField(what=gettext_lazy("the day on which the child was asked"), label="")
    how = forms.ChoiceField(
        label=gettext_lazy("How?"),
        choices=list(HOW.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how the child was asked")},
    )
    asked_about = forms.MultipleChoiceField(
        label=gettext_lazy("About what?"),
        choices=list(MATTERS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    answered_on = DateField(
        what=gettext_lazy("the day on which the child answered"),
        label="",
        help_text=gettext_lazy("Leave empty while there is no answer."),
        required=False,
    )
    chairing = forms.ChoiceField(
        label="", choices=[("", gettext_lazy("Not asked")), *CHAIRING.items()], widget=forms.RadioSelect, required=False
    )
    helps = forms.CharField(
        label="",
        help_text=gettext_lazy("One thing a line: a quiet room, breaks, hearing aids, sitting next to somebody."),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, name: str, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.name = name
        told = {"name": name}
        labels = {
            "asked_on": _("When was %(name)s asked?") % told,
            "answered_on": _("When did %(name)s choose?") % told,
            "chairing": _("Does %(name)s want to run it?") % told,
            "helps": _("What helps %(name)s to take part?") % told,
        }
        for field, label in labels.items():
            self.fields[field].label = label
        for field, words, hint in TEXTS:
            self.fields[field] = forms.CharField(
                label=words, help_text=hint, required=False, max_length=LONGEST[field], error_messages=_too_long(field)
            )
        self.order_fields(
            ["version", "asked_on", "how", "asked_about", "answered_on", *(one[0] for one in TEXTS[:4]), "chairing"]
        )

    def made_with(self) -> dict[str, Any]:
        return {"name": self.name}

    @property
    def texts(self) -> list[forms.BoundField]:
        """The fields of what the child chose, in order."""
        names = (
            "day_and_time",
            "place",
            "wanted",
            "unwanted",
            "chairing",
            "language",
            "called",
            "first_topic",
            "helps",
        )
        return [self[name] for name in names]

    @property
    def chose(self) -> ChildChose:
        """What was typed."""
        given = self.cleaned_data
        return ChildChose(
            asked_on=given["asked_on"],
            how=given["how"],
            asked_about=tuple(given["asked_about"]),
            answered_on=given["answered_on"],
            chairing=given["chairing"],
            helps=tuple(given["helps"].splitlines()),
            **{field: given[field] for field, _words, _hint in TEXTS},
        )

    @classmethod
    def initial_of(cls, choices: Choices | None, *, earlier: Choices | None) -> dict[str, Any]:
        """What stands in the form first: what is kept, or what the child chose last time as a proposal."""
        if choices is not None:
            kept = {
                name: getattr(choices, name) for name in (*PROPOSED, "asked_on", "how", "asked_about", "answered_on")
            }
            return kept | {"helps": "\n".join(choices.helps), "version": choices.version}
        proposed = {name: getattr(earlier, name) for name in PROPOSED} if earlier else {}
        return proposed | {"helps": "\n".join(earlier.helps) if earlier else "", "version": 0}


def _too_long(field: str) -> dict[str, Any]:
    return {"max_length": _("Shorten this to %(n)d letters or fewer") % {"n": LONGEST[field]}}


class SocialWorkerForm(VersionedForm):
    """The talk of IRO and social worker before a review."""

    held_on = DateField(what=gettext_lazy("the day of the talk"), label=gettext_lazy("When did you speak?"))
    social_worker = forms.CharField(
        label=gettext_lazy("With whom?"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Enter the name of the social worker")},
    )
    agenda = forms.CharField(
        label=gettext_lazy("What the review should talk about"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    changes = forms.CharField(
        label=gettext_lazy("What changed since the last review"),
        help_text=gettext_lazy("Also what is to change soon."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    who_comes = forms.CharField(
        label=gettext_lazy("Who should come, and who not"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    risks = forms.CharField(
        label=gettext_lazy("Risks to think of"),
        help_text=gettext_lazy("For the day of the review: who should not meet whom, contact orders, travel."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def talk(self) -> Talk:
        """What was typed."""
        given = self.cleaned_data
        return Talk(
            **{name: given[name] for name in ("held_on", "social_worker", "agenda", "changes", "who_comes", "risks")}
        )

    @classmethod
    def initial_of(cls, talk: TalkWithSocialWorker | None, *, social_worker: str) -> dict[str, Any]:
        """What stands in the form first."""
        if talk is None:
            return {"social_worker": social_worker, "version": 0}
        names = ("held_on", "social_worker", "agenda", "changes", "who_comes", "risks", "version")
        return {name: getattr(talk, name) for name in names}


class CombinedForm(forms.Form):
    """Which other reviews the same sitting serves."""

    duties = forms.MultipleChoiceField(
        label=gettext_lazy("Which other reviews does this sitting serve?"),
        help_text=gettext_lazy("Each has its own law and its own record. Joining them only shares the day."),
        choices=list(DUTIES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose the other reviews from the list")},
    )
