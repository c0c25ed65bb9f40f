"""Invitations as calendar files (RFC 5545 and 5546): a first one, a change, a cancellation of the same entry.

A program that knows the entry by its identity (UID) takes the one with the higher number (SEQUENCE). The entry is read
on screens that others see: it says neither that a child is in care nor their full name.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vText,
)

LONDON = ZoneInfo("Europe/London")
LASTS = timedelta(hours=1)  # ours: no law says how long a review takes, and calendars ask for an end
MEDIA_TYPE = "text/calendar"
SUMMARY = {"en": "Review meeting", "cy": "Cyfarfod adolygu"}
SUMMARY_OF = {"en": "Review meeting, {name}", "cy": "Cyfarfod adolygu, {name}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One booking in the calendar of one person. Without `at` it is entered for the whole day.

    `first_name` is left empty where the calendar may be read by people who do not know the child, as in a school.
    """

    uid: UUID
    sequence: int
    on: date
    at: time | None
    place: str
    language: str
    organiser: str
    organiser_email: str
    attendee: str
    attendee_email: str = ""
    first_name: str = ""
    cancelled: bool = False

    @property
    def method(self) -> str:
        """What the receiving program is asked to do: enter it, or take it out."""
        return "CANCEL" if self.cancelled else "REQUEST"

    @property
    def content_type(self) -> str:
        """How the file is named in an e-mail."""
        return f"{MEDIA_TYPE}; method={self.method}; charset=utf-8"


def as_file(entry: Entry, *, stamped_at: datetime) -> bytes:
    """This will write the calendar file. `stamped_at` is when it was made, aware."""
    calendar = Calendar()
    calendar.add("prodid", "-//Heard//Reviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", entry.method)
    if entry.at is not None:
        calendar.add_component(_london())
    calendar.add_component(_event(entry, stamped_at))
    written: bytes = calendar.to_ical()
    return written


def summary_of(entry: Entry) -> str:
    """This will say in the calendar what it is: the first name at most, and no word of care."""
    if entry.first_name:
        return SUMMARY_OF[entry.language].format(name=entry.first_name)
    return SUMMARY[entry.language]


def _event(entry: Entry, stamped_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@heard")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", stamped_at)
    event.add("summary", summary_of(entry))
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if entry.at is None:
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
    else:
        starts = datetime.combine(entry.on, entry.at, tzinfo=LONDON)
        event.add("dtstart", starts)
        event.add("dtend", starts + LASTS)
    if entry.place:
        event.add("location", entry.place)
    event["organizer"] = _person(entry.organiser, entry.organiser_email)
    if entry.attendee_email:
        attendee = _person(entry.attendee, entry.attendee_email)
        attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
        attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
        event.add("attendee", attendee, encode=0)
    return event


def _london() -> Timezone:
    """Europe/London as rules: summer time from the last Sunday of March at 1:00 to the last of October at 2:00."""
    zone = Timezone()
    zone.add("tzid", "Europe/London")
    for part, name, month, hour, before, after in (
        (TimezoneDaylight(), "BST", 3, 1, timedelta(0), timedelta(hours=1)),
        (TimezoneStandard(), "GMT", 10, 2, timedelta(hours=1), timedelta(0)),
    ):
        part.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, hour))  # noqa: DTZ001 - local by definition
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone


def _person(name: str, email: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["CN"] = vText(name)
    return address
