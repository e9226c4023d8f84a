"""Descriptions and statements: a subset of Markdown. HTML is shown as text, images and inline styles don't exist."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

# Texts stand under the headings of a page (h1) and of its parts (h2).
FIRST_HEADING = 3


class Renderer(RendererHTML):
    def link_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        tokens[index].attrSet("rel", "nofollow noopener")
        return self.renderToken(tokens, index, options, env)

    def table_open(self, *_rest: Any) -> str:
        return '<div class="scroll"><table class="table">\n'

    def table_close(self, *_rest: Any) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], index: int, *rest: Any) -> str:
        return f"<th{_alignment(tokens[index])}>"

    def td_open(self, tokens: Sequence[Token], index: int, *rest: Any) -> str:
        return f"<td{_alignment(tokens[index])}>"


def _alignment(token: Token) -> str:
    """A class, since the parser's inline style would be refused by the Content-Security-Policy."""
    return ' class="sum"' if token.attrGet("style") == "text-align:right" else ""


_parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=Renderer).enable("table").disable("image")


@lru_cache(maxsize=512)
def to_html(text: str) -> SafeString:
    tokens = _parser.parse(text)
    _shift_headings(tokens)
    html = _parser.renderer.render(tokens, _parser.options, {})
    safe: SafeString = mark_safe(html)  # noqa: S308 (the parser escapes what people wrote)
    return safe


def _shift_headings(tokens: Sequence[Token]) -> None:
    """Whatever levels an author used, the first is h3, the next h4, and none is skipped."""
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    used = sorted({token.tag for token in headings})
    for token in headings:
        token.tag = f"h{min(FIRST_HEADING + used.index(token.tag), 6)}"
