"""One letter: read, taken back, sent again, printed. Each reading is written to the log."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.queries import get_visible
from heard.common.errors import DomainError, NotPermitted
from heard.correspondence import actions, queries
from heard.correspondence.letter import as_text
from heard.correspondence.models import Message
from heard.web.child.presenters import Facts, top_of
from heard.web.child.views import facts_of
from heard.web.outbox import presenters
from heard.web.outbox.forms import PrintForm, SendAgainForm, WithdrawForm
from heard.web.request import SignedInRequest, or_404, permission_required
from heard.web.sealed import sealed

FORM_METHODS = ["GET", "HEAD", "POST"]


@permission_required(Permission.CHILDREN_VIEW_OWN)
@require_safe
def show(request: SignedInRequest, message_id: int) -> HttpResponse:
    """This will show a letter as it was written, and what became of it."""
    message = or_404(queries.get_message, message_id, viewer=request.user)
    _read("letter.page", message, request)
    context = {
        "page": presenters.letter_page(message, viewer=request.user),
        "letter": queries.fragment_of(message),
        "files": [presenters.file_of(one) for one in queries.attachments_of(message)],
    }
    return render(request, "outbox/letter.html.jinja", context)


@permission_required(Permission.CHILDREN_VIEW_OWN)
@require_safe
def pdf(request: SignedInRequest, message_id: int) -> HttpResponse:
    """This will give a letter as PDF."""
    message = or_404(queries.get_message, message_id, viewer=request.user)
    _read("letter.pdf", message, request)
    content = queries.pdf_of(message).content
    return sealed(content, content_type="application/pdf", file_name=f"letter-{message.pk}.pdf")


@permission_required(Permission.CHILDREN_VIEW_OWN)
@require_safe
def file(request: SignedInRequest, message_id: int, attachment_id: int) -> HttpResponse:
    """This will give a file that goes with a letter, to whoever may read the letter."""
    message = or_404(queries.get_message, message_id, viewer=request.user)
    found = or_404(queries.get_attachment, attachment_id, message=message)
    _read("letter.file", message, request)
    content = bytes(found.content)
    return sealed(content, content_type=found.content_type, file_name=found.file_name, attached=True)


@permission_required(Permission.CHILDREN_VIEW_OWN)
@require_safe
def text(request: SignedInRequest, message_id: int) -> HttpResponse:
    """This will give a letter as plain text."""
    message = or_404(queries.get_message, message_id, viewer=request.user)
    _read("letter.txt", message, request)
    words = as_text(queries.letter_of(message))
    response = sealed(words, content_type="text/plain; charset=utf-8", file_name=f"letter-{message.pk}.txt")
    response["Content-Language"] = message.language
    return response


@permission_required(queries.OUTBOX)
@require_http_methods(FORM_METHODS)
def withdraw(request: SignedInRequest, message_id: int) -> HttpResponse:
    """This will take a letter back, with the reason."""
    message = or_404(queries.get_message, message_id, viewer=request.user)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    words = _Words(
        title=gettext("Take this letter back"),
        lead=gettext("It will not be sent. It stays readable here, with your reason."),
        button=gettext("Take the letter back"),
        done=gettext("The letter is taken back."),
    )
    return _decide(request, message, form, words, actions.withdraw, "why")


@permission_required(queries.OUTBOX)
@require_http_methods(FORM_METHODS)
def send_again(request: SignedInRequest, message_id: int) -> HttpResponse:
    """This will send an e-mail that is held or came back, perhaps to a corrected address."""
    message = or_404(queries.get_message, message_id, viewer=request.user)
    known = message.address if message.channel == Message.Channel.EMAIL else ""
    form = SendAgainForm(request.POST if request.method == "POST" else None, initial={"address": known})
    words = _Words(
        title=gettext("Send this letter by e-mail"),
        lead=presenters.note_of(message),
        button=gettext("Send the letter"),
        done=gettext("The letter is in the outbox again."),
    )
    return _decide(request, message, form, words, actions.send_again, "address")


@permission_required(queries.OUTBOX)
@require_http_methods(FORM_METHODS)
def print_instead(request: SignedInRequest, message_id: int) -> HttpResponse:
    """This will put a letter that is held or came back among those to print."""
    message = or_404(queries.get_message, message_id, viewer=request.user)
    known = message.address if message.channel == Message.Channel.PRINT else message.recipient_name
    form = PrintForm(request.POST if request.method == "POST" else None, initial={"address": known})
    words = _Words(
        title=gettext("Print this letter instead"),
        lead=gettext("It goes into the next print batch. The address stands on the list in front of the batch."),
        button=gettext("Put it among the letters to print"),
        done=gettext("The letter waits to be printed."),
    )
    return _decide(request, message, form, words, actions.print_instead, "address")


@permission_required(Permission.CHILDREN_VIEW_OWN)
@require_safe
def of_child(request: SignedInRequest, child_id: int) -> HttpResponse:
    """This will list the letters about a child that the viewer may read."""
    child = or_404(get_visible, child_id, viewer=request.user)
    facts = facts_of(request, child)
    found = queries.messages_of(child, viewer=request.user)
    log.read("child.letters", authority_id=request.user.authority_id, by=request.user.pk, child_id=child.pk)
    context = {
        "top": top_of(facts, viewer=request.user, current="letters"),
        "rows": [presenters.row_of(message, of_child=True) for message in found],
        "name": facts.name,
        "tell": _tell_of_iro(facts, found, request),
    }
    return render(request, "outbox/of_child.html.jinja", context)


def _tell_of_iro(facts: Facts, found: Sequence[Message], request: SignedInRequest) -> str:
    """Where the letters about the child's IRO can be written, if none were; for whoever names IROs."""
    running = next((one for one in facts.appointments if one.ended_on is None), None)
    if running is None or not request.user.may(Permission.IRO_APPOINT):
        return ""
    told = [one for one in found if one.about_kind == "named_iro" and one.about_id == running.pk]
    standing = [one for one in told if one.state != Message.State.WITHDRAWN]
    return "" if standing else reverse("naming:tell", args=[facts.child.pk])


class _Words:
    """What a page that decides about a letter says."""

    def __init__(self, *, title: str, lead: str, button: str, done: str) -> None:
        self.title, self.lead, self.button, self.done = title, lead, button, done


def _decide(
    request: SignedInRequest,
    message: Message,
    form: forms.Form,
    words: _Words,
    action: Callable[..., Any],
    field: str,
) -> HttpResponse:
    """Ask for one thing and do it; the sentence of a refusal stands beside the field."""
    if request.method == "POST" and form.is_valid():
        try:
            action(message_id=message.pk, by=request.user, **{field: form.cleaned_data[field]})
        except NotPermitted:
            raise
        except DomainError as error:
            form.add_error(field, error.message)
        else:
            messages.success(request, words.done)
            return redirect("outbox:show", message.pk)
    context = {"form": form, "page": presenters.letter_page(message, viewer=request.user), "words": words}
    return render(request, "outbox/decide.html.jinja", context)


def _read(what: str, message: Message, request: SignedInRequest) -> None:
    log.read(what, authority_id=request.user.authority_id, by=request.user.pk, child_id=message.child_id)
