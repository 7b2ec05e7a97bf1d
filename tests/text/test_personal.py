"""Persons' numbers: what their digits say, what stands around them, and that masking is total."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.text.normalise import narrow
from govcheck.text.personal import find_personal, mask_all, mask_certain, masked
from govcheck.text.personal.numbers import (
    candidates,
    check_digit,
    is_card,
    is_credit_code,
    is_identity,
    is_old_identity,
    luhn,
)
from govcheck.text.personal.people import is_organisation, is_person, person_before

TITLE = "某事项公示"
DIVISION = "990101"


def identity(number: int, division: str = DIVISION) -> str:
    """A made-up identity number; the division does not exist."""
    born = date(1950, 1, 1) + timedelta(days=number % 20_000)
    first = f"{division}{born:%Y%m%d}{number % 1000:03d}"
    return first + check_digit(first)


def card(number: int, length: int = 19, prefix: str = "622848") -> str:
    body = f"{prefix}{number:0{length - len(prefix) - 1}d}"[: length - 1]
    return next(body + str(last) for last in range(10) if luhn(body + str(last)))


identities = st.integers(0, 10**6).map(identity)
mobiles = st.integers(0, 10**8 - 1).map(lambda number: f"138{number:08d}")
cards = st.integers(1, 10**12 - 1).map(card)


def hits(*lines: str, title: str = TITLE) -> list[tuple[str, bool]]:
    return [(hit.kind, hit.sure) for hit in find_personal(lines, title=title, year=2026)]


@given(identities)
def test_one_wrong_place_is_no_identity_number(number):
    assert is_identity(number)
    for at in range(17):
        other = number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]
        assert not is_identity(other)


@given(st.text("0123456789", min_size=18, max_size=18))
def test_random_digits_never_hit_without_a_checksum(digits):
    if check_digit(digits[:17]) != digits[17]:
        assert [kind for kind, _ in hits(f"身份证号：{digits}") if kind == "identity"] == []
    if not luhn(digits):
        assert [kind for kind, _ in hits(f"张三 银行卡号：{digits}") if kind == "bank-card"] == []


@given(st.text("0123456789- .,:：张三李四\t身份证号电话", max_size=80))
def test_nothing_raises_and_nothing_is_shown_unmasked(text):
    for hit in find_personal(text.split("\n"), title=TITLE, year=2026):
        assert "*" in hit.shown
        assert not candidates(hit.excerpt)


SEPARATED = st.lists(
    st.one_of(identities, mobiles, cards, st.sampled_from(["张三", "，", " ", "：", "\t", "电话", "2026年", "500元"])),
    max_size=12,
)


@given(SEPARATED)
def test_masking_is_total(pieces):
    shown = mask_all(" ".join(pieces))
    assert not re.search(r"\d{7}", shown)
    assert not candidates(shown)
    for piece in pieces:
        if len(piece) >= 11:
            assert piece not in shown


@given(identities, st.sampled_from(["", "１", " ", "-"]))
def test_masking_folds_full_width_and_groups(number, way):
    written = {
        "": number,
        "１": number.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)}),
        " ": f"{number[:6]} {number[6:14]} {number[14:]}",
        "-": f"{number[:6]}-{number[6:14]}-{number[14:]}",
    }[way]
    for shown in (mask_all(f"身份证号{written}。"), mask_certain(f"身份证号{written}。")):
        assert number not in re.sub(r"[ -]", "", narrow(shown))
        assert masked("identity", number) in shown


def test_certain_masking_leaves_what_is_no_persons():
    number, mobile = identity(12345), "13800001111"
    text = f"发文字号 示府发〔2026〕12号，信用代码 11990121MB0A12342G，电话 {mobile}，{number}，索引号 2026000001"
    assert mask_certain(text) == text.replace(number, masked("identity", number))
    assert mask_certain(text, personal=True) == mask_certain(text).replace(mobile, "138****1111")
    assert mask_certain("没有号码") == "没有号码"


def test_what_digits_say():
    assert is_old_identity("350102850312001")
    assert not is_old_identity("350102851312001")
    assert is_card(card(123456789012))
    assert is_card(card(12345678, 16, "436742"))
    assert not is_card(card(1234567, 16, "100000"))
    assert not is_card("6222222222222222")
    assert is_credit_code("91350100M000100Y43")
    assert not is_credit_code("91350100M000100Y44")
    assert not is_identity("99010119850312001")


@pytest.mark.parametrize(
    "name", ["张三", "欧阳小明", "李*", "王某某", "1.赵六", "阿依古丽·买买提", "陈小红（女）", "王 强"]
)
def test_names_of_persons(name):
    assert is_person(name)


@pytest.mark.parametrize(
    "name", ["县财政局", "联系电话", "时间", "申请", "某某公司", "张三商店", "合计", "高中", "平方米", "", "A"]
)
def test_what_is_no_name(name):
    assert not is_person(name)


def test_organisations():
    assert is_organisation("示例镇财政所")
    assert not is_organisation("张三")
    assert person_before("1.张三（手机：") == "张三"
    assert person_before("联系电话：") == ""


ONE = identity(4711)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["姓名\t身份证号\t备注", f"张三\t{ONE}\t"], [("identity", True)]),
        (["序号\t公民身份号码", f"1\t{identity(9, '350102')}"], [("identity", True)]),
        ([f"本人身份证号为 {ONE} 。"], [("identity", True)]),
        ([f"统一社会信用代码：{ONE}"], []),
        ([f"受理编号：{identity(9, '350102')}"], []),
        ([f"统一社会信用代码（身份证号）：{ONE}"], [("identity", True)]),
        ([identity(9, "350102")], [("identity", False)]),
        ([ONE], []),
        ([f"身份证号{ONE}0"], []),
        ([f"身份证号格式如：{ONE}"], []),
        ([f"https://www.shili.gov.cn/a/{ONE}.html"], []),
        (["姓名\t身份证号", "张三\t350102850312001"], [("identity", True)]),
        (["受理号 350102850312001"], []),
        (["姓名\t电话", "张三\t0591-83333333", "李四\t13800001111"], []),
        (["姓名\t电话", "张三\t13800001111", "李四\t13900002222"], [("mobile", True)] * 2),
        (["单位\t联系人\t电话", "县医院\t张三\t13800001111", "县中学\t李四\t13900002222"], []),
        (["姓名\t职务\t电话", "张三\t局长\t13800001111", "李四\t科长\t13900002222"], [("mobile", False)] * 2),
        (["咨询电话", "姓名\t电话", "张三\t13800001111", "李四\t13900002222"], []),
        (["张三\t13800001111", "李四\t13900002222", "王五\t15900003333"], [("mobile", True)] * 3),
        (["张三\t13800001111", "李四\t13900002222"], []),
        (["示例镇 张三 13800001111", "清水镇 李四 13900002222", "云河镇 王五 15900003333"], [("mobile", False)] * 3),
        (["报名联系人：张三 13800001111、李四 13900002222、王五 15900003333"], []),
        ([f"户名：张三 开户行：农行 账号：{card(5)}"], [("bank-card", True)]),
        ([f"户名：示例县财政局 账号：{card(5)}"], []),
        ([f"卡号 {card(5)}"], [("bank-card", False)]),
        ([f"订单 {card(5)}"], []),
    ],
)
def test_surroundings_decide(lines, expected):
    assert hits(*lines) == expected


def test_a_column_of_other_numbers_is_known_by_its_failures():
    serial = [f"3501022018031200{number:02d}" for number in range(40)]
    rows = ["序号\t姓名\t登记", *(f"{at}\t张三\t{number}" for at, number in enumerate(serial))]
    assert hits(*rows) == []


def test_a_directory_of_offices_is_no_list_of_people():
    rows = ["姓名\t电话", "张三\t13800001111", "李四\t13900002222"]
    assert hits(*rows, title="示例县各乡镇值班电话") == []
    assert hits(*rows, title="示例县河长名单") == [("mobile", False)] * 2


def test_a_writer_of_a_public_message():
    line = "我叫李四，电话13900002222，反映小区停水。"
    assert hits(line, title="县长信箱") == [("mobile", False)]
    assert hits(line, title="通知公告") == []
    assert hits("我局联系人张三，电话13900002222。", title="县长信箱") == []


@given(
    identities,
    st.sampled_from(
        ["{}.doc", "title=公示 {}；meta=示例县", "http://www.example.gov.cn/f/{}.html", "没了{} 见附件", "?sfz={}&a=1"]
    ),
)
def test_what_is_quoted_never_shows_an_identity_number_whatever_it_is_part_of(number: str, text: str) -> None:
    shown = mask_certain(text.format(number))
    assert number not in shown
    assert shown.replace("*", "").startswith(text.partition("{}")[0])
