"""The machines that the rows of ``tests/truth/transport.yaml`` describe in words."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from .machines import DAY, Answer, Issued, Pages, Serve, context, http, issue, resets, says, silent

HOST = "www.shili.gov.cn"
ALERT = bytes.fromhex("15030100020228")
GONE = Answer(404, b"<html><head><title>404</title></head><body><h1>404</h1></body></html>")
CHALLENGE = (
    b"<html><head></head><body><script>var _0x1f=['\\x63'];function a(){document.cookie='k='+String.fromCharCode(49);"
    b"location.reload();}eval('a()');setTimeout(a,1);</script></body></html>"
)


def page(body: str, head: str = "") -> bytes:
    words = "<h1>示例县人民政府</h1>" + "<p>示例县人民政府门户网站发布政务公开信息，提供办事服务，回应社会关切。</p>" * 6
    start = f"<!DOCTYPE html><html><head><meta charset=utf-8><title>示例县人民政府</title>{head}</head>"
    return f"{start}<body>{words}{body}</body></html>".encode()


@dataclass
class World:
    """The machines of one row. ``None``: the port is closed."""

    host: str = HOST
    entry: str = ""
    pages: dict[str, Answer] = field(default_factory=dict)
    plain: Serve | None = None
    secure: Serve | None = None
    tls: Any = None
    drops: bool = False
    intrusive: bool = False


def answers(pages: dict[str, Answer]) -> Pages:
    return lambda _method, target: pages.get(target, pages.get("*", GONE))


def always(answer: Answer) -> Serve:
    return http(lambda _method, target: GONE if target == "/robots.txt" else answer)


def moves(status: int, root: str) -> Serve:
    return http(lambda _method, target: Answer(status, b"", [("Location", root + target)]))


def certificate(said: str, root: Issued, folder: Path) -> Any:
    """The TLS side of a row's ``cert``."""
    host = HOST
    other = issue([], ca=True, common="Unknown Root", key=2)
    middle = issue([], ca=True, common="Middle", by=root, key=3)
    wild, bare = ["*.shili.gov.cn"], ["shili.gov.cn"]
    hour = timedelta(hours=1)
    made = {
        "": lambda: issue([host], by=root),
        "昨天到期": lambda: issue([host], by=root, ends=-DAY),
        "明天才生效": lambda: issue([host], by=root, starts=DAY),
        "自签名": lambda: issue([host]),
        "自签名且过期": lambda: issue([host], ends=-DAY),
        "别家域名 other.example": lambda: issue(["other.example"], by=root),
        "只有裸域 shili.gov.cn，访问www": lambda: issue(bare, by=root),
        "通配 *.shili.gov.cn，访问www.shili.gov.cn": lambda: issue(wild, by=root),
        "通配 *.shili.gov.cn，访问a.b.shili.gov.cn": lambda: issue(wild, by=root),
        "通配 *.shili.gov.cn，访问裸域shili.gov.cn": lambda: issue(wild, by=root),
        "只有CN没有SAN，CN相符": lambda: issue([], by=root, common=host),
        "SAN里是大写 WWW.SHILI.GOV.CN": lambda: issue([host.upper()], by=root),
        "10天后到期": lambda: issue([host], by=root, ends=10 * DAY),
        "29天23小时后到期": lambda: issue([host], by=root, ends=30 * DAY - hour),
        "31天后到期": lambda: issue([host], by=root, ends=31 * DAY + hour),
        "链上是我们不认得的根": lambda: issue([host], by=other),
        "少发中间证书，叶证书有效": lambda: issue([host], by=middle),
        "不认得的根，且已过期": lambda: issue([host], by=other, ends=-DAY),
        "不认得的根，且名字不符": lambda: issue(["other.example"], by=other),
    }
    return context(folder, made[said](), *((other,) if said == "链上是我们不认得的根" else ()))


PROTOCOLS = {
    "接受1.0、1.1、1.2": (769, 771), "接受1.1、1.2": (770, 771), "只有1.2": (771, 771), "只有1.3": (772, 772),
    "只有1.0": (769, 769), "接受1.0，但本机OpenSSL提不出1.0": (769, 771),
}  # fmt: skip


def staged(row: dict[str, Any], root: Issued, folder: Path) -> World:
    """The machines that a row describes."""
    given = row["input"]
    world = World()
    if "files" in given:
        return _files(world, given)
    if "page" in given:
        return _page(world, given, root, folder)
    if "status" in given:
        return _directory(world, given)
    if "all-pages" in given:
        world.tls = certificate("", root, folder)
        world.secure = http(lambda _method, _target: _blocked(given["all-pages"]))
        world.plain = moves(301, f"https://{HOST}")
        world.entry = f"https://{HOST}/"
        return world
    if "set-cookie" in given or ("headers" in given and "http" not in given):
        said = [("Set-Cookie", one) for one in given.get("set-cookie", [])] + list(given.get("headers", {}).items())
        serve = always(Answer(200, page(""), said))
        world.plain, world.entry = serve, f"{given.get('scheme', 'http')}://{HOST}/"
        if given.get("scheme") == "https":
            world.secure, world.tls = serve, certificate("", root, folder)
        return world
    _carry(world, given, root, folder)
    return world


def _carry(world: World, given: dict[str, Any], root: Issued, folder: Path) -> None:
    said = str(given.get("cert", "昨天到期" if given["https"] == "证书过期" else ""))
    if "a.b." in said:
        world.host = "a.b.shili.gov.cn"
    if "访问裸域" in said:
        world.host = "shili.gov.cn"
    here = f"https://{world.host}"
    headers = [(key, value) for key, value in given.get("headers", {}).items() if key != "meta"]
    hsts = given.get("hsts")
    if hsts == "两行：max-age=31536000 与 max-age=0":
        headers += [("Strict-Transport-Security", "max-age=31536000"), ("Strict-Transport-Security", "max-age=0")]
    elif hsts and hsts != "只在http的301上":
        headers.append(("Strict-Transport-Security", hsts))
    home = Answer(200, page("", given.get("headers", {}).get("meta", "")), headers)
    world.plain = _plain(given["http"], here, hsts)
    if given["http"] == "80拒绝连接":
        world.entry = f"{here}/"
    if given["http"].startswith("301 → http://www"):
        world.entry = "http://shili.gov.cn/"
    world.tls = certificate(said, root, folder)
    world.secure = {
        "good": always(home),
        "证书过期": always(home),
        "TLS正常，首页500（再试仍是）": always(Answer(500, b"<h1>500</h1>")),
        "TLS正常，回403": always(Answer(403, b"<h1>403 Forbidden</h1>")),
        "TLS正常，首页404": http(answers({})),
        "301 → http首页": moves(301, f"http://{world.host}"),
        "301 → http（打圈）": moves(301, f"http://{world.host}"),
    }.get(given["https"])
    bare = {
        "443上是明文http": says(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
        "443接受连接后发SSH横幅": says(b"SSH-2.0-OpenSSH_8.0\r\n", listen=False),
        "对一切握手回handshake_failure告警（国密TLCP模样）": says(ALERT),
        "收到ClientHello即关闭连接": says(b""),
        "收到ClientHello即RST": resets,
        "接受连接后不发一字": silent,
    }.get(given["https"])
    if bare is not None:
        world.secure, world.tls = bare, None
    world.drops = given["https"] == "443不应答（丢包）"
    if "tls" in given:
        low, high = PROTOCOLS[given["tls"]]
        world.tls = context(folder, issue([HOST], by=root), low=low, high=high)
    if "sni" in given:
        outer, right = context(folder, issue(["default.example"])), context(folder, issue([HOST], by=root))

        def choose(sock: Any, name: str | None, _context: Any) -> None:
            if name == HOST:
                sock.context = right

        outer.sni_callback = choose
        world.tls = outer


def _plain(said: str, here: str, hsts: str | None) -> Serve | None:
    extra = [("Strict-Transport-Security", "max-age=31536000")] if hsts == "只在http的301上" or "HSTS头" in said else []
    if said == "80拒绝连接":
        return None
    if said == "403":
        return always(Answer(403, b"<h1>403 Forbidden</h1>"))
    if "refresh" in said:
        return always(Answer(200, page("", f"<meta http-equiv=refresh content='0;url={here}/'>")))
    if "<script>" in said:
        return always(Answer(200, page(f"<script>location.href='{here}/'</script>")))
    if said.startswith("200"):
        return always(Answer(200, page(""), extra))
    if "http://www" in said:
        return _two_steps
    target = "https://www.bieren.gov.cn" if "别家" in said else here
    status = int(said[:3])
    return http(lambda _method, path: Answer(status, b"", [("Location", target + path), *extra]))


async def _two_steps(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """The bare name leads to www, www to https."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    target = "https://www.shili.gov.cn/" if "host: www." in head else "http://www.shili.gov.cn/"
    writer.write(f"HTTP/1.1 301 X\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
    await writer.drain()
    writer.close()


def _blocked(said: str) -> Answer:
    if said.startswith("200"):
        return Answer(200, CHALLENGE)
    status = int(said[:3])
    words = re.search("“(.*)”", said)
    body = page(words[1]) if words else CHALLENGE if "脚本" in said else b"<html><body><h1>Forbidden</h1></body></html>"
    return Answer(status, body)


def _page(world: World, given: dict[str, Any], root: Issued, folder: Path) -> World:
    scheme, path = given["page"].split("://")[0], "/" + given["page"].split("/", 3)[3]
    head = given["html"] if given["html"].startswith(("<meta", "<link", "<base")) else ""
    shown = Answer(200, page("" if head else given["html"], head))
    pages = {"/": Answer(200, page('<a href="/x.html">办事</a>')), path: shown}
    serve = http(answers(pages))
    world.entry = f"{scheme}://{HOST}/"
    world.plain = serve if scheme == "http" else moves(301, f"https://{HOST}")
    if scheme == "https":
        world.secure, world.tls = serve, certificate("", root, folder)
    return world


def _directory(world: World, given: dict[str, Any]) -> World:
    headers = [("Location", given["location"])] if "location" in given else []
    shown = Answer(given["status"], given.get("html", "").encode(), headers)
    pages = {"/": Answer(200, page('<img src="/upload/logo.png">')), "/upload/": shown}
    world.plain, world.entry = http(answers(pages)), f"http://{HOST}/"
    return world


def _files(world: World, given: dict[str, Any]) -> World:
    known = {path: _file(str(said)) for path, said in given["files"].items()}
    lost = next((answer for path, answer in known.items() if path.startswith("随机")), GONE)

    def serve(_method: str, target: str) -> Answer:
        if target == "/":
            return Answer(200, page(""))
        return known.get(target, lost if target.startswith("/gc-") else GONE)

    world.plain, world.entry, world.intrusive = http(serve), f"http://{HOST}/", given["intrusive"]
    return world


def _file(said: str) -> Answer:
    parts = said.split()
    if "→" in said:
        return Answer(int(parts[0]), b"", [("Location", "/")])
    size = re.search(r"(\d+)字节", said)
    kind = next((part for part in parts[1:] if "/" in part), "text/html")
    return Answer(int(parts[0]), b"", kind=kind, length=int(size[1]) if size else 400)
