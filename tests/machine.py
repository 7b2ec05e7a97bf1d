"""Programs of the machine that some tests call: found, bounded in time, and kept from talking to the outside."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

BROWSER = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * 127.0.0.1",
)


def program(*names: str) -> str:
    """The first of these programs that is there."""
    return next(found for name in names if (found := shutil.which(name)))


def to_xlsx(table: Path, profile: Path) -> Path:
    """A table saved as a workbook by LibreOffice, with a profile of its own."""
    done = subprocess.run(
        [
            program("soffice", "libreoffice"),
            "--headless",
            "--norestore",
            f"-env:UserInstallation={profile.as_uri()}",
            "--infilter=CSV:44,34,76,1,,0,false,true,false",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(table.parent),
            str(table),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    made = table.with_suffix(".xlsx")
    assert made.is_file(), done.stdout + done.stderr
    return made


def drawn(address: str, profile: Path) -> str:
    """The page as it stands in a browser after its scripts have run."""
    done = subprocess.run(
        [
            program("chromium", "chromium-browser", "google-chrome"),
            *BROWSER,
            f"--user-data-dir={profile}",
            "--virtual-time-budget=5000",
            "--dump-dom",
            address,
        ],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout
