"""Forms: where they send what visitors write, which personal facts they ask for, and which of them is a search box."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from lxml.html import HtmlElement

from govcheck.page.data import table
from govcheck.page.dom import css_path
from govcheck.page.notice.view import View
from govcheck.page.noticed import Form
from govcheck.text.normalise import squeeze

_WRITTEN: Final = frozenset({"", "text", "password", "tel", "search", "number", "email", "url"})
_FACTS: Final = ("password", "identity", "mobile", "name")
_NEAR: Final = 30
_MOST: Final = 60


def find_forms(view: View) -> tuple[Form, ...]:
    """Every form with something to write or to choose; hidden fields ask nobody."""
    labels = {
        (label.get("for") or "").strip(): squeeze("".join(label.itertext()))
        for label in view.root.iter("label")
        if (label.get("for") or "").strip()
    }
    return tuple(_form(el, view, labels) for el in list(view.root.iter("form"))[:_MOST])


def _form(el: HtmlElement, view: View, labels: dict[str, str]) -> Form:
    fields = [one for one in el.iter("input", "textarea", "select") if one.get("disabled") is None]
    written = [one for one in fields if _is_written(one)]
    asks = {fact for one in written for fact in _facts(one, labels)}
    if any(one.tag == "textarea" and _is_message(one, labels, asks) for one in written):
        asks.add("message")
    raw = (el.get("action") or "").strip()
    scripted = raw in ("", "#") or raw.lower().startswith("javascript:")
    target = view.address if scripted else view.resolve(raw) or ""
    box = _search_box(written, labels, raw) if not asks else None
    return Form(
        action=target,
        method="post" if (el.get("method") or "").strip().lower() == "post" else "get",
        asks=tuple(fact for fact in (*_FACTS, "message") if fact in asks),
        search=box is not None,
        words_field=(box.get("name") or "") if box is not None else "",
        fixed=_fixed(fields, box) if box is not None else (),
        css=css_path(el),
        scripted=scripted or not target,
    )


def _is_written(el: HtmlElement) -> bool:
    if el.tag == "textarea":
        return True
    return el.tag == "input" and (el.get("type") or "").strip().lower() in _WRITTEN


def _facts(el: HtmlElement, labels: dict[str, str]) -> set[str]:
    """What one field asks for: by its type, else by its words, else by its name."""
    if (el.get("type") or "").strip().lower() == "password":
        return {"password"}
    if el.tag == "textarea":
        return set()
    words = _words(el, labels)
    found = {fact for fact in _FACTS if _pattern(fact, "words").search(words)}
    if (el.get("type") or "").strip().lower() == "tel":
        found.add("mobile")
    return found or {fact for fact in _FACTS if _coded(el, fact)}


def _is_message(el: HtmlElement, labels: dict[str, str], asks: set[str]) -> bool:
    return bool(asks) or bool(_pattern("message", "words").search(_words(el, labels))) or _coded(el, "message")


def _coded(el: HtmlElement, fact: str) -> bool:
    names = [name for name in (el.get("name"), el.get("id")) if name]
    parts = [part for name in names for part in (name, re.split(r"[.\[\]:_-]", name)[-1] or re.sub(r"\W+$", "", name))]
    return any(_pattern(fact, "codes").fullmatch(part) for part in parts)


def _words(el: HtmlElement, labels: dict[str, str]) -> str:
    """What a visitor reads at a field: its placeholder, title and label, and the words just before it."""
    found = [el.get(name) or "" for name in ("placeholder", "title", "aria-label", "alt")]
    value = el.get("value") or ""
    if not value.isascii():
        found.append(value)  # old pages print the hint as the value
    found.append(labels.get(el.get("id") or "", ""))
    holder = el.getparent()
    for _level in range(2):
        if holder is None or holder.tag in ("form", "body"):
            break
        if holder.tag == "label":
            found.append(squeeze("".join(holder.itertext())))
        before = holder.getprevious() if holder.tag in ("td", "dd", "div", "p", "span") else None
        if before is not None and before.tag in ("td", "th", "dt", "label", "div", "span"):
            said = squeeze("".join(before.itertext()))
            found.append(said if len(said) <= _NEAR and not before.xpath(".//input|.//textarea|.//select") else "")
        holder = holder.getparent()
    found.append(_before(el))
    return squeeze(" ".join(one for one in found if one))


def _before(el: HtmlElement) -> str:
    """The text that stands right before an element, as far as the field before it."""
    previous = el.getprevious()
    if previous is None:
        holder = el.getparent()
        return squeeze((holder.text or "") if holder is not None else "")[-_NEAR:]
    said = "" if previous.tag in ("input", "textarea", "select") else squeeze("".join(previous.itertext()))
    return f"{said if len(said) <= _NEAR else ''} {squeeze(previous.tail or '')}"[-_NEAR:]


def _search_box(written: list[HtmlElement], labels: dict[str, str], action: str) -> HtmlElement | None:
    """The one field for words of a search form."""
    boxes = [one for one in written if one.tag == "input"]
    if len(boxes) != 1 or len(written) != 1:
        return None
    box = boxes[0]
    speaks = _pattern("search", "words").search(_words(box, labels)) or _coded(box, "search")
    return box if speaks or re.search(table("forms")["action"], action, re.I) else None


def _fixed(fields: list[HtmlElement], box: HtmlElement) -> tuple[tuple[str, str], ...]:
    """The other fields as they are sent when nobody touches them."""
    found: list[tuple[str, str]] = []
    for el in fields:
        name, kind = el.get("name") or "", (el.get("type") or "").strip().lower()
        if el is box or not name or kind in ("submit", "button", "reset", "file", "image"):
            continue
        if kind in ("checkbox", "radio"):
            if el.get("checked") is not None:
                found.append((name, el.get("value") or "on"))
        elif el.tag == "select":
            options = list(el.iter("option"))
            chosen = next((one for one in options if one.get("selected") is not None), options[0] if options else None)
            if chosen is not None:
                value = chosen.get("value")
                found.append((name, value if value is not None else squeeze("".join(chosen.itertext()))))
        else:
            found.append((name, el.get("value") or ""))
    return tuple(found)


@cache
def _pattern(fact: str, which: str) -> re.Pattern[str]:
    return re.compile(table("forms")[fact][which], re.I)
