"""The text of a letter: a subset of Markdown with placeholders, as HTML and as plain text.

Placeholders are filled in after parsing, into texts and link targets only: what people wrote (a name, a reason) can
become neither markup nor a link.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import indent
from urllib.parse import quote

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from notifications.placeholders import fill, without_empty_paragraphs
from programs.definition.letters import PLACEHOLDER

NO_USE = ["image", "heading", "lheading", "code", "fence", "backticks"]
_parser = MarkdownIt("commonmark", {"html": False}).disable(NO_USE)


@dataclass(frozen=True)
class Body:
    html: SafeString
    text: str


def render(source: str, values: Mapping[str, str]) -> Body:
    # A link target can't hold blanks: [text]({{link}})
    compact = PLACEHOLDER.sub(lambda match: f"{{{{{match[1]}}}}}", source)
    tokens = _parser.parse(without_empty_paragraphs(compact, values))
    for token in tokens:
        if token.children:
            token.children = list(_filled(token.children, values))
    html = _parser.renderer.render(tokens, _parser.options, {})
    return Body(mark_safe(html), _plain(SyntaxTreeNode(tokens)))  # noqa: S308 (the renderer escapes texts and targets)


def _filled(tokens: list[Token], values: Mapping[str, str]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "link_open":
            target = str(token.attrGet("href")).replace("%7B%7B", "{{").replace("%7D%7D", "}}")
            harmless = {name: value if name == "link" else quote(value) for name, value in values.items()}
            token.attrSet("href", fill(target, harmless))
            yield token
        elif token.type == "text":
            yield from _lines(fill(token.content, values))
        else:
            yield token


def _lines(text: str) -> Iterator[Token]:
    """The lines of a value stay lines."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Token("hardbreak", "br", 0)
        yield Token("text", "", 0, content=line)


def _plain(node: SyntaxTreeNode) -> str:
    inside = [_plain(child) for child in node.children]
    return PLAIN.get(node.type, _blocks)(node, inside)


def _inline(_node: SyntaxTreeNode, inside: list[str]) -> str:
    return "".join(inside)


def _blocks(_node: SyntaxTreeNode, inside: list[str]) -> str:
    return "\n\n".join(inside)


def _link(node: SyntaxTreeNode, inside: list[str]) -> str:
    text, target = "".join(inside), str(node.attrs["href"])
    return text if text == target else f"{text} ({target})"


def _quote(_node: SyntaxTreeNode, inside: list[str]) -> str:
    return indent("\n\n".join(inside), "> ", lambda _line: True)


def _bullets(_node: SyntaxTreeNode, inside: list[str]) -> str:
    return "\n".join(f"- {_hanging(item, 2)}" for item in inside)


def _numbers(_node: SyntaxTreeNode, inside: list[str]) -> str:
    return "\n".join(f"{number}. {_hanging(item, 3)}" for number, item in enumerate(inside, 1))


def _hanging(text: str, width: int) -> str:
    return indent(text, " " * width).lstrip()


# Quotes and lists are marked as people mark them by hand.
PLAIN: dict[str, Callable[[SyntaxTreeNode, list[str]], str]] = {
    "text": lambda node, _inside: node.content,
    "softbreak": lambda _node, _inside: " ",
    "hardbreak": lambda _node, _inside: "\n",
    "hr": lambda _node, _inside: "* * *",
    "inline": _inline,
    "paragraph": _inline,
    "strong": _inline,
    "em": _inline,
    "link": _link,
    "blockquote": _quote,
    "bullet_list": _bullets,
    "ordered_list": _numbers,
}
