"""How `heard law` shows rules, dates and timetables: as JSON documents and as aligned plain text."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from heard.law import Citation, DueDate, Length, Rule, Version
from heard.law.timetable import CareFacts, Chain, ReviewOwed

_TO_BE_CONFIRMED = "to be confirmed"


def rules_document(rules: Iterable[Rule]) -> dict[str, Any]:
    """Give every rule with its versions."""
    return {"rules": [_rule(rule) for rule in rules]}


def due_document(due: DueDate, *, latest_practical: bool) -> dict[str, Any]:
    """Give one date with its reason."""
    document = {
        "due_on": due.due_on.isoformat(),
        "rule": due.rule_id,
        "title": due.title,
        "jurisdiction": due.nation.value,
        "version": _version(due.version),
        "citation": _citation(due.citation),
        "counted_from": due.counted_from.isoformat(),
        "direction": due.direction.value,
        "length": str(due.length),
        "skipped": [{"day": skip.day.isoformat(), "why": skip.why} for skip in due.skipped],
        "duty": due.duty.value,
        "to_be_confirmed": due.to_be_confirmed,
    }
    if due.due_from is not None:
        document["due_from"] = due.due_from.isoformat()
    if latest_practical:
        document["latest_practical_on"] = (due.latest_practical_on or due.due_on).isoformat()
    return document


def timetable_document(facts: CareFacts, reviews: Iterable[ReviewOwed], *, as_of: date) -> dict[str, Any]:
    """Give the reviews of one period of care."""
    return {
        "jurisdiction": facts.nation.value,
        "started_on": facts.started_on.isoformat(),
        "stops_on": _iso(facts.stops_on),
        "as_of": as_of.isoformat(),
        "reviews": [_review(review) for review in reviews],
    }


def rules_text(rules: Sequence[Rule]) -> str:
    """Give one line for each version of each rule."""
    heading = ("RULE", "NATION", "LENGTH", "IN FORCE", "DUTY", "MARK", "CITATION")
    lines = [_rule_line(rule, version) for rule in rules for version in rule.versions]
    return (
        f"{_table([heading, *lines])}\n\n{len(rules)} rules. T read in the text, S second-hand, M {_TO_BE_CONFIRMED}."
    )


def due_text(due: DueDate, *, latest_practical: bool) -> str:
    """Give the date first, then why it is that day."""
    back = "before" if due.direction.value == "back" else "from"
    rows = [
        ("Rule", f"{due.rule_id}, {due.nation.label}"),
        ("Counted", f"{due.length} {back} {_full(due.counted_from)}"),
        (due.duty.value.capitalize(), f"{due.citation}; {due.version}"),
    ]
    if due.due_from is not None:
        rows.append(("Due from", _full(due.due_from)))
    if latest_practical:
        rows.append(("Latest practical working day", _full(due.latest_practical_on or due.due_on)))
    if due.to_be_confirmed:
        rows.append(("Mark", f"{_TO_BE_CONFIRMED}: this value is from memory; check it before relying on it"))
    rows += [("Skipped", f"{_full(skip.day)}{_why(skip.day, skip.why)}") for skip in due.skipped]
    return f"{_full(due.due_on)}\n{due.title}\n\n{_table(rows)}"


def timetable_text(facts: CareFacts, reviews: Sequence[ReviewOwed], *, as_of: date) -> str:
    """Give one line for each review, then what must be known beside the dates."""
    if not reviews:
        return "No review is owed: care stopped before the first one was due."
    heading = ("REVIEW", "DUE", "HELD", "", "RULE", "CITATION")
    lines = [_review_line(review, as_of) for review in reviews]
    notes = [f"{_name(review)}: {review.note}" for review in reviews if review.note]
    return "\n".join([_table([heading, *lines]), *([""] if notes else []), *notes])


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "jurisdiction": rule.nation.value,
        "title": rule.title,
        "clock": rule.clock,
        "direction": rule.direction.value,
        "owed_by": rule.owed_by,
        "satisfied_by": rule.satisfied_by,
        "if_missed": rule.if_missed,
        "confidence": rule.confidence.value,
        "predecessor": rule.predecessor,
        "preceded_by": rule.preceded_by,
        "succeeded_by": rule.succeeded_by,
        "note": rule.note,
        "versions": [_version(version) for version in rule.versions],
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "in_force_from": version.in_force_from.isoformat(),
        "in_force_until": _iso(version.in_force_until),
        "length": _length(version.length),
        "then": [_length(length) for length in version.then],
        "duty": version.duty.value,
        "citation": _citation(version.citation),
        "confidence": version.confidence.value,
        "values": dict(version.values),
        "note": version.note,
    }


def _length(length: Length) -> dict[str, Any]:
    return {
        "kind": length.kind.value,
        "amount": length.amount or None,
        "upper": length.upper,
        "text": str(length),
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "instrument": citation.instrument,
        "provision": citation.provision,
        "url": citation.url,
        "read_on": _iso(citation.read_on),
    }


def _review(review: ReviewOwed) -> dict[str, Any]:
    return {
        "number": review.number,
        "series": review.chain.value,
        "rule": review.rule_id,
        "counted_from": review.counted_from.isoformat(),
        "due_on": _iso(review.due_on),
        "held_on": _iso(review.held_on),
        "completed_on": _iso(review.completed_on),
        "complete_by": _iso(review.complete_by),
        "in_time": review.in_time,
        "relaxed": review.relaxed,
        "target_on": _iso(review.target_on),
        "citation": _citation(review.citation) if review.due_on is not None else None,
        "to_be_confirmed": review.to_be_confirmed if review.due_on is not None else None,
        "note": review.note,
    }


def _rule_line(rule: Rule, version: Version) -> tuple[str, ...]:
    length = ", then ".join(str(item) for item in (version.length, *version.then))
    if rule.direction.value == "back":
        length += " before"
    force = f"{version.in_force_from} to {version.in_force_until or 'now'}"
    mark, citation = version.confidence.value, str(version.citation)
    return rule.id, rule.nation.label, length, force, version.duty.value, mark, citation


def _review_line(review: ReviewOwed, as_of: date) -> tuple[str, ...]:
    due = _short(review.due_on) if review.due_on else "not known"
    held = _short(review.held_on) if review.held_on else "-"
    citation = _provision(review) if review.due_on else ""
    return _name(review), due, held, _standing(review, as_of), review.rule_id, citation


def _provision(review: ReviewOwed) -> str:
    provision = review.citation.provision
    return f"{provision} ({_TO_BE_CONFIRMED})" if review.to_be_confirmed else provision


def _name(review: ReviewOwed) -> str:
    chain = "" if review.chain is Chain.ORDINARY else f" {review.chain.value}"
    return f"{review.number}{chain}"


def _standing(review: ReviewOwed, as_of: date) -> str:
    if review.in_time:
        return "in time"
    if review.in_time is False:
        word = "late" if review.held_on else "overdue"
        return f"{word}, relaxed period" if review.relaxed else word
    if review.held_on is not None:
        return "not completed" if review.due_on is not None else ""
    if review.due_on is None:
        return ""
    days = (review.due_on - as_of).days
    return "due today" if days == 0 else f"due in {days} day{'' if days == 1 else 's'}"


def _why(day: date, why: str) -> str:
    return "" if why == f"{day:%A}" else f", {why}"


def _full(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _short(day: date) -> str:
    return f"{day:%a} {day.day:>2} {day:%b %Y}"


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)
