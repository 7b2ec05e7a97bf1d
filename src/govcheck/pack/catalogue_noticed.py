"""Populations of the wire and the words: hosts, links, forms, and what is noticed on every page alike."""

from __future__ import annotations

from typing import Final

from govcheck.pack.fields import PopulationSpec, f

NOTICED: Final[dict[str, PopulationSpec]] = {
    "host": PopulationSpec(
        "网站的主机",
        "hosts of the site",
        {
            "name": f("text", "主机名", "host name"),
            "aaaa": f("text", "AAAA 记录：present、none、nxdomain、servfail、timeout、unusable", "AAAA answer"),
            "ipv6_reachable": f("flag", "经 IPv6 能打开首页", "home page opens over IPv6"),
            "roles": f("texts", "为何查它：home、twin、resource、inner、subordinate、alias", "why it is asked about"),
            "ipv6_ports_missing": f("numbers", "IPv4 开放而 IPv6 不通的端口", "ports open over IPv4 and not over IPv6"),
            "ipv6_status": f("number", "经 IPv6 的 HTTP 状态码", "HTTP status over IPv6"),
            "ipv6_success": f("number", "多次拨测的成功率", "share of dials over IPv6 that succeeded"),
            "ipv6_same_content": f("flag", "两种协议所见首页一致", "home page the same over IPv4 and IPv6"),
            "ipv6_inner_count": f(
                "number",
                "站内二、三级链接数（按地址去重，只记在首页主机上）",
                "second- and third-level links within the site, each address once; on the home page's host",
            ),
            "ipv6_inner_low": f(
                "number", "其中确知支持 IPv6 的占比（下限）", "share of them surely supported: the least it can be"
            ),
            "ipv6_inner_high": f(
                "number", "其中可能支持 IPv6 的占比（上限）", "share of them perhaps supported: the most it can be"
            ),
            "ipv6_inner_share": f(
                "number", "其中支持 IPv6 的占比，全部查明时才有", "share of them supported, once all are known"
            ),
            "nameservers": f("texts", "权威域名服务器", "authoritative name servers"),
            "nameservers_ipv6": f("flag", "权威域名服务器有 IPv6 地址", "some name server has an IPv6 address"),
            "https": f("flag", "443 端口能以 TLS 打开网页", "a page opens over TLS on port 443"),
            "https_redirect": f("flag", "http 转到 https", "http leads to https"),
            "certificate": f(
                "text",
                "证书：valid、expired、not-yet-valid、self-signed、wrong-name、untrusted、sm2、none",
                "the certificate",
            ),
            "certificate_until": f("instant", "证书到期日", "end of the certificate"),
            "certificate_days": f("number", "证书剩余整天数（取得时），已过期为负", "whole days left when seen"),
            "tls_old": f("texts", "仍接受的旧协议", "protocols below TLS 1.2 still accepted"),
            "hsts_seconds": f("number", "HSTS 的 max-age（秒），没有为 0", "max-age of HSTS in seconds, 0 without"),
            "headers_present": f("texts", "已有的安全响应头", "security headers given"),
            "headers_missing": f("texts", "缺少的安全响应头", "security headers lacking"),
            "cookies_unsafe": f("texts", "缺 HttpOnly、Secure 的会话 Cookie", "session cookies lacking flags"),
            "version_banner": f("text", "响应头泄露的软件版本", "software version given away by headers"),
            "listings": f("addresses", "列出文件的目录", "directories that list their files"),
            "exposed": f("addresses", "不应公开而能取得的文件", "files that should not be public"),
        },
        wire=True,
    ),
    "link": PopulationSpec(
        "网站页面上的链接，一个地址一个成员",
        "links on the site's pages: one member an address",
        {
            "url": f("address", "地址", "address"),
            "words": f("text", "链接文字", "words of the link"),
            "state": f(
                "text",
                "状态：alive、dead、soft-404、to-home、wrong-type、changed-hands、parked",
                "state of what it leads to",
            ),
            "outside": f("flag", "指向站外", "leads to another site"),
            "on_home": f("flag", "首页上有", "stands on the home page"),
            "attachment": f("flag", "附件", "an attachment"),
            "friend": f("flag", "友情链接", "a friend link"),
            "referrers": f("addresses", "所在页面", "pages that hold it"),
            "answered": f("flag", "有能读的应答（打不开的为否，不知道的未见）", "whether a readable answer came"),
            "verdict": f("text", "sure（确定）或 suspicious（待核）", "sure, or suspicious"),
            "came": f("text", "得到什么：状态码、错误、页面标题", "what came: status, error, title of the page"),
        },
        wire=True,
    ),
    "form": PopulationSpec(
        "表单",
        "forms",
        {
            "action": f("address", "提交到", "where it posts to"),
            "page": f("address", "所在页面", "page"),
            "asks": f("texts", "填写的个人信息：password、identity、mobile、name、message", "personal facts asked for"),
            "secure": f("flag", "以 https 提交", "posted over https"),
        },
    ),
    "search_trial": PopulationSpec(
        "用已知标题做的站内搜索",
        "site searches for titles that the crawl found",
        {
            "title": f("text", "所搜标题", "title searched for"),
            "found": f("flag", "结果第一页有", "on the first result page"),
            "url": f("address", "结果页", "result page"),
        },
        wire=True,
    ),
    "dataset": PopulationSpec(
        "开放数据集（抽样）",
        "open data sets (sampled)",
        {
            "url": f("address", "下载地址", "address"),
            "title": f("text", "名称", "name"),
            "opened": f("flag", "下载成功且格式相符", "downloaded, and of its format"),
        },
        wire=True,
    ),
    "planted_link": PopulationSpec(
        "看不见或由他人写入的站外链接，藏在一处的合为一个成员",
        "links to other sites that nobody can see or that someone else wrote: one member for those hidden together",
        {
            "url": f("address", "所指地址", "address"),
            "links": f("addresses", "同一处藏入的全部地址", "all addresses hidden there"),
            "page": f("address", "所在页面", "page that holds it"),
            "how": f("text", "怎样藏入：hidden、foreign-script、spider、script", "how it was planted"),
            "why": f("text", "依据", "by what it was told"),
            "verdict": f("text", "planted（确定）或 suspicious（待核）", "planted, or suspicious"),
        },
    ),
    "personal_number": PopulationSpec(
        "未遮掩的个人号码",
        "unmasked numbers of persons",
        {
            "kind": f("text", "identity、mobile、bank-card", "kind of number"),
            "shown": f("text", "遮掩后的号码", "the number, masked"),
            "page": f("address", "所在页面或附件", "page or attachment"),
            "statutory": f("flag", "处罚、失信等法定公示", "publicity required by law"),
            "message": f("flag", "在公开的留言里", "in a message made public"),
            "verdict": f("text", "exposed（确定）或 suspicious（待核）", "exposed, or suspicious"),
        },
    ),
    "wording_hit": PopulationSpec(
        "词库命中的错误表述",
        "wrong wording found by the lexicons",
        {
            "wrong": f("text", "错误表述", "wrong wording"),
            "right": f("text", "应为", "what it should be"),
            "severity": f("text", "severe、ordinary、advice", "how bad"),
            "category": f("text", "类别", "category"),
            "lexicon": f("text", "词库", "lexicon"),
            "page": f("address", "所在页面", "page"),
            "verdict": f("text", "wrong（确定）或 suspicious（待核）", "wrong, or suspicious"),
        },
    ),
    "identity_fact": PopulationSpec(
        "网站自述的身份，一项一个成员：code、name、domain、icp、police",
        "what the site says it is: one member for code, name, domain, icp, police",
        {
            "fact": f("text", "哪一项", "which fact"),
            "values": f("texts", "各处所示，如 meta=…、footer=…、zhaocuo=…、title=…、list=…", "as shown where"),
            "places": f("number", "几处写明", "how many places state it"),
            "agree": f("flag", "各处是否一致", "whether all places agree"),
            "wellformed": f("flag", "写法是否正确", "whether it is well formed"),
            "placeholder": f("flag", "是否占位的假值", "whether it is a placeholder"),
            "region_agrees": f("flag", "与网站所在行政区划是否一致", "whether it fits the site's division"),
        },
    ),
}
