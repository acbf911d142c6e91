"""No regular expression of the readers takes long on any text of a hundred kilobytes.

Every expression is found in the source, with the way in which it is used, so that a new one is tried without
being named here.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import clausewright.check
import clausewright.compose
import clausewright.source

LENGTH = 100_000
SHORT = 2_000
SECONDS = 1.0
CALLS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "split")
Use = tuple[re.Pattern[str], str]


def uses() -> Iterator[tuple[str, Use]]:
    """Every expression of the modules with the function that takes it."""
    for package in (clausewright.source, clausewright.compose, clausewright.check):
        for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(info.name)
            assert module.__file__
            tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in CALLS
                ):
                    for pattern in _called(node, node.func, vars(module)):
                        yield (
                            f"{info.name.removeprefix('clausewright.')}:{node.lineno}",
                            (pattern, node.func.attr),
                        )


def _called(node: ast.Call, function: ast.Attribute, names: dict[str, Any]) -> Iterator[re.Pattern[str]]:
    owner = function.value
    if isinstance(owner, ast.Name) and owner.id == "re":
        try:
            text = eval(compile(ast.Expression(node.args[0]), "<test>", "eval"), dict(names))
        except (NameError, AttributeError):
            return  # worked out where it is used: the fields of the descriptions, which `fields` gives
        if isinstance(text, str):
            yield re.compile(text)
    elif isinstance(owner, ast.Name) and isinstance(names.get(owner.id), re.Pattern):
        yield names[owner.id]
    elif isinstance(owner, ast.Name) and owner.id == "pattern":
        # a table of expressions, gone through one by one
        for value in names.values():
            if isinstance(value, tuple):
                yield from _inside(value)


def _inside(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _inside(item)


def fields() -> Iterator[tuple[str, Use]]:
    """The expressions of the descriptions of the YAML formats, which a whole value must match."""
    from clausewright.source import formats, schema

    for name in ("ID", "NAME"):
        yield f"schema {name}", (re.compile(getattr(schema, name)), "fullmatch")
    yield "formats QUALIFIED", (re.compile(formats.QUALIFIED), "fullmatch")
    for name, spec in formats.FORMATS.items():
        for found in re.findall(r"pattern='([^']*)'", repr(spec)):
            yield f"{name} {found}", (re.compile(found.replace("\\\\", "\\")), "fullmatch")


FOUND = {f"{name} {use[1]} {use[0].pattern[:50]}": use for name, use in (*uses(), *fields())}

PUMPS = (
    "a", "A", "0", "-", "_", " ", "\n", "*", "* ", " *", "- ", " -", "_ ", "= ", "# ", "1. ", "(", ")", "[", "]", "{", "}", "{{", "{}",
    "<", "<a", "&", "&a", "&#", "&#x", '"', '""', '", "', ",", ", ", " ,", ".", "|", "| ", "| a ", "a.", ".a", "a-", "-a", "a-a", "a,", "a, ",
    "a:", ":", "/", "a/", "=", " = ", "not ", " and ", "\\", "`", "~", "!", "+", "e1", "1.1", "#a ", 'a="" ', 'a="b"', "https://", "a@",
    "\u00a0", "“", "é", "\u0301", "(a)", "i", "\t", "ref(", '"a", ', "> ", "a\n", " \n", "**", "&lt;", '<a id="', '"></a>', "](", "](#",
)  # fmt: skip
HEADS = (
    "",
    "a",
    " ",
    "{{ ",
    'ref("',
    "not ",
    "a=",
    "https://a",
    "1",
    "***",
    "---",
    "> ",
    '<a id="',
    "{",
    '"',
)
TAILS = ("", "!", " x", "\x00")


def call(pattern: re.Pattern[str], function: str) -> Callable[[str], object]:
    if function == "sub":
        return lambda text: pattern.sub(" ", text)
    if function == "finditer":
        return lambda text: sum(1 for _ in pattern.finditer(text))
    found: Callable[[str], object] = getattr(pattern, function)
    return found


def texts(length: int) -> Iterator[tuple[str, str, str]]:
    for head in HEADS:
        for pump in PUMPS:
            for tail in TAILS:
                yield head, pump * (length // len(pump)), tail


@pytest.mark.timeout(100)
def test_there_are_expressions_to_try() -> None:
    assert len(FOUND) > 40, sorted(FOUND)


@pytest.mark.timeout(100)
@pytest.mark.parametrize("name", FOUND)
def test_no_expression_is_slow(name: str) -> None:
    run = call(*FOUND[name])
    worst = (0.0, "", "", "")
    for head, body, tail in texts(SHORT):
        before = time.process_time()
        run(head + body + tail)
        worst = max(worst, (time.process_time() - before, head, body, tail))
    # the slowest of the short texts again, at full length: what grows with the square shows here
    _, head, body, tail = worst
    text = head + body * (LENGTH // SHORT) + tail
    before = time.process_time()
    run(text)
    assert time.process_time() - before < SECONDS, text[:40]


@pytest.mark.long
@pytest.mark.timeout(1_000)
@pytest.mark.parametrize("name", FOUND)
def test_no_expression_is_slow_on_a_hundred_kilobytes(name: str) -> None:
    run = call(*FOUND[name])
    for head, body, tail in texts(LENGTH):
        before = time.process_time()
        run(head + body + tail)
        assert time.process_time() - before < SECONDS, (head, body[:20], tail)
