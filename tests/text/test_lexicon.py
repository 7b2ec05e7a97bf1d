from govcheck.text.lexicon import Lexicon
from govcheck.text.topics import TopicEntry

LEXICON = Lexicon(
    [
        TopicEntry("政策解读", ("解读回应", "文件解读"), ("政策解读",), ("zcjd",)),
        TopicEntry("通知公告", ("公示公告", "公告公示"), ("工作动态",), ("tzgg",)),
        TopicEntry("政策文件", ("规范性文件", "公告公示"), (), ("zcwj",)),
    ]
)


def test_names_and_synonyms_are_exact_after_folding() -> None:
    assert LEXICON.topics("政策解讀 栏目") == ("政策解读",)
    assert LEXICON.topics("文件解读") == ("政策解读",)
    assert LEXICON.topics("政策解读会") == ()


def test_a_synonym_of_two_columns_means_both() -> None:
    assert LEXICON.topics("公告公示") == ("通知公告", "政策文件")


def test_column_type_helps_only_an_unknown_name() -> None:
    assert LEXICON.topics("本地要情", column_type="政策解读") == ("政策解读",)
    assert LEXICON.topics("通知公告", column_type="政策解读") == ("通知公告",)


def test_path_counts_whole_parts_and_only_without_a_name() -> None:
    assert LEXICON.topics("", path="http://x.gov.cn/zwgk/zcjd/index.html") == ("政策解读",)
    assert LEXICON.topics("", path="/zcjdx/") == ()
    assert LEXICON.topics("别的", path="/zcjd/") == ()


def test_nearest_only_suggests() -> None:
    assert LEXICON.nearest("政策解读专题", 2)[0] == "政策解读"
    assert LEXICON.nearest("", 2) == ()
