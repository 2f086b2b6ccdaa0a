"""A page in a file: the encoding that it declares, and its title."""

import pytest

from pipeline.html.page import article_of_page

WORDS = "Größe “Żółć”"


def page(charset: str, *, encoding: str, title: str = "") -> bytes:
    return f'<html><head><meta charset="{charset}">{title}</head><body><p>{WORDS}</p>'.encode(encoding)


@pytest.mark.parametrize(
    ("charset", "encoding", "guessed"),
    [
        ("utf-8", "utf-8", None),
        ("windows-1250", "cp1250", None),
        ("ISO-8859-1", "cp1252", None),
        ("utf-8", "cp1252", "windows-1252"),
        ("no-such", "utf-8", None),
        ("utf-16", "utf-8", None),
        ("windows-1250", "utf-8-sig", None),
        ("utf-7", "utf-8", None),
    ],
)
def test_the_encoding_that_a_page_declares_counts_unless_it_is_not_so(
    charset: str, encoding: str, guessed: str | None
) -> None:
    words = WORDS if encoding != "cp1252" else "Größe “x”"
    value = page(charset, encoding="utf-8").decode().replace(WORDS, words).encode(encoding)
    article, said = article_of_page(value, uri="file:x")
    assert words in (article.html or "")
    assert said == guessed


def test_the_old_way_of_declaring_it_counts_too() -> None:
    value = '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Мост'.encode("koi8-r")
    assert "Мост" in (article_of_page(value, uri="file:x")[0].html or "")


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("<title>Ten &amp; six\n soldiers</title>", "Ten & six soldiers"),
        ("<TITLE lang=en>Ten</TITLE >", "Ten"),
        ("<title> </title>", None),
        ("", None),
        ("</head><body><svg><title>An arrow</title></svg>", None),
    ],
)
def test_a_page_is_called_by_its_title(title: str, headline: str | None) -> None:
    assert article_of_page(page("utf-8", encoding="utf-8", title=title), uri="file:x")[0].headline == headline


def test_a_page_without_anything_in_it_is_refused() -> None:
    with pytest.raises(ValueError, match="has no text, html or headline"):
        article_of_page(b" ", uri="file:x")
