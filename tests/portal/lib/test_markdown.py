import pytest

from portal.lib.markdown import to_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Бір\n\n## Екі\n\n##### Бес", "<h3>Бір</h3>\n<h4>Екі</h4>\n<h5>Бес</h5>\n"),
        ("## Бір\n\n## Екі", "<h3>Бір</h3>\n<h3>Екі</h3>\n"),
        ("- бір\n- екі", "<ul>\n<li>бір</li>\n<li>екі</li>\n</ul>\n"),
        ("<b>x</b> <script>", "<p>&lt;b&gt;x&lt;/b&gt; &lt;script&gt;</p>\n"),
        ("<div onclick=x>", "<p>&lt;div onclick=x&gt;</p>\n"),
        ("[сайт](https://a.example)", '<p><a href="https://a.example" rel="nofollow noopener">сайт</a></p>\n'),
        ("<https://a.example>", '<p><a href="https://a.example" rel="nofollow noopener">https://a.example</a></p>\n'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](data:text/html,1)", "<p>[x](data:text/html,1)</p>\n"),
        ("", ""),
    ],
)
def test_a_subset_of_markdown(text, html):
    assert to_html(text) == html


def test_an_image_is_only_a_link():
    assert "<img" not in to_html("![x](https://a.example/x.png)")


def test_tables_scroll_and_have_no_inline_style():
    html = to_html("| Кезең | Үлесі |\n|---|---:|\n| Бірінші | 60 |")
    assert '<div class="scroll"><table class="table">' in html
    assert '<th class="sum">Үлесі</th>' in html
    assert "<td>Бірінші</td>" in html
    assert "style=" not in html
