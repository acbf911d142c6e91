"""A user's own templates: rendered without code, without other files, and within limits.

A template folder can come from a stranger. Everything in it is refused with a complaint that names file and
line, never with a traceback, and never by taking the machine down (`meter.LIMITS`).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import BuiltinMethodType, MethodType
from typing import Any, cast

from jinja2 import (
    BaseLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    nodes,
    pass_context,
)
from jinja2.environment import TemplateModule
from jinja2.exceptions import TemplateAssertionError, UndefinedError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup, escape

from ..diagnostic import Diagnostic, Position, Refused
from ..document.record import fields, is_record
from .inside import OutsideError, find
from .meter import ForbiddenError, LimitError, Meter
from .sandbox_nodes import guard
from .sandbox_words import filters, scalar, tests
from .template_settings import SETTINGS, SUFFIXES

SHIPPED = "shipped/"
"""`{% extends "shipped/html/page.html.j2" %}` names the shipped template behind one's own."""

_CASE = frozenset(("upper", "lower", "capitalize", "title"))
_ENDS = frozenset(("strip", "lstrip", "rstrip", "startswith", "endswith", "removeprefix", "removesuffix"))
_METHODS: tuple[tuple[type, frozenset[str]], ...] = (
    (str, _CASE | _ENDS | {"isdigit"}),
    (Mapping, frozenset(("get", "items", "keys", "values"))),
    (LoopContext, frozenset(("cycle",))),
)
"""The methods that a template may call, by the type of their owner."""
_PLACE = frozenset(("index", "index0", "revindex", "revindex0", "first", "last", "length"))
_LOOP = _PLACE | {"depth", "depth0", "previtem", "nextitem"}
_NUMBER = (int, float)
_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "gt": operator.gt,
    "lteq": operator.le, "gteq": operator.ge,
}  # fmt: skip


_ALLOWED = "Use the names, filters and methods that docs/decisions/render-templates.md lists."


class Folders(BaseLoader):
    """Finds templates in the user's folder, then among the shipped ones; remembers where each line stands."""

    def __init__(self, own: Path, shipped: Path, limit: int) -> None:
        self._roots: tuple[tuple[Path, str], ...] = ((own, ""), (shipped, SHIPPED))
        self._limit = limit
        self.sources: dict[str, str] = {}
        """The text of each template that was read, by the file name that complaints show."""

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text. Raises TemplateNotFound, OutsideError, LimitError or ForbiddenError."""
        if not template.endswith(tuple(f".{suffix}" for suffix in SUFFIXES)):
            raise OutsideError(f"`{template}` is no template: its name must end in .j2 or .css")
        roots, name = self._roots, template
        if template.startswith(SHIPPED):
            roots, name = self._roots[1:], template.removeprefix(SHIPPED)
        for root, prefix in roots:
            try:
                path = find(root, name)
            except OutsideError as error:
                raise OutsideError(f"`{template}` cannot be read: {error}") from None
            if path is None:
                continue
            if path.stat().st_size > self._limit:
                raise LimitError(f"a template file of more than {self._limit:,} bytes")
            shown = prefix + name if prefix else str(path)
            try:
                text = path.read_bytes().decode("utf-8")
            except (OSError, UnicodeDecodeError):
                raise OutsideError(f"`{template}` cannot be read as UTF-8 text") from None
            self.sources[shown] = text
            return text, shown, lambda: True
        raise TemplateNotFound(template)


class Sandbox(SandboxedEnvironment):
    """The environment of one rendering with a user's folder."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(self, own: Path, shipped: Path, meter: Meter | None = None) -> None:
        self._meter = meter or Meter()
        self._depth = 0
        self._folders = Folders(own, shipped, self._meter.limits.source)
        super().__init__(
            loader=self._folders, undefined=StrictUndefined, optimized=False, finalize=_finalize, **SETTINGS
        )
        self.filters = cast("Any", filters(self._meter))
        self.tests = cast("Any", tests(self.compare))
        self.globals = {"range": self.range, "namespace": Namespace}

    def run(self, name: str, context: Mapping[str, object]) -> str:
        """Return the template `name`, filled. Raises Refused."""
        out: list[str] = []
        size = 0
        with self._complaints(name):
            for piece in self.get_template(name).generate(context):
                size += len(piece)
                if size > self._meter.limits.output:
                    raise LimitError(f"a page of more than {self._meter.limits.output:,} characters")
                out.append(piece)
        return "".join(out)

    # --- what templates call without knowing

    def step(self, made: int) -> str:
        """Count one turn and the plain text in it."""
        self._meter.spend(made)
        return ""

    def glue(self, *parts: Any) -> str:
        """Join like `~`."""
        texts = [part if isinstance(part, str) else str(scalar(part)) for part in parts]
        self._meter.string(sum(map(len, texts)))
        if any(isinstance(text, Markup) for text in texts):
            return Markup("").join(map(escape, texts))
        return "".join(texts)

    def cut(self, value: Any, start: Any, stop: Any, by: Any) -> Any:
        """Slice words or a list."""
        if not isinstance(value, (str, list, tuple)):
            raise ForbiddenError("only words and lists can be cut")
        self._meter.spend(len(value) * (1 if isinstance(value, str) else 8))
        return value[scalar(start) : scalar(stop) : scalar(by)]

    def compare(self, left: Any, *rest: Any) -> bool:
        """Compare like a chain of `==`, `<`, `in`, without ever looking into lists of lists."""
        for op, right in zip(rest[::2], rest[1::2], strict=True):
            self._meter.spend(1)
            if op in ("in", "notin"):
                held = self._held(scalar(left), right)
            elif (isinstance(left, (list, tuple)) and not left) or (
                isinstance(right, (list, tuple)) and not right
            ):
                held = _OPERATORS[op](left, right)
            else:
                held = _OPERATORS[op](scalar(left), scalar(right))
            if held is not (op != "notin"):
                return False
            left = right
        return True

    def _held(self, left: Any, right: Any) -> bool:
        if isinstance(right, (str, Mapping, range)):
            return left in right
        if not isinstance(right, (list, tuple)):
            raise ForbiddenError("`in` takes words, a list or a dictionary")
        self._meter.spend(len(right))
        return any(type(entry) is type(left) and entry == left for entry in right)

    def range(self, *ends: Any) -> Any:
        """Return a bounded range."""
        made = range(*map(scalar, ends))
        if len(made) > self._meter.limits.entries:
            raise LimitError(f"a range of more than {self._meter.limits.entries:,} numbers")
        return made

    # --- what Jinja asks its environment

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            return guard(super()._parse(source, name, filename), self._meter.limits)
        except TemplateSyntaxError as error:
            error.filename = error.filename or filename
            raise

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field of what templates may look into."""
        if attribute.startswith("_"):
            raise ForbiddenError(f"`{attribute}` is not for templates: a name that begins with an underscore")
        if is_record(obj) and type(obj).__module__.startswith("clausewright."):
            if attribute in fields(type(obj)):
                return getattr(obj, attribute)
            return self.undefined(obj=obj, name=attribute)
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        for kind, names in _METHODS:
            if isinstance(obj, kind) and attribute in names:
                return getattr(obj, attribute)
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        if isinstance(obj, TemplateModule) and attribute in vars(obj):
            return vars(obj)[attribute]
        if isinstance(obj, TemplateReference):
            return obj[attribute]
        if isinstance(obj, BlockReference) and attribute == "super":
            return obj.super
        if isinstance(obj, (Namespace, Undefined)):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        if isinstance(obj, (Mapping, TemplateModule)):
            return self.undefined(obj=obj, name=attribute)
        raise ForbiddenError(f"`{attribute}` of {type(obj).__name__} is not for templates")

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an entry of a list, a dictionary or words."""
        scalar(argument)
        if isinstance(obj, (str, list, tuple, Mapping, range)):
            try:
                return obj[argument]
            except (LookupError, TypeError):
                if not isinstance(argument, str):
                    return self.undefined(obj=obj, name=argument)
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        raise ForbiddenError(f"{type(obj).__name__} has no entries for templates")

    def is_safe_callable(self, obj: Any) -> bool:
        """Tell whether a template may call `obj`: macros, blocks, loops and the methods in `_METHODS`."""
        if obj is Namespace or isinstance(obj, (Macro, BlockReference, LoopContext)):
            return True
        if not isinstance(obj, (MethodType, BuiltinMethodType)):
            return False
        owner = obj.__self__
        if owner is self:
            return obj.__name__ in ("step", "glue", "cut", "compare", "range")
        return any(isinstance(owner, kind) and obj.__name__ in names for kind, names in _METHODS)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call what may be called; count it and what it makes."""
        if not __self.is_safe_callable(__obj):
            raise ForbiddenError(f"{type(__obj).__name__} cannot be called")
        if isinstance(__obj, (MethodType, BuiltinMethodType)):
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            if __obj.__self__ is __self:
                return __obj(*args, **kwargs)
            for value in args:
                scalar(value)
        if __self._depth >= __self._meter.limits.depth:
            raise LimitError(f"macros or loops that call themselves more than {__self._depth} deep")
        __self._depth += 1
        try:
            made = __context.call(__obj, *args, **kwargs)
        finally:
            __self._depth -= 1
        __self._meter.spend(len(made) if isinstance(made, str) else 0)
        return made

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate with numbers, and join words or lists with `+`."""
        if isinstance(left, _NUMBER) and isinstance(right, _NUMBER):
            if operator == "**" and (not 0 <= right <= 64 or abs(left) > 1_000_000):
                raise LimitError("a power that is too large")
            return self._meter.number(self.binop_table[operator](left, right))
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            self._meter.string(len(left) + 6 * len(right))
            return left + right
        if operator == "+" and isinstance(left, list) and isinstance(right, list):
            self._meter.entries(len(left) + len(right))
            return left + right
        if isinstance(left, Undefined) or isinstance(right, Undefined):
            return left + right
        raise ForbiddenError(f"`{operator}` works with numbers only, and `+` with words and lists")

    # --- complaints

    @contextmanager
    def _complaints(self, name: str) -> Iterator[None]:
        try:
            yield
        except Refused:
            raise
        except Exception as error:
            raise Refused([self._diagnostic(error, name)]) from None

    def _diagnostic(self, error: Exception, name: str) -> Diagnostic:
        code, message, mend = _explain(error)
        where = self._syntax_place(error) if isinstance(error, TemplateSyntaxError) else self._place(error)
        return Diagnostic(code, message if where else f"{message} (in `{name}`)", mend, where)

    def _syntax_place(self, error: TemplateSyntaxError) -> Position | None:
        return self._position(error.filename or "", error.lineno) or self._place(error)

    def _place(self, error: BaseException) -> Position | None:
        """Return the innermost line of a template that was running."""
        found, trace = None, error.__traceback__
        while trace is not None:
            name = trace.tb_frame.f_code.co_filename
            if name in self._folders.sources:
                found = self._position(name, trace.tb_lineno) or found
            trace = trace.tb_next
        return found

    def _position(self, name: str, line: int) -> Position | None:
        text = self._folders.sources.get(name)
        if text is None:
            return None
        lines = text.split("\n")
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        lead = len(excerpt) - len(excerpt.lstrip())
        return Position(name, line, lead + 1, max(1, len(excerpt.strip())), excerpt[:300])


@pass_context
def _finalize(context: Context, value: Any) -> Any:
    """Count what is printed. That it needs the context keeps Jinja from doing this while it compiles."""
    sandbox = context.environment
    if type(value) is not str and type(value) is not Markup:
        value = str(scalar(value)) if value is not None else ""
    sandbox.step(len(value))  # type: ignore[attr-defined]
    return value


def _explain(error: Exception) -> tuple[str, str, str]:
    """Return code, message and mend for an exception."""
    text = (str(error).splitlines() or [""])[0][:300]
    if isinstance(error, TemplateNotFound):
        return "CW-TPL-001", f"There is no template `{error.name}`.", "Check its name and folder."
    if isinstance(error, OutsideError):
        return (
            "CW-TPL-007",
            f"{text[:1].upper()}{text[1:]}.",
            "Keep templates as plain files in their folder.",
        )
    if isinstance(error, TemplateAssertionError):
        return (
            "CW-TPL-004",
            f"{text[:1].upper()}{text[1:].rstrip('.')}.",
            _ALLOWED,
        )
    if isinstance(error, TemplateSyntaxError):
        return "CW-TPL-002", f"The template cannot be read: {text.rstrip('.')}.", "Mend the tag on this line."
    if isinstance(error, UndefinedError):
        return "CW-TPL-003", f"The template names something that is not there: {text}.", "Check the spelling."
    if isinstance(error, ForbiddenError):
        return "CW-TPL-004", f"A template may not do this: {text}.", _ALLOWED
    if isinstance(error, (LimitError, RecursionError, MemoryError)):
        what = text if isinstance(error, LimitError) else "it calls itself too deeply"
        return "CW-TPL-005", f"The template goes past a limit: {what}.", "Make its loops and strings smaller."
    return "CW-TPL-006", f"The template failed: {text or type(error).__name__}.", "Mend the line named here."
