"""Training: courses, their days, who was offered a place and who came."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import clock
from heard.common.errors import DomainError
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.quality import training, training_actions
from heard.quality.access import officers_of
from heard.quality.models import Course, CourseDate
from heard.web import downloads
from heard.web.request import SignedInRequest, or_404, permission_required
from heard.web.support import training_page
from heard.web.support.answers import Done, answer_form, sent
from heard.web.support.forms import ChangeCourseForm, CourseForm, DateForm, RegisterForm
from heard.web.support.parts import FormPage, crumbs

BOTH = ["GET", "HEAD", "POST"]
HERE = "support:training"
COURSE_FIELDS: dict[type[DomainError], str] = {
    training_actions.CourseExists: "title",
    training_actions.BadRepeat: "repeat_after_months",
}


@permission_required(Permission.SUPPORT_OWN)
@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    """This will show the courses, who is short of one, and who attended; to an officer their own alone."""
    viewer, today = request.user, clock.today()
    own = None if viewer.may(Permission.SUPPORT_MANAGE) else [viewer.pk]
    page = training_page.list_page(
        list(training.courses(viewer, today=today)),
        training.standings(viewer.authority_id, today=today, officer_ids=own),
        list(training.attendances(viewer)[: training_page.SHOWN]),
        viewer=viewer,
        today=today,
    )
    return render(request, "support/page.html.jinja", {"page": page, "pages": None})


@permission_required(Permission.SUPPORT_OWN)
@require_safe
def export(request: SignedInRequest, form: str) -> HttpResponse:
    """This will give the attendance as a file."""
    if form not in downloads.FORMS:
        raise Http404
    viewer = request.user
    rows = [training_page.file_row(row) for row in training.attendances(viewer)]
    log.read(f"support.training.{form}", authority_id=viewer.authority_id, by=viewer.pk, children=0)
    return downloads.answer(form, "training", training_page.file_heads(), rows)


@permission_required(Permission.SUPPORT_OWN)
@require_safe
def course(request: SignedInRequest, course_id: int) -> HttpResponse:
    """This will show one course with its days."""
    found: Course = or_404(training.get_course, course_id, viewer=request.user)
    page = training_page.course_page(found, training.dates_of(found), viewer=request.user, today=clock.today())
    return render(request, "support/page.html.jinja", {"page": page, "pages": None})


@require_http_methods(BOTH)
@permission_required(Permission.SUPPORT_MANAGE)
def add(request: SignedInRequest) -> HttpResponse:
    """Offer a course."""

    def act(given: Mapping[str, Any]) -> Done:
        made = training_actions.add_course(facts=_facts(given), by=request.user)
        return gettext("The course is offered. Add the day on which it takes place."), _course(made.pk)

    page = FormPage(title=gettext("Add a course"), button=gettext("Add this course"), crumbs=crumbs(HERE))
    return answer_form(request, CourseForm(sent(request)), act, page=page, fields=COURSE_FIELDS)


@require_http_methods(BOTH)
@permission_required(Permission.SUPPORT_MANAGE)
def change(request: SignedInRequest, course_id: int) -> HttpResponse:
    """Change a course, or offer it no more."""
    found: Course = or_404(training.get_course, course_id, viewer=request.user)
    initial = {
        "title": found.title,
        "topic": found.topic,
        "provider": found.provider,
        "mandatory": "yes" if found.mandatory else "no",
        "repeat_after_months": found.repeat_after_months,
        "is_offered": "yes" if found.is_offered else "no",
    }

    def act(given: Mapping[str, Any]) -> Done:
        training_actions.change_course(
            course_id=course_id, facts=_facts(given), is_offered=given["is_offered"] == "yes", by=request.user
        )
        return gettext("The course is saved."), _course(course_id)

    page = FormPage(title=gettext("Change the course"), button=gettext("Save the course"), crumbs=_way(found))
    form = ChangeCourseForm(sent(request), initial=initial)
    return answer_form(request, form, act, page=page, fields=COURSE_FIELDS)


@require_http_methods(BOTH)
@permission_required(Permission.SUPPORT_MANAGE)
def add_date(request: SignedInRequest, course_id: int) -> HttpResponse:
    """Add a day on which a course takes place."""
    found: Course = or_404(training.get_course, course_id, viewer=request.user)

    def act(given: Mapping[str, Any]) -> Done:
        made = training_actions.add_date(course_id=course_id, on=given["on"], places=given["places"], by=request.user)
        return gettext("The day is added. Say who is offered a place."), reverse("support:register", args=[made.pk])

    page = FormPage(title=gettext("Add a day"), button=gettext("Add this day"), crumbs=_way(found))
    fields: dict[type[DomainError], str] = {
        training_actions.DateExists: "on",
        training_actions.BadPlaces: "places",
    }
    return answer_form(request, DateForm(sent(request)), act, page=page, fields=fields)


@require_http_methods(BOTH)
@permission_required(Permission.SUPPORT_MANAGE)
def register(request: SignedInRequest, date_id: int) -> HttpResponse:
    """Record to whom a place was offered and who came."""
    today = clock.today()
    day: CourseDate = or_404(training.get_date, date_id, viewer=request.user)
    form = RegisterForm(sent(request), day=day, officers=officers_of(request.user.authority_id), today=today)

    def act(given: Mapping[str, Any]) -> Done:
        came = {pk: training_actions.Came(outcome=how, why=why) for pk, (how, why) in form.answers().items()}
        training_actions.record_register(date_id=date_id, came=came, today=today, by=request.user)
        return gettext("The register is saved."), _course(day.course_id)

    page = FormPage(
        title=gettext("Register of %(day)s") % {"day": dates.long(day.on)},
        button=gettext("Save the register"),
        crumbs=_way(day.course),
        words=(day.course.title,),
    )
    return answer_form(request, form, act, page=page, fields={})


def _facts(given: Mapping[str, Any]) -> training_actions.CourseFacts:
    return training_actions.CourseFacts(
        title=given["title"],
        topic=given["topic"],
        provider=given["provider"],
        mandatory=given["mandatory"] == "yes",
        repeat_after_months=given["repeat_after_months"],
    )


def _course(course_id: int) -> str:
    return reverse("support:course", args=[course_id])


def _way(course: Course) -> tuple[Link, ...]:
    return crumbs(HERE, more=[Link(text=course.title, href=_course(course.pk))])
