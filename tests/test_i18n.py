"""Which language is spoken, and that it can be changed at any time."""

from __future__ import annotations

import gettext
from collections.abc import Iterator

import pytest

from govcheck import i18n
from govcheck.cli.click_words import DOMAIN, choose_language
from govcheck.i18n import N_, _, language, language_from_environment, ngettext, set_language, speaking

VARIABLES = ("GOVCHECK_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in (*VARIABLES, "LANGUAGE"):
        monkeypatch.setenv(name, "")
    domain = gettext.textdomain()
    yield
    gettext.textdomain(domain)
    set_language("zh")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "GOVCHECK_LANG": "zh"}, "zh"),
        ({"LC_ALL": "zh_CN.UTF-8", "GOVCHECK_LANG": "EN"}, "en"),
    ],
)
def test_the_first_variable_that_is_set_decides(monkeypatch, environment, expected):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language_from_environment() == expected
    assert set_language() == expected == language()


def test_texts_follow_the_language_in_force():
    text = N_("已中断。")
    assert text == "已中断。"
    set_language("en")
    assert _(text) == "Interrupted."
    set_language("zh")
    assert _(text) == "已中断。"


def test_a_text_without_translation_stays_as_it_is():
    set_language("en")
    word = "没有人翻译过的文字"
    assert _(word) == word
    assert [ngettext("one", "many", n) for n in (1, 2)] == ["one", "many"]


def test_speaking_gives_the_language_back_whatever_happens():
    set_language("en")

    def fail() -> None:
        with speaking("zh"):
            assert language() == "zh"
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert (language(), _("已中断。")) == ("en", "Interrupted.")


def test_clicks_words_follow_too():
    assert choose_language("zh") == "zh"
    assert gettext.gettext("Options") == "选项"
    assert gettext.ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1) == (
        "多出了参数（{args}）"
    )
    assert choose_language("en") == "en"
    assert gettext.gettext("Options") == "Options"
    assert gettext.gettext("a text that nobody knows") == "a text that nobody knows"


@pytest.mark.parametrize("locale", ["zh_CN.UTF-8", "en_US.UTF-8", "C", "de_DE"])
def test_the_locale_of_the_machine_does_not_mix_into_clicks_words(monkeypatch, locale):
    monkeypatch.setenv("LC_ALL", locale)
    choose_language("zh")
    assert gettext.gettext("Usage:") == "用法:"
    choose_language("en")
    assert gettext.gettext("Usage:") == "Usage:"


def test_the_catalogues_lie_inside_the_package():
    for tongue, domain in (("en", i18n.DOMAIN), ("zh", DOMAIN)):
        assert (i18n.LOCALES / tongue / "LC_MESSAGES" / f"{domain}.mo").is_file()
