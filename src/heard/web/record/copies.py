"""The copies of a record: what each leaves out, how each looks, what changed since it was signed, and signing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import clock
from heard.common.errors import DomainError, NotFound, NotPermitted
from heard.correspondence.compose import compose
from heard.correspondence.distribution import Papers
from heard.correspondence.documents import as_fragment, as_pdf, document_as_fragment, document_as_pdf
from heard.correspondence.letter import Letter
from heard.correspondence.records.building import document_of
from heard.correspondence.records.changes import Change, changes, leaves_out_otherwise
from heard.correspondence.records.document import Document
from heard.correspondence.records.letter import letter_to_child
from heard.correspondence.records.word import document_as_word, letter_as_word
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.reviews.models import Copy, Heading, RecordVersion, Review
from heard.reviews.queries import get_visible
from heard.reviews.record import actions as record_actions
from heard.reviews.record import queries as record_queries
from heard.reviews.record.content import Content, content_of, stands_under
from heard.reviews.record.marks import MarkedSince
from heard.reviews.record.signers import usual_signers
from heard.reviews.writing import as_kept
from heard.web.record import words
from heard.web.record.forms import LeaveOutForm, SignForm
from heard.web.record.scene import not_held, papers_for, trail
from heard.web.request import SignedInRequest, any_permission_required, or_404, permission_required
from heard.web.sealed import sealed

BOTH = ["GET", "HEAD", "POST"]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCUMENTS = ("page", "pdf", "docx")
SIGN_FIELDS: dict[type[DomainError], str] = {
    record_actions.CorrectionNeedsReason: "why",
    record_actions.AnotherSigns: "why_another",
}
FIELD_OF = {
    record_actions.PassageNotFound: "passage",
    record_actions.LeftOutWithoutReason: "reason",
    record_actions.UnknownHeading: "heading",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """One passage or heading that some copies leave out; `number` is that of a passage, 0 for a heading."""

    number: int
    heading: str
    heading_key: str
    passage: str
    copies: str
    why: str
    gone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A signed version, and what was changed since the one before."""

    number: int
    signed: str
    why: str
    another: str
    mark: str
    changes: tuple[Change, ...]


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def leave_out(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Leave words or a heading out of some copies, with the reason; or let them stand again."""
    review = or_404(get_visible, review_id, viewer=request.user)
    if review.held_on is None or review.state != Review.State.HELD:
        return not_held(request, review)
    if "again" in request.POST:
        return _let_stand(request, review, request.POST["again"])
    form = LeaveOutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _leave_out(request, review, form)
        except NotPermitted:
            raise
        except DomainError as error:
            form.add_error(FIELD_OF.get(type(error)), error.message)
        else:
            messages.success(request, _("It is left out of the copies that you chose. The full record keeps it."))
            _tell_what_else(request, review, form.cleaned_data)
            return redirect("record:leave_out", review.pk)
    papers = papers_for(request, review, today=clock.today())
    context = {
        "form": form,
        "rows": _left_out(review, papers.content),
        "copies": copy_links(review),
        "crumbs": trail(review),
    }
    return render(request, "record/leave_out.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def sign(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Show what changed since the last signed version, and sign."""
    review = or_404(get_visible, review_id, viewer=request.user)
    if review.held_on is None or review.state != Review.State.HELD:
        return not_held(request, review)
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            version = record_actions.sign(
                review_id=review.pk,
                why=form.cleaned_data["why"],
                why_another=form.cleaned_data["why_another"],
                today=clock.today(),
                by=request.user,
            )
        except NotPermitted:
            raise
        except DomainError as error:
            form.add_error(SIGN_FIELDS.get(type(error)), error.message)
        else:
            messages.success(request, _("The record is signed: version %(n)s.") % {"n": version.number})
            return redirect("record:sign", review.pk)
    papers = papers_for(request, review, today=clock.today())
    versions = record_queries.versions_of(review)
    now = changes(papers.signed_content, papers.content, papers.about()) if versions else ()
    context = {
        "form": form,
        "crumbs": trail(review),
        "copies": copy_links(review),
        "versions": _versions(versions, papers),
        "now": [_named(one) for one in now],
        "otherwise": bool(versions) and leaves_out_otherwise(papers.signed_content, papers.content),
        "is_empty": papers.content.is_empty,
        "is_completed": review.completed_on is not None,
        "instead_of": _instead_of(review, request.user),
    }
    return render(request, "record/sign.html.jinja", context)


@require_safe
@any_permission_required(Permission.REVIEW_RECORD, Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
def show(request: SignedInRequest, review_id: int, copy: str, document: str) -> HttpResponse:
    """Show one copy as a page, or give it as PDF or Word. Who does not write records reads what was signed."""
    review = or_404(get_visible, review_id, viewer=request.user)
    if copy not in Copy.values or document not in DOCUMENTS:
        raise Http404
    if review.held_on is None:
        return not_held(request, review)
    papers = papers_for(request, review, today=clock.today())
    writes = request.user.may(Permission.REVIEW_RECORD)
    if not writes and not _may_be_read(papers, copy):
        messages.warning(request, _("This copy is not ready: it is still being written."))
        return redirect("child:reviews", review.child_id)
    log.read(f"record.{copy}", authority_id=request.user.authority_id, by=request.user.pk, child_id=review.child_id)
    draft = writes and "draft" in request.GET
    if not draft and papers.is_marked_since(copy):
        messages.warning(request, MarkedSince().message)
        return redirect("record:sign", review.pk) if writes else redirect("child:reviews", review.child_id)
    made = _made(papers, copy, draft=draft)
    if document != "page":
        return _file(made, papers, document)
    shown = (
        as_fragment(made, pictures=papers.paper.officer.pictures)
        if isinstance(made, Letter)
        else document_as_fragment(made, level=2)
    )
    told = "?draft=yes" if draft else ""
    context = {
        "title": words.COPIES[Copy(copy)],
        "note": "",
        "shown": shown,
        "crumbs": trail(review, record=writes),
        "links": tuple(
            Link(text=text, href=reverse("record:copy", args=[review.pk, copy, form]) + told)
            for form, text in (("pdf", _("As PDF")), ("docx", _("As Word file")))
        ),
        "other": Link(
            text=_("See what was signed") if draft else _("See it as it stands now"),
            href=reverse("record:copy", args=[review.pk, copy, "page"]) + ("" if draft else "?draft=yes"),
        )
        if writes and papers.signed and copy not in (Copy.LETTER, Copy.DECISIONS)
        else None,
    }
    return render(request, "record/copy.html.jinja", context)


def copy_links(review: Review) -> tuple[Link, ...]:
    """This will link to each copy as it stands now."""
    return tuple(
        Link(text=str(text), href=reverse("record:copy", args=[review.pk, copy.value, "page"]) + "?draft=yes")
        for copy, text in words.COPIES.items()
    )


def _may_be_read(papers: Papers, copy: str) -> bool:
    """Whether somebody who does not write may read it: what was signed, decisions that were sent to the manager, a
    letter that was checked. Of a review that is not completed nothing is read: its proposals are held back."""
    if papers.review.completed_on is None:
        return False
    if copy == Copy.LETTER:
        return papers.own.checked
    return record_queries.are_issued(papers.review) if copy == Copy.DECISIONS else papers.signed is not None


def _made(papers: Papers, copy: str, *, draft: bool) -> Letter | Document:
    if copy == Copy.LETTER:
        return compose(letter_to_child(papers.content, papers.own, papers.paper, greeting=papers.greeting))
    content = papers.content if draft else papers.content_for(copy)
    return document_of(content, copy, papers.about(draft=draft or copy == Copy.DECISIONS))


def _file(made: Letter | Document, papers: Papers, document: str) -> HttpResponse:
    if isinstance(made, Letter):
        pictures = papers.paper.officer.pictures
        content = as_pdf(made, pictures=pictures).content if document == "pdf" else letter_as_word(made)
        name = "letter"
    else:
        content = document_as_pdf(made).content if document == "pdf" else document_as_word(made)
        name = made.file_name
    kind, attached = ("application/pdf", False) if document == "pdf" else (WORD, True)
    return sealed(content, content_type=kind, file_name=f"{name}.{document}", attached=attached)


def _tell_what_else(request: SignedInRequest, review: Review, given: dict[str, Any]) -> None:
    """Say where the same words stand as well, and that what was signed or written before still holds them."""
    content, heading, passage = content_of(review), given["heading"], as_kept(given["passage"]).strip()
    others = [
        other for other in Heading.values if passage and other != heading and stands_under(content, other, passage)
    ]
    if others:
        names = ", ".join(f"“{words.HEADINGS[Heading(other)]}”" for other in others)
        told = _("The same words stand under %(headings)s too. If a copy is to leave them out there, mark them there.")
        messages.warning(request, told % {"headings": names})
    if record_queries.versions_of(review):
        messages.warning(
            request,
            _("The record was signed before. Sign it again before you give out the parents’ copy or the court copy."),
        )
    waiting = [row.recipient_name for row in record_queries.waiting_copies(review, given["copies"])]
    if waiting:
        told = _("Copies written before wait in the outbox and still hold it: %(names)s. Take them back there.")
        messages.warning(request, told % {"names": ", ".join(waiting)})


def _leave_out(request: SignedInRequest, review: Review, form: LeaveOutForm) -> None:
    given, today = form.cleaned_data, clock.today()
    if given["passage"].strip():
        record_actions.redact(
            review_id=review.pk,
            heading=given["heading"],
            passage=given["passage"],
            copies=given["copies"],
            reason=given["reason"],
            today=today,
            by=request.user,
        )
        return
    record_actions.leave_out(
        review_id=review.pk,
        heading=given["heading"],
        copies=given["copies"],
        reason=given["reason"],
        today=today,
        by=request.user,
    )


def _let_stand(request: SignedInRequest, review: Review, what: str) -> HttpResponse:
    """Let a passage, by its number, or a heading, by its name, stand again in every copy."""
    today = clock.today()
    try:
        if what.isdecimal() and len(what) < 18:
            record_actions.restore_passage(review_id=review.pk, redaction_id=int(what), today=today, by=request.user)
        else:
            record_actions.leave_out(
                review_id=review.pk, heading=what, copies=(), reason="", today=today, by=request.user
            )
    except (NotFound, record_actions.UnknownHeading):
        messages.warning(request, _("Somebody else has let it stand already."))
    else:
        messages.success(request, _("Every copy holds it again."))
    return redirect("record:leave_out", review.pk)


def _left_out(review: Review, content: Content) -> list[LeftOut]:
    gone = {(one.heading, one.words) for one in content.gone}
    rows = [
        LeftOut(
            number=row.pk,
            heading=str(words.HEADINGS[Heading(row.heading)]),
            heading_key=row.heading,
            passage=row.passage,
            copies=_names(row.left_out_of),
            why=_("%(why)s (%(who)s)") % {"why": row.reason, "who": row.marked_by.name},
            gone=(row.heading, row.passage) in gone,
        )
        for row in record_queries.redactions_of(review)
    ]
    rows += [
        LeftOut(
            number=0,
            heading=str(words.HEADINGS[Heading(key)]),
            heading_key=key,
            passage="",
            copies=_names(section.left_out_of),
            why=section.reason_left_out,
            gone=False,
        )
        for key, section in record_queries.sections_of(review).items()
        if section.left_out_of
    ]
    return rows


def _names(copies: list[str]) -> str:
    return ", ".join(str(text) for copy, text in words.COPIES.items() if copy in copies)


def _instead_of(review: Review, viewer: User) -> str:
    """In whose place the viewer would sign; empty for whoever held the review, or is named for the child."""
    usual = usual_signers(review)
    return "" if viewer.pk in {one.pk for one in usual} else ", ".join(one.name for one in usual)


def _versions(versions: Sequence[RecordVersion], papers: Papers) -> list[Version]:
    """The signed versions, latest first, each with what was changed since the one before it."""
    found = []
    for place, one in enumerate(versions):
        before = versions[place + 1] if place + 1 < len(versions) else None
        content = Content.from_json(one.content)
        changed = changes(Content.from_json(before.content), content, papers.about()) if before else ()
        told = {"who": one.signed_by.name, "at": dates.instant(one.signed_at)}
        found.append(
            Version(
                number=one.number,
                signed=_("Signed by %(who)s, %(at)s") % told,
                why=one.why,
                another=_("In place of the IRO who held the review: %(why)s") % {"why": one.why_another}
                if one.why_another
                else "",
                mark=f"{one.sha256[:4]} {one.sha256[4:8]}".upper(),
                changes=tuple(_named(change) for change in changed),
            )
        )
    return found


def _named(change: Change) -> Change:
    """A change under the name of its heading; those of the letter say so."""
    if not change.letter:
        return change
    name = str(words.HEADINGS[Heading(change.heading)])
    return Change(
        heading=_("In the letter: %(heading)s") % {"heading": name}, removed=change.removed, added=change.added
    )
