import pytest

from govcheck.text.numbers import find_numbers, find_order_number, number_key


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("国办发〔2018〕123号", ["国办发〔2018〕123号"]),
        ("瑞政办(2011)129号", ["瑞政办(2011)129号"]),
        ("玉政发[2000]55号", ["玉政发[2000]55号"]),
        ("法释【2014】9号", ["法释【2014】9号"]),
        ("黔劳社厅发 [2006] 20 号", ["黔劳社厅发[2006]20号"]),
        ("和政发〔2020〕1号", ["和政发〔2020〕1号"]),
        ("根据《办法》（国发〔2015〕5号）和苏政发〔2016〕7号文件", ["国发〔2015〕5号", "苏政发〔2016〕7号"]),
        ("瓊府辦函〔2023〕215号", ["瓊府辦函〔2023〕215号"]),
        ("2021年第3号", []),
        ("广安区府办发〔202026", []),
    ],
)
def test_numbers_as_printed(text: str, found: list[str]) -> None:
    assert [number.text for number in find_numbers(text)] == found


def test_key_joins_brackets_and_leading_zeros() -> None:
    assert number_key("瑞政办(2011)第012号") == number_key("瑞政办〔2011〕12号")


def test_orders_have_no_year_in_brackets() -> None:
    assert find_order_number("国令第706号") == "国令第706号"
    assert find_order_number("没有") == ""
