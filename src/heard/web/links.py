"""Links between journeys: the address of another page, empty where the viewer may not open it."""

from django.urls import NoReverseMatch, resolve, reverse

from heard.accounts.models import User
from heard.accounts.permissions import Permission


def to(name: str, *args: object) -> str:
    """This will give the address of a page; empty while no page has this name."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def for_user(user: User, name: str, *args: object) -> str:
    """This will give the address of a page that the user's permissions open; empty otherwise.

    It asks what the page itself asks, so that no link leads to a refusal.
    """
    address = to(name, *args)
    if not address:
        return ""
    return address if any(user.may(permission) for permission in _asked(name, len(args), address)) else ""


_KNOWN: dict[tuple[str, int], tuple[Permission, ...]] = {}


def _asked(name: str, places: int, address: str) -> tuple[Permission, ...]:
    """What the page of a name asks; looked up once, since a list has a hundred links to one page."""
    key = (name, places)
    if key not in _KNOWN:
        page = resolve(address).func
        single = getattr(page, "permission", None)
        _KNOWN[key] = tuple(getattr(page, "permissions", None) or ([single] if single else []))
    return _KNOWN[key]
