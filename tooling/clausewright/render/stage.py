"""Runs the shipped templates as Jinja compiled them, without importing Jinja.

Starting Jinja takes longer than composing a license and rendering it as a page, and nothing of what is
started is needed: the shipped templates were compiled before. What such code asks of the world while it
runs (contexts, macros, loops) stands here, for the part of the language that our own templates use.
`compiled.py` refuses to compile a shipped template that uses more, and a test compares every page with what
Jinja itself makes of it. Users' own templates never come here; they run in Jinja's sandbox.

After Jinja 3.1, whose minor version pyproject.toml holds: `jinja2.runtime`, `jinja2.environment.Template`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import CodeType
from typing import Any

from markupsafe import Markup, escape

Rendering = Callable[["Context"], Iterator[str]]
missing: Any = type("Missing", (), {"__repr__": lambda self: "missing", "__slots__": ()})()
"""A name that stands for nothing."""


class Unset:
    """What a name without a value comes to: whoever uses it has made a mistake."""

    __slots__ = ("_told",)

    def __init__(self, hint: str = "", obj: object = missing, name: object = "") -> None:
        self._told = hint or (f"{name!r} is undefined" if obj is missing else f"{obj!r:.80} has no {name!r}")

    def _fail(self, *_: object) -> Any:
        raise LookupError(self._told)

    __str__ = __iter__ = __bool__ = __len__ = __eq__ = __ne__ = __hash__ = __call__ = _fail
    __getitem__ = __html__ = __contains__ = __lt__ = __gt__ = __add__ = _fail


class _Autoescape:
    autoescape = True


class Context:
    """The names that one template can see, and those that it sets."""

    eval_ctx = _Autoescape()
    __slots__ = ("blocks", "exported_vars", "parent", "vars")

    def __init__(self, parent: Mapping[str, Any], blocks: Mapping[str, Rendering]) -> None:
        self.parent = parent
        self.vars: dict[str, Any] = {}
        self.exported_vars: set[str] = set()
        self.blocks = {name: [block] for name, block in blocks.items()}

    def resolve_or_missing(self, name: str) -> Any:
        """Return what a name stands for, or `missing`."""
        return self.vars[name] if name in self.vars else self.parent.get(name, missing)

    def get_all(self) -> Mapping[str, Any]:
        """Return every name that is seen here."""
        return {**self.parent, **self.vars} if self.vars else self.parent

    def call(self, function: Callable[..., Any], /, *args: Any, **named: Any) -> Any:
        """Call a macro; what the loop or block around it set is not for our macros."""
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return function(*args, **named)


class Macro:
    """A macro: positional arguments, then named ones, then `caller`."""

    def __init__(
        self,
        stage: Stage,
        function: Callable[..., str],
        name: str | None,
        arguments: tuple[str, ...],
        catch_kwargs: bool,
        catch_varargs: bool,
        caller: bool,
        autoescape: bool,
    ) -> None:
        self.function, self.name, self.arguments, self.caller = function, name, arguments, caller

    def __call__(self, *args: Any, **named: Any) -> Markup:
        """Return what the macro makes of its arguments."""
        values = [*args, *(named.pop(name, missing) for name in self.arguments[len(args) :])]
        if self.caller:
            values.append(named.pop("caller", None) or Unset("No caller defined"))
        if named or len(args) > len(self.arguments):
            raise TypeError(f"the macro {self.name!r} was given more than it takes")
        return Markup(self.function(*values))  # noqa: S704 - its words were escaped one by one


class LoopContext:
    """A loop that counts."""

    def __init__(self, items: Iterable[Any], undefined: type[Unset]) -> None:
        self._items = iter(items)
        self.index = 0

    def __iter__(self) -> LoopContext:
        return self

    def __next__(self) -> tuple[Any, LoopContext]:
        item = next(self._items)
        self.index += 1
        return item, self


NAMES: dict[str, Any] = {
    "LoopContext": LoopContext,
    "Macro": Macro,
    "Markup": Markup,
    "Undefined": Unset,
    "escape": escape,
    "missing": missing,
}
"""What the code of a template can import from the runtime."""


class Module:
    """What a template defines, for those that import it."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self.__dict__.update(names)


class Template:
    """One template that is ready to run."""

    def __init__(self, stage: Stage, code: CodeType) -> None:
        space: dict[str, Any] = {**NAMES, "environment": stage}
        exec(code, space)  # noqa: S102 - our own templates, compiled by Jinja when the package was made
        self.root_render_func: Rendering = space["root"]
        self._blocks: Mapping[str, Rendering] = space["blocks"]

    def new_context(
        self, names: Mapping[str, Any], shared: bool = True, set_: Mapping[str, Any] | None = None
    ) -> Context:
        """Return a context with some names, and what the template around it has set."""
        more = {name: value for name, value in (set_ or {}).items() if value is not missing}
        return Context({**names, **more} if more else names, self._blocks)

    def make_module(
        self, names: Mapping[str, Any], shared: bool = True, set_: Mapping[str, Any] | None = None
    ) -> Module:
        """Run the template for what it defines."""
        context = self.new_context(names, shared, set_)
        for _ in self.root_render_func(context):
            pass
        return Module({name: context.vars[name] for name in context.exported_vars})


class Stage:
    """All shipped templates."""

    undefined = Unset
    concat = "".join

    def __init__(self, code: Callable[[str], CodeType]) -> None:
        """Take what gives the code of a template by its name."""
        self._code = code
        self._templates: dict[str, Template] = {}

    def get_template(self, name: str, parent: str = "") -> Template:
        """Return a template by name."""
        found = self._templates.get(name)
        if found is None:
            found = self._templates[name] = Template(self, self._code(name))
        return found

    def getattr(self, thing: Any, name: str) -> Any:
        """Return an attribute or an entry."""
        try:
            return getattr(thing, name)
        except AttributeError:
            pass
        try:
            return thing[name]
        except (TypeError, LookupError):
            return Unset("", thing, name)

    def getitem(self, thing: Any, key: Any) -> Any:
        """Return an entry or an attribute."""
        try:
            return thing[key]
        except (TypeError, LookupError, AttributeError):
            pass
        found = getattr(thing, key, missing) if isinstance(key, str) else missing
        return Unset("", thing, key) if found is missing else found

    def render(self, name: str, names: Mapping[str, Any]) -> str:
        """Return a template filled with some names."""
        template = self.get_template(name)
        return "".join(template.root_render_func(template.new_context(names)))
