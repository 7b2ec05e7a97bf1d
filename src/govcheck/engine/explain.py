"""What each reason means to a reader and what can be done about it, and the words of a rule's result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from govcheck.outcome import Outcome, Reason
from govcheck.records.result import Counted, PopulationState, Sampled, Words

EXPLAIN: Final[dict[Reason, tuple[str, str, str, str]]] = {
    # reason: (what it means: zh, en; what to do: zh, en)
    Reason.MISSING: ("应有而没有", "it must be there and is not", "", ""),
    Reason.TOO_MANY: ("出现次数超过允许", "it occurs more often than allowed", "", ""),
    Reason.DIFFERS: ("内容与规定不符", "it is not as required", "", ""),
    Reason.LATE: ("超过规定时限", "it is later than allowed", "", ""),
    Reason.UNANSWERED: ("没有对应的答复或材料", "nothing answers it", "", ""),
    Reason.UNDATED: ("未注明时间，视为不更新", "it shows no date, which counts as not updated", "", ""),
    Reason.GONE: ("页面打不开（复试后仍是站点自身的错误）", "the page does not open: the site's own error, twice", "", ""),
    Reason.PERSON: (
        "须由人认定",
        "a person decides",
        "查看所列证据后登记认定结果",
        "look at the evidence and record a decision",
    ),
    Reason.NO_MATCH: (
        "按已知名称没有找到",
        "not found under any known name",
        "对照最接近的名称和查找过的地址，由人确认是否设有",
        "compare the nearest names and the places searched",
    ),
    Reason.NO_SUBJECTS: (
        "没有找到可检查的对象",
        "there was nothing of the sort to judge",
        "由人确认网站是否确实没有",
        "confirm that the site has none",
    ),
    Reason.WHOSE_DUTY: (
        "网站的层级、类别、地区或有无服务职能不能确定",
        "the site's level, kind, region or services are not known",
        "在站点清单中写明 level、kind、region、services",
        "state level, kind, region and services in the site list",
    ),
    Reason.LOW_CONFIDENCE: (
        "读到的内容把握不大",
        "what was read is not sure enough",
        "由人核对所列证据",
        "check the evidence by eye",
    ),
    Reason.OUTSIDE_REFUSES: (
        "站外网站拒绝本工具访问，不知链接是否有效",
        "the other site refuses this program, so the link may well work",
        "由人在浏览器中打开核对",
        "open it in a browser",
    ),
    Reason.TLCP_ONLY: (
        "服务器只用国密协议，本工具不能核验",
        "the server speaks the national cryptographic protocol only, which this program cannot verify",
        "用国密浏览器打开核对",
        "open it in a browser that speaks it",
    ),
    Reason.UNVERIFIED: (
        "证书或握手在本机不能核验",
        "the certificate or the handshake cannot be verified on this machine",
        "在浏览器中核对证书，或请网站补齐中间证书",
        "look at the certificate in a browser, or have the missing intermediate sent",
    ),
    Reason.AWAITS_INPUT: (
        "要有另外的材料（表格、其他来源或历次检查的记录）才能判断",
        "it takes material that this run was not given: a table, other sources or the history of runs",
        "按所问提供材料；在此之前由人认定",
        "supply the material asked for; until then a person decides",
    ),
    Reason.OTHER_LEVEL: ("不是这一层级的职责", "a duty of another level", "", ""),
    Reason.OTHER_KIND: ("不是这类网站的职责", "a duty of another kind of site", "", ""),
    Reason.OTHER_REGION: ("不是这一地区的要求", "a duty of another region", "", ""),
    Reason.NOT_IN_FORCE: ("此时不作要求", "not required at this time", "", ""),
    Reason.NOT_DUE: ("期限未到", "not due yet", "", ""),
    Reason.SAVED_COPY: (
        "检查的是保存的副本，没有网络事实",
        "a saved copy has no facts of the wire",
        "对在线网站重新检查",
        "scan the site itself",
    ),
    Reason.NO_SERVICES: ("没有对外服务职能", "the body has no public services", "", ""),
    Reason.NOTHING_TO_JUDGE: ("没有需要检查的内容", "there is nothing to judge", "", ""),
    Reason.NOT_INTRUSIVE: (
        "只在写明 --intrusive 时探测",
        "only probed when --intrusive is given",
        "",
        "",
    ),
    Reason.POPULATION_OPEN: (
        "没有看全，不能断言没有",
        "not everything was seen, so an absence cannot be stated",
        "增加 --max-pages，或解决下列未见原因后再查",
        "raise --max-pages or remove the reasons listed",
    ),
    Reason.UNREACHED: (
        "没有取得该站任何页面",
        "no page of the site was read",
        "核对网址和网络后再查；不计入网站责任",
        "check address and network and scan again",
    ),
    Reason.NOT_FETCHED: (
        "所需页面没有取得",
        "a page it takes was not fetched",
        "增加 --max-pages 后再查",
        "raise --max-pages",
    ),
    Reason.TIMEOUT: ("页面超时", "a page timed out", "增大 --timeout 或换时间再查", "raise --timeout or try later"),
    Reason.RESET: ("连接被中断", "the connection was reset", "换网络或时间再查", "try another network or time"),
    Reason.SERVFAIL: ("域名解析服务出错", "the name server failed", "换解析服务器再查", "try another resolver"),
    Reason.REFUSED_US: (
        "网站拒绝本工具访问",
        "the site refuses this program",
        "与网站商定放行，或降低 --rate",
        "agree on access with the site or lower --rate",
    ),
    Reason.CHALLENGE: (
        "网站防护要求验证",
        "the site's protection asks for a challenge",
        "与网站商定放行检查地址",
        "agree on access with the site",
    ),
    Reason.ROBOTS: (
        "robots.txt 不许访问",
        "robots.txt forbids it",
        "有检查权的，用 --authority 写明依据",
        "with a mandate, state it by --authority",
    ),
    Reason.SCRIPT: (
        "内容由脚本绘制，没有读到",
        "the content is drawn by script and was not read",
        "由人在浏览器中查看，或检查其数据接口",
        "look in a browser or at its data interface",
    ),
    Reason.BUDGET: ("页数预算用完", "the page budget was used up", "增加 --max-pages", "raise --max-pages"),
    Reason.UNREADABLE: ("内容不能识读", "the content cannot be read", "由人查看", "look at it by eye"),
    Reason.NO_ENTRY: ("没有找到进入的链接", "no link leads there", "由人确认入口", "look for the entry by eye"),
    Reason.NO_IPV6_EGRESS: (
        "本机没有 IPv6 出口",
        "this machine has no IPv6 route",
        "在有 IPv6 的机器上用 probe 补查",
        "probe from a machine with IPv6",
    ),
    Reason.NO_IPV6_CONTROL: (
        "对照站点也不能经 IPv6 打开",
        "the control site does not open over IPv6 either",
        "检查本机 IPv6 后再查",
        "check the IPv6 of this machine",
    ),
    Reason.NO_DNS: ("本机不能解析域名", "this machine cannot resolve names", "检查解析设置", "check the resolver"),
    Reason.NO_READER: (
        "没有安装读取这类附件的组件",
        "the component that reads such files is not installed",
        "安装附加组件：pip install 'govcheck[files]'",
        "install the extra: pip install 'govcheck[files]'",
    ),
    Reason.WATCH_INCOMPLETE: (
        "一周的监测次数不够",
        "the week's probes are not complete",
        "用 govcheck watch 每天监测 20 次以上，满一周后再查",
        "run govcheck watch 20 times a day for a week",
    ),
    Reason.NO_CALENDAR: (
        "没有该年度的工作日历",
        "there is no calendar of that year",
        "国务院办公厅公布节假日安排后，装入该年日历",
        "install the calendar of that year once it is announced",
    ),
    Reason.SEEN_TOO_EARLY: (
        "取得页面的时间早于截止时点一天以上",
        "the pages were fetched more than a day before as-of",
        "重新检查，或把 --as-of 定在取得页面的当天",
        "scan again, or set --as-of to the day of the fetch",
    ),
    Reason.PARTNER_UNSEEN: ("相关网站不在本次检查中", "the partner site is not in this run", "一并检查", "scan both"),
    Reason.PLUGIN_FAILED: ("扩展检查没有装好或出错", "the plugin is missing or failed", "核对扩展", "check the plugin"),
    Reason.PATTERN_TIMEOUT: ("匹配规则不能执行", "the pattern cannot be run", "修改该规则", "mend the rule"),
}
"""Every reason in words."""


def meaning(reason: Reason) -> Words:
    """What a reason means."""
    entry = EXPLAIN[reason]
    return {"zh": entry[0], "en": entry[1]}


def remedy(reason: Reason) -> Words:
    """What a reader can do about a reason; empty where that is the rule's own remedy."""
    entry = EXPLAIN[reason]
    return {"zh": entry[2], "en": entry[3]}


def numbers(counted: Counted, sample: Sampled | None) -> Words:
    """The subjects by outcome, and what a sample was drawn from."""
    parts = [
        (counted.passed, "合格", "pass"),
        (counted.failed, "不合格", "fail"),
        (counted.manual, "待人工", "for a person"),
        (counted.error, "未见", "unseen"),
    ]
    zh = "，".join(f"{count} 项{word}" for count, word, _en in parts if count)
    en = ", ".join(f"{count} {word}" for count, _zh, word in parts if count)
    if sample is not None:
        zh = f"抽查 {sample.drawn}/{sample.of}：{zh or '无可判'}"
        en = f"sample {sample.drawn}/{sample.of}: {en or 'none judged'}"
    return {"zh": zh, "en": en}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a result rests on, for its words: the numbers, the population, the sample, addresses not seen by reason."""

    counted: Counted = field(default_factory=Counted)
    population: PopulationState | None = None
    sample: Sampled | None = None
    unseen: Mapping[Reason, int] = field(default_factory=dict)


def detail(outcome: Outcome, reason: Reason | None, seen: Seen) -> Words:
    """The words of a rule's result: the numbers, why it is not decided, what was not seen, what to do."""
    population = seen.population
    said = numbers(seen.counted, seen.sample)
    zh, en = [said["zh"]], [said["en"]]
    if reason is not None and not outcome.decided:
        zh.append(meaning(reason)["zh"])
        en.append(meaning(reason)["en"])
        if population is not None and not population.closed:
            zh.append("未见原因：" + "、".join(_why(one, seen.unseen, 0) for one in population.reasons))
            en.append("unseen: " + "; ".join(_why(one, seen.unseen, 1) for one in population.reasons))
        zh.append(remedy(reason)["zh"])
        en.append(remedy(reason)["en"])
    return {"zh": "。".join(filter(None, zh)), "en": ". ".join(filter(None, en))}


def _why(reason: Reason, unseen: Mapping[Reason, int], language: int) -> str:
    words = EXPLAIN[reason][language]
    count = unseen.get(reason, 0)
    if not count:
        return words
    return f"{words}（{count} 个地址）" if language == 0 else f"{words} ({count} addresses)"
