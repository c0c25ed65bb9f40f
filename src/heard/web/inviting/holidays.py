"""The days on which the schools of the authority are closed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.common.errors import DomainError
from heard.pages.presenters import dates
from heard.reviews.booking import notice
from heard.web.inviting.forms import HolidayForm
from heard.web.request import SignedInRequest, permission_required

FIELD_OF: dict[type[DomainError], str] = {
    notice.HolidayEndsFirst: "last_day",
    notice.HolidayTooLong: "last_day",
    notice.HolidaysOverlap: "first_day",
}


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.REVIEW_ARRANGE)
def listed(request: SignedInRequest) -> HttpResponse:
    """The list, a form for one more, and a button that takes one off."""
    removing = request.POST.get("remove", "")
    if removing.isdecimal() and len(removing) < 18:
        return _removed(request, int(removing))
    form = HolidayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            notice.enter_holiday(by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(FIELD_OF.get(type(error), "name"), error.message)
        else:
            messages.success(request, _("The holiday is entered."))
            return redirect("inviting:holidays")
    rows = [
        (row.pk, row.name, dates.long(row.first_day), dates.long(row.last_day))
        for row in notice.holidays_of(request.user.authority_id)
    ]
    return render(request, "inviting/holidays.html.jinja", {"form": form, "rows": rows})


def _removed(request: SignedInRequest, holiday_id: int) -> HttpResponse:
    try:
        notice.remove_holiday(holiday_id=holiday_id, by=request.user)
    except DomainError:
        messages.warning(request, _("That holiday is not on the list any more."))
    else:
        messages.success(request, _("The holiday is taken off the list."))
    return redirect("inviting:holidays")
