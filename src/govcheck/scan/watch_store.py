"""A store of probes: a folder ``watch/`` with a file of JSON lines per site.

Two runs at once do not damage it: a line is appended whole under a lock; a torn last line (a machine switched off) is kept
apart from the next one, stepped over when read, and told.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from govcheck.errors import ArchiveError
from govcheck.i18n import _
from govcheck.records.watch import Opened, Probe


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of probes. ``torn`` lines are counted when read, never an error."""

    path: Path

    def file(self, site_id: str) -> Path:
        """The probes of a site."""
        return self.path / "watch" / f"{site_id}.jsonl"

    def append(self, site_id: str, probe: Probe) -> None:
        """Add a probe: one whole line, under a lock that other runs on this machine honour.

        Raises:
            ArchiveError: it cannot be written.
        """
        place = self.file(site_id)
        line = json.dumps(_to_json(probe), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with _locked(place.with_name(f".{site_id}.lock")), place.open("a+b") as file:
                end = file.seek(0, os.SEEK_END)
                if end:
                    file.seek(end - 1)
                    if file.read(1) != b"\n":  # torn: keep it apart, so that the next line is whole
                        line = b"\n" + line
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise ArchiveError(_("无法写入 {path}：{why}").format(path=place, why=error.strerror or error)) from error

    def read(self, site_id: str) -> tuple[list[Probe], int]:
        """The probes in order of time, and how many lines could not be read.

        Raises:
            ArchiveError: the file cannot be read.
        """
        place = self.file(site_id)
        try:
            lines = place.read_bytes().split(b"\n")
        except FileNotFoundError:
            return [], 0
        except OSError as error:
            raise ArchiveError(_("{path} 不能读取：{why}").format(path=place, why=error.strerror or error)) from error
        found = [_from_json(line) for line in lines if line.strip()]
        probes = sorted((one for one in found if one is not None), key=lambda one: one.at)
        return probes, len(found) - len(probes)


def _to_json(probe: Probe) -> dict[str, Any]:
    return {
        "at": probe.at.isoformat(),
        "opened": probe.opened.value,
        "seconds": probe.seconds,
        "status": probe.status,
        "failure": probe.failure,
        "detail": probe.detail,
        "vantage": probe.vantage,
        "alone": probe.alone,
    }


def _from_json(line: bytes) -> Probe | None:
    try:
        data = json.loads(line)
        at = datetime.fromisoformat(data["at"])
        if at.tzinfo is None:
            return None
        given = {name: data[name] for name in ("failure", "detail", "vantage") if isinstance(data.get(name), str)}
        seconds, status = data.get("seconds"), data.get("status")
        return Probe(
            at,
            Opened(data["opened"]),
            float(seconds) if isinstance(seconds, int | float) else None,
            status if isinstance(status, int) else None,
            alone=data.get("alone") is True,
            **given,
        )
    except (ValueError, KeyError, TypeError):
        return None


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    with place.open("a+b") as file:
        _lock(file)
        try:
            yield
        finally:
            _unlock(file)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
