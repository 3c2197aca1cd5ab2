"""How does Slack show what was written in its marks?

Bold, italic, struck, code, links and line breaks, as a person would see them.
Every letter is escaped first, so a text can only ever become the few tags
named here. A link leads to http, https or mailto, and to nothing else; a
mention (``<!channel>``, ``<@U1>``) is shown as one, because it would call people.
"""

import re

from markupsafe import Markup, escape

# Slack wants its own escapes for these three; whatever else looks like one is text.
_SLACK_ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_CODE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)
_ANGLES = re.compile(r"<([^<>\n]+)>")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s|]+")
# A mark counts at the edge of a word only, as in Slack.
_MARKS = tuple(
    (re.compile(rf"(?<![\w{sign}]){sign}(?=\S)([^{sign}\n]+?)(?<=\S){sign}(?![\w{sign}])"), tag)
    for sign, tag in ((r"\*", "b"), ("_", "i"), ("~", "s"))
)


def as_shown(text: str) -> Markup:
    """Return *text* as HTML that says what Slack would show."""
    return Markup("").join(_pieces(text))


def _pieces(text: str) -> list[Markup]:
    shown, end = [], 0
    for code in _CODE.finditer(text):
        shown += [_linked(text[end : code.start()]), _tagged("code", plain(code[1] or code[2]))]
        end = code.end()
    return [*shown, _linked(text[end:])]


def _linked(text: str) -> Markup:
    shown, end = [], 0
    for angle in _ANGLES.finditer(text):
        shown += [_marked(text[end : angle.start()]), _angle(angle[1])]
        end = angle.end()
    return Markup("").join([*shown, _marked(text[end:])])


def _angle(inside: str) -> Markup:
    address, _, label = inside.partition("|")
    if _LINK.fullmatch(address):
        link = Markup('<a href="{}" rel="noreferrer">{}</a>')
        return link.format(_unescaped(address), plain(label or address))
    return _tagged("mark", plain(label or address)) if address[0] in "!@#" else plain(f"<{inside}>")


def _marked(text: str) -> Markup:
    shown = str(plain(text))
    for mark, tag in _MARKS:
        shown = mark.sub(rf"<{tag}>\1</{tag}>", shown)
    return Markup(shown)  # noqa: S704 - every letter was escaped, and only the tags of _MARKS were added


def plain(text: str) -> Markup:
    """Return *text*, in which nothing is a mark, as HTML."""
    return escape(_unescaped(text))


def _unescaped(text: str) -> str:
    for written, meant in _SLACK_ESCAPES:
        text = text.replace(written, meant)
    return text


def _tagged(tag: str, inside: Markup) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), inside)  # noqa: S704 - a tag named in this file
