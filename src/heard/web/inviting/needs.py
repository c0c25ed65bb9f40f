"""What a review needs booked: an interpreter, a room, a link, transport; and the letter to the interpreter."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.common import clock
from heard.common.errors import ChangedMeanwhile, DomainError
from heard.correspondence import interpreters as letters
from heard.correspondence.compose import Officer
from heard.correspondence.documents import as_fragment
from heard.correspondence.models import Message
from heard.reviews.models import ReviewNeed
from heard.reviews.preparation import need_actions as actions
from heard.reviews.preparation.need_queries import get_need, interpreters_of
from heard.web.inviting.facts import PeopleFacts, crumbs_of, read
from heard.web.inviting.need_words import KINDS, STATES, title_of
from heard.web.naming.telling import officer_of
from heard.web.request import SignedInRequest, or_404, permission_required
from heard.web.reviews.forms import VersionedForm

BOTH = ["GET", "HEAD", "POST"]
Kind, State = ReviewNeed.Kind, ReviewNeed.State
FIELD_OF: Mapping[type[DomainError], str] = {
    actions.InterpreterForNobody: "party",
    actions.NotAroundTheChild: "party",
    actions.NotAnInterpreter: "interpreter",
    actions.BookedWithoutWho: "who",
    actions.NoReasonForNeed: "why",
    actions.NothingToBookFor: "state",
}


class NeedForm(VersionedForm):
    """How far one thing is. What it is and for whom is asked where it is new."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is needed?"),
        choices=list(KINDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is needed")},
    )
    party = forms.ChoiceField(
        label=gettext_lazy("For whom?"),
        help_text=gettext_lazy("An interpreter is for one person. A room and a link are for everybody."),
        required=False,
    )
    state = forms.ChoiceField(
        label=gettext_lazy("How far along is it?"),
        choices=list(STATES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how far along it is")},
    )
    who = forms.CharField(
        label=gettext_lazy("Who or what is booked?"),
        help_text=gettext_lazy("The interpreter and the firm, the room, the address of the link, the driver."),
        required=False,
        max_length=160,
    )
    reference = forms.CharField(label=gettext_lazy("Reference of the booking"), required=False, max_length=80)
    language = forms.CharField(
        label=gettext_lazy("Language"),
        help_text=gettext_lazy("Of the interpreter: such as Polish, or British Sign Language."),
        required=False,
        max_length=60,
    )
    interpreter = forms.ChoiceField(
        label=gettext_lazy("Who is written to?"),
        help_text=gettext_lazy(
            "An interpreter among the people of the child. The letter says the day, the place and the language, and"
            " nothing of the child."
        ),
        required=False,
    )
    why = forms.CharField(
        label=gettext_lazy("Why did it fall through, or why is it not needed any more?"),
        required=False,
        max_length=300,
    )

    def __init__(self, data: Any = None, *, facts: PeopleFacts, need: ReviewNeed | None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.facts, self.need = facts, need
        around = {row.party.pk: row.party.shown_name for row in facts.invitations}
        if need is not None and need.party is not None:
            around.setdefault(need.party.pk, need.party.shown_name)
        self._offer("party", around, _("Everybody"))
        known = {one.pk: one.shown_name for one in interpreters_of(facts.review)}
        self._offer("interpreter", known, _("Nobody: they are told in another way"))
        if not known:
            del self.fields["interpreter"]
        if need is not None:
            del self.fields["kind"], self.fields["party"]
            if need.kind != ReviewNeed.Kind.INTERPRETER:
                for name in ("language", "interpreter"):
                    self.fields.pop(name, None)

    def _offer(self, name: str, people: Mapping[int, str], nobody: str) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", nobody), *((str(pk), text) for pk, text in people.items())]

    def made_with(self) -> dict[str, Any]:
        return {"facts": self.facts, "need": self.need}

    @property
    def told(self) -> actions.NeedFacts:
        """What was entered, as the action takes it."""
        given = self.cleaned_data
        return actions.NeedFacts(
            state=given["state"],
            who=given["who"],
            reference=given["reference"],
            why=given["why"],
            language=given.get("language", ""),
            interpreter_id=int(given["interpreter"]) if given.get("interpreter") else None,
        )

    @property
    def of_kind(self) -> str:
        """What is needed."""
        return self.need.kind if self.need else str(self.cleaned_data["kind"])

    @property
    def of_party(self) -> int | None:
        """For whom, if it is for somebody."""
        if self.need is not None:
            return self.need.party_id
        return int(self.cleaned_data["party"]) if self.cleaned_data["party"] else None


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_ARRANGE)
def add(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Say that a review needs something, and how far it is."""
    facts = read(request, review_id)
    party = next((row.party for row in facts.invitations if str(row.party_id) == request.GET.get("party")), None)
    initial = {
        "version": 0,
        "kind": request.GET.get("kind", ""),
        "party": str(party.pk) if party else "",
        "language": party.spoken_language if party else "",
        "state": State.NEEDED.value,
    }
    return _form(request, facts, None, initial)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_ARRANGE)
def change(request: SignedInRequest, review_id: int, need_id: int) -> HttpResponse:
    """Keep how far something is."""
    facts = read(request, review_id)
    need = or_404(get_need, need_id, review=facts.review)
    initial = {name: getattr(need, name) for name in ("version", "state", "who", "reference", "language", "why")}
    return _form(request, facts, need, initial | {"interpreter": str(need.interpreter_id or "")})


def _form(
    request: SignedInRequest, facts: PeopleFacts, need: ReviewNeed | None, initial: dict[str, Any]
) -> HttpResponse:
    form = NeedForm(request.POST or None, facts=facts, need=need, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.record_need(
                review_id=facts.review.pk,
                kind=form.of_kind,
                party_id=form.of_party,
                facts=form.told,
                version=form.cleaned_data["version"] or 0,
                today=facts.today,
                by=request.user,
            )
        except ChangedMeanwhile as error:
            form = _again(form, need)
            form.add_error(None, error.message)
        except DomainError as error:
            field = FIELD_OF.get(type(error))
            form.add_error(field if field in form.fields else None, error.message)
        else:
            messages.success(request, _("%(what)s: it is kept.") % {"what": title_of(kept.kind, kept.party)})
            return redirect("inviting:people", facts.review.pk)
    title = title_of(need.kind, need.party) if need else _("Something is needed")
    context = {"form": form, "title": title, "name": facts.name, "crumbs": crumbs_of(facts.review)}
    return render(request, "inviting/need.html.jinja", context)


def _again(form: NeedForm, need: ReviewNeed | None) -> NeedForm:
    """The form with all that was typed, for the version that stands now."""
    if need is None:
        return form
    need.refresh_from_db()
    return NeedForm(form.again(need.version).data, facts=form.facts, need=need)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_ARRANGE)
def letter(request: SignedInRequest, review_id: int, need_id: int) -> HttpResponse:
    """Show the letter to the interpreter, and send it with its calendar entry."""
    facts = read(request, review_id)
    need = or_404(get_need, need_id, review=facts.review)
    officer = officer_of(facts.named.iro, today=facts.today) if facts.named else None
    problem = ""
    if request.method == "POST":
        try:
            message = letters.write_to_interpreter(
                review_id=review_id,
                need_id=need.pk,
                officer=officer,
                today=facts.today,
                now=clock.now(),
                by=request.user,
            )
        except DomainError as error:
            problem = error.message
        else:
            _tell(request, message)
            return redirect("inviting:people", review_id)
    shown, to, why = _shown(request, facts, need, officer)
    context = {"letter": shown, "to": to, "problem": problem or why, "crumbs": crumbs_of(facts.review)}
    return render(request, "inviting/need_letter.html.jinja", context)


def _shown(
    request: SignedInRequest, facts: PeopleFacts, need: ReviewNeed, officer: Officer | None
) -> tuple[Any, str, str]:
    """The letter as it would go, to whom, and why it cannot."""
    try:
        sending = letters.letter_to_interpreter(
            need,
            facts.review,
            officer=officer,
            authority=facts.authority,
            viewer=request.user,
            today=facts.today,
            now=clock.now(),
        )
        made = sending.letter
    except DomainError as error:
        return None, "", error.message
    return as_fragment(made, pictures=sending.order.officer.pictures), sending.to.name, ""


def _tell(request: SignedInRequest, message: Message) -> None:
    if message.state == Message.State.HELD:
        messages.warning(request, _("The letter is in the outbox and held, because e-mail is not set up."))
        return
    messages.success(request, _("The letter to %(name)s is in the outbox.") % {"name": message.recipient_name})
