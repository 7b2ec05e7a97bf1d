"""The facts of a host as lines for a person, each unknown with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govcheck.engine.explain import meaning
from govcheck.i18n import N_, _
from govcheck.records.ipv6 import Ipv6Facts
from govcheck.records.wire import HostFacts
from govcheck.report.words import said

_AAAA: Final = {
    "present": N_("有"),
    "none": N_("没有"),
    "nxdomain": N_("域名不存在"),
    "servfail": N_("解析服务器出错"),
    "timeout": N_("解析服务器没有应答"),
    "unusable": N_("有，但地址不能用"),
}
_PORT: Final = {
    "open": N_("开放"),
    "refused": N_("关闭"),
    "silent": N_("没有应答"),
    "unreachable": N_("不可达"),
    "no-way": N_("本机没有通路"),
    "no-address": N_("没有地址"),
    "": N_("未拨"),
}
_SAME: Final = {"same": N_("一致"), "differs": N_("不一致"), "unsure": N_("说不准，请人看")}
_WIDTH: Final = 14


def host_lines(facts: HostFacts) -> Iterator[str]:
    """What is known of one host, a line each."""
    more = facts.ipv6 or Ipv6Facts()
    why = said(meaning(facts.ipv6_why)) if facts.ipv6_why is not None else ""
    yield facts.host
    aaaa = _(_AAAA[facts.aaaa]) if facts.aaaa in _AAAA else _("未能查询：{why}").format(why=why)
    yield _row(_("AAAA 记录"), " ".join((aaaa, *facts.addresses)))
    yield _row(_("域名服务器"), _servers(more))
    if facts.ipv6_reachable is None:
        yield _row(_("经 IPv6 打开"), _("未见：{why}").format(why=why))
    else:
        opens = _("能") if facts.ipv6_reachable else _("不能")
        yield _row(_("经 IPv6 打开"), opens + (_("（{text}）").format(text=facts.detail) if facts.detail else ""))
    if more.dials:
        yield _row(_("拨测"), _("{n} 次，成功 {ok} 次").format(n=more.dials, ok=more.opened))
    for one in more.ports or ():
        states = (_(_PORT.get(one.ipv4, one.ipv4)), _(_PORT.get(one.ipv6, one.ipv6)))
        yield _row(_("端口 {port}").format(port=one.port), "IPv4 {}  IPv6 {}".format(*states))
    if more.same_content:
        yield _row(_("两协议首页"), _(_SAME.get(more.same_content, more.same_content)))


def _servers(more: Ipv6Facts) -> str:
    if more.nameservers is None:
        why = said(meaning(more.nameservers_why)) if more.nameservers_why is not None else ""
        return _("未能查询：{why}").format(why=why)
    listed = (
        one.name + _("（{text}）").format(text=f"IPv6 {_(_AAAA.get(one.aaaa, one.aaaa))}") for one in more.nameservers
    )
    return f"{more.zone}: " + _("、").join(listed)


def _row(label: str, words: str) -> str:
    wide = sum(2 if ord(one) > 0x2E80 else 1 for one in label)
    return f"  {label}{' ' * max(1, _WIDTH - wide)}{words}"
