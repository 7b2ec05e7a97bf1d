"""What the site says it is, wherever it says so: one member each for code, name, domain, ICP and police number.

A place that says something else than the others is a finding only when it cannot be explained away; what may be explained
(a short form, a page of another unit, a division renamed) is of low confidence, for a person. The code is compared over
all pages seen, since one old template among hundreds of pages is what inspectors find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from govcheck.outcome import Confidence, Reason
from govcheck.pack.region import within
from govcheck.page.identifiers import (
    Likeness,
    code_key,
    compare_hosts,
    compare_names,
    host_key,
    is_code,
    is_generic,
    is_placeholder,
    is_real,
    name_key,
    name_parts,
)
from govcheck.page.model import PageModel
from govcheck.page.populate.filing import filing_number
from govcheck.page.populate.members import population
from govcheck.page.populate.stated import (
    AGREED,
    Said,
    agreement,
    hidden_by,
    member,
    tag_value,
    unless_hidden,
    unread,
    worse,
)
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Field, Member, Population, Reading
from govcheck.urls import host_of, path_key

_BODIES: Final = ("政府", "局", "委", "委员会", "厅", "部", "办公室", "办事处", "镇", "乡", "街道")
"""What names of public bodies end in."""
_LONGEST: Final = 30
"""Characters of a browser title that is a name and no headline."""


def identity_facts(seen: Survey) -> Population:
    """The members that the home page states; open when it was not read."""
    if seen.home is None:
        reason = seen.unseen(seen.crawl.entry) or Reason.NOT_FETCHED
        return population("identity_fact", (), [reason], searched=[seen.crawl.entry])
    made = (_code(seen), _name(seen), _domain(seen), filing_number(seen, "icp"), filing_number(seen, "police"))
    members = [one for one in made if one is not None]
    return population("identity_fact", members, (), searched=[one.address for one in seen.homes])


# --- the code -----------------------------------------------------------------------------------------------------------


def _code(seen: Survey) -> Member | None:
    said = [one for home in seen.homes for one in _codes_of(home, home=True)]
    if seen.site.site_code:
        said.append(Said("list", seen.site.site_code))
    homes = {path_key(home.address) for home in seen.homes}
    others = [one for page in seen.pages if path_key(page.address) not in homes for one in _codes_of(page, home=False)]
    hidden = hidden_by(seen.homes, "site_code")
    if not said and not others:
        return unread(seen, "code", hidden) if hidden is not None else None
    agree = agreement(said, lambda a, b: _same_code(a.value, b.value)) if said else AGREED
    agree = worse(agree, _strangers(said, others))
    bad = [one for one in (*said, *others) if one.where != "list" and is_placeholder(one.value)]
    formed = [one for one in (*said, *others) if one.where != "list"]
    wrong = next((one for one in formed if not is_code(one.value)), None)
    region = seen.site.region
    first = next((one for one in formed if is_code(one.value) and not is_placeholder(one.value)), None)
    fields: dict[str, Field] = {
        "agree": unless_hidden(agree, hidden),
        "wellformed": AGREED if wrong is None else wrong.verdict(False, Confidence.HIGH, wrong.shown),
        "placeholder": bad[0].verdict(True, Confidence.HIGH, bad[0].shown) if bad else Reading(False, "compare"),
        "region_agrees": _division(first, region) if first is not None else Reading(None, "compare"),
    }
    return member(seen, "code", [*said, *_differing(said, others)], fields, hidden)


def _codes_of(page: PageModel, *, home: bool) -> list[Said]:
    """The codes of a page's own frame; what an article says of other sites' codes is none of them."""
    found: list[Said] = []
    if tag := tag_value(page, "SiteIDCode"):
        found.append(Said("meta", tag, page))
    printed = page.identity.site_code
    if printed is not None and printed.value and (home or printed.how in ("footer", "script")):
        found.append(Said("footer", str(printed.value), page, printed))
    told = page.identity.zhaocuo_code
    if told is not None and told.value:
        found.append(Said("zhaocuo", str(told.value), page, told))
    return found


def _same_code(one: str, other: str) -> Likeness:
    return Likeness.SAME if code_key(one) == code_key(other) else Likeness.DIFFERENT


def _differing(said: Sequence[Said], others: Iterable[Said]) -> list[Said]:
    known = {code_key(one.value) for one in said}
    found: dict[tuple[str, str], Said] = {}
    for one in others:
        if code_key(one.value) not in known and one.page is not None:
            found.setdefault(
                (one.where, code_key(one.value)), replace(one, where=f"{path_key(one.page.address)} {one.where}")
            )
    return list(found.values())


def _strangers(said: Sequence[Said], others: Sequence[Said]) -> Reading:
    """A page other than the home page with another code. One that also goes by another name is perhaps another unit's."""
    known = {code_key(one.value) for one in said} or {code_key(one.value) for one in others[:1]}
    own = {name for one in said if one.page is not None for name in _calls_itself(one.page)}
    worst = AGREED
    for one in others:
        if code_key(one.value) in known or one.page is None:
            continue
        named = _calls_itself(one.page)
        ours = not named or any(compare_names(name, other) is Likeness.SAME for name in named for other in own)
        shown = f"{path_key(one.page.address)} {one.shown}；{said[0].shown if said else others[0].shown}"
        worst = worse(worst, one.verdict(False, Confidence.HIGH if ours else Confidence.LOW, shown))
    return worst


def _elsewhere(seen: Survey, tag: str, said: Sequence[Said], compare: Callable[[str, str], Likeness]) -> Reading:
    """Another page whose tag says something else altogether than the home page's: a template of another site, or a part of
    the site that is another unit's, which a person tells apart.
    """
    stated = next((one for one in said if one.where == "meta"), None)
    if stated is None:
        return AGREED
    homes = {path_key(home.address) for home in seen.homes}
    others = {
        value: page
        for page in reversed(seen.pages)
        if path_key(page.address) not in homes
        and (value := tag_value(page, tag))
        and compare(value, stated.value) is Likeness.DIFFERENT
    }
    if not others:
        return AGREED
    value, page = min(others.items(), key=lambda one: path_key(one[1].address))
    other = Said("meta", value, page)
    return other.verdict(False, Confidence.LOW, f"{path_key(page.address)} {other.shown}；{stated.shown}")


def _calls_itself(page: PageModel) -> set[str]:
    """Every name that a page gives the site it belongs to."""
    who = page.identity
    stated = [str(one.value) for one in (who.site_name, who.organiser) if one is not None and one.value]
    title = str(page.title.value or "") if page.title.how == "title" else ""
    parts = [part for part in name_parts(title) if _names_site(part)] if len(title) <= _LONGEST else []
    return {name for name in (tag_value(page, "SiteName"), *stated, *parts) if name}


def _division(code: Said, region: str) -> Reading:
    """The code's division beside the site's; a ministry's code has none. A town has its county's. Another one
    of the same city may be the old number of a division that was renamed.
    """
    given = code_key(code.value)
    if not region.strip("0") or given.startswith("bm"):
        return Reading(None, "compare")
    division, shown = given[:6], f"{code.shown}；list={region}"
    if division == region[:6]:
        return Reading(True, "compare", Confidence.HIGH, shown[:200])
    near = division[:4] == region[:4] or within(region, division)
    return code.verdict(False, Confidence.LOW if near else Confidence.HIGH, shown)


# --- the name -----------------------------------------------------------------------------------------------------------


def _name(seen: Survey) -> Member | None:
    home = seen.homes[0]
    said: list[Said] = []
    if tag := tag_value(home, "SiteName"):
        said.append(Said("meta", tag, home))
    if seen.site.name:
        said.append(Said("list", seen.site.name))
    title = _title(home)
    stated = home.identity.site_name
    header = Said("header", str(stated.value), home, stated) if stated is not None and stated.how != "title" else None
    shown = [*said, *([title] if title else []), *([header] if header else [])]
    if not shown:
        return None
    agree = agreement(said, lambda a, b: compare_names(a.value, b.value))
    if title is not None and said:
        agree = worse(agree, _title_agrees(title, said))
    # What a header shows (logos of many sorts) confirms, and never accuses.
    if title is None and header is not None and said and not any(_like(header, one) for one in said):
        agree = worse(agree, header.verdict(False, Confidence.LOW, "；".join(one.shown for one in (header, *said))))
    agree = worse(agree, _elsewhere(seen, "SiteName", said, compare_names))
    bad = next((one for one in shown if one.where != "header" and is_placeholder(one.value, "name")), None)
    fields: dict[str, Field] = {
        "agree": agree,
        "wellformed": Reading(all(len(name_key(one.value)) > 1 for one in shown), "compare"),
        "placeholder": bad.verdict(True, Confidence.HIGH, bad.shown) if bad else Reading(False, "compare"),
        "region_agrees": Reading(None, "compare"),
    }
    return member(seen, "name", shown, fields, None)


def _title(home: PageModel) -> Said | None:
    """The browser title, as far as the home page's own title is that."""
    words = str(home.title.value or "").strip() if home.title.how == "title" else ""
    return Said("title", words, home, home.title) if words else None


def _like(one: Said, other: Said) -> bool:
    return compare_names(one.value, other.value) is not Likeness.DIFFERENT


def _title_agrees(title: Said, said: Sequence[Said]) -> Reading:
    """Some part of the title is the name. A title that names nothing is for a person to look at."""
    shown = "；".join(one.shown for one in (title, *said))
    best = max(
        (compare_names(part, one.value) for part in name_parts(title.value) for one in said if not is_generic(part)),
        key=lambda like: like.value,
        default=Likeness.CLOSE,
    )
    if best is Likeness.SAME:
        return AGREED
    names_a_site = len(title.value) <= _LONGEST and any(_names_site(part) for part in name_parts(title.value))
    sure = best is Likeness.DIFFERENT and names_a_site
    return title.verdict(False, Confidence.HIGH if sure else Confidence.LOW, shown)


def _names_site(part: str) -> bool:
    key = name_key(part)
    return 4 <= len(key) <= 30 and key.endswith(
        ("政府", "局", "委", "委员会", "厅", "部", "办公室", "办事处", "镇", "乡", "街道")
    )


# --- the domain ---------------------------------------------------------------------------------------------------------


def _domain(seen: Survey) -> Member | None:
    home = seen.homes[0]
    own = {host_key(address) for address in (home.final_address, seen.crawl.entry, seen.site.url, *seen.site.aliases)}
    own = {host for host in own if is_real(host)}
    said: list[Said] = []
    if tag := tag_value(home, "SiteDomain"):
        said.append(Said("meta", tag, home))
    told = home.identity.zhaocuo_url
    entry = None
    if told is not None and host_key(str(told.value)):
        entry = Said("zhaocuo", str(told.value), home, told)
    listed = [Said("list", host_of(seen.site.url))] if is_real(host_key(seen.site.url)) else []
    at = host_of(home.final_address)
    listed += [Said("home", at)] if is_real(at) and at != host_of(seen.site.url) else []
    if not said and entry is None:
        return None
    agree = AGREED
    for one in said:
        if own:
            agree = worse(agree, _lies_at(one, own, listed))
    if entry is not None and own and _near(host_key(entry.value), own) is Likeness.DIFFERENT:
        agree = worse(agree, entry.verdict(False, Confidence.LOW, "；".join(one.shown for one in (entry, *listed))))
    elif entry is not None and not own and said and _near(host_key(entry.value), {host_key(said[0].value)}).value == 0:
        agree = worse(agree, entry.verdict(False, Confidence.LOW, f"{entry.shown}；{said[0].shown}"))
    agree = worse(agree, _elsewhere(seen, "SiteDomain", said, lambda a, b: compare_hosts(host_key(a), host_key(b))))
    bad = next((one for one in said if is_placeholder(one.value, "domain")), None)
    wrong = next((one for one in said if not is_real(host_key(one.value))), None)
    fields: dict[str, Field] = {
        "agree": agree,
        "wellformed": AGREED if wrong is None else wrong.verdict(False, Confidence.HIGH, wrong.shown),
        "placeholder": bad.verdict(True, Confidence.HIGH, bad.shown) if bad else Reading(False, "compare"),
        "region_agrees": Reading(None, "compare"),
    }
    return member(seen, "domain", [*said, *([entry] if entry else []), *listed], fields, None)


def _near(host: str, own: Iterable[str]) -> Likeness:
    return max((compare_hosts(host, one) for one in own), key=lambda like: like.value, default=Likeness.DIFFERENT)


def _lies_at(said: Said, own: set[str], listed: Sequence[Said]) -> Reading:
    host = host_key(said.value)
    like = _near(host, own) if host else Likeness.DIFFERENT
    if like is Likeness.SAME:
        return AGREED
    sure = like is Likeness.DIFFERENT
    shown = "；".join(one.shown for one in (said, *listed))
    return said.verdict(False, Confidence.HIGH if sure else Confidence.LOW, shown)
