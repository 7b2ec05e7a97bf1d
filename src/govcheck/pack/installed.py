"""What a user installed: packs, calendars and lexicons in the user's data folder, named by its index.

The index ``installed.json`` says which folder beside it holds the files, so that putting the index in its place is the one
step by which an installation takes effect. Inside, the folder is laid out as a rules folder is.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from govcheck.errors import PackError
from govcheck.i18n import _

INDEX: Final = "installed.json"
FORMAT: Final = 1


def data_home(environment: Mapping[str, str] | None = None) -> Path:
    """The user's data folder: ``GOVCHECK_HOME``, else where the platform keeps such things."""
    env = os.environ if environment is None else environment
    if env.get("GOVCHECK_HOME"):
        return Path(env["GOVCHECK_HOME"])
    user = Path(env.get("USERPROFILE" if sys.platform == "win32" else "HOME") or "~")
    if sys.platform == "win32":
        return Path(env.get("LOCALAPPDATA") or user / "AppData" / "Local") / "govcheck"
    if sys.platform == "darwin":
        return user / "Library" / "Application Support" / "govcheck"
    return Path(env.get("XDG_DATA_HOME") or user / ".local" / "share") / "govcheck"


def read_index(home: Path) -> tuple[Path | None, dict[str, str]]:
    """The folder in force, and the sha256 of each file in it by its path; ``None`` when nothing is installed.

    Raises:
        PackError: the index is damaged.
    """
    place = home / INDEX
    try:
        data = json.loads(place.read_text("utf-8"))
        name, files = data["folder"], data["files"]
        sound = data["format"] == FORMAT and isinstance(name, str) and name == Path(name).name and isinstance(files, dict)
    except (FileNotFoundError, NotADirectoryError, PermissionError):  # another user's home is nothing installed here
        return None, {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PackError(_("{path} 不能读取：{why}").format(path=place, why=error)) from error
    if not sound:
        raise PackError(_("{path} 由别的版本写成，本程序不能读取").format(path=place))
    return home / name, {str(path): str(digest) for path, digest in files.items()}


def installed_root(home: Path | None = None) -> Path | None:
    """The folder of what is installed, if anything is.

    Raises:
        PackError: the index is damaged.
    """
    return read_index(home if home is not None else data_home())[0]
