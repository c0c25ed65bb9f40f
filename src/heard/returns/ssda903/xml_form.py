"""The XML form of the return (EXPSSDA903): one element for each child, read as it streams by."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, BinaryIO, cast
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from heard.returns.ssda903.layouts import NEWEST
from heard.returns.ssda903.problems import ReturnRefused
from heard.returns.ssda903.rows import HeaderRow
from heard.returns.ssda903.sources import MEGABYTE, Budget, Source
from heard.returns.ssda903.table import Table
from heard.returns.ssda903.text import Guarded

ROOT = "EXPSSDA903"
MOST_ELEMENTS_OF_A_CHILD = 20_000

# Tables that repeat inside HEADER, by the element that holds one row of them.
_REPEATED = MappingProxyType(
    {
        "AMISSING": "missing",
        "AREVIEW": "reviews",
        "PERMANENCE": "previous_permanence",
        "OC2": "oc2",
        "AD_PLACED": "placed_for_adoption",
    }
)
# Tables whose items lie flat in HEADER: there is a row when one of them holds something.
_FLAT = MappingProxyType({kind: NEWEST[kind][2:] for kind in ("ad1", "oc3")})
_OTHER_NAMES = MappingProxyType({"PL": "PLACE", "CHILDID": "CHILD", "GENDER": "SEX"})


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlRead:
    """An XML file that was read as a return."""

    tables: Mapping[str, Table]
    sha256: str


def is_xml(start: bytes) -> bool:
    """Say whether a file that begins like this is XML."""
    for encoding in ("utf-8-sig", "utf-16") if start[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        text = start.decode(encoding, errors="ignore").lstrip()
        if text.startswith("<"):
            return True
    return False


def read_xml(source: Source, budget: Budget) -> XmlRead:
    """Read a file into tables. Raises ReturnRefused for anything but a return, a document type, or an entity."""
    guard = Guarded(source.open(), name=source.name, budget=budget, lines=False)
    tables: dict[str, Table] = {}
    try:
        with io.BufferedReader(guard, MEGABYTE) as stream:
            for child in _children(source.name, stream):
                _take(child, tables, source.name)
    except DefusedXmlException as error:
        raise ReturnRefused(
            f"{source.name} declares a document type or entities, which a return never does and which can do harm. "
            "Export the return again without them."
        ) from error
    except (ParseError, UnicodeError, LookupError, ValueError) as error:
        raise ReturnRefused(f"{source.name} is broken XML ({error}). Export it again and send it whole.") from error
    if "header" not in tables:
        raise ReturnRefused(f"{source.name} holds no child. Export the return again.")
    return XmlRead(tables=tables, sha256=guard.digest.hexdigest())


def _children(name: str, stream: BinaryIO) -> Iterator[Element]:
    """Give each CHILD element when it is complete, and forget it afterwards."""
    events = cast(
        "Iterator[tuple[str, Element]]",
        iterparse(stream, events=("start", "end"), forbid_dtd=True, forbid_entities=True, forbid_external=True),
    )
    _, root = next(events)
    if root.tag != ROOT:
        raise ReturnRefused(f"{name} is XML, but not the SSDA903 return: its first element is {root.tag}, not {ROOT}.")
    inside, elements = 0, 0
    for event, element in events:
        if event == "start":
            inside += 1
            elements += 1
            if elements > MOST_ELEMENTS_OF_A_CHILD or inside > 10:
                raise ReturnRefused(f"{name} is not built like a return: one child holds far too much.")
            continue
        inside -= 1
        if inside == 0:
            yield element
            root.clear()
            elements = 0


def _take(child: Element, tables: dict[str, Table], file: str) -> None:
    header = child.find("HEADER")
    if child.tag != "CHILD" or header is None:
        raise ReturnRefused(f"{file} has an element {child.tag} where a CHILD with a HEADER must be.")
    once = {_OTHER_NAMES.get(item.tag, item.tag): item.text or "" for item in header if not len(item)}
    shared = {"CHILD": once.get("CHILD", "")}
    row = _add("header", once, tables, file)
    flag = once.get("UASC", "").strip()
    if isinstance(row, HeaderRow) and flag:
        tables["header"].rows[-1] = row._replace(uasc=flag in ("1", "1.0"))
    if flag in ("1", "1.0"):
        _add(
            "uasc",
            {**shared, "SEX": once.get("SEX", ""), "DOB": once.get("DOB", ""), "DUC": once.get("DUC", "")},
            tables,
            file,
        )
    for kind, columns in _FLAT.items():
        if any(once.get(column, "").strip() for column in columns):
            _add(kind, {column: once[column] for column in columns if column in once} | shared, tables, file)
    for item in header:
        if kind_of := _REPEATED.get(item.tag):
            _add_filled(kind_of, item, shared, tables, file)
    for item in child.iterfind("EPISODE"):
        _add_filled("episodes", item, shared, tables, file)


def _add_filled(kind: str, item: Element, shared: Mapping[str, str], tables: dict[str, Table], file: str) -> None:
    given = {_OTHER_NAMES.get(part.tag, part.tag): part.text or "" for part in item}
    if any(text.strip() for text in given.values()):
        _add(kind, {**given, **shared}, tables, file)


def _add(kind: str, given: Mapping[str, str], tables: dict[str, Table], file: str) -> Any:
    table = tables.get(kind)
    if table is None:
        table = tables[kind] = Table(kind, file)
    return table.add([given.get(column, "") for column in table.columns])
