"""Safe contact: recording what was decided, and ending it with a reason."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.children import safe_contact
from heard.children.addresses import NotAnEmailAddress
from heard.children.party_queries import get_person, get_rule
from heard.common import clock
from heard.common.errors import DomainError
from heard.web.parties.forms import EndRuleForm, RuleForm
from heard.web.parties.views import BOTH, small
from heard.web.request import SignedInRequest, or_404, permission_required

FIELDS: dict[type[DomainError], str] = {
    safe_contact.NoAddressToBlock: "address",
    NotAnEmailAddress: "address",
    safe_contact.RuleInFuture: "from_on",
    safe_contact.RuleBeforeBirth: "from_on",
    safe_contact.DecidedUntilPast: "decided_until",
    safe_contact.NobodyDecided: "decided_by",
}


@require_http_methods(BOTH)
@permission_required(Permission.PARTIES_EDIT)
def record(request: SignedInRequest, party_id: int) -> HttpResponse:
    """Record a rule of safe contact. What waits in the outbox and is forbidden now is taken back."""
    person = or_404(get_person, party_id, viewer=request.user)
    party, today = person.party, clock.today()
    form = RuleForm(request.POST or None, initial={"from_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            safe_contact.record_safe_contact(party_id=party.pk, facts=form.facts, today=today, by=request.user)
        except DomainError as error:
            form.add_error(FIELDS.get(type(error)), error.message)
        else:
            reach = or_404(get_person, party_id, viewer=request.user).reach
            messages.success(request, _("The rule holds now. Letters that it forbids were taken back from the outbox."))
            if reach.why == "blocked":
                messages.warning(
                    request,
                    _("Letters to %(name)s went to this address. None is sent until another way is entered.")
                    % {"name": party.shown_name},
                )
            return redirect("parties:show", party.child_id)
    heading = _("Safe contact of %(name)s") % {"name": party.shown_name}
    note = _("The rule holds at once, for every letter and invitation, until somebody ends it with a reason.")
    return render(request, "parties/small.html.jinja", small(party, form, heading, note, _("Save the rule")))


@require_http_methods(BOTH)
@permission_required(Permission.PARTIES_EDIT)
def end(request: SignedInRequest, rule_id: int) -> HttpResponse:
    """End a rule, saying why."""
    rule = or_404(get_rule, rule_id, viewer=request.user)
    form = EndRuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            safe_contact.end_safe_contact(
                rule_id=rule.pk, why=form.cleaned_data["why"], today=clock.today(), by=request.user
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The rule is ended. Why stays in the record."))
            return redirect("parties:show", rule.child_id)
    heading = _("End the rule about %(name)s") % {"name": rule.party.shown_name}
    note = _("Decided by %(by)s: %(reason)s. From now on letters go again the way that is entered.")
    told = note % {"by": rule.decided_by, "reason": rule.reason}
    return render(request, "parties/small.html.jinja", small(rule.party, form, heading, told, _("End the rule")))
