"""The command line called as from a shell, in this process: what it prints and the code it leaves with."""

import json
import shutil
from dataclasses import dataclass

import pytest
from tests.region import LIST, SITES, served

from govcheck.cli.main import main
from govcheck.i18n import set_language


@dataclass(frozen=True)
class Said:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def govcheck(capsys, monkeypatch, tmp_path):
    """Call it with words; run folders that nobody names land in the test's own folder."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR", "GOVCHECK_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def call(*words):
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Said(left.value.code, out, err)

    yield call
    set_language("zh")


@pytest.fixture(scope="session")
def saved(tmp_path_factory):
    """A few pages of a town's site, saved: its home page and two columns."""
    place = tmp_path_factory.mktemp("saved") / "shiqiao"
    for part in ("sqdt", "tzgg"):
        shutil.copytree(SITES / "shiqiao" / part, place / part)
    shutil.copy(SITES / "shiqiao" / "index.html", place)
    return place


@pytest.fixture
def page_standard(saved):
    """A saved copy about which the page standard can say everything, and the words to say so."""
    return [saved, "--as-of", "2026-06-15", "--pack", "page-standard-2017"]


@pytest.fixture
def own_pack(tmp_path):
    """A pack of one rule."""

    def write(use, params="{}", extra=""):
        file = tmp_path / "own.yaml"
        file.write_text(
            f"""format: 1
pack: own
version: "1.0.0"
title: {{zh: 自拟, en: Own}}
sources:
  OWN2026: {{title: 某通知, issuer: 某办公室, issued: 2026-01-01}}
in_force: {{from: 2026-01-01, until: open}}
rules:
  - id: one
    title: {{zh: 一, en: One}}
    cites: [{{source: OWN2026, clause: 一}}]
    use: library/{use}
    params: {params}
{extra}""",
            "utf-8",
        )
        return file

    return write


@pytest.fixture
def region():
    """Serve sites of the bundled region: gives the options that lead there."""
    return served


@pytest.fixture
def sites_list():
    """The region's own list of sites."""
    return LIST
