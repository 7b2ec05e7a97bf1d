"""Another page in the place of the true one: by a script in the page, a refresh, or a frame of someone else's."""

from __future__ import annotations

from lxml.html import HtmlElement

from govcheck.page.links import refresh_targets
from govcheck.page.model import PageKind
from govcheck.page.notice.scripts import doings
from govcheck.page.notice.spam import spam_host
from govcheck.page.notice.view import View
from govcheck.urls.hosts import same_site


def replaced(view: View) -> tuple[str, bool]:
    """How the page itself replaces or leaves itself, empty when it does not; and whether for nothing good."""
    if view.kind is PageKind.ERROR:
        return "", True
    for target in refresh_targets(view.root):
        address = view.resolve(target)
        if address and not same_site(address, view.address) and spam_host(address):
            return f"refresh → {address}", True
    for frame in view.root.iter("iframe", "frame"):
        address = view.resolve(frame.get("src") or "")
        if address and spam_host(address) and not same_site(address, view.address) and _large(frame):
            return f"frame: {address}", True
    doubtful = ""
    for script in view.root.iter("script"):
        if script.text and not script.get("src"):
            done = doings(script.text, view.address)
            if done.replaced and done.sure:
                return done.replaced, True
            doubtful = doubtful or done.replaced
    return doubtful, not doubtful


def _large(frame: HtmlElement) -> bool:
    sizes = [(frame.get(name) or "").strip().removesuffix("px") for name in ("width", "height")]
    return not any(size.isdigit() and int(size) < 50 for size in sizes)
