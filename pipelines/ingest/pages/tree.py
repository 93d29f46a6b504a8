"""The markup of a page as a tree that is safe to work on: limits before and after parsing, and hidden text taken out.

What the tree says of an article stands in `page.py` and its layers.
"""

import re
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipelines.ingest.found import Unreadable

TAGS_LIMIT, CHILDREN_LIMIT, ATTRIBUTES_LIMIT, DEPTH_LIMIT = 20_000, 10_000, 1_000, 1_000
"""Elements of a page, of one element, attributes of one, levels: far beyond news pages (the largest of 120 has 1,852
elements), and where the libraries begin to take minutes or give up without a word."""
SEEN = 20_000
"""Code points of a page in which the words of a notice are looked for."""
_TAG = re.compile(r"<[A-Za-z](?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'|[\"'])*+")
_LONG = 8_000
"""Code points of a tag from which its attributes are counted: no shorter one can hold too many."""
_ATTRIBUTE = re.compile(r"[\s/]+[^\s/=\"']")
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_UNSEEN_TAGS = ("template", "script", "style", "noscript", "iframe", "object", "svg", "canvas")
_UNSEEN_STYLE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|(?<!-)opacity:0(?:\.0+)?(?:;|!|$)"
    r"|font-size:0(?:\.0+)?(?:px|em|rem|pt|%)?(?:;|!|$)|clip-path:inset\((?:50|100)%|clip:rect\((?:0(?:px)?[,)]?){4}"
    r"|(?:left|top|right|bottom|text-indent|margin-left|margin-top):-\d{4,}"
)
_COLOUR = re.compile(r"(?:^|;)(background(?:-color)?|color):([^;!]+)")
_WHITE = {"#fff", "#ffffff", "white", "rgb(255,255,255)"}


def tree_of(markup: str) -> HtmlElement:
    """Parse a page.

    Raises Unreadable `too_large` for one that no news page is like, `no_text` for nothing, `no_markup` for words alone.
    """
    _check_tags(markup)
    # as bytes in one known encoding: a declaration inside of another one has been answered already
    data = markup.replace("\0", "").encode("utf-8", "replace")
    parser = HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Unreadable("no_text", "holds no markup that can be read") from error
    _check_shape(tree)
    return tree


def _check_tags(markup: str) -> None:
    count = 0
    for match in _TAG.finditer(markup):
        count += 1
        tag = match[0]
        if len(tag) > _LONG and len(_ATTRIBUTE.findall(_QUOTED.sub("", tag))) > ATTRIBUTES_LIMIT:
            raise Unreadable("too_large", f"has an element of more than {ATTRIBUTES_LIMIT} attributes")
    if not count and markup.strip() and "<" not in markup:
        raise Unreadable("no_markup", "holds words, but no element of a page")
    if count > TAGS_LIMIT:
        raise Unreadable("too_large", f"has {count} elements, more than {TAGS_LIMIT}")


def _check_shape(tree: HtmlElement) -> None:
    depth = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEPTH_LIMIT:
            raise Unreadable("too_large", f"has elements nested more than {DEPTH_LIMIT} deep")
        if event == "start" and len(element) > CHILDREN_LIMIT:
            raise Unreadable("too_large", f"has more than {CHILDREN_LIMIT} elements in one")


def strip_unseen(tree: HtmlElement) -> None:
    """Take out, in place, what a reader of the page does not see: a way to plant claims."""
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None or element.tag in ("html", "body"):
            continue
        if element.tag in _UNSEEN_TAGS or is_unseen(element):
            element.drop_tree()


def visible_text(tree: HtmlElement) -> str:
    """Give the words of a page's body in one line, as far as `SEEN` goes; the tree must be without unseen elements."""
    body = tree.find("body")
    return " ".join(" ".join(islice(() if body is None else body.itertext(), SEEN)).split())[:SEEN]


def is_unseen(element: HtmlElement) -> bool:
    """Say whether an element's own attributes hide it from a reader."""
    if element.get("hidden") is not None or element.get("aria-hidden", "").strip().lower() == "true":
        return True
    style = element.get("style")
    if not style:
        return False
    style = "".join(style[:2_000].lower().split())
    return bool(_UNSEEN_STYLE.search(style)) or _is_white_on_white(style)


def _is_white_on_white(style: str) -> bool:
    colours = dict(_COLOUR.findall(style))
    ink, paper = colours.get("color"), colours.get("background-color", colours.get("background"))
    return ink is not None and (ink == paper or (ink in _WHITE and (paper is None or paper in _WHITE)))
