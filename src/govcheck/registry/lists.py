"""Reading a site list: every mistake at once, each with file, row and column.

The format (columns ``id, name, url, level, kind, region, site_code, organiser, supervisor, services, status, aliases, note,
printed_reviewers``; only ``url`` is needed) is described in the documentation of site lists; other columns are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from govcheck.errors import Mistake, SiteListError
from govcheck.i18n import _
from govcheck.records.site import Site
from govcheck.registry import fields
from govcheck.registry.headings import Headings, headings
from govcheck.registry.ids import id_from_address
from govcheck.registry.read_csv import read_csv
from govcheck.registry.read_xlsx import read_xlsx
from govcheck.registry.read_yaml import read_yaml
from govcheck.registry.rows import Row, Rows

_YAML: Final = (".yaml", ".yml")
_TEXT: Final = (".csv", ".tsv", ".txt")
_BOOKS: Final = (".xlsx", ".xlsm", ".xls", ".et")
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_LONGEST: Final = 50_000_000
CLOSED: Final = "closed"


@dataclass(frozen=True, slots=True)
class SiteList:
    """The rows that could be read, in their order, and every mistake found."""

    sites: tuple[Site, ...]
    mistakes: tuple[Mistake, ...]
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Where each site stands, by its id: file and line (row of a table) of its address."""


def looks_like_list(path: Path) -> bool:
    """Whether a file's ending is that of a site list."""
    return path.suffix.lower() in (*_YAML, *_TEXT, *_BOOKS)


def is_closed(site: Site) -> bool:
    """Whether the list says that the site has been closed (关停、注销); such sites are kept, and not looked at."""
    return site.status == CLOSED


def load_sites(path: Path) -> tuple[Site, ...]:
    """The sites of a list (yaml, csv, xlsx).

    Raises:
        SiteListError: all mistakes, by place.
    """
    return load_list(path).sites


def load_list(path: Path) -> SiteList:
    """The same with the places of the sites; raises as :func:`load_sites`."""
    found = read_sites(path)
    if found.mistakes:
        raise SiteListError(list(found.mistakes))
    return found


def read_sites(path: Path) -> SiteList:
    """The sites that could be read, and the mistakes of the others.

    Raises:
        SiteListError: the file as a whole cannot be read.
    """
    words = headings()
    rows = _read(path, words)
    reading = _Reading(words, list(rows.mistakes))
    for row in rows.rows:
        reading.site(row)
    if not rows.rows and not reading.mistakes:
        reading.mistakes.append(Mistake(str(path), 0, 0, "", _("表头下面没有站点")))
    return SiteList(tuple(reading.sites), tuple(sorted(reading.mistakes)), reading.places)


def _read(path: Path, words: Headings) -> Rows:
    file = str(path)
    try:
        if path.stat().st_size > _LONGEST:
            raise SiteListError(Mistake(file, 0, 0, "", _("文件太大")))
        data = path.read_bytes()
    except OSError as error:
        raise SiteListError(Mistake(file, 0, 0, "", _("读不到文件：{why}").format(why=error.strerror))) from error
    suffix = path.suffix.lower()
    # What the bytes are decides before the name: lists get renamed more often than converted.
    if data.startswith(_OLE):
        message = _("这是旧格式（.xls）或加了密码的工作簿：请在 Excel 或 WPS 中另存为不加密的 .xlsx")
        raise SiteListError(Mistake(file, 0, 0, "", message))
    if data.startswith(_ZIP) or suffix in (".xlsx", ".xlsm"):
        return read_xlsx(file, data, words)
    if suffix in _YAML:
        return read_yaml(file, data, words)
    if suffix in _TEXT or suffix in _BOOKS:
        return read_csv(file, data, words)
    raise SiteListError(Mistake(file, 0, 0, "", _("不认识的文件类型：站点清单应为 .xlsx、.csv 或 .yaml")))


@dataclass(slots=True)
class _Reading:
    """Sites so far, and the row where each id and address stood first."""

    words: Headings
    mistakes: list[Mistake]
    sites: list[Site] = field(default_factory=list)
    ids: dict[str, Row] = field(default_factory=dict)
    addresses: dict[str, Row] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)

    def site(self, row: Row) -> None:
        """Read one row: a site when nothing is wrong with it, else its mistakes."""
        before = len(self.mistakes)
        words = self.words
        url = self._take(row, "url", "", fields.address)
        if "url" not in row.known or words.says_nothing("url", row.known["url"].text):
            self._mistake(row, "url", _("没有网址"))
        site = Site(
            id=self._take(row, "id", "", fields.given_id) or (id_from_address(url) if url else ""),
            name=self._text(row, "name"),
            url=url,
            level=self._take(row, "level", None, lambda text: fields.level(text, words)),
            kind=self._take(row, "kind", None, lambda text: fields.kind(text, words)),
            region=self._take(row, "region", "", fields.region),
            site_code=self._take(row, "site_code", "", fields.site_code),
            organiser=self._text(row, "organiser"),
            supervisor=self._text(row, "supervisor"),
            services=self._take(row, "services", None, lambda text: fields.yes_no(text, words)),
            status=self._take(row, "status", "", lambda text: fields.status(text, words)),
            aliases=self._take(row, "aliases", (), fields.hosts),
            note=self._text(row, "note"),
            extra={name: cell.text.strip() for name, cell in row.extra.items()},
            printed_reviewers=bool(self._take(row, "printed_reviewers", False, lambda text: fields.yes_no(text, words))),
        )
        if self._first(row, "url", self.addresses, _same(site.url), _("与{first}的网址相同")):
            self._first(row, "id", self.ids, site.id.casefold(), _("与{first}的 id 相同"))
        if len(self.mistakes) == before:
            self.sites.append(site)
            self.places[site.id] = (row.file, row.known["url"].line)

    def _take(self, row: Row, column: str, default: Any, read: Callable[[str], Any]) -> Any:
        cell = row.known.get(column)
        if cell is None or self.words.says_nothing(column, cell.text):
            return default
        if cell.damaged:
            self._mistake(row, column, cell.damaged)
            return default
        try:
            return read(cell.text)
        except fields.Trouble as trouble:
            self._mistake(row, column, str(trouble))
            return default

    def _text(self, row: Row, column: str) -> str:
        return str(self._take(row, column, "", lambda text: " ".join(text.split())))

    def _first(self, row: Row, column: str, seen: dict[str, Row], key: str, message: str) -> bool:
        """Whether nothing before has this key; a mistake otherwise."""
        first = seen.setdefault(key, row) if key else row
        if first is row:
            return True
        place = _("第 {row} 行").format(row=first.line)
        self._mistake(row, column, message.format(first=place if first.file == row.file else f"{first.file} {place}"))
        return False

    def _mistake(self, row: Row, column: str, message: str) -> None:
        cell = row.known.get(column)
        line, place = (cell.line, cell.column) if cell else (row.line, 0)
        self.mistakes.append(Mistake(row.file, line, place, column, message))


def _same(address: str) -> str:
    """What makes two addresses one site: host, port and path, whatever the scheme."""
    return address.partition("://")[2].rstrip("/")
