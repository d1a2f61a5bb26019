"""Deadlines and check-ins as an .ics file that any calendar opens."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from icalendar import Calendar, Event

from consultwork.journey.plan import Deadline
from consultwork.text import clean


def write_calendar(path: Path, deadlines: Iterable[Deadline], organisation: str) -> int:
    """Write all-day events (RFC 5545), and return how many.

    The ``UID`` of a date is the same each time: importing the file again moves it, and adds nothing.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//consultwork//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", clean(f"Consultations: {organisation}").text)
    count = 0
    for d in deadlines:
        event = Event()
        event.add("uid", f"{d.uid}@consultwork")
        event.add("dtstamp", datetime.combine(d.on, time(), UTC))
        event.add("dtstart", d.on)
        event.add("dtend", d.on + timedelta(days=1))
        event.add("summary", clean(d.title).text)
        if d.note:
            event.add("description", clean(d.note).text)
        calendar.add_component(event)
        count += 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(calendar.to_ical())
    return count
