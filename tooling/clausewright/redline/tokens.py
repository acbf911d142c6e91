"""Paragraphs as tokens: words and punctuation, with numbers, dates, terms and references as single ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ..document import Document, Inline, language, reference_text
from ..document.inlines import Break, Definiendum, Ref, Text, Value
from ..document.record import entity, field

STOP = frozenset(
    "a an and any are as at be been but by can do each for from had has have he her his if in into is it its "  # noqa: SIM905
    "may must no nor not of on or other our shall she so some such than that the their them then there "
    "these they this those to under up upon was we were what when where which who will with would you "
    "your".split()
)
"""Words that alone do not hold a change apart from the next."""

_REF = "\x00"
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "‑": "-"})
_WORD = r"\w+(?:['’\-‑]\w+)*"
_RICH = re.compile(r"\d|://")
_QUOTED = re.compile("[“”‘’\u00a0‑]")


@entity
class Tokens:
    """The tokens of one paragraph."""

    texts: list[str] = field(default_factory=list)
    """As they stand, each with the space before it; joined they are the paragraph."""
    keys: list[str] = field(default_factory=list)
    """What is compared. Quotation marks count as one whatever their shape."""
    refs: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """The targets of the tokens that are references."""

    @property
    def text(self) -> str:
        """The paragraph."""
        return "".join(self.texts)


def is_word(key: str) -> bool:
    """Tell whether a key is a word, number or reference and not punctuation."""
    return key[0] == _REF or key[0].isalnum() or len(key) > 1


class _Content(dict[str, bool]):
    def __missing__(self, key: str) -> bool:
        if len(self) > 100_000:
            self.clear()
        made = self[key] = is_word(key) and key.lower() not in STOP
        return made


is_content = _Content().__getitem__
"""Tells whether a key carries meaning of its own."""


def shared_phrases(one: Document, other: Document) -> tuple[str, ...]:
    """Return the forms, of two words or more, of the terms that both documents define; the longest first."""
    both = set(one.terms.values()) & set(other.terms.values())
    found = {term for term in both if " " in term}
    for document in (one, other):
        for id, forms in document.forms.items():
            if document.terms.get(id) in both:
                found |= {form for form in forms if " " in form}
    return tuple(sorted(found, key=lambda form: (-len(form), form)))


class Tokenizer:
    """Makes the tokens of one document's paragraphs."""

    def __init__(self, document: Document, phrases: tuple[str, ...]) -> None:
        """Take the document and the terms of several words, which are single tokens wherever they stand."""
        self._document = document
        words = language(document.language)
        # the same words are the same token whether a reader marked them as a term or not
        term = "|".join(re.escape(phrase) for phrase in phrases)
        term = rf"(?:{term})(?!\w)".replace(r"\ ", r"[ \xa0]") if term else r"(?!)"
        self._match = _pattern(words.section, words.sections, words.months, term).finditer
        self._simple = re.compile(rf"\s*(?:{term}|{_WORD}|[^\w\s])").findall
        self._heads = (words.section.lower(), words.sections.lower())
        self._cited: dict[str, str] | None = None

    def __call__(self, content: Iterable[Inline]) -> Tokens:
        """Return the tokens of some inlines."""
        out = Tokens()
        # a word may go on from one inline to the next, so text is joined before it is cut
        waiting: list[str] = []
        self._inlines(content, waiting, out)
        self._text("".join(waiting), out)
        return out

    def words(self, text: str) -> Tokens:
        """Return the tokens of plain text."""
        out = Tokens()
        self._text(text, out)
        return out

    def _inlines(self, content: Iterable[Inline], waiting: list[str], out: Tokens) -> None:
        for node in content:
            if isinstance(node, Text):
                waiting.append(node.text)
            elif isinstance(node, Value):
                waiting.append(node.shown)
            elif isinstance(node, (Ref, Definiendum)):
                self._text("".join(waiting), out)
                waiting.clear()
                if isinstance(node, Ref):
                    self._whole(reference_text(self._document, node), out, _REF)
                    out.refs[len(out.keys) - 1] = node.targets
                else:
                    self._whole(f"“{node.text}”", out)
            elif isinstance(node, Break):
                waiting.append("\n")
            else:
                self._inlines(node.children, waiting, out)

    def _whole(self, text: str, out: Tokens, key: str = "") -> None:
        held = self._held(out)
        out.texts.append(held + text)
        out.keys.append(key or text.strip().translate(_QUOTES) or text)

    def _held(self, out: Tokens) -> str:
        """Return the space that waits for the word after it."""
        if out.keys and out.keys[-1] == " ":
            out.keys.pop()
            return out.texts.pop()
        return ""

    def _text(self, text: str, out: Tokens) -> None:
        held = self._held(out)
        texts, keys = out.texts, out.keys
        if not _RICH.search(text):
            self._plain(held + text, out)
            return
        end = 0
        for found in self._match(text):
            start, end = found.span()
            word = found[found.lastgroup or 0]
            texts.append(held + text[start:end])
            held = ""
            if found.lastgroup == "ref" and (target := self._target(word)):
                out.refs[len(keys)] = (target,)
                keys.append(_REF)
            else:
                keys.append(word if word.isascii() and word.isalnum() else _folded(word))
        if end < len(text) or held:
            texts.append(held + text[end:])
            keys.append(" ")

    def _plain(self, text: str, out: Tokens) -> None:
        """Take text without figures and addresses, which is most text, several times as fast."""
        found = self._simple(text)
        out.texts += found
        folded = text.translate(_QUOTES) if _QUOTED.search(text) else text
        out.keys += map(str.strip, found if folded is text else self._simple(folded))
        tail = len(text) - len(text.rstrip())
        if tail:
            out.texts.append(text[-tail:])
            out.keys.append(" ")

    def _target(self, word: str) -> str:
        """Return the id that a printed reference in plain text cites, or an empty string."""
        if self._cited is None:
            from ..document import citation

            document = self._document
            self._cited = {citation(document, id): id for id in document.labels if id not in document.within}
        return self._cited.get(word.split()[-1], "")


def finish(tokens: Tokens) -> Tokens:
    """Give a space at the end of a paragraph to the last word, so that no token is mere space."""
    if tokens.keys and tokens.keys[-1] == " " and len(tokens.keys) > 1:
        tail = tokens.texts.pop()
        tokens.keys.pop()
        tokens.texts[-1] += tail
    return tokens


def reference_keys(tokens: Tokens, name: Callable[[str], str]) -> list[str]:
    """Return the keys with those of references made of what they point at.

    Args:
        tokens: The tokens of a paragraph.
        name: Gives one name to a target in whichever text it stands.
    """
    if not tokens.refs:
        return tokens.keys
    keys = list(tokens.keys)
    for place, targets in tokens.refs.items():
        keys[place] = _REF + ",".join([name(target) for target in targets])
    return keys


def _folded(word: str) -> str:
    return " ".join(word.translate(_QUOTES).split())


def _pattern(section: str, sections: str, months: tuple[str, ...], term: str) -> re.Pattern[str]:
    month = "|".join(map(re.escape, months)) or r"(?!)"
    heads = "|".join(f"[{w[0].lower()}{w[0].upper()}]{re.escape(w[1:])}" for w in (sections, section))
    return re.compile(
        rf"""\s*(?:
            (?P<ref>\b(?:{heads})\s+\d+(?:\.\d+)*(?:\([A-Za-z0-9]{{1,5}}\))*(?![\w]))
            |(?P<date>\d{{4}}-\d\d-\d\d\b|(?:{month})\s\d{{1,2}},\s\d{{4}}\b|\d{{1,2}}\s(?:{month})\s\d{{4}}\b)
            |(?P<address>https?://[^\s<>"”]*[^\s<>"”.,;:)])
            |(?P<number>\d+(?:[.,/]\d+)*(?!\w))
            |(?P<term>{term})
            |(?P<word>{_WORD})
            |(?P<sign>[^\w\s]))""",
        re.X,
    )
