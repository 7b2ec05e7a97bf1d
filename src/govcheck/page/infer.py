"""Whose site it is, where the site list does not say: level, kind, region, services, each with why and how surely.

High only when two independent signs agree (the printed site code, the name, the domain, the police record number). A
placeholder is no sign. What is less than high makes the rules that depend on it ``manual: whose-duty`` (DESIGN §4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from govcheck.outcome import Confidence
from govcheck.page.model import PageModel
from govcheck.records.site import Inference, Kind, Level, Site
from govcheck.text.normalise import fold
from govcheck.urls import host_of, is_address

_CODE: Final = re.compile(r"^(?:\d{10}|bm\d{8})$")
_PROVINCES: Final = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]")
_MUNICIPALITY: Final = r"(?:北京|上海|天津|重庆)市"
_DEPARTMENT: Final = re.compile(
    r"[厅局]$|委员会$|办公室$|[厅局委](?:政务|官方)?(?:门户)?(?:网站|网)$|委办$|海关$|法院$|检察院$"
)
_STEMS: Final = re.compile(r"(?:政府)?(?:官方)?(?:政务)?(?:门户)?(?:网站群|网站|官网)$|政务网$")

_NAMES: Final[Sequence[tuple[str, Kind, tuple[Level, ...]]]] = (
    (r"[镇乡](?:人民)?政府$|苏木(?:人民)?政府$|街道(?:办事处|办)$|[镇乡]$|街道$", Kind.PORTAL, (Level.TOWNSHIP,)),
    (rf"(?:省|自治区|^{_MUNICIPALITY})(?:人民)?政府$", Kind.PORTAL, (Level.PROVINCE,)),
    (r"(?:自治州|[^自]州|盟)(?:人民)?政府$|(?:盟|地区)行政公署$", Kind.PORTAL, (Level.CITY,)),
    (r"[县旗区](?:人民)?政府$", Kind.PORTAL, (Level.COUNTY,)),
    (r"市(?:人民)?政府$", Kind.PORTAL, (Level.CITY, Level.COUNTY)),
)


@dataclass(frozen=True, slots=True)
class _Sign:
    """One sign: what it allows (several values: one of them), and what it is."""

    allows: tuple[str, ...]
    why: str


def infer(site: Site, homes: Sequence[PageModel], topics: Iterable[str] = ()) -> Mapping[str, Inference]:
    """Infer only what ``site`` leaves open; a thing without any sign is left out.

    ``homes``: the home page and its frames, as far as read. ``topics``: canonical names of the columns the site names.
    """
    code = _code(site, homes)
    name = _name(site, homes)
    named = _by_name(name)
    host = host_of(site.url)
    found: dict[str, Inference] = {}
    kind: str | None = site.kind
    if site.kind is None and (guess := _kind(code, named, host)) is not None:
        found["kind"], kind = guess, guess.value
    level: str | None = site.level
    if site.level is None and (guess := _level(code, named, name)) is not None:
        found["level"], level = guess, guess.value
    if not site.region and (guess := _region(code, homes)) is not None:
        found["region"] = guess
    if site.services is None and (guess := _services(kind, level, set(topics))) is not None:
        found["services"] = guess
    return found


def _agree(signs: Sequence[_Sign]) -> Inference | None:
    """What the signs come to: high when two allow the same one value and none speaks against it."""
    if not signs:
        return None
    common = [str(value) for value in signs[0].allows if all(value in sign.allows for sign in signs)]
    why = "；".join(sign.why for sign in signs)
    if len(common) == 1:
        return Inference(common[0], Confidence.HIGH if len(signs) > 1 else Confidence.MEDIUM, why)
    return Inference(common[0] if common else str(signs[0].allows[0]), Confidence.LOW, why)


def valid_code(code: str) -> bool:
    """Whether a site code can be real: its form, its province, no placeholder (0000000000, 1234567890, one
    digit only, a division code that was never given its serial number).
    """
    code = code.strip().lower()
    if not _CODE.match(code):
        return False
    if code.startswith("bm"):
        return code[2:] != "0" * 8
    if code == "1234567890" or code.endswith("0000"):
        return False
    return len(set(code)) > 1 and bool(_PROVINCES.match(code))


def _code(site: Site, homes: Sequence[PageModel]) -> str:
    printed = [home.identity.site_code.value for home in homes if home.identity.site_code is not None]
    tagged = [home.meta_value("SiteIDCode") for home in homes]
    for code in (site.site_code, *printed, *tagged):
        if isinstance(code, str) and valid_code(code):
            return code.strip().lower()
    return ""


def _name(site: Site, homes: Sequence[PageModel]) -> str:
    printed = [home.identity.site_name.value for home in homes if home.identity.site_name is not None]
    organisers = [home.identity.organiser.value for home in homes if home.identity.organiser is not None]
    for name in (site.name, *printed, site.organiser, *organisers):
        if isinstance(name, str) and (folded := fold(name)):
            return folded
    return ""


def _by_name(name: str) -> tuple[Kind, tuple[Level, ...]] | None:
    stem = re.sub(r"^中国[·•・.\-]?", "", name)
    for candidate in (stem, _STEMS.sub("", stem), _STEMS.sub("", stem) + "政府"):
        for pattern, kind, levels in _NAMES:
            if re.search(pattern, candidate) and (candidate == stem or not _DEPARTMENT.search(stem)):
                return kind, levels
        if _DEPARTMENT.search(candidate):
            return Kind.DEPARTMENT, _department_levels(candidate)
    return None


def _department_levels(name: str) -> tuple[Level, ...]:
    if re.search(rf"^中华人民共和国|^国家|^{_MUNICIPALITY}", name):
        return (Level.PROVINCE,) if re.search(f"^{_MUNICIPALITY}", name) else (Level.NATION,)
    # The last division named before the body's own name is the one it belongs to.
    divisions = re.findall(r"省|自治区|自治州|[州盟](?=[^州盟]{2})|市|自治县|县|旗|区", name)
    by_word = {
        "省": (Level.PROVINCE,),
        "自治区": (Level.PROVINCE,),
        "自治州": (Level.CITY,),
        "州": (Level.CITY,),
        "盟": (Level.CITY,),
        "市": (Level.CITY, Level.COUNTY),
    }
    return by_word.get(divisions[-1], (Level.COUNTY,)) if divisions else ()


def _level_of_code(code: str) -> Level | None:
    if not code:
        return None
    if code.startswith("bm"):
        return Level.NATION
    if code[2:6] == "0000":
        return Level.PROVINCE
    return Level.CITY if code[4:6] == "00" else Level.COUNTY


def _level(code: str, named: tuple[Kind, tuple[Level, ...]] | None, name: str) -> Inference | None:
    signs: list[_Sign] = []
    levels = named[1] if named is not None else ()
    by_code = _level_of_code(code)
    if by_code is not None:
        allows: tuple[str, ...] = (by_code,)
        if by_code is Level.COUNTY and Level.TOWNSHIP in levels:
            allows = (Level.TOWNSHIP,)  # a township carries the division code of its county
        signs.append(_Sign(allows, f"网站标识码 {code}"))
    if levels:
        signs.append(_Sign(tuple(levels), f"网站名称 {name}"))
    return _agree(signs)


def _kind(code: str, named: tuple[Kind, tuple[Level, ...]] | None, host: str) -> Inference | None:
    signs: list[_Sign] = []
    if code.startswith("bm"):
        portal = code.startswith("bm01")
        signs.append(_Sign((Kind.PORTAL if portal else Kind.DEPARTMENT,), f"网站标识码 {code}"))
    if named is not None:
        signs.append(_Sign((named[0],), "网站名称"))
    if (by_domain := _kind_of_domain(host)) is not None and (named is None or Level.TOWNSHIP not in named[1]):
        signs.append(_Sign((by_domain,), f"域名 {host}"))
    if len(signs) == 1 and signs[0].why.startswith(f"域名 {host}"):
        # A bureau may have a domain of its own: the domain alone says little.
        return Inference(str(signs[0].allows[0]), Confidence.LOW, signs[0].why)
    return _agree(signs)


def _kind_of_domain(host: str) -> Kind | None:
    """``www.x.gov.cn`` is how a portal is called, ``y.x.gov.cn`` how a department's site is (发展指引)."""
    if not host.endswith(".gov.cn") or is_address(host):
        return None
    labels = host.removesuffix(".gov.cn").split(".")
    own = labels[1:] if labels[0] == "www" else labels
    return Kind.PORTAL if len(own) == 1 else Kind.DEPARTMENT


def _region(code: str, homes: Sequence[PageModel]) -> Inference | None:
    if not code or code.startswith("bm"):
        return None
    division = code[:6]
    police = [str(home.identity.police.value) for home in homes if home.identity.police is not None]
    records = {digits[:6] for text in police if (digits := "".join(re.findall(r"\d", text)))}
    why = f"网站标识码 {code}"
    if division in records:
        return Inference(division, Confidence.HIGH, why + "；" + "公安备案号前六位相同")
    return Inference(division, Confidence.MEDIUM, why)


def _services(kind: str | None, level: str | None, topics: set[str]) -> Inference | None:
    offered = sorted(topics & {"办事服务", "网上办事", "办事指南", "政务服务"})
    if offered:
        why = f"网站设有栏目 {'、'.join(offered)}"
        portal = kind == Kind.PORTAL and level is not None
        return Inference("true", Confidence.HIGH if portal else Confidence.MEDIUM, why)
    if kind == Kind.PORTAL:
        return Inference("true", Confidence.MEDIUM, "政府门户网站")
    return None
