"""The outbox of the authority, and what stands on every letter."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common.errors import DomainError, NotPermitted
from heard.correspondence import actions, queries
from heard.correspondence.outgoing import why_held
from heard.web.outbox import presenters
from heard.web.outbox.forms import SettingsForm
from heard.web.paging import page_asked
from heard.web.people.presenters import tabs as settings_tabs
from heard.web.request import SignedInRequest, permission_required
from heard.web.service.presenters import tabs

A_PAGE = 50


@permission_required(queries.OUTBOX)
@require_safe
def listing(request: SignedInRequest) -> HttpResponse:
    """This will list the letters of the authority, latest first, perhaps of one state."""
    viewer, state = request.user, request.GET.get("state", "")
    if state and state not in presenters.STATES:
        raise Http404
    counts = queries.outbox_counts(viewer)
    asked = page_asked(request.GET, count=counts[state] if state else sum(counts.values()), size=A_PAGE)
    found = list(queries.outbox(viewer, states=[state] if state else [])[asked.offset : asked.offset + A_PAGE])
    log.read(
        "outbox.page",
        authority_id=viewer.authority_id,
        by=viewer.pk,
        children=len({message.child_id for message in found}),
    )
    context = {
        "tabs": tabs(viewer, "outbox:list"),
        "pills": presenters.pills_of(counts, state, request.path),
        "rows": [presenters.row_of(message) for message in found],
        "mail": presenters.mail_of(why_held(viewer.authority), held=queries.held_for_mail(viewer), viewer=viewer),
        "pages": asked.links(request.path, {"state": state} if state else {}),
        "anything": bool(sum(counts.values())),
        "may_set": viewer.may(Permission.AUTHORITY_MANAGE),
    }
    return render(request, "outbox/list.html.jinja", context)


@permission_required(queries.OUTBOX)
@require_POST
def send_held(request: SignedInRequest) -> HttpResponse:
    """This will send everything that was held for want of a mail server."""
    try:
        sent = actions.send_held(by=request.user)
    except NotPermitted:
        raise
    except DomainError as error:
        messages.error(request, error.message)
    else:
        text = ngettext("%(n)d letter is on its way.", "%(n)d letters are on their way.", sent)
        messages.success(request, text % {"n": sent})
    return redirect("outbox:list")


@permission_required(Permission.AUTHORITY_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def letter_settings(request: SignedInRequest) -> HttpResponse:
    """This will change what stands at the foot of every letter."""
    kept = queries.settings_of(request.user.authority_id)
    initial = {"advocacy": kept.advocacy, "complaints": kept.complaints, "double_sided": kept.double_sided}
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_letter_settings(by=request.user, **form.cleaned_data)
        messages.success(request, gettext("The settings of letters are saved. They hold for letters written from now."))
        return redirect("outbox:settings")
    context = {
        "form": form,
        "council": request.user.authority.name,
        "tabs": settings_tabs(request.user, "outbox:settings"),
    }
    return render(request, "outbox/settings.html.jinja", context)
