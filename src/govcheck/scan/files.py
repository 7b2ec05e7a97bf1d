"""Writing files so that a half-written one is never left behind."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from govcheck.errors import ArchiveError
from govcheck.i18n import _


def write_whole(path: Path, text: str | bytes) -> None:
    """Write the text (in UTF-8) or the bytes to a neighbour and rename it into place.

    Raises:
        ArchiveError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode("utf-8") if isinstance(text, str) else text)
            if path.exists():  # what others could read of it, or not, stays so
                shutil.copymode(path, name)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ArchiveError(_("无法写入 {path}：{why}").format(path=path, why=error.strerror or error)) from error
