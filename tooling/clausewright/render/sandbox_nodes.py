"""The parsed template of a user, made so that whatever it does is counted.

Jinja's own sandbox guards attributes, calls and operators. It does not see loops, `~`, comparisons, slices
and plain text between the tags; each becomes, or is led by, a call into the sandbox here.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes
from jinja2.exceptions import TemplateAssertionError

from .meter import LimitError, Limits

GLUE, CUT, COMPARE, STEP = "glue", "cut", "compare", "step"
"""Names of the methods of the sandbox that the template calls instead."""

_BODIES = (
    nodes.Template, nodes.For, nodes.Macro, nodes.CallBlock, nodes.FilterBlock, nodes.Block,
    nodes.AssignBlock, nodes.If, nodes.With,
)  # fmt: skip


def guard(template: nodes.Template, limits: Limits) -> nodes.Template:
    """Return the template with every step counted.

    Raises TemplateAssertionError for what no template may say, LimitError for one that is too large.
    """
    _measure(template, limits)
    for node in list(_walk(template)):
        _refuse(node)
        for name, value in list(node.iter_fields()):
            if isinstance(value, nodes.Node):
                setattr(node, name, _replaced(value))
            elif isinstance(value, list):
                setattr(node, name, [_replaced(v) if isinstance(v, nodes.Node) else v for v in value])
        if isinstance(node, _BODIES):
            for name in ("body", "else_", "elif_"):
                body = getattr(node, name, None)
                if isinstance(body, list) and name != "elif_":
                    setattr(node, name, _counted(body, node.lineno))
    return template


def _measure(template: nodes.Template, limits: Limits) -> None:
    count, level = 0, [template]
    found: list[nodes.Node] = list(level)
    depth = 0
    while found:
        depth += 1
        count += len(found)
        if depth > limits.nesting or count > limits.nodes:
            raise LimitError("a template that is nested too deeply or too large")
        found = [child for node in found for child in node.iter_child_nodes()]


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield children before their parents."""
    for child in node.iter_child_nodes():
        yield from _walk(child)
    yield node


def _refuse(node: nodes.Node) -> None:
    what = ""
    if isinstance(node, nodes.EvalContextModifier):
        what = "`autoescape` cannot be changed: the words of a license are always escaped"
    elif isinstance(node, nodes.Dict) and not all(isinstance(pair.key, nodes.Const) for pair in node.items):
        what = "the keys of a dictionary must be written out"
    elif isinstance(node, (nodes.Getattr, nodes.NSRef)) and node.attr.startswith("_"):
        what = f"`{node.attr}` is not for templates: a name that begins with an underscore"
    if what:
        raise TemplateAssertionError(what, node.lineno)


def _replaced(node: nodes.Node) -> nodes.Node:
    if isinstance(node, nodes.Concat):
        return _call(GLUE, node.nodes, node.lineno)
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
        ends = (node.arg.start, node.arg.stop, node.arg.step)
        return _call(CUT, [node.node, *(end or nodes.Const(None) for end in ends)], node.lineno)
    if isinstance(node, nodes.Compare):
        args: list[nodes.Expr] = [node.expr]
        for operand in node.ops:
            args += [nodes.Const(operand.op), operand.expr]
        return _call(COMPARE, args, node.lineno)
    return node


def _counted(body: list[nodes.Node], line: int) -> list[nodes.Node]:
    """Return statements led by a step that pays for itself and for the plain text among them."""
    text = sum(
        len(part.data)
        for node in body
        if isinstance(node, nodes.Output)
        for part in node.nodes
        if isinstance(part, nodes.TemplateData)
    )
    step: nodes.Node = nodes.ExprStmt(_call(STEP, [nodes.Const(text)], line), lineno=line)
    return [step, *body]


def _call(name: str, args: list[nodes.Expr], line: int) -> nodes.Call:
    return nodes.Call(nodes.EnvironmentAttribute(name, lineno=line), args, [], None, None, lineno=line)
