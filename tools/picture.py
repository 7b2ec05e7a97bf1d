"""Write ``docs/images/demo.png``: console text as a picture for the README (``python tools/picture.py < TEXT``).

Needs headless Chromium and a CJK monospace font (Debian: chromium, fonts-noto-cjk). No network is used.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

TARGET: Final = Path(__file__).parents[1] / "docs" / "images" / "demo.png"
_LINE_HEIGHT: Final = 20
_WIDTH: Final = 900
_PAGE: Final = """<meta charset="utf-8"><style>
body {{ margin: 0; background: #1e1f26 }}
pre {{ margin: 0; padding: 16px; color: #dcdfe4; font: 14px/20px 'Noto Sans Mono CJK SC', monospace }}
.bad {{ color: #ff6b6b }} .doubt {{ color: #e5c07b }} .good {{ color: #98c379 }} .link {{ color: #61afef }}
</style><pre>{text}</pre>"""
_COLOURS: Final = (
    (r"(?m)^ *(×.*)$", "bad"),
    (r"(?m)^ *[●△].*$", "doubt"),
    (r"√", "good"),
    (r"https?://[\w./?=&;%-]+", "link"),
)
_CHROMIUM: Final = (
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def main() -> None:
    """Draw what comes on standard input."""
    text = html.escape(sys.stdin.read().rstrip("\n"), quote=False)
    for pattern, name in _COLOURS:
        text = re.sub(pattern, lambda match, name=name: f'<span class="{name}">{match[0]}</span>', text)
    height = _LINE_HEIGHT * (text.count("\n") + 1) + 32
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(_PAGE.format(text=text), encoding="utf-8")
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [
                *_CHROMIUM,
                f"--user-data-dir={folder}/profile",
                f"--window-size={_WIDTH},{height}",
                f"--screenshot={TARGET}",
                page.as_uri(),
            ],
            check=True,
            timeout=60,
            capture_output=True,
        )


if __name__ == "__main__":
    main()
