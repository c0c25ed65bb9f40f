"""Giving out the copies: who is on the list, the right copy for each, how it goes, and what went before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.models import Party, Relationship
from heard.children.party_queries import Person, circle_of
from heard.common import clock
from heard.common.errors import DomainError, NotPermitted
from heard.correspondence.distribution import Giving, MoreThanUsual, Papers, give_copies, right_copy
from heard.correspondence.documents import as_fragment
from heard.correspondence.just_sent import SentJustNow
from heard.correspondence.letter import Letter
from heard.correspondence.models import Message
from heard.correspondence.queries import messages_about
from heard.correspondence.recipients import Recipient, recipient_of
from heard.law import Nation
from heard.pages.presenters import dates
from heard.reviews.limits import own_limit
from heard.reviews.models import Copy, Review, SentCopy
from heard.reviews.queries import get_visible
from heard.reviews.record import queries as record_queries
from heard.reviews.record.receivers import OF_COURT, in_proceedings
from heard.reviews.settings import own_limits_of
from heard.web.outbox.presenters import STATES
from heard.web.parties.words import KINDS
from heard.web.record import words
from heard.web.record.editor import limits_of
from heard.web.record.forms import GivenForm
from heard.web.record.had import NOTHING, Had, had_before
from heard.web.record.scene import not_held, papers_for, trail
from heard.web.request import SignedInRequest, or_404, permission_required

BOTH = ["GET", "HEAD", "POST"]
TICKS: dict[type[DomainError], str] = {SentJustNow: "again", MoreThanUsual: "meant"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Somebody on the list. `key` names them on the form; `why_held` says why nothing can be sent to them."""

    key: str
    name: str
    part: str
    how: str
    copy: str
    chosen: bool
    had: str
    to: Recipient
    why_held: str
    party_id: int | None
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Went:
    """A copy that was given: to whom, which, when and how, whether late, and what became of the letter."""

    name: str
    copy: str
    on: str
    late: bool
    way: str
    state: str
    href: str
    left: bool
    failed: str


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_ARRANGE)
def send(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Show the list with the right copy for each, send what is chosen, and log what was given in another way."""
    review = or_404(get_visible, review_id, viewer=request.user)
    if review.held_on is None or review.state != Review.State.HELD:
        return not_held(request, review)
    today, error, asks = clock.today(), "", ""
    form = GivenForm(request.POST if request.method == "POST" else None)
    sent = record_queries.sent_copies_of(review)
    papers = papers_for(request, review, today=today)
    receivers = receivers_of(review, request, had_before(sent, papers))
    if request.method == "POST":
        error, asks = _give(request, papers, receivers, form, today)
        if not error:
            return redirect("record:send", review.pk)
    else:
        log.read("record.sent", authority_id=request.user.authority_id, by=request.user.pk, child_id=review.child_id)
    context = {
        "crumbs": trail(review, record=request.user.may(Permission.REVIEW_RECORD)),
        "limits": limits_of(review, authority=request.user.authority, name=papers.greeting, today=today)[-1:],
        "receivers": [_again(one, request) for one in receivers] if error else receivers,
        "copies": [(copy.value, text) for copy, text in words.COPIES.items()],
        "ways": [(way.value, text) for way, text in words.WAYS.items()],
        "way": request.POST.get("way", SentCopy.Way.OUTBOX),
        "given": form,
        "error": error,
        "asks": asks,
        "not_ready": _not_ready(papers, issued=record_queries.are_issued(review)),
        "went": _went(review, sent, request, today=today),
    }
    return render(request, "record/send.html.jinja", context)


def receivers_of(review: Review, request: SignedInRequest, had: Mapping[str, Had]) -> list[Receiver]:
    """This will list who may have a copy. Ticked are those invited or consulted, child and social worker always, and
    court, guardian and legal services of a child in proceedings; others round the child are offered."""
    circle = circle_of(review.child, viewer=request.user)
    listed = record_queries.invited_parties(review)
    court = in_proceedings(person.party.kind for person in circle.people)
    found = [
        _receiver(person, had, court=court, listed=_is_on_the_list(person, listed, court=court))
        for person in circle.people
        if person.party.kind != Party.Kind.INTERPRETER
    ]
    accounts = {one.to.user_id for one in found if one.to.user_id}
    found += [
        _staff(row, had)
        for row in circle.staff
        if row.kind == Relationship.Kind.SOCIAL_WORKER and row.user_id not in accounts
    ]
    return sorted(found, key=lambda one: (list(words.COPIES).index(Copy(one.copy)) != 1, one.name))


def _is_on_the_list(person: Person, listed: dict[int, bool], *, court: bool) -> bool:
    if person.party.kind in (Party.Kind.CHILD, Party.Kind.SOCIAL_WORKER):
        return True
    if court and person.party.kind in OF_COURT:
        return True
    if listed:
        return listed.get(person.party.pk, False)
    return person.is_consulted


def _receiver(person: Person, had: Mapping[str, Had], *, court: bool, listed: bool) -> Receiver:
    party, reach = person.party, person.reach
    how = {
        "email": _("By e-mail to %(address)s") % {"address": reach.address},
        "print": _("On paper, with the next print batch"),
        "held": _("No way of sending is known"),
    }[reach.channel]
    if reach.why == "forbidden":
        how = _("Must not be contacted")
    if reach.why == "blocked":
        how = _("The address must not be used")
    before, copy = had.get(str(party.pk), NOTHING), right_copy(party.kind, in_proceedings=court)
    has_it = before.is_current or (copy == Copy.DECISIONS and bool(before.words))
    return Receiver(
        key=f"p{party.pk}",
        name=party.shown_name,
        part=str(KINDS[Party.Kind(party.kind)]),
        how=how,
        copy=copy,
        chosen=listed and not has_it and reach.channel != "held",
        had=before.words,
        to=recipient_of(person),
        why_held=reach.why,
        party_id=party.pk,
        language=party.language,
    )


def _staff(row: Relationship, had: Mapping[str, Had]) -> Receiver:
    user = row.user
    before = had.get(user.name, NOTHING)
    return Receiver(
        key=f"u{user.pk}",
        name=user.name,
        part=_(row.get_kind_display()),
        how=_("By e-mail to %(address)s") % {"address": user.email},
        copy=Copy.RECORD,
        chosen=not before.is_current,
        had=before.words,
        to=Recipient(kind="social_worker", name=user.name, channel="email", address=user.email, user_id=user.pk),
        why_held="",
        party_id=None,
        language=user.language or "en",
    )


def _give(
    request: SignedInRequest, papers: Papers, receivers: list[Receiver], form: GivenForm, today: date
) -> tuple[str, str]:
    """Give the chosen copies; gives the sentence of a refusal, and the field whose tick would let it go."""
    wanted, way = set(request.POST.getlist("to")), request.POST.get("way", "")
    on: date | None = form.cleaned_data["on"] if form.is_valid() else None
    if way != SentCopy.Way.OUTBOX and on is None:
        return str(next(iter(form.errors.get("on", [])), _("Enter the day on which it was given"))), ""
    givings = [
        Giving(
            name=one.name,
            copy=request.POST.get(f"copy-{one.key}", ""),
            way=way,
            sent_on=on or today,
            party_id=one.party_id,
            to=one.to if way == SentCopy.Way.OUTBOX else None,
            why_held=one.why_held,
            language=one.language,
        )
        for one in receivers
        if one.key in wanted
    ]
    try:
        rows = give_copies(
            review_id=papers.review.pk,
            givings=givings,
            paper=papers.paper,
            greeting=papers.greeting,
            today=today,
            by=request.user,
            again=form.is_valid() and form.cleaned_data["again"],
            meant=form.is_valid() and form.cleaned_data["meant"],
        )
    except NotPermitted:
        raise
    except DomainError as refused:
        return refused.message, TICKS.get(type(refused), "")
    told = ngettext("%(n)d copy was given.", "%(n)d copies were given.", len(rows)) % {"n": len(rows)}
    messages.success(request, told)
    return "", ""


def _again(one: Receiver, request: SignedInRequest) -> Receiver:
    """The same person with what was chosen on the form that was refused."""
    copy = request.POST.get(f"copy-{one.key}", one.copy)
    return replace(one, chosen=one.key in request.POST.getlist("to"), copy=copy if copy in Copy.values else one.copy)


def _not_ready(papers: Papers, *, issued: bool) -> tuple[str, ...]:
    if papers.review.completed_on is None:
        return (_("This review is not completed yet. Nothing of it is given out until it is."),)
    found = []
    if papers.signed is None:
        found.append(_("The record is not signed yet. Until it is, only the decisions can be given."))
    old = [str(words.COPIES[copy]) for copy in (Copy.PARENTS, Copy.COURT) if papers.is_marked_since(copy)]
    if old:
        told = _("%(copies)s: more was marked to be left out since the record was signed. Sign it again first.")
        found.append(told % {"copies": ", ".join(old)})
    if not issued:
        found.append(_("The decisions were not sent to the manager yet. Until they are, they are a draft."))
    if not papers.own.checked:
        found.append(_("The letter to the child is not checked yet. It goes out when somebody has read it."))
    return tuple(found)


def _went(review: Review, sent: Iterable[SentCopy], request: SignedInRequest, *, today: date) -> list[Went]:
    known = {message.pk: message for message in messages_about("review", review.pk, viewer=request.user)}
    known |= {message.pk: message for message in messages_about("decisions", review.pk, viewer=request.user)}
    authority = request.user.authority
    due = own_limit(
        "post-distribute-20wd",
        Nation(authority.nation),
        own_limits_of(authority),
        counted_from=review.completed_on,
    )
    return [_gone(row, known.get(row.message_id or 0), due.due_on if due else None, today) for row in sent]


def _gone(row: SentCopy, message: Message | None, limit_on: date | None, today: date) -> Went:
    """A copy that waits in the outbox is late when its limit has passed, whenever it was written."""
    state, href = "", ""
    if message is not None:
        state, href = str(STATES[message.state]), reverse("outbox:show", args=[message.pk])
    elif row.kept:
        state, href = _("As it was given"), f"{reverse('record:given', args=[row.review_id])}?number={row.pk}"
    return Went(
        name=row.recipient_name,
        copy=str(words.COPIES[Copy(row.copy)]),
        on=dates.plain(row.left_on or row.sent_on),
        late=limit_on is not None and (row.left_on or today) > limit_on,
        way=str(words.WAYS[SentCopy.Way(row.way)]),
        state=state,
        href=href,
        left=row.left_on is not None,
        failed=row.failed,
    )


@require_safe
@permission_required(Permission.REVIEW_ARRANGE)
def given(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Show the words of a copy that was given by hand or read out, as they were: the one of ?number=."""
    review = or_404(get_visible, review_id, viewer=request.user)
    asked = request.GET.get("number", "")
    if not asked:
        return redirect("record:send", review.pk)
    row = next((one for one in record_queries.sent_copies_of(review) if str(one.pk) == asked and one.kept), None)
    if row is None:
        raise Http404
    log.read("record.given", authority_id=request.user.authority_id, by=request.user.pk, child_id=review.child_id)
    told = {"who": row.recipient_name, "day": dates.plain(row.sent_on), "way": words.WAYS[SentCopy.Way(row.way)]}
    context = {
        "title": words.COPIES[Copy(row.copy)],
        "note": _("%(who)s, %(day)s. %(way)s.") % told,
        "shown": as_fragment(Letter.from_json(row.kept), pictures={}),
        "crumbs": trail(review, record=request.user.may(Permission.REVIEW_RECORD)),
        "links": (),
        "other": None,
    }
    return render(request, "record/copy.html.jinja", context)
