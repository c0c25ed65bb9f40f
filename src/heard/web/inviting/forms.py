"""The forms about the people of a review."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.children.models import Party
from heard.pages.forms import DateField
from heard.reviews.models import Invitation
from heard.reviews.preparation.inviting_actions import Answered
from heard.reviews.preparation.questions import Question
from heard.web.reviews.forms import VersionedForm

ASKED = (
    ("both", gettext_lazy("Invited, and asked for their views")),
    ("consulted", gettext_lazy("Asked for their views, not invited")),
    ("invited", gettext_lazy("Invited, not asked in writing")),
    ("neither", gettext_lazy("Neither")),
)
WAYS = {
    Invitation.AnsweredBy.PAPER: gettext_lazy("On paper"),
    Invitation.AnsweredBy.TELEPHONE: gettext_lazy("By telephone"),
    Invitation.AnsweredBy.TALK: gettext_lazy("In a talk"),
    Invitation.AnsweredBy.EMAIL: gettext_lazy("By e-mail"),
    Invitation.AnsweredBy.ONLINE: gettext_lazy("On line"),
}
COMING = {
    Invitation.Coming.WHOLE: gettext_lazy("Coming"),
    Invitation.Coming.PART: gettext_lazy("Coming for a part"),
    Invitation.Coming.WRITING: gettext_lazy("In writing only"),
    Invitation.Coming.NO: gettext_lazy("Not coming"),
    Invitation.Coming.WAITING: gettext_lazy("Not said"),
}
OPEN_TO = {
    Invitation.OpenTo.SERVICE: gettext_lazy("The reviewing service"),
    Invitation.OpenTo.SOCIAL_WORKER: gettext_lazy("The social worker"),
    Invitation.OpenTo.CARERS: gettext_lazy("The carers"),
    Invitation.OpenTo.PARENTS: gettext_lazy("The parents"),
    Invitation.OpenTo.SCHOOL: gettext_lazy("The school"),
}
SENT, REMINDED, BOUNCED = "sent", "reminded", "bounced"


class DecideForm(VersionedForm):
    """Whether somebody is invited and asked."""

    asked = forms.ChoiceField(
        label=gettext_lazy("For this review, this person is"),
        choices=ASKED,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether this person is invited and asked")},
    )
    reason_not = forms.CharField(
        label=gettext_lazy("Why not, or not wholly"),
        help_text=gettext_lazy("Needed for neither. It stands in the record of the review."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LogForm(forms.Form):
    """What was done outside Heard, or came back."""

    what = forms.ChoiceField(
        label=gettext_lazy("What happened?"),
        choices=[
            (SENT, gettext_lazy("It was sent or given by hand")),
            (REMINDED, gettext_lazy("They were reminded today")),
            (BOUNCED, gettext_lazy("What was sent came back")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what happened")},
    )
    on = DateField(
        what=gettext_lazy("the day on which it was sent"),
        label=gettext_lazy("When was it sent?"),
        help_text=gettext_lazy("Only for what was sent by hand."),
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("What came back?"),
        help_text=gettext_lazy("Only for what came back: the envelope, the words of the mail server."),
        required=False,
        max_length=300,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("what") == SENT and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", _("Enter the day on which it was sent"))
        return cleaned


class AnswerForm(VersionedForm):
    """What somebody answered, question by question, in their own words."""

    on = DateField(what=gettext_lazy("the day on which the answer came"), label=gettext_lazy("When did it come?"))
    by = forms.ChoiceField(
        label=gettext_lazy("How did it come?"),
        choices=list(WAYS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how the answer came")},
    )
    coming = forms.ChoiceField(
        label=gettext_lazy("Are they coming to the review?"),
        choices=list(COMING.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether they are coming")},
    )
    separate = forms.BooleanField(label=gettext_lazy("They wish to talk with the IRO on their own"), required=False)
    open_to = forms.MultipleChoiceField(
        label=gettext_lazy("Who may know what the child said, beside the IRO?"),
        help_text=gettext_lazy("Ask the child. With no box ticked the IRO alone reads it."),
        choices=list(OPEN_TO.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        questions: Sequence[Question],
        language: str,
        kind: str,
        today: date,
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial={"on": today, **(initial or {})})
        self.questions, self.language, self.kind, self.today = questions, language, kind, today
        for question in questions:
            self.fields[f"q_{question.key}"] = forms.CharField(
                label=question.words(language),
                required=False,
                max_length=5000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        if kind != Party.Kind.CHILD:
            del self.fields["open_to"]

    def made_with(self) -> dict[str, Any]:
        return {"questions": self.questions, "language": self.language, "kind": self.kind, "today": self.today}

    @property
    def asked(self) -> list[Any]:
        """The fields of the questions."""
        return [self[f"q_{question.key}"] for question in self.questions]

    @property
    def answered(self) -> Answered:
        """What was entered, as the action takes it."""
        given = self.cleaned_data
        return Answered(
            on=given["on"],
            by=given["by"],
            coming=given["coming"],
            answers={question.key: given[f"q_{question.key}"] for question in self.questions},
            wants_separate_talk=given["separate"],
            open_to=tuple(given.get("open_to") or ()),
        )


class SendForm(forms.Form):
    """Who gets an invitation, or a reminder, now."""

    what = forms.ChoiceField(choices=[("invite", ""), ("remind", "")])
    people = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Who gets it?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    again = forms.BooleanField(label=gettext_lazy("Send it once more to those who got it just now"), required=False)

    def __init__(self, data: Any = None, *, choices: Sequence[tuple[str, str]], chosen: Sequence[str]) -> None:
        super().__init__(data, initial={"people": list(chosen), "what": "invite"})
        field = self.fields["people"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = list(choices)


class HolidayForm(forms.Form):
    """Days on which the schools are closed."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        error_messages={"required": gettext_lazy("Enter what the holiday is called, such as Christmas")},
    )
    first_day = DateField(
        what=gettext_lazy("the first day without school"), label=gettext_lazy("First day without school")
    )
    last_day = DateField(
        what=gettext_lazy("the last day without school"), label=gettext_lazy("Last day without school")
    )
