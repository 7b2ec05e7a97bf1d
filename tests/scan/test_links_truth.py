# ruff: noqa: E501  (pages are clearer unbroken)
"""Every row of the truth table of links: the site is served, crawled, its links asked for and judged."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.scan.link_net import OWN, Net, answer, document, look, moved, serving, settings_for, toolkit

from govcheck.fetch.failures import UnresolvedError
from govcheck.fetch.resolve import Resolver
from govcheck.outcome import Reason
from govcheck.scan.toolkit import Toolkit

ROWS = yaml.safe_load((Path(__file__).parents[1] / "truth" / "links.yaml").read_text("utf-8"))["rows"]
DISPUTED: dict[str, str] = {}
"""Rows we judge otherwise, and why."""

WORDS = "为进一步做好政务公开工作，各有关单位要按照统一部署，认真组织实施，及时回应社会关切，确保各项任务落到实处。"
CHROME = "<div class='nav'><a href='/'>首页</a> <a href='/b/'>通知公告</a></div>"
FOOT = "<div class='footer'>主办单位：示例县人民政府办公室</div>"
PAGE = answer(200, document("关于召开会议的通知", f"{CHROME}<h1>关于召开会议的通知</h1><p>{WORDS}</p>{FOOT}"))
LOGIN = answer(200, document("统一身份认证平台", "<form>账号<input name=u>密码<input type=password name=p></form>"))
CHALLENGE = answer(
    200,
    "<html><head><script>var _$=document.cookie;eval(String.fromCharCode(97));location.reload();</script></head><body></body></html>",
)
SHELL = document("示例县人民政府", "<div id=app></div><script src=/static/chunk-vendors.js></script>")
PARTNER = answer(200, document("示例县旅游网", f"<h1>示例县旅游网</h1><p>{WORDS}</p>"))
OLE, ZIP = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, b"PK\x03\x04" + b"\x14\0" + b"word/document.xml" + b"x" * 600
PORN = "<a href=/1>成人影视</a> <a href=/2>无码</a> <a href=/3>自拍偷拍</a> <a href=/4>国产精品</a> <a href=/5>激情视频</a>"
BETS = "".join(
    f"<a href=/{n}>{word}</a> " for n, word in enumerate(["百家乐投注", "真人荷官", "时时彩", "老虎机", "注册送88"] * 5)
)


def _text(words: str, title: str = "示例县人民政府") -> bytes:
    return answer(200, document(title, words))


def _long(title: str, mention: str) -> bytes:
    return _text(f"{CHROME}<h1>{title}</h1><p>发布时间：2026-05-01 来源：县政府办</p><p>{mention}{WORDS * 40}</p>", title)


def _file(body: bytes, kind: str = "application/octet-stream") -> bytes:
    return answer(200, body, kind)


def _head(first: bytes | str, get: bytes) -> Callable[[str, int], bytes | str]:
    return lambda method, count: first if method == "HEAD" else get


def _seo() -> bytes:
    return _text(BETS, "澳门娱乐城-真人投注")


ANSWERS: dict[str, Any] = {
    "LK-01": PAGE, "LK-02": answer(404, "没有"), "LK-03": answer(404, "没有"), "LK-04": answer(410),
    "LK-05": lambda method, count: answer(500) if count == 1 else PAGE,
    "LK-06": answer(500, "出错"), "LK-07": answer(502), "LK-08": answer(503, b"", "text/html", "Retry-After: 60"),
    "LK-09": _text("页面不存在"), "LK-10": _text(f"{CHROME}<p>您访问的页面不存在或已删除</p>{FOOT}"),
    "LK-11": _text(f"{CHROME}<p>欢迎光临，请从左边的栏目选择您要办理的事项。</p>{FOOT}", "示例县"),
    "LK-12": answer(200, SHELL), "LK-13": _long("关于解决“页面不存在”问题的通报", "有群众反映页面不存在。"),
    "LK-14": _long("政策问答", "查询结果不存在怎么办？"), "LK-15": moved("/"), "LK-16": moved("/index.html"),
    "LK-17": moved("/new/1.html"), "LK-18": moved("/gone/1.html"), "LK-19": moved("/a/1.html"),
    "LK-20": _head(answer(405), PAGE), "LK-21": _head(answer(404), PAGE), "LK-22": _head(answer(403), PAGE),
    "LK-23": _head(answer(500), PAGE), "LK-24": _head("stall", PAGE), "LK-25": _head(PAGE, answer(404)),
    "LK-26": answer(200, b""), "LK-27": "refused", "LK-28": moved("/login"), "LK-29": answer(401), "LK-30": answer(403),
    "LK-31": CHALLENGE, "LK-32": "stall", "LK-33": _text(f"{CHROME}<p>栏目建设中</p>{FOOT}"),
    "LK-34": _text("<h1>HTTP Status 404 – Not Found</h1><p>Type Status Report</p><h3>Apache Tomcat/8.5</h3>", "HTTP Status 404 – Not Found"),
    "LK-35": answer(400), "LK-36": _text("", "404 Not Found"),
    "LK-37": answer(404, document("关于召开会议的通知", f"{CHROME}<h1>关于召开会议的通知</h1><p>{WORDS * 20}</p>")),
    "LK-38": PAGE, "LK-39": PAGE, "LK-40": PAGE, "LK-41": PAGE, "LK-42": "nxdomain", "LK-43": PAGE, "LK-44": PAGE, "LK-45": PAGE,
    "LK-46": _file(b"%PDF-1.4 " + b"x" * 300, "application/pdf"), "LK-47": _text("文件不存在", "错误"),
    "LK-48": answer(200, document("报告", f"<p>{WORDS}</p>"), "application/pdf"), "LK-49": _file(b"%PDF-1.4 " + b"x" * 300, "text/html"),
    "LK-50": _file(b"\0\0\xef\xbb\xbf%PDF-1.4 " + b"x" * 300), "LK-51": _file(ZIP), "LK-52": _file(ZIP), "LK-53": _file(OLE),
    "LK-54": _file(ZIP), "LK-55": _file(b"{\\rtf1 text}"),
    "LK-56": _file(b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>1</td></tr></table></html>', "application/vnd.ms-excel"),
    "LK-57": answer(200, "<html><head><title>404</title></head><body>404</body></html>"), "LK-58": LOGIN, "LK-59": _file(b""),
    "LK-60": _file(ZIP), "LK-61": _file(b"Rar!\x1a\x07" + b"x" * 300), "LK-62": _file(b"%PDF-1.4 " + b"x" * 300),
    "LK-63": _file(b"\xff\xd8\xff\xe0" + b"x" * 300, "image/png"), "LK-64": _file(b"PK\x03\x04\x14\0OFD.xml" + b"x" * 300),
    "LK-65": _file("名称,数量\n甲,1\n".encode("gbk"), "text/csv"), "LK-66": _file(OLE), "LK-67": answer(404),
    "LK-68": answer(403), "LK-69": answer(412), "LK-70": answer(429), "LK-71": answer(401),
    "LK-72": answer(521, CHALLENGE.split(b"\r\n\r\n", 1)[1]), "LK-73": CHALLENGE, "LK-74": "stall", "LK-75": "reset",
    "LK-76": "cut", "LK-77": "refused", "LK-78": "nxdomain", "LK-79": "servfail", "LK-80": answer(404), "LK-81": answer(500),
    "LK-82": "expired", "LK-83": "other", "LK-84": moved("http://rzzx.shengting.gov.cn/sso/login?to=a"), "LK-85": PARTNER,
    "LK-86": _text("<p>该域名可转让 联系QQ：123456</p>", "huoban-shili.example"), "LK-87": _text("<h1>This domain is for sale</h1>", "huoban-shili.example"),
    "LK-88": moved("http://www.yumingjiaoyi.example/parking?d=huoban-shili.example"),
    "LK-89": _text("<script src=//d38psrni17bvxu.example/parking.js></script><a href=/1>Cheap Flights</a> <a href=/2>Hotels</a>", "huoban-shili.example"),
    "LK-90": _seo(), "LK-91": _text(PORN, "成人影视"), "LK-92": _text(f"<h1>美家装修公司</h1><p>专业装修，免费上门量房，价格公道。{'选材环保施工精细。' * 20}</p>", "美家装修公司"),
    "LK-93": _text("<p>网站备案中，暂停访问</p>", "提示"), "LK-94": _text("<h1>Welcome to nginx!</h1>", "Welcome to nginx!"),
    "LK-95": _text("<p>本站已关停，请访问<a href='http://new.example/'>新网站</a></p>", "示例县旅游网"), "LK-96": answer(403), "LK-97": "nxdomain",
    "LK-98": moved("http://www.huoban-new.example/"),
    "LK-99": _text(f"<h1>示例县旅游网</h1><ul><li><a href=/1>警方打掉一个“澳门娱乐城”网络赌博团伙</a></li></ul><p>{WORDS * 5}</p>", "示例县旅游网"),
    "LK-100": _text(f"<h1>示例县旅游网</h1><p>域名交易管理办法</p><p>{WORDS * 5}</p>", "示例县旅游网"),
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def few_authorities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A hundred runs load the authorities they trust hundreds of times: one will do."""
    folder = tmp_path_factory.mktemp("authority")
    _certificate(folder, "ca.example", 30)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(folder / "public.pem"))
        yield


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Toolkit:
    return toolkit(tmp_path_factory.mktemp("links"))


def _home(row: dict[str, Any]) -> str:
    words = "示例县旅游网" if row["check"] == "friend-link" else row.get("text", "关于召开会议的通知")
    anchor = f'<a href="{row["href"]}">{words}</a>'
    hidden = '<!-- <a href="/never/asked.html">旧的</a> -->' if row["id"] == "LK-45" else ""
    friends = anchor if row["check"] == "friend-link" else ""
    here = "" if friends or row["place"] == "elsewhere" else f"<p>{anchor}</p>{hidden}"
    box = f"<div><h3>友情链接</h3>{friends}<a href='http://x1.gov.cn/'>甲县人民政府</a> <a href='http://x2.gov.cn/'>乙县人民政府</a> <a href='http://x3.gov.cn/'>丙县人民政府</a></div>"
    return document("示例县人民政府", f"{CHROME}{here}{box}{FOOT}")


def _net(row: dict[str, Any]) -> Net:
    net = Net()
    home = answer(
        200,
        SHELL.replace("<div id=app>", f"<div id=app><a href='{row['href']}'>通知</a>")
        if row["id"] == "LK-12"
        else _home(row),
    )
    column = f"{CHROME}<h1>通知公告</h1><p>{WORDS}</p>" + (
        f'<a href="{row["href"]}">附表</a>' if row["place"] == "elsewhere" else ""
    )
    net.on(OWN, "/", home).on(OWN, "/b/", _text(column, "通知公告")).on(OWN, "/index.html", home).on(
        OWN, "/new/1.html", PAGE
    )
    for host in ("x1.gov.cn", "x2.gov.cn", "x3.gov.cn"):
        net.on(host, "/", _text(f"<h1>县人民政府</h1><p>{WORDS}</p>", "县人民政府"))
    net.on(OWN, "/login", LOGIN).on("rzzx.shengting.gov.cn", "/sso/login?to=a", LOGIN)
    net.on("www.yumingjiaoyi.example", "/parking?d=huoban-shili.example", _text("精品域名", "域名交易"))
    net.on("www.huoban-new.example", "/", PARTNER)
    said = ANSWERS[row["id"]]
    href = row["href"]
    if row["id"] in ("LK-11", "LK-12"):
        net.on(OWN, "*", home if row["id"] == "LK-12" else said)
        said = home if row["id"] == "LK-12" else said
    if isinstance(said, str) and said not in ("stall", "reset"):
        return net
    if href.startswith("/"):
        net.on(OWN, href, said)
    elif href.startswith("http://") and href != "http:///a.html":
        host, _slash, path = href.removeprefix("http://").partition("/")
        net.on(host, "/" + path, said)
    return net


def _certificate(folder: Path, name: str, days: int) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    end = dt.datetime.now(dt.UTC) + dt.timedelta(days=days)
    made = (
        x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key()).serial_number(1)
        .not_valid_before(end - dt.timedelta(days=60)).not_valid_after(end)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False).sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = folder / "server.pem"
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "public.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


class Named(Resolver):
    """Some names do not exist, or their name server fails; all others as given."""

    def __init__(self, settings: Any, said: str, host: str) -> None:
        super().__init__(settings)
        self._said, self._host = said, host

    async def _raw(self, host: str, port: int) -> tuple[str, ...]:
        if host == self._host and self._said in ("nxdomain", "servfail"):
            reason = Reason.GONE if self._said == "nxdomain" else Reason.SERVFAIL
            raise UnresolvedError(reason, f"dns: {self._said}: {host}")
        return await super()._raw(host, port)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("row", [row for row in ROWS if row["id"] not in DISPUTED], ids=lambda row: row["id"])
async def test_row(row: dict[str, Any], tools: Toolkit, tmp_path: Path) -> None:
    said = ANSWERS[row["id"]]
    host = "a.html" if row["id"] == "LK-42" else row["href"].split("/")[2].split(":")[0] if "//" in row["href"] else OWN
    tls = _certificate(tmp_path, host if said == "expired" else "bie.example", -1) if said in ("expired", "other") else None
    net = _net(row)
    async with serving(net, tls):
        given: dict[str, Any] = {}
        settings = settings_for(net, {host} - {"192.168.1.8", "C:"})
        cutter = None
        if said in ("refused", "cut"):
            port = _free_port() if said == "refused" else 0
            cutter = (
                await asyncio.start_server(lambda _reader, writer: writer.transport.abort(), "127.0.0.1", port)
                if said == "cut"
                else None
            )
            at = (host, 8080) if ":8080" in row["href"] else (host, 80)
            given["ports"] = dict(settings.ports) | {at: cutter.sockets[0].getsockname()[1] if cutter else port}
            given["resolve"] = dict(settings.resolve) | {at: ("127.0.0.1",)}
        resolver = Named(
            settings_for(net, {host}, **given) if given else settings, said if isinstance(said, str) else "", host
        )
        if isinstance(said, str) and said in ("nxdomain", "servfail"):
            given["resolve"] = {key: value for key, value in settings.resolve.items() if key[0] != host}
            resolver = Named(settings_for(net, **given), said, host)
        got = await look(net, tools, resolver, hosts={host} - {"192.168.1.8", "C:"}, **given)
        if cutter is not None:
            cutter.close()
            await cutter.wait_closed()
    outcome, reason = got.outcome(row["check"])
    found = [one for one in got.report.result.findings if one.check == row["check"]]
    wanted = row["outcome"]
    if wanted in (None, "none"):
        allowed = {"none", *_list(row, "accept"), *_list(row, "accept_extra")}
        hits = {one.outcome.value for one in found} or {"none"}
        assert hits <= allowed, (outcome, reason, found)
    else:
        assert outcome in {wanted, *_list(row, "accept")}, (outcome, reason, [one.message["zh"] for one in found])
    if outcome == "fail":
        assert all(row["href"].split("#")[0].strip("/")[-6:] in one.message["zh"] for one in found)
    for check, allowed in row.get("also", {}).items():
        assert got.outcome(check)[0] in allowed
    assert not any("/never/" in path for _method, _host, path in net.log)
    if "不请求" in row["answer"] and row["id"] != "LK-42":
        assert not any(asked == host and host != OWN for _method, asked, _path in net.log)


def _list(row: dict[str, Any], name: str) -> list[str]:
    given = row.get(name) or []
    return [given] if isinstance(given, str) else list(given)


def test_every_row_has_an_answer() -> None:
    assert {row["id"] for row in ROWS} == set(ANSWERS)
