from hypothesis import given
from hypothesis import strategies as st

from govcheck.text.lexicon import Lexicon
from govcheck.text.places import places_of
from govcheck.text.topics import TopicEntry


def test_a_name_gives_its_places_with_and_without_unit():
    assert places_of("甲山省云河市人民政府") == ("云河市", "甲山省", "云河", "甲山")


def test_only_the_beginning_of_a_name_counts():
    assert places_of("教育局清溪县分局") == ()


def test_one_character_is_no_place():
    assert places_of("宁县人民政府") == ("宁县",)


@given(st.text(max_size=40))
def test_any_text_is_survived_and_places_stand_in_it(text):
    for place in places_of(text):
        assert len(place) >= 2


def test_a_column_named_after_the_place_is_known_only_where_the_place_is():
    lexicon = Lexicon([TopicEntry("动态要闻", ("某地动态",), (), ()), TopicEntry("概况信息", ("走进某地",), (), ())])
    here = lexicon.at(places_of("石桥镇人民政府"))
    assert here.topics("石桥动态") == ("动态要闻",)
    assert here.topics("走进石桥") == ("概况信息",)
    assert here.topics("石桥镇动态") == ("动态要闻",)
    assert here.topics("走进云河") == ()
    assert lexicon.topics("石桥动态") == ()
