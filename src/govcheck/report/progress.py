"""How far a run has come, on stderr: a line that is redrawn where a person watches, plain lines elsewhere."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Final, Protocol, TextIO

from govcheck.i18n import _
from govcheck.report.safe import plain
from govcheck.report.terminal import terminal_of

if TYPE_CHECKING:
    from rich.progress import TaskID

_EVERY: Final = 50
"""Without a terminal, pages between two lines of one site."""
_ID: Final = 40


class Progress(AbstractContextManager["Progress"], Protocol):
    """Told how a run goes on; shows nothing that a report needs."""

    def site_started(self, site_id: str) -> None:
        """A site's task begins."""

    def page_fetched(self, site_id: str, fetched: int, waiting: int) -> None:
        """So many addresses were asked for, so many are known to wait."""

    def site_done(self, site_id: str) -> None:
        """A site is judged and stored."""


def progress(total: int, stream: TextIO | None = None, *, quiet: bool = False) -> Progress:
    """The progress of a run over ``total`` sites, shown on ``stream`` (stderr); ``quiet`` shows none."""
    out = sys.stderr if stream is None else stream
    if quiet:
        return NoProgress()
    terminal = terminal_of(out)
    return LiveProgress(total, out, colour=terminal.colour) if terminal.live else LineProgress(total, out)


class NoProgress:
    """Says nothing."""

    def __enter__(self) -> NoProgress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        return None

    def site_started(self, site_id: str) -> None:
        """Nothing."""

    def page_fetched(self, site_id: str, fetched: int, waiting: int) -> None:
        """Nothing."""

    def site_done(self, site_id: str) -> None:
        """Nothing."""


class LineProgress(NoProgress):
    """A line when a site begins, every fifty pages, and when it is done: fit for logs."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self._total = total
        self._stream = stream
        self._done = 0
        self._fetched: dict[str, int] = {}

    def site_started(self, site_id: str) -> None:
        """A line."""
        self._fetched[site_id] = 0
        self._say(_("{id}：开始").format(id=plain(site_id, _ID)))

    def page_fetched(self, site_id: str, fetched: int, waiting: int) -> None:
        """A line for every fifty pages."""
        before = self._fetched.get(site_id, 0)
        self._fetched[site_id] = fetched
        if fetched // _EVERY > before // _EVERY:
            self._say(
                _("{id}：已取 {fetched} 个地址，待取 {waiting}").format(
                    id=plain(site_id, _ID), fetched=fetched, waiting=waiting
                )
            )

    def site_done(self, site_id: str) -> None:
        """A line with the count of sites done."""
        self._done += 1
        fetched = self._fetched.pop(site_id, 0)
        took = _("，共取 {fetched} 个地址").format(fetched=fetched) if fetched else ""
        self._say(
            _("{id}：完成{took}（{done}/{total}）").format(
                id=plain(site_id, _ID), took=took, done=self._done, total=self._total
            )
        )

    def _say(self, text: str) -> None:
        # Progress must never end a run: a closed pipe is borne.
        try:
            self._stream.write(text + "\n")
            self._stream.flush()
        except (OSError, ValueError):
            return


class LiveProgress(NoProgress):
    """A redrawn block: the batch as a bar, each site at work with its count."""

    def __init__(self, total: int, stream: TextIO, *, colour: bool) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bars

        console = Console(file=stream, markup=False, emoji=False, highlight=False, no_color=not colour)
        self._bars = Bars(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._all = self._bars.add_task(_("站点"), total=total)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> LiveProgress:
        self._bars.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bars.stop()

    def site_started(self, site_id: str) -> None:
        """A bar of its own for the site."""
        self._tasks[site_id] = self._bars.add_task(plain(site_id, _ID), total=None)

    def page_fetched(self, site_id: str, fetched: int, waiting: int) -> None:
        """The site's bar moves on; its end is what is known to wait."""
        task = self._tasks.get(site_id)
        if task is not None:
            self._bars.update(task, completed=fetched, total=fetched + waiting)

    def site_done(self, site_id: str) -> None:
        """The site's bar goes, the batch's moves on."""
        task = self._tasks.pop(site_id, None)
        if task is not None:
            self._bars.remove_task(task)
        self._bars.advance(self._all)
