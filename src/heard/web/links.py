"""Links between journeys: the address of another page, empty where the viewer may not open it."""

from django.urls import NoReverseMatch, resolve, reverse

from heard.accounts.models import User


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
    page = resolve(address).func
    single = getattr(page, "permission", None)
    asked = getattr(page, "permissions", None) or ([single] if single else [])
    return address if any(user.may(permission) for permission in asked) else ""
