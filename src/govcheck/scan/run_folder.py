"""A run is a folder, and the truth: ``run.json``, ``results/``, ``populations/``, ``archive/`` (DESIGN §2)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from govcheck.dates.clock import SHANGHAI
from govcheck.errors import ArchiveError
from govcheck.i18n import _
from govcheck.records.codec import dumps
from govcheck.records.population import Population
from govcheck.scan.files import write_whole

FORMAT: Final = 1
_PRIVATE: Final = 0o700


@dataclass(frozen=True, slots=True)
class RunFolder:
    """Where everything of a run lies. Personal data that a site published may be in it: readable for its owner alone."""

    path: Path

    @classmethod
    def create(cls, path: Path) -> RunFolder:
        """Make an empty run folder.

        Raises:
            ArchiveError: the folder exists and is not empty, or cannot be made.
        """
        try:
            path.mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
            if any(path.iterdir()):
                raise ArchiveError(_("运行目录 {path} 已有内容，请另选一个").format(path=path))
            path.chmod(_PRIVATE)
            for name in ("results", "populations", "archive"):
                (path / name).mkdir(mode=_PRIVATE)
        except OSError as error:
            raise ArchiveError(
                _("无法建立运行目录 {path}：{why}").format(path=path, why=error.strerror or error)
            ) from error
        return cls(path)

    def archive(self, site_id: str) -> Path:
        """The site's WARC."""
        return self.path / "archive" / f"{site_id}.warc.gz"

    @property
    def links(self) -> Path:
        """The WARC of the link stage, which all sites share."""
        return self.path / "archive" / "_links.warc.gz"

    def results(self, site_id: str) -> Path:
        """The site's results: one line of JSON."""
        return self.path / "results" / f"{site_id}.jsonl"

    def populations(self, site_id: str) -> Path:
        """The site's populations."""
        return self.path / "populations" / f"{site_id}.json"

    def write_personal(self, site_id: str, bodies: Sequence[Mapping[str, Any]]) -> None:
        """Name the bodies in the site's archive that hold unmasked numbers of persons: ``archive/<site>.personal.json``."""
        text = json.dumps({"site": site_id, "bodies": list(bodies)}, ensure_ascii=False, indent=1)
        write_whole(self.path / "archive" / f"{site_id}.personal.json", text + "\n")

    def write_run(self, data: Mapping[str, Any]) -> None:
        """Write ``run.json``."""
        write_whole(self.path / "run.json", json.dumps({"format": FORMAT, **data}, ensure_ascii=False, indent=1) + "\n")

    def read_run(self) -> Mapping[str, Any]:
        """Read ``run.json``.

        Raises:
            ArchiveError: there is none, it is damaged, or a newer program wrote it.
        """
        place = self.path / "run.json"
        try:
            data = json.loads(place.read_text("utf-8"))
        except FileNotFoundError as error:
            raise ArchiveError(_("{path} 不是运行目录：没有 run.json").format(path=self.path)) from error
        except (OSError, ValueError) as error:
            raise ArchiveError(_("{path} 不能读取：{why}").format(path=place, why=error)) from error
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ArchiveError(_("{path} 由别的版本写成，本程序不能读取").format(path=place))
        return data

    def write_results(self, site_id: str, line: str) -> None:
        """Write the site's results: one line, as in the ``jsonl`` report."""
        write_whole(self.results(site_id), line + "\n")

    def write_populations(self, site_id: str, populations: Mapping[str, Population]) -> None:
        """Write the site's populations as compact rows."""
        write_whole(self.populations(site_id), dumps(populations) + "\n")


def new_run_path(parent: Path) -> Path:
    """A fresh name under ``parent``: the moment in Shanghai, with a number when taken."""
    stem = f"{datetime.now(SHANGHAI):%Y%m%d-%H%M%S}"
    names = (stem, *(f"{stem}-{number}" for number in range(2, 1000)))
    return next(parent / name for name in names if not (parent / name).exists())
