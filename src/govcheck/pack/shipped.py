"""Where the packs that come with govcheck or were installed lie, and which files of a rules folder are packs."""

from __future__ import annotations

from pathlib import Path

from govcheck.errors import PackError
from govcheck.i18n import _
from govcheck.pack.installed import installed_root
from govcheck.pack.suggest import did_you_mean


def rules_root() -> Path:
    """The shipped rules folder: inside the package when installed, else the repository's ``rules``."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "_rules"
    return inside if inside.is_dir() else package.parents[1] / "rules"


def pack_files(root: Path) -> tuple[Path, ...]:
    """The packs of a rules folder, by name; its subfolders hold library checks, lexicons and sheets."""
    return tuple(sorted(path for path in root.glob("*.yaml") if not path.name.endswith(".test.yaml")))


def available_packs(root: Path) -> tuple[Path, ...]:
    """The packs of a rules folder, after the shipped ones those installed; a shipped id is never taken by another."""
    packs = pack_files(root)
    own = installed_root() if root == rules_root() else None
    names = {path.name for path in packs}
    return packs if own is None else (*packs, *(path for path in pack_files(own) if path.name not in names))


def library_files(root: Path) -> tuple[Path, ...]:
    """The library checks of a rules folder, by name."""
    return pack_files(root / "library")


def case_files(root: Path) -> tuple[Path, ...]:
    """The case files of packs and library checks in a rules folder."""
    return tuple(sorted([*root.glob("*.test.yaml"), *(root / "library").glob("*.test.yaml")]))


def pack_path(name: Path | str, root: Path) -> Path:
    """The file of a pack, given as a path or as the id of a pack in ``root``, or (where ``root`` is the shipped one) of
    one installed.

    Raises:
        PackError: there is no such file or pack.
    """
    path = Path(name)
    if path.is_file():
        return path
    known = {file.stem: file for file in available_packs(root)}
    if str(name) in known:
        return known[str(name)]
    raise PackError(_("没有规则包 {name}").format(name=name) + did_you_mean(str(name), known))
