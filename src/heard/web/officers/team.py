"""The page of the team."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.accounts.permissions import Permission, Role
from heard.accounts.queries import reviewing_officers
from heard.caseloads import officer_records, team
from heard.common import clock
from heard.deadlines.measures import financial_year
from heard.web.officers import parts, team_page
from heard.web.request import SignedInRequest, permission_required

YEARS = 3
FACTS = ("ethnicity", "gender", "disability", "first_language")
A_DAY = timedelta(days=1)


@permission_required(Permission.IRO_APPOINT)
@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    """This will show what the team is made of, who stayed, what it knows, and how it stands beside the children."""
    authority, today = request.user.authority_id, clock.today()
    place = officer_records.place_of_service(authority, on=today)
    managers = reviewing_officers(authority).filter(roles__contains=[Role.IRO_MANAGER])
    read = team_page.Read(
        make_up=team.make_up(authority, on=today),
        managers=list(managers.values_list("name", flat=True)),
        years=[_year(authority, first, last) for first, last in years_to(today)],
        knowledge=team.collective_knowledge(authority, on=today),
        identity={fact: team.identity_of_team(authority, fact) for fact in FACTS},
        children={fact: team.identity_of_children(authority, fact) for fact in ("ethnicity", "sex")},
        place=place,
        earlier=[row for row in officer_records.places_of_service(authority) if row != place and row.from_on <= today],
    )
    context = {"page": team_page.team_page(read), "tabs": parts.tabs(request.user, "officers:team")}
    return render(request, "officers/team.html.jinja", context)


def years_to(today: date) -> list[tuple[date, date]]:
    """This will give the first and last day of the running financial year, to today, and of those before."""
    running = financial_year(today=today).first
    found = [(running, today)]
    for _place in range(YEARS - 1):
        first = found[-1][0]
        found.append((first.replace(year=first.year - 1), first - A_DAY))
    return found


def _year(authority: int, first: date, last: date) -> tuple[date, date, team.Stayed]:
    return first, last, team.continuity_of_employment(authority, first=first, last=last)
