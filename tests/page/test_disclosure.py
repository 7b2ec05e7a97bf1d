"""Roles of a page, joined from its columns and its own words."""

from govcheck.page.disclosure import joined


def test_a_letter_is_no_document_though_its_reply_quotes_one() -> None:
    assert joined(("messages",), ("document",)) == ("messages",)
    assert joined(("disclosure",), ("document",)) == ("disclosure", "document")
