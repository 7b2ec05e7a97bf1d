"""``govcheck page``: what the extractor reads, for authors of rules."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import click

from govcheck.cli.exits import Exit
from govcheck.cli.options import fetching
from govcheck.cli.translated import Command, option
from govcheck.errors import UsageError
from govcheck.i18n import N_, _


@click.command(
    "page", cls=Command, help=N_("显示从一个网页文件、网址或已存文件夹读到的内容（JSON，null 表示页面上没有）。")
)
@click.argument("target", metavar="FILE|URL|FOLDER")
@option("--base-url", default=None, metavar="URL", help=N_("已存网页原来的网址"))
@option("--ignore-meta", is_flag=True, help=N_("不看 META 标签，只读访问者所见"))
@fetching
def command(target: str, base_url: str | None, *, ignore_meta: bool, **values: Any) -> int:
    """Show the page model."""
    views: Iterable[dict[str, Any]]
    if "://" in target:
        views = _of_address(target, ignore_meta=ignore_meta, values=values)
        if not views:
            return Exit.INCOMPLETE
    elif Path(target).is_dir():
        views = _of_folder(Path(target), base_url, ignore_meta=ignore_meta)
    elif Path(target).is_file():
        click.echo(json.dumps(_of_file(Path(target), base_url, ignore_meta=ignore_meta), ensure_ascii=False, indent=2))
        return 0
    else:
        raise UsageError(_("{text} 既不是网址，也不是存在的文件或文件夹").format(text=target))
    for view in views:
        click.echo(json.dumps(view, ensure_ascii=False))
    return 0


def _of_file(file: Path, base_url: str | None, *, ignore_meta: bool) -> dict[str, Any]:
    from govcheck.fetch.folder import read_file
    from govcheck.page.read import read_page
    from govcheck.report.page_view import page_view

    capture = read_file(file, base_url)
    return page_view(read_page(capture, lexicon=_lexicon(), ignore_meta=ignore_meta), file=file.name)


def _of_folder(folder: Path, base_url: str | None, *, ignore_meta: bool) -> Iterator[dict[str, Any]]:
    from govcheck.fetch.folder import read_folder
    from govcheck.page.populate.survey import is_page
    from govcheck.page.read import read_page
    from govcheck.records.capture import by_address
    from govcheck.report.page_view import page_view

    lexicon, crawl = _lexicon(), read_folder(folder, base_url)
    scripts = by_address(crawl.captures)
    # A file has one name; that its page is also linked as a folder, or with a query, is no name of a file.
    spelled = {
        address: spelling
        for spelling, address in crawl.aliases.items()
        if "?" not in spelling and not spelling.endswith("/")
    }
    for capture in crawl.captures:
        if is_page(capture):
            model = read_page(capture, lexicon=lexicon, scripts=scripts, ignore_meta=ignore_meta, home=crawl.entry)
            path = urlsplit(spelled.get(capture.address, capture.address)).path
            yield page_view(model, file=unquote(path).lstrip("/") or "index.html")


def _of_address(address: str, *, ignore_meta: bool, values: dict[str, Any]) -> list[dict[str, Any]]:
    """The page at an address; empty, and said why, when it could not be seen."""
    from dataclasses import replace

    from govcheck.cli.wire import fetch_settings
    from govcheck.fetch.crawl import crawl
    from govcheck.page.read import read_page
    from govcheck.report.page_view import page_view

    settings = replace(fetch_settings(values | {"without": ""}), max_pages=1, second_try_wait=0.0)
    brought = asyncio.run(crawl(address, settings, lambda _capture: ()))
    unseen = [skip.reason.value for skip in brought.skipped]
    for capture in brought.captures:
        if capture.ok:
            return [page_view(read_page(capture, lexicon=_lexicon(), ignore_meta=ignore_meta))]
        unseen.append(capture.detail or (capture.failure.value if capture.failure else f"HTTP {capture.status}"))
    click.echo(_("{address} 没有取到：{why}").format(address=address, why=_("、").join(unseen)), err=True)
    return []


def _lexicon() -> Any:
    from govcheck.pack.lexicon import load_lexicons
    from govcheck.text.lexicon import Lexicon

    return Lexicon(load_lexicons())
