"""What is asked of the home page's host beside its pages: http and https, directories, files that should not be there."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from govcheck.page.data import table
from govcheck.page.populate.survey import Survey
from govcheck.records.capture import Capture
from govcheck.records.question import Keep, Purpose, Question
from govcheck.urls import same_host

DIRECTORIES: Final = 12
"""How many directories are asked for, at most."""
_OWN_PORT: Final = frozenset({"hsts_seconds", "https", "headers_missing", "headers_present", "cookies_unsafe"})


def transport_questions(seen: Survey) -> tuple[Question, ...]:
    """In a fixed order; nothing for a site of which nothing was read, and nothing that a capture answers already."""
    if not seen.crawl.reached:
        return ()
    wants = set(seen.plan.fields.get("host", frozenset()))
    return (*_at_home(seen, wants), *_directories(seen, wants), *_exposed(seen, wants))


def _at_home(seen: Survey, wants: set[str]) -> Iterator[Question]:
    home = urlsplit(_home(seen))
    if home.port is not None or not home.hostname:
        return  # a port of its own: nobody said where the other one is
    known = list(at_home(seen))
    if wants & _OWN_PORT and not any(urlsplit(one.final_address).scheme == "https" for one in known):
        yield Question(Purpose.SECURE, f"https://{home.netloc}/", unverified=True)
    if "https_redirect" in wants and not any(urlsplit(one.address).scheme == "http" for one in known):
        yield Question(Purpose.PLAIN, f"http://{home.netloc}/", unverified=True)


def _home(seen: Survey) -> str:
    """Where the home page lies, also when it could not be read as one."""
    if seen.home is not None:
        return seen.home.final_address
    return next((one.final_address for one in at_home(seen) if one.ok), seen.crawl.entry)


def at_home(seen: Survey) -> Iterator[Capture]:
    """The crawl's captures of the home page: of the entry, and of where the entry leads."""
    found: dict[str, Capture] = {}
    for address in (seen.crawl.entry, *(home.address for home in seen.homes[:1])):
        capture = next((one for one in seen.crawl.captures if one.address == address), None)
        if capture is not None:
            found.setdefault(capture.address, capture)
    yield from found.values()


def _directories(seen: Survey, wants: set[str]) -> Iterator[Question]:
    """The directories in which the site's files lie: those of styles, scripts, pictures and attachments first."""
    if "listings" not in wants:
        return
    counted: Counter[str] = Counter()
    for page in (*seen.homes, *seen.pages):
        named = [*page.noticed.resources, *(link.address for link in page.attachments)]
        for address in (one for one in named if same_host(one, page.final_address)):
            for folder in folders(address):
                counted[folder] += 1
    captured = {capture.address for capture in seen.crawl.captures}
    ordered = sorted(counted, key=lambda folder: (-counted[folder], folder))
    for folder in [one for one in ordered if one not in captured][:DIRECTORIES]:
        yield Question(Purpose.LISTING, folder, limit=200_000)


def folders(address: str) -> tuple[str, ...]:
    """The directory a file lies in, and the first below the root."""
    parts = urlsplit(address)
    steps = parts.path.split("/")[1:-1]
    if not steps or parts.query:
        return ()
    root = f"{parts.scheme}://{parts.netloc}/"
    return tuple(dict.fromkeys((root + "/".join(steps) + "/", root + steps[0] + "/")))


def _exposed(seen: Survey, wants: set[str]) -> Iterator[Question]:
    if "exposed" not in wants:
        return
    home = urlsplit(_home(seen))
    root = f"{home.scheme}://{home.netloc}"
    paths = [str(row["path"]) for row in table("exposed")["files"]]
    for path in dict.fromkeys(random_path(home.netloc, path) for path in paths):
        yield Question(Purpose.EXPOSED, root + path, method="HEAD", label="random", keep=Keep.START)
    for path in paths:
        yield Question(Purpose.EXPOSED, root + path, method="HEAD", label=path, keep=Keep.START)


def random_path(host: str, path: str) -> str:
    """A path of the same sort that cannot exist: the same on each run, for the sake of the record."""
    name = path.rsplit("/", 1)[-1]
    ending = "." + name.rsplit(".", 1)[1] if "." in name.strip(".") else ""
    return f"/gc-{hashlib.sha256(host.encode()).hexdigest()[:12]}{ending}"
