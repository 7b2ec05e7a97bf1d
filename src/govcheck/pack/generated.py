"""Everything that is made from the packs and kept in the repository; CI fails when it is stale."""

from __future__ import annotations

from pathlib import Path

from govcheck.errors import Mistake
from govcheck.i18n import speaking
from govcheck.pack.coverage_text import coverage_markdown
from govcheck.pack.jsonschema import schema_text
from govcheck.pack.load import load_packs
from govcheck.pack.obligations import coverage, load_obligations
from govcheck.pack.pages import page_text
from govcheck.pack.revisions import NAME, lock_text, revision_mistakes
from govcheck.pack.shown import shown_cases


def generated(root: Path) -> dict[str, str]:
    """The text of every generated file, by its path relative to ``root`` (the repository, which holds ``rules``).

    Raises:
        PackError: a shipped pack is wrong.
    """
    packs = load_packs(root=root / "rules")
    with speaking("zh"):
        pages = {f"docs/rules/{pack.id}.md": page_text(pack) for pack in packs}
        rows = coverage(load_obligations(root / "rules"), packs)
        pages["docs/coverage.md"] = coverage_markdown(rows, shown_cases(packs, root / "rules"))
    return {"docs/pack.schema.json": schema_text(), f"rules/{NAME}": lock_text(packs)} | pages


def stale(root: Path) -> list[str]:
    """The generated files that are missing or differ from what they should be, and rule pages without a pack."""
    wanted = generated(root)
    found = [
        path
        for path, text in wanted.items()
        if not (root / path).is_file() or (root / path).read_text(encoding="utf-8") != text
    ]
    pages = (page.relative_to(root).as_posix() for page in (root / "docs" / "rules").glob("*.md"))
    return sorted([*found, *(page for page in pages if page not in wanted)])


def revisions(root: Path) -> list[Mistake]:
    """The rules whose judgement changed while their revision did not go up, against the lock on disk."""
    return revision_mistakes(load_packs(root=root / "rules"), root / "rules" / NAME)
