"""From a row of the truth table to hosts in the streets of the test net, in one of the three situations."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from .nameserver import NONE, NXDOMAIN, REFUSED, SERVFAIL, SILENT, Said
from .streets import Answer, Door, Speak, Streets, unreachable

SITUATIONS: Final = ("control", "no-control", "no-route")
_numbers: Final = itertools.count(1)
_TOPICS = [
    "政务公开",
    "办事服务",
    "互动交流",
    "通知公告",
    "部门动态",
    "政策文件",
    "政策解读",
    "财政预算",
    "人事信息",
    "规划计划",
    "统计数据",
    "应急管理",
    "环境保护",
    "教育信息",
    "医疗卫生",
    "社会救助",
    "公共监管",
    "重大项目",
    "建议提案",
    "行政许可",
]


def fake4() -> str:
    """An IPv4 address as public ones look."""
    number = next(_numbers)
    return f"101.64.{number // 250}.{number % 250 + 1}"


def fake6() -> str:
    """An IPv6 address as public ones look."""
    return f"240c:f000::{next(_numbers):x}"


@dataclass
class Town:
    """One row in one situation: its site, and what stands around it."""

    row: dict[str, Any]
    situation: str
    streets: Streets
    host: str = ""
    aliases: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    secure_names: list[str] = field(default_factory=list)

    @property
    def base(self) -> str:
        return f"{self.row['id'].lower().replace('-', '')}{self.situation.replace('-', '')}.gov.cn"

    @property
    def given(self) -> dict[str, Any]:
        found: dict[str, Any] = self.row["input"]
        return found

    @property
    def entry(self) -> str:
        https = self.given.get("home") == "https" or self.given.get("v4_ports") == [443]
        return f"{'https' if https else 'http'}://{self.host}/"

    def build(self) -> None:
        """Names, doors and servers of the row."""
        self.host = f"www.{self.base}"
        links = [f"http://{self.host}/{number}/" for number in range(1, 21)]
        self._home_names()
        self._name_servers()
        resources = [self._resource(token) for token in self.given.get("resources", ["static-v6"])]
        links = self._inner(links)
        links += [
            f"http://{self._system(token, number)}/" for number, token in enumerate(self.given.get("subordinate", []))
        ]
        for token in self.given.get("links_outside", []):
            links.append(f"http://{self._plain(f'{token}.{self.base}'.replace('.gov.cn', '.com'), 'v4only')}/")
        self.streets.hosts[self.host] = self._speak(links, resources)
        self._control()

    # -- names --------------------------------------------------------------------------------------------------------

    def _home_names(self) -> None:
        a, aaaa = self.given.get("a"), self.given.get("aaaa")
        records: dict[str, Said] = {}
        said_a = {"NXDOMAIN": NXDOMAIN, "SERVFAIL": SERVFAIL, "dns-timeout": SILENT, None: NONE}.get(a)
        records["A"] = said_a if said_a is not None else Said((self._street4(self.given.get("v4_ports", [80, 443])),))
        records["AAAA"] = self._aaaa(aaaa)
        if self.given.get("dns") == "udp-truncated":
            records["AAAA"] = Said(records["AAAA"].records, truncated=True)
        zones = self.streets.names.zones
        cname = str(self.given.get("cname", ""))
        if cname:
            target = f"{self.base.split('.')[0]}.cdn.com"
            zones[self.host] = {"CNAME": Said((target,))}
            if "nxdomain" not in cname:
                zones[target] = records
        else:
            zones[self.host] = records
        self.secure_names.append(self.host)

    def _aaaa(self, aaaa: Any) -> Said:
        words = {"NXDOMAIN": NXDOMAIN, "SERVFAIL": SERVFAIL, "dns-timeout": SILENT, "DNS-REFUSED": REFUSED, None: NONE}
        if isinstance(aaaa, str) and aaaa == "SERVFAIL-then-good":
            return Said((self._street6("v6-good"),), first=SERVFAIL)
        if not isinstance(aaaa, list) and aaaa in words:
            return words[aaaa]
        tokens = aaaa if isinstance(aaaa, list) else [aaaa]
        return Said(tuple(self._street6(token) for token in tokens))

    def _street4(self, ports: list[int]) -> str:
        address = fake4()
        for port in ports:
            self.streets.doors[address, port] = self.streets.served["plain4" if port == 80 else "tls4"]
        return address

    def _street6(self, token: str) -> str:
        if not token.startswith("v6-"):
            return token
        address = fake6()
        self.streets.doors[address, 0] = ("::1", 0)
        for port in (80, 443):
            door = self._door(token, port)
            if door is not None:
                self.streets.doors[address, port] = door
        return address

    def _door(self, token: str, port: int) -> Door | None:
        served = self.streets.served
        if self.situation == "no-route":
            return OSError(101, "Network is unreachable")
        if token == "v6-blackhole":
            return served["black6"]
        if token == "v6-unreachable-icmp":
            return unreachable()
        if token == "v6-refused":
            return None
        ports = [str(one) for one in self.given.get("v6_ports", [80, 443])]
        if f"{port}-blackhole" in ports:
            return served["black6"]
        if str(port) not in ports:
            return None
        how = self.given.get("v6", "")
        if how == "accepts-then-silent":
            return served["silent6"]
        if how == "first-dial-fails-then-good":
            calls = iter([ConnectionRefusedError(111, "Connection refused")])
            good: Door = served["plain6" if port == 80 else "tls6"]
            return lambda: next(calls, None) or good
        if port == 443 and how == "tls-wrong-name":
            return served["wrong6"]
        if port == 443 and how == "tls-handshake-refused":
            return served["rude6"]
        return served["plain6" if port == 80 else "tls6"]

    def _name_servers(self) -> None:
        zones, ns = self.streets.names.zones, self.given.get("ns")
        zone = zones.setdefault(self.base, {})
        if self.given.get("a") in ("SERVFAIL", "dns-timeout"):
            zone["NS"] = SERVFAIL if self.given["a"] == "SERVFAIL" else SILENT
            return
        if ns == "SERVFAIL":
            zone["NS"] = SERVFAIL
            zones[self.host]["NS"] = SERVFAIL
            return
        names = []
        for number, token in enumerate(ns if isinstance(ns, list) else ["ns-v6", "ns-v6"]):
            name = f"ns{number}.{self.base}"
            said = {
                "ns-v4": NONE,
                "ns-mapped": Said(("::ffff:192.0.2.53",)),
                "ns-aaaa-servfail": SERVFAIL,
                "ns-broken": NONE,
            }
            zones[name] = {"A": Said((fake4(),)), "AAAA": said.get(token, Said((fake6(),)))}
            names.append(name)
        zone["NS"] = Said(tuple(names))

    # -- hosts around -------------------------------------------------------------------------------------------------

    def _plain(self, host: str, token: str) -> str:
        """A host that serves one page; how it is to be had, ``token`` says."""
        zones = self.streets.names.zones
        records = {"A": Said((self._street4([80, 443]),))}
        if "nxdomain" in token:
            return host
        if "servfail" in token:
            records = {"A": SERVFAIL, "AAAA": SERVFAIL}
        elif "v4only" not in token:
            # behaviours of the home page's own IPv6 are not those of its neighbours
            plain = Town({"id": self.row["id"], "input": {}}, self.situation, self.streets)
            records["AAAA"] = Said((plain._street6("v6-blackhole" if "blackhole" in token else "v6-good"),))
        zones[host] = zones.get(host, {}) | records
        self.streets.hosts[host] = lambda path, _family: (200, {}, _NO_ROBOTS if path == "/robots.txt" else _SYSTEM)
        return host

    def _resource(self, token: str) -> str:
        domain = f"{self.base.split('.')[0]}.com" if "thirdparty" in token else self.base
        return self._plain(f"{token}.{domain}", token)

    def _system(self, token: str, number: int) -> str:
        domain = f"other{self.base}" if "other-registrable" in token else self.base
        return self._plain(f"bsfw{number}.{domain}", token)

    def _inner(self, links: list[str]) -> list[str]:
        inner = self.given.get("inner")
        if inner is None:
            return links
        links = links[: inner["total"]]
        for token in ("v4only", "blackhole", "servfail"):
            count = inner.get(token, 0)
            if count:
                other = self._plain(f"xxgk.{self.base}".replace(".gov.cn", "-zw.gov.cn"), token)
                self.aliases = (other,)
                links = links[: len(links) - count] + [f"http://{other}/{number}/" for number in range(count)]
        return links

    def _control(self) -> None:
        name = f"control.{self.base.split('.')[0]}.com"
        works = self.situation == "control" and "control_age_seconds" not in self.given and "cluster" not in self.given
        address, four = fake6(), fake4()
        self.streets.doors[address, 0] = ("::1", 0)
        if works:
            self.streets.doors[address, 80] = self.streets.served["plain6"]
        if self.situation == "no-route":
            self.streets.doors[address, 80] = OSError(101, "Network is unreachable")
        self.streets.doors[four, 80] = self.streets.served["plain4"]
        self.streets.names.zones[name] = {"A": Said((four,)), "AAAA": Said((address,))}
        self.streets.hosts[name] = lambda _path, _family: (200, {}, _SYSTEM)
        self.controls = (f"http://{name}/",)

    # -- what the home page says --------------------------------------------------------------------------------------

    def _speak(self, links: list[str], resources: list[str]) -> Speak:
        counter = itertools.count(1)
        printed = str(self.given.get("printed", ""))
        good = list(_page(self.base, links, resources, printed))

        def speak(path: str, family: int) -> Answer | None:
            if path == "/robots.txt":
                return 200, {"Content-Type": "text/plain"}, _NO_ROBOTS
            if path != "/":
                return 200, {}, _SYSTEM
            how = str(self.given.get(f"v{family}", ""))
            if how.startswith("http-"):
                return int(how[5:]), {}, b"<html><body>broken</body></html>"
            if family == 4 or not how:
                return 200, {}, "".join(good).encode()
            return self._odd(how, good, next(counter))

        return speak

    def _odd(self, how: str, good: list[str], count: int) -> Answer | None:
        text = "".join(good)
        match how:
            case "body-nginx-welcome":
                return 200, {}, _NGINX
            case "body-other-site":
                other = _page("other", [f"http://other.example.com/{n}.htm" for n in range(30)], [], "", _OTHER)
                return 200, {}, "".join(other).encode()
            case "body-token-differs":
                text = text.replace("TOKEN-1", f"9f8e7d{count}").replace("v=1", f"v=20260{count}")
            case "body-clock-differs":
                text = (
                    text.replace("10:00:00", "10:00:07")
                    .replace("访问量：100", "访问量：101")
                    .replace("天气：晴", "天气：多云")
                )
            case "body-carousel-order":
                text = "".join([good[0], *reversed(good[1:-1]), good[-1]])
            case "body-gzip-and-charset":
                body = gzip.compress(text.replace("\n", "\r\n").encode())
                return 200, {"Content-Encoding": "gzip", "Content-Type": "TEXT/HTML; Charset=UTF-8"}, body
            case "body-node-comment":
                text += f"<!-- node6 made {count} -->"
            case "body-one-more-news":
                text = "".join([*good[:2], '<li><a href="/new/">新发的一条要闻</a></li>\n', *good[2:]])
            case "body-absolute-url-host":
                text = text.replace('href="/', f'href="http://{self.host}/').replace("http://www.", "https://www.")
            case "body-stale-three-weeks":
                stale = _page(self.base, [f"http://{self.host}/old/{n}/" for n in range(20)], [], "", "旧闻")
                text = "".join(stale)
            case "body-empty-200":
                return 200, {}, b""
            case "waf-challenge":
                return 412, {}, b"<html><body><script>document.cookie='a=b';location.reload()</script></body></html>"
            case "redirect-to-v4-only-host":
                other = self._plain(f"old.{self.base}", "v4only")
                return 302, {"Location": f"http://{other}/"}, b""
            case "redirect-https-same-host":
                return (302, {"Location": f"https://{self.host}/"}, b"") if count % 2 else (200, {}, text.encode())
        return 200, {}, text.encode()


_NO_ROBOTS: Final = b"User-agent: *\nAllow: /\n"
_SYSTEM: Final = "<html><head><title>系统</title></head><body><h1>网上办事</h1><p>请登录</p></body></html>".encode()
_NGINX: Final = (
    b"<html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to nginx!</h1><p>If you see this page, the "
    b"nginx web server is successfully installed and working.</p><p><em>Thank you for using nginx.</em></p></body></html>"
)
_OTHER: Final = "另一单位"


def _page(name: str, links: list[str], resources: list[str], printed: str, mark: str = "") -> Iterator[str]:
    """A home page in pieces: its head, a row for each link, its end."""
    title = f"{mark or '示范县'}人民政府门户网站" if mark != "旧闻" else "示范县人民政府门户网站"
    loads = "".join(f'<script src="http://{host}/lib.js?v=1"></script>\n' for host in resources)
    yield (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>\n'
        f'<link rel="dns-prefetch" href="//prefetch.{name.split(".", maxsplit=1)[0]}.com">{loads}</head><body>\n'
        '<form action="/s"><input type="hidden" name="csrf" value="TOKEN-1"></form>\n'
        "<p>今天是 2026年6月1日 10:00:00</p><p>访问量：100</p><p>天气：晴</p><ul>\n"
    )
    for number, link in enumerate(links):
        yield f'<li><a href="{link}">{mark}{_TOPICS[number % len(_TOPICS)]}{"甲乙丙"[number // len(_TOPICS)]}</a></li>\n'
    yield f"</ul><footer>主办单位：示范县人民政府办公室 {printed}</footer></body></html>\n"
