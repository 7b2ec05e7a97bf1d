"""The element table of a document (索引号, 发文字号, 发文机关 …) and its own number, told from the numbers it quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from govcheck.dates.shapes import as_instant, find_dates
from govcheck.outcome import Confidence
from govcheck.page.body import is_paragraph
from govcheck.page.dom import css_path, xpath
from govcheck.page.flow import Flow, Line, Node
from govcheck.page.headline import Headline
from govcheck.page.labels import Labelled, is_placeholder
from govcheck.page.model import DocumentElements
from govcheck.records.population import Reading, Value
from govcheck.text.normalise import squeeze
from govcheck.text.numbers import Number, find_numbers, find_order_number

_TOP_LINES: Final = 14
_LONGEST: Final = 80
_INDEX: Final = re.compile(r"^[A-Za-z]{0,4}\d[\w\-/.－——_ ()（）]{3,60}$|^[A-Za-z\d][\w\-/.－—_]{5,60}$")
_MAX_QUOTED: Final = 60
_NUMBER_YEAR: Final = re.compile(r"[〔﹝\[［(（【](20\d\d|19\d\d)")


@dataclass(frozen=True, slots=True)
class Document:
    """The elements, whether an element table is there, the public attribute, and the numbers quoted in the text."""

    elements: DocumentElements
    has_table: bool
    public_attribute: Reading | None
    quoted: tuple[str, ...]


def read_document(
    flow: Flow, labels: Sequence[Labelled], headline: Headline, body: Node | None, *, start: int, article: bool
) -> Document:
    """Read them. Own numbers outside a table are looked for only on an article's page."""
    first = _by_kind(labels, start)
    number = _labelled_number(first.get("number"))
    quoted = [n for line in flow.lines if line.zone == "main" and "号" in line.text for n in find_numbers(line.text)]
    if article and number is None:
        number = _headline_number(headline) or _top_number(flow, headline, body, start)
    own = find_numbers(str(number.value))[0].key if number is not None and find_numbers(str(number.value)) else ""
    elements = DocumentElements(
        number=number,
        index=_reading(first.get("index"), _index_value(first.get("index"))),
        issuer=_reading(first.get("issuer"), _text_value(first.get("issuer") or first.get("office")))
        if _table(first)
        else None,
        written=_reading(first.get("written"), _date_value(first.get("written"))),
        published=_reading(first.get("published"), _date_value(first.get("published"))) if _table(first) else None,
        validity=_reading(first.get("validity"), _text_value(first.get("validity"))),
        topic=_reading(first.get("topic"), _text_value(first.get("topic"))) if _table(first) else None,
    )
    if elements.issuer is None and _table(first) and "office" in first:
        elements = _with_issuer(elements, _reading(first["office"], _text_value(first["office"])))
    public = first.get("public")
    keys = dict.fromkeys(n.key for n in quoted if n.key != own)
    return Document(elements, _table(first), _reading(public, _text_value(public)), tuple(keys)[:_MAX_QUOTED])


def _with_issuer(elements: DocumentElements, issuer: Reading | None) -> DocumentElements:
    return DocumentElements(
        elements.number, elements.index, issuer, elements.written, elements.published, elements.validity, elements.topic
    )


def _by_kind(labels: Sequence[Labelled], start: int) -> dict[str, Labelled]:
    """The first label of each kind before the text begins; a later one only when it is alone in the page's main part."""
    first: dict[str, Labelled] = {}
    for item in labels:
        if item.line.zone in ("nav", "breadcrumb", "foot") or item.line.index > max(start, _TOP_LINES) + _TOP_LINES:
            continue
        held = first.get(item.kind)
        if held is None or (not held.value and item.value and item.line.index - held.line.index <= _TOP_LINES):
            first[item.kind] = item
    return first


def _table(first: dict[str, Labelled]) -> bool:
    return (
        "index" in first
        or "number" in first
        or len({"issuer", "written", "validity", "topic", "generated", "name"} & first.keys()) >= 3
    )


def _reading(item: Labelled | None, value: Value) -> Reading | None:
    if item is None:
        return None
    confidence = Confidence.HIGH
    return Reading(
        value, "label", confidence, f"{item.label}：{item.value}"[:200], css_path(item.node.el), xpath(item.node.el)
    )


def _text_value(item: Labelled | None) -> str | None:
    if item is None:
        return None
    value = squeeze(item.value)
    return None if is_placeholder(value) or len(value) > _LONGEST else value


def _index_value(item: Labelled | None) -> str | None:
    value = _text_value(item)
    return value if value and _INDEX.match(value) else None


def _date_value(item: Labelled | None) -> Value:
    dates = find_dates(item.rest or item.value) if item is not None else []
    return dates[0].value if dates else None


def _labelled_number(item: Labelled | None) -> Reading | None:
    if item is None:
        return None
    numbers = find_numbers(item.value)
    value = _own_form(item.value, numbers) or find_order_number(item.value)
    if not value:
        text = _text_value(item)
        value = text if text and re.search(r"\d", text) and text.endswith("号") else ""
    return _reading(item, value or None)


def _own_form(text: str, numbers: Sequence[Number]) -> str:
    """A label's value is the number alone: keep its code uncut."""
    if not numbers:
        return ""
    whole = re.sub(r"[ \xa0\u3000]", "", text)
    return (
        whole
        if whole.endswith(numbers[0].text) and len(whole) <= len(numbers[0].text) + 8 and len(numbers) == 1
        else numbers[0].text
    )


def _headline_number(headline: Headline) -> Reading | None:
    """A number at the headline's start or end is its own; one inside is quoted (关于转发《…》（…号）的通知)."""
    title = headline.reading.value
    if not isinstance(title, str):
        return None
    for number in find_numbers(title):
        before, after = title[: number.start].strip(" (（〔[【"), title[number.end :].strip(" )）〕]】")
        if (not before or not after) and headline.node is not None:
            where = (css_path(headline.node.el), xpath(headline.node.el))
            return Reading(number.text, "title", Confidence.MEDIUM, title[:200], *where)
    return None


def _top_number(flow: Flow, headline: Headline, body: Node | None, start: int) -> Reading | None:
    """A line of the text's head that is nothing but a number."""
    first = max(headline.line + 1, 0)
    last = min(len(flow.lines), max(start + 2, first + 1, body.first + _TOP_LINES if body is not None else 0))
    seen_text = 0
    for line in flow.lines[first:last]:
        if line.zone != "main":
            continue
        number = _whole_line(line)
        if number is not None:
            node = line.at(0)
            return Reading(number.text, "head", Confidence.MEDIUM, line.text[:200], css_path(node.el), xpath(node.el))
        seen_text += is_paragraph(line)
        if seen_text > 0:
            break
    return None


def _whole_line(line: Line) -> Number | None:
    if len(line.text) > 60 or "号" not in line.text:
        return None
    numbers = find_numbers(line.text)
    if len(numbers) != 1:
        return None
    rest = line.text[: numbers[0].start] + line.text[numbers[0].end :]
    rest = re.sub(r"签发人.*$", "", rest)
    return numbers[0] if not rest.strip(" \xa0\u3000()（）[]【】〔〕:：文号") else None


def earliest_day(elements: DocumentElements, published: Reading) -> datetime | None:
    """The earliest day that a page gives itself or its document: written, published, or the year of the number."""
    said = [elements.written, elements.published, published]
    days = [as_instant(one.value) for one in said if one is not None and isinstance(one.value, date)]
    year = _NUMBER_YEAR.search(str(elements.number.value or "")) if elements.number is not None else None
    if year:
        days.append(as_instant(date(int(year[1]), 12, 31)))
    return min(days, default=None)
