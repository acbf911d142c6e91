"""What is said of the address of a link."""

from __future__ import annotations

import re
from urllib.parse import unquote

_WEB = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


def address(href: str, words: str) -> str:
    """Return what is to be said behind the words of a link, or an empty string."""
    bare = href.removeprefix("mailto:")
    said = " ".join(words.split())
    shown = {unquote(form).rstrip("/") for form in (href, bare, href.split("://")[-1])}
    if not _WEB.match(href) or unquote(said).rstrip("/") in shown or " " in href:
        return ""
    return f" <{href}>"
