"""Every row of the truth of domains and identities, from the bytes of a home page to what the check says."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from govcheck.outcome import Reason
from govcheck.records.capture import Capture, Crawl, Tier
from govcheck.records.site import Kind, Level, Site

from .outcomes import outcomes

ROWS: Final = yaml.safe_load((Path(__file__).parents[2] / "truth" / "identity.yaml").read_text("utf-8"))["rows"]
NOW: Final = datetime(2026, 6, 1, tzinfo=UTC)
LEVELS: Final = {"national": Level.NATION}
DISPUTED: Final[dict[str, str]] = {}
OTHER: Final = (
    "<title>某某科技有限公司</title><body><h1>某某科技</h1><p>我们提供优质的软件开发服务</p><a href=/about>关于我们公司</a>"
)
NGINX: Final = (
    "<title>Welcome to nginx!</title><body><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is"
)


def _answer(address: str, said: str, home: str) -> Capture:
    """The capture that words of the table stand for."""
    html = (("content-type", "text/html; charset=utf-8"),)

    def made(status: int | None, body: str = "", **more: Any) -> Capture:
        return Capture(address, more.pop("final", address), status, html, body.encode(), NOW, purpose="twin", **more)

    if "→" in said:
        return made(200, home, final=said.partition("→")[2].strip())
    if said.startswith("200"):
        return made(200, OTHER if "公司" in said else NGINX if "nginx" in said else home)
    if said == "NXDOMAIN":
        return made(None, failure=Reason.GONE, detail="dns: nxdomain: x")
    if said == "timeout":
        return made(None, failure=Reason.TIMEOUT)
    return made(int(said), failure=Reason.REFUSED_US)


def _crawl(row: dict[str, Any]) -> Crawl:
    entry, home = row["site"]["url"], row["html"]
    page = Capture(entry, entry, 200, (("content-type", "text/html; charset=utf-8"),), home.encode(), NOW, Tier.HOME)
    host = entry.partition("://")[2].partition("/")[0]
    bare = host.removeprefix("www.")
    names = {"www": f"http://www.{bare}/", "bare": f"http://{bare}/"}
    asides = [
        _answer(names[name], said, home) for name, said in row.get("twins", {}).items() if names[name] != f"http://{host}/"
    ]
    asides += [_answer(address, said, home) for address, said in row.get("alias_answers", {}).items()]
    return Crawl(entry, (page,), asides=tuple(asides))


def _site(row: dict[str, Any]) -> Site:
    given = {name: value if value is not None else "" for name, value in row["site"].items()}
    level = LEVELS.get(given["level"]) or Level(given["level"])
    return Site(**(given | {"level": level, "kind": Kind(given["kind"]), "aliases": tuple(given["aliases"])}))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_truth(row: dict[str, Any]) -> None:
    site = _site(row)
    params = {"domain-structure": f"{{shape: {site.kind}}}"}
    said = outcomes(_crawl(row), site, tuple(row["expected"]), {k: v for k, v in params.items() if k in row["expected"]})
    wrong = {}
    for check, expected in row["expected"].items():
        right = {expected} if isinstance(expected, str) else {expected["outcome"], *expected.get("accept", ())}
        if said[check].outcome.value not in right:
            wrong[check] = (said[check].outcome.value, said[check].reason, right)
    if row["id"] in DISPUTED:
        assert wrong, "no longer disputed"
    else:
        assert not wrong
