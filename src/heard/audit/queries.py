"""Reads of the log. Whether the viewer may see them, and of which child, the caller has asked already."""

from heard.audit.models import Event, Reading


def events_of_child(child_id: int, *, authority_id: int, most: int) -> list[Event]:
    """This will list the latest events about a child, latest first."""
    rows = Event.objects.filter(authority_id=authority_id, child_id=child_id).defer("xid")
    return list(rows.order_by("-at", "-pk")[:most])


def readings_of_child(child_id: int, *, authority_id: int, most: int) -> list[Reading]:
    """This will list who last opened something about a child, latest first."""
    return list(Reading.objects.filter(authority_id=authority_id, child_id=child_id).order_by("-at", "-pk")[:most])
