"""The population of wrong wording."""

from __future__ import annotations

from dataclasses import replace

from govcheck.outcome import Reason
from govcheck.page.noticed import Noticed, WordingHit

HIT = WordingHit("部暑", "部署", "ordinary", "错别字", "全面部暑", "characters")


def test_a_member_for_each_place_and_once_for_what_pages_share(small):
    foot = replace(HIT, wrong="人民攻府", excerpt="主办：县人民攻府", where="frame", sure=False)
    small.page("/gk/")
    for path in ("/", "/gk/"):
        small.change(path, noticed=Noticed(wording=(HIT, replace(HIT, excerpt="再部暑"), foot)))
    members = small.population("wording_hit").members
    assert [member.key for member in members if member.get("wrong").value == "部暑"] == [
        "/#部暑#1", "/#部暑#2", "/gk/#部暑#1", "/gk/#部暑#2",
    ]  # fmt: skip
    [shared] = [member for member in members if member.get("wrong").value == "人民攻府"]
    assert shared.get("verdict").value == "suspicious"
    assert shared.get("wrong").excerpt == "主办：县人民攻府"


def test_open_as_the_pages_are(small):
    assert small.population("wording_hit").closed == small.population("page").closed
    small.skip("/gk/", Reason.TIMEOUT)
    assert small.population("wording_hit").open_reasons == small.population("page").open_reasons != ()
