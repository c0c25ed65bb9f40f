"""Calendar files, read back by the library that calendars are read with."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from icalendar import Calendar

from heard.correspondence.calendar import Entry, as_file

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
UID = UUID("8eac2c11-ffa5-40e4-9611-f0d07e2d55bd")


def entry(**more):
    told = {
        "uid": UID, "sequence": 0, "on": date(2026, 11, 27), "at": time(16, 15), "place": "At home; with Grace, Ade",
        "language": "en", "organiser": "Maren Oakhollow", "organiser_email": "maren@anyshire.example",
        "attendee": "Elena Marblecroft", "attendee_email": "elena@home.example", "first_name": "Teo",
    }  # fmt: skip
    return Entry(**(told | more))


def read(one):
    calendar = Calendar.from_ical(as_file(one, stamped_at=NOW))
    return calendar, calendar.walk("VEVENT")[0]


def test_an_invitation_is_entered_where_and_when_the_review_is():
    calendar, event = read(entry())

    assert (calendar["METHOD"], event["UID"], event["SEQUENCE"], event["STATUS"]) == (
        "REQUEST", f"{UID}@heard", 0, "CONFIRMED",
    )  # fmt: skip
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Review meeting, Teo", "At home; with Grace, Ade")
    assert (event.start.isoformat(), event.end - event.start) == ("2026-11-27T16:15:00+00:00", timedelta(hours=1))
    assert (str(event["ORGANIZER"]), event["ORGANIZER"].params["CN"]) == (
        "mailto:maren@anyshire.example", "Maren Oakhollow",
    )  # fmt: skip
    assert str(event["ATTENDEE"]) == "mailto:elena@home.example"


def test_in_summer_the_time_is_that_of_the_clocks_in_london():
    _calendar, event = read(entry(on=date(2026, 7, 6)))

    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert event.start.utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    ("instant", "name"),
    [
        ("2026-03-29T00:59:00", "GMT"),
        ("2026-03-29T02:01:00", "BST"),
        ("2026-10-25T00:59:00", "BST"),
        ("2026-10-25T02:01:00", "GMT"),
    ],
)
def test_the_file_itself_says_when_the_clocks_change(instant, name):
    calendar, _event = read(entry())

    zone = calendar.walk("VTIMEZONE")[0].to_tz()

    assert datetime.fromisoformat(instant).replace(tzinfo=zone).tzname() == name


def test_a_change_and_a_cancellation_are_of_the_same_entry_with_a_higher_number():
    told = [read(one) for one in (entry(), entry(sequence=1, at=time(10)), entry(sequence=2, cancelled=True))]

    assert [(calendar["METHOD"], event["UID"], event["SEQUENCE"], event["STATUS"]) for calendar, event in told] == [
        ("REQUEST", f"{UID}@heard", 0, "CONFIRMED"),
        ("REQUEST", f"{UID}@heard", 1, "CONFIRMED"),
        ("CANCEL", f"{UID}@heard", 2, "CANCELLED"),
    ]


def test_without_a_time_it_is_entered_for_the_day():
    _calendar, event = read(entry(at=None))

    assert (event.start, event.end) == (date(2026, 11, 27), date(2026, 11, 28))


@pytest.mark.parametrize(
    ("language", "first_name", "summary"),
    [
        ("en", "", "Review meeting"),
        ("cy", "Teo", "Cyfarfod adolygu, Teo"),
        ("cy", "", "Cyfarfod adolygu"),
    ],
)
def test_a_calendar_that_strangers_read_says_little(language, first_name, summary):
    _calendar, event = read(entry(language=language, first_name=first_name))

    assert (str(event["SUMMARY"]), event["CLASS"]) == (summary, "PRIVATE")
    assert "care" not in as_file(entry(), stamped_at=NOW).decode().lower()


def test_a_place_cannot_write_a_line_of_its_own():
    written = as_file(entry(place="Hall\r\nATTENDEE:mailto:stranger@x.example"), stamped_at=NOW)

    assert [str(one["ATTENDEE"]) for one in Calendar.from_ical(written).walk("VEVENT")] == ["mailto:elena@home.example"]


def test_somebody_without_an_address_gets_a_file_all_the_same():
    _calendar, event = read(entry(attendee_email=""))

    assert "ATTENDEE" not in event
