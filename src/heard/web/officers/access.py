"""Who may open which page of an officer: the manager every one, officers their own."""

from django.http import Http404

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.accounts.queries import officer_of
from heard.web.request import SignedInRequest, or_404


def manages(request: SignedInRequest) -> bool:
    """Whether the viewer runs the service."""
    return request.user.may(Permission.IRO_APPOINT)


def officer_asked(request: SignedInRequest, user_id: int) -> User:
    """This will give the officer whose page it is; to others than the manager and the officer there is none."""
    if user_id != request.user.pk and not manages(request):
        raise Http404
    return or_404(officer_of, user_id, authority_id=request.user.authority_id)
