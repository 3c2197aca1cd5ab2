"""What does a piece of HTML say to the eye?

Removes what nobody sees (hidden elements) and, when asked, what the sender
did not write (quote containers of the known mail programs), then lets
inscriptis lay out the rest. Input is bounded; broken HTML gives plain text
with the tags cut out.
"""

import re

import lxml.html  # type: ignore[import-untyped]
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.html_engine import Inscriptis
from inscriptis.model.config import ParserConfig
from lxml import etree
from lxml.html import HtmlElement

from steps.mail.charsets import scrub

MAX_HTML_CHARS = 200_000
MAX_ELEMENTS = 8_000
MAX_DEPTH = 200

_UNSEEN = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|mso-hide\s{0,3}:\s{0,3}all"
    r"|font-size\s{0,3}:\s{0,3}0(?![.\d]*[1-9])|opacity\s{0,3}:\s{0,3}0(?![.\d]*[1-9])"
    r"|(?:max-)?(?:height|width)\s{0,3}:\s{0,3}0(?:px)?\s{0,3}(?:;|$)",
    re.IGNORECASE,
)
_QUOTE_CLASSES = {
    "gmail_attr", "gmail_signature", "gmail_signature_prefix", "moz-cite-prefix", "moz-signature",
    "yahoo_quoted", "protonmail_quote", "protonmail_signature_block", "zmail_extra", "tutanota_quote",
    "quotecontent", "mailquote",
}  # fmt: skip
_QUOTE_IDS = {
    "olk_src_body_section", "applemailsignature", "applemaillineabreakatbeginningofmessage", "yahooquoted",
    "ms-outlook-mobile-signature", "isreplycontent", "isforwardcontent", "orig_msg", "mail-editor-reference-message",
}  # fmt: skip
# Outlook puts the quoted mail behind one of these, as siblings.
_REST_IS_QUOTED = {"divrplyfwdmsg", "appendonsend", "stopspelling", "reply-intro", "x_divrplyfwdmsg"}
_OUTLOOK_RULE = re.compile(r"border-top\s{0,3}:\s{0,3}solid\s{1,3}#(?:e1e1e1|b5c4df)", re.IGNORECASE)
_INDENT = re.compile(r"border\s{0,3}:\s{0,3}(?:none|0|medium none)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_CONFIG = ParserConfig(css=CSS_PROFILES["relaxed"], display_links=False)


def html_to_text(html: str, keep_quotes: bool = True) -> str:
    """Return the visible text of *html*."""
    try:
        tree = lxml.html.fromstring(_prepared(html), parser=lxml.html.HTMLParser(huge_tree=False, recover=True))
    except (etree.LxmlError, ValueError, TypeError, AssertionError):
        return _stripped(html)
    if not _is_sane(tree):
        return _stripped(html)
    _prune(tree, keep_quotes)
    try:
        return scrub(Inscriptis(tree, _CONFIG).get_text())
    except (RecursionError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return _stripped(html)


def _prepared(html: str) -> str:
    # An XML declaration with an encoding makes lxml refuse text.
    bare = re.sub(r"^\s{0,200}<\?xml[^<>]{0,300}\?>", "", html[:MAX_HTML_CHARS])
    return bare if bare.strip() else "<p></p>"


def _stripped(html: str) -> str:
    return _TAG.sub(" ", html[:MAX_HTML_CHARS])


def _is_sane(tree: HtmlElement) -> bool:
    """Say whether the tree is small and flat enough for a recursive writer."""
    depth = count = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > MAX_DEPTH or count > MAX_ELEMENTS:
            return False
    return True


def _prune(tree: HtmlElement, keep_quotes: bool) -> None:
    for rule in tree.iter("hr"):
        rule.tag = "div"  # what stands on either side of a rule stands on lines of its own
    for element in list(tree.iter()):
        if element.getparent() is None:
            continue
        if not isinstance(element.tag, str) or _is_unseen(element):
            element.drop_tree()
        elif not keep_quotes and _opens_quoted_rest(element):
            _drop_from(element)
        elif not keep_quotes and _is_quote(element):
            _drop_quote(element)
    if not keep_quotes:
        _drop_last_bare_quote(tree)


def _drop_last_bare_quote(tree: HtmlElement) -> None:
    """Drop the last blockquote that says nothing about itself, unless it is an indent or all there is.

    "My rates are:" before it makes it the sender's; an attribution there is found in the text.
    """
    bare = [one for one in tree.iter("blockquote") if not _is_indent(one) and one.getparent() is not None]
    outermost = [one for one in bare if not any(above.tag == "blockquote" for above in one.iterancestors())]
    if outermost:
        inside = len("".join(outermost[-1].text_content().split()))
        said = [text for text in outermost[-1].xpath("preceding::text()") if text.strip()]
        announced = bool(said) and said[-1].rstrip().endswith((":", "："))
        if len("".join(tree.text_content().split())) > inside and not announced:
            _drop_quote(outermost[-1])


def _is_indent(element: HtmlElement) -> bool:
    """Say whether a mail program's indent button made it."""
    return bool(_INDENT.search(str(element.get("style", ""))[:2_000]))


def _is_unseen(element: HtmlElement) -> bool:
    if element.tag in ("script", "style", "head", "title", "template", "noscript"):
        return True
    return "hidden" in element.attrib or bool(_UNSEEN.search(str(element.get("style", ""))[:2_000]))


def _is_quote(element: HtmlElement) -> bool:
    classes = set(str(element.get("class", "")).lower().split())
    if element.tag == "blockquote":
        cited = str(element.get("type", "")).lower() == "cite" or element.get("cite") is not None
        return cited or bool(classes & {"gmail_quote", "protonmail_quote", "iosymail", "tutanota_quote"})
    return bool(classes & _QUOTE_CLASSES) or str(element.get("id", "")).lower() in _QUOTE_IDS


def _opens_quoted_rest(element: HtmlElement) -> bool:
    if str(element.get("id", "")).lower() in _REST_IS_QUOTED:
        return True
    return element.tag == "div" and bool(_OUTLOOK_RULE.search(str(element.get("style", ""))[:2_000]))


def _drop_from(element: HtmlElement) -> None:
    """Drop *element* and all that follows it in the document."""
    node: HtmlElement | None = element
    first = True
    while node is not None and node.getparent() is not None:
        parent = node.getparent()
        for later in list(node.itersiblings()):
            parent.remove(later)
        if first:
            _drop_quote(node, keep_tail=False)
            first = False
        else:
            node.tail = None
        node = parent


def _drop_quote(element: HtmlElement, keep_tail: bool = True) -> None:
    if not keep_tail:
        element.tail = None
    element.drop_tree()
