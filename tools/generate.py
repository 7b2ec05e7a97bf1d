"""Write again everything that is made from something else and kept in the repository; ``--check`` only tells what is stale.

Generated are the rule pages, the schema and the lock of revisions (from the packs), the schema of reports, and the message
catalogues (from the modules and the translations).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from catalogues import catalogues

from govcheck.errors import PackError
from govcheck.pack.generated import generated, revisions
from govcheck.pack.generated import stale as stale_of_packs
from govcheck.report.schema import schema_text

ROOT = Path(__file__).resolve().parents[1]


def everything(root: Path) -> dict[str, bytes]:
    """What every generated file should hold, by its path relative to ``root``.

    Raises:
        PackError: a shipped pack is wrong.
    """
    texts = generated(root) | {"docs/report.schema.json": schema_text()}
    return {path: text.encode() for path, text in texts.items()} | catalogues(root)


def stale(root: Path) -> list[str]:
    """The generated files that differ from what they should be, are missing, or belong to nothing any more."""
    wanted = everything(root)
    found = {path for path, data in wanted.items() if not (root / path).is_file() or (root / path).read_bytes() != data}
    return sorted(found | set(stale_of_packs(root)))


def write(root: Path) -> list[str]:
    """Write what is stale; returns the files written or removed.

    Raises:
        PackError: a pack is wrong, or the judgement of a rule changed while its revision did not go up.
    """
    mistakes = revisions(root)
    if mistakes:
        raise PackError(mistakes)
    wanted, changed = everything(root), stale(root)
    for path in changed:
        file = root / path
        if path in wanted:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(wanted[path])
        else:
            file.unlink()
    return changed


def main() -> int:
    """Write, or check; 1 when something is stale, 3 when a pack is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 naming what is stale")
    try:
        if not parser.parse_args().check:
            for path in write(ROOT):
                print(f"written: {path}")
            return 0
        found = stale(ROOT)
    except PackError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    for path in found:
        print(f"stale: {path} (run: make generated)", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
