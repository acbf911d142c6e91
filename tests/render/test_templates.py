"""Templates: found, compiled the same way twice, and harmless when a stranger wrote them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clausewright.diagnostic import Refused
from clausewright.diagnostic.codes.template import CODES
from clausewright.render import compiled, html, pdf, templates
from clausewright.render.compiled import kept, source, write_compiled
from clausewright.render.inside import OutsideError, find
from clausewright.render.options import Options
from clausewright.render.stage import Stage
from clausewright.render.template_settings import SETTINGS, STAGED, SUFFIXES
from clausewright.render.templates import render
from clausewright.render.view import View
from render.sample import sample

PAGE = "page.html.j2"


def refused(folder: Path, text: str, context: dict[str, object] | None = None) -> tuple[str, str]:
    """Return code and message of what a template is refused with."""
    (folder / PAGE).write_text(text, encoding="utf-8")
    start = time.monotonic()
    with pytest.raises(Refused) as caught:
        render(PAGE, context or {"title": "Aurora"}, Options(templates=folder))
    assert time.monotonic() - start < 10
    (complaint,) = caught.value.diagnostics
    assert complaint.mend
    return complaint.code, complaint.message


def filled(folder: Path, text: str, **context: object) -> str:
    (folder / PAGE).write_text(text, encoding="utf-8")
    return render(PAGE, context, Options(templates=folder))


def grown(start: str, turn: str, turns: int = 99) -> str:
    """Return a template that repeats `turn` on `ns.x`."""
    return f"{{% set ns = namespace(x={start}) %}}{{% for i in range({turns}) %}}{turn}{{% endfor %}}"


def test_compiled_templates_are_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_compiled(tmp_path / name)
    made = sorted(str(path.relative_to(tmp_path / "a")) for path in (tmp_path / "a").rglob("*.py"))
    assert len(made) >= 8
    for name in made:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
        assert str(tmp_path).encode() not in (tmp_path / "a" / name).read_bytes()


def test_compiled_templates_give_the_same_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = html.render(sample(), Options())
    write_compiled(tmp_path)
    real = compiled.folder
    monkeypatch.setattr(compiled, "folder", lambda name: tmp_path if name == "compiled" else real(name))
    templates._shipped.cache_clear()
    try:
        assert html.render(sample(), Options()) == expected
    finally:
        templates._shipped.cache_clear()


def pages() -> list[tuple[str, dict[str, object]]]:
    """Every page of our own with what fills it, of a document in which every kind of block stands."""
    screen, paper = View(sample()).context(), View(sample(), paper=True).context()
    return [(html.TEMPLATE, {**screen, "paper": "a4", "draft": True}),
            (pdf.TEMPLATE, {**paper, "paper": "letter", "draft": True,
                             "created": "2026-11-23T00:00:00Z"})]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "context"), pages(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_the_stage_gives_what_jinja_itself_gives(name: str, context: dict[str, object]) -> None:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    whole = Environment(
        loader=FileSystemLoader(templates.folder("templates")), undefined=StrictUndefined, **SETTINGS
    )
    assert render(name, context, Options()) == whole.get_template(name).render(context)


def test_a_page_of_our_own_starts_jinja_once_and_never_again(tmp_path: Path) -> None:
    code = (
        "import sys; from render.sample import sample; from clausewright.render import html\n"
        "from clausewright.render.options import Options\n"
        "html.render(sample(), Options()); print('jinja2' in sys.modules)"
    )
    # a cache of its own: what other tests or the user left in theirs says nothing
    env = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
        "XDG_CACHE_HOME": str(tmp_path),
    }
    runs = [
        subprocess.run([sys.executable, "-c", code], check=True, env=env, capture_output=True, text=True)
        for _ in "ab"
    ]
    assert [run.stdout.strip() for run in runs] == ["True", "False"]


def test_every_shipped_page_runs_on_the_stage() -> None:
    folder = templates.folder("templates")
    names = [
        p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.suffix.removeprefix(".") in SUFFIXES
    ]
    staged = [name for name in names if name.startswith(STAGED)]
    assert len(staged) >= 8
    for name in staged:
        assert source(name, (folder / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("{{ name | upper }}", "filters"),
        ("{% if name is defined %}a{% endif %}", "tests"),
        ("{% extends 'html/page.html.j2' %}", "blocks"),
        ("{% set ns = namespace(x=1) %}{% set ns.x = 2 %}", "Namespace"),
        ("{{ a ~ b }}", "markup_join"),
        ("{% block a %}{{ super() }}{% endblock %}", "super"),
    ],
)
def test_a_shipped_template_that_needs_more_than_the_stage_has_is_not_compiled(text: str, lost: str) -> None:
    with pytest.raises(RuntimeError, match=lost):
        source("a.j2", text)


@pytest.mark.parametrize("text", ["{{ gone }}", "{{ here.gone }}", "{% for x in gone %}{% endfor %}", "{% if gone %}{% endif %}",
                                  "{{ here['gone'] }}", "{% macro a() %}{{ caller() }}{% endmacro %}{{ a() }}",
                                  "{{ gone == 1 }}"])  # fmt: skip
def test_a_name_without_a_value_is_a_mistake_on_the_stage(text: str) -> None:
    stage = Stage(lambda name: compile(source(name, text), name, "exec"))
    with pytest.raises(LookupError):
        stage.render("a.j2", {"here": {}})


def test_a_macro_takes_no_more_than_it_names() -> None:
    text = "{% macro a(b) %}{{ b }}{% endmacro %}{{ a(1, 2) }}"
    with pytest.raises(TypeError):
        Stage(lambda name: compile(source(name, text), name, "exec")).render("a.j2", {})


def test_what_was_compiled_is_kept_and_a_damaged_file_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    pages = []
    for damage in (None, b"", b"x" * 100):
        templates._shipped.cache_clear()
        files = list((tmp_path / "clausewright" / "templates").glob("*.code"))
        assert bool(files) is (damage is not None)
        for file in files:
            file.write_bytes(damage or b"")
        pages.append(html.render(sample(), Options()))
    templates._shipped.cache_clear()
    assert pages[0] == pages[1] == pages[2]
    assert all(len(file.read_bytes()) > 100 for file in files)


def test_a_cache_that_others_can_write_to_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "clausewright" / "templates").mkdir(parents=True)
    (tmp_path / "clausewright" / "templates").chmod(0o777)
    assert kept() is None


def test_an_empty_folder_of_templates_changes_nothing(tmp_path: Path) -> None:
    assert html.render(sample(), Options(templates=tmp_path)) == html.render(sample(), Options())


def test_a_template_of_ones_own_can_extend_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "page.html.j2").write_text(
        '{% extends "shipped/html/page.html.j2" %}'
        "{% block title %}<p>{{ license.id }}</p>{{ super() }}{% endblock %}"
    )
    page = html.render(sample(), Options(templates=tmp_path)).decode()
    assert "<p>LicenseRef-AWPL-1.0</p><header" in page


def test_a_style_sheet_of_ones_own_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "screen.css").write_text("h1 { color: tomato }")
    assert b"tomato" in html.render(sample(), Options(templates=tmp_path))


def test_what_is_useful_works_in_the_sandbox(tmp_path: Path) -> None:
    text = (
        "{% macro row(x, n=1) %}{{ x|upper ~ '-' ~ (n + 1) }}{% endmacro %}"
        "{% set ns = namespace(total=0) %}"
        "{% for name in names if name != 'b' %}{% set ns.total = ns.total + loop.index %}"
        "{{ loop.cycle('x', 'y') }}{{ row(name) }}{{ ', ' if not loop.last }}{% endfor %}"
        " {{ ns.total }} {{ names|join('&') }} {{ names[:2]|length }} {{ 'a' in names }}"
        " {{ title.startswith('A') }} {{ facts.b|default('none') }}"
        " {% for key, value in facts.items() %}{{ key }}={{ value }}{% endfor %}"
        "{% if 1 < 2 < 3 and title is defined and missing is not defined %} ok{% endif %}"
    )
    out = filled(tmp_path, text, names=["a", "b", "c<"], title="Aurora", facts={"a": 1})
    assert out == "xA-2, yC&lt;-2 3 a&amp;b&amp;c&lt; 2 True True none a=1 ok"


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ title['__class__'] }}",
        "{{ title|attr('__class__') }}",
        "{{ [title]|map(attribute='__class__')|list }}",
        "{{ '{0.__class__}'.format(title) }}",
        "{{ '%s' % title }}",
        "{{ title.format_map({}) }}",
        "{{ range.__self__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum() }}",
        "{% macro m() %}{% endmacro %}{{ m._func }}",
        "{% macro m() %}{% endmacro %}{{ m.name }}",
        "{% for x in [1] %}{{ loop._iterable }}{% endfor %}",
        "{% set ns = namespace() %}{{ ns.__class__ }}",
        "{{ range }}",
        "{{ [1, 2] }}",
        "{{ title.encode() }}",
        "{{ title.join(['a']) }}",
        "{{ title|safe }}",
        "{% autoescape false %}{{ title }}{% endautoescape %}",
        "{{ title|pprint }}",
        "{{ namespace.mro() }}",
        "{{ {title: 1} }}",
        "{{ [1] == [1] }}",
        "{{ facts.clear() }}",
        "{{ step(1) }}",
        "{{ undefined.__class__ }}",
        "{% set ns = namespace() %}{% set ns.__class__ = 1 %}",
    ],
)
def test_a_template_reaches_nothing_behind_the_words(tmp_path: Path, text: str) -> None:
    code, _ = refused(tmp_path, text, {"title": "Aurora", "facts": {"a": 1}})
    assert code in ("CW-TPL-003", "CW-TPL-004")


def test_methods_of_the_documents_own_nodes_are_out_of_reach(tmp_path: Path) -> None:
    code, message = refused(tmp_path, "{{ options.templates }}{{ options.replace }}", {"options": Options()})
    assert code == "CW-TPL-003"
    assert "replace" in message


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in range(1000000000) %}{% endfor %}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        "{% for a in range(9999) %}{% for b in range(9999) if false %}{% endfor %}"
        "{% for c in range(9999) %}{% endfor %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
        grown("'a'", "{% set ns.x = ns.x ~ ns.x %}"),
        grown("'a'", "{% set ns.x = ns.x + ns.x %}"),
        grown("'aa'", "{% set ns.x = ns.x|replace('a', 'aaaa') %}"),
        grown("'a'", "{% set ns.x = [ns.x, ns.x]|join %}"),
        grown("'a'", "{% set ns.x %}{{ ns.x }}{{ ns.x }}{% endset %}"),
        grown("[1]", "{% set ns.x = ns.x + ns.x %}"),
        "{{ 9 ** 9 ** 9 }}",
        "{{ 2 ** 65 }}",
        grown("2", "{% set ns.x = ns.x * ns.x %}"),
        "{% for i in range(9999) %}" + "x" * 9999 + "{% endfor %}",
        grown("'a'", "{% set ns.x = ns.x ~ ns.x %}", 19) + "{% for i in range(9999) %}{{ ns.x }}{% endfor %}",
        '{% include "page.html.j2" %}',
        '{% extends "page.html.j2" %}',
        '{% import "page.html.j2" as again %}',
        "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
        "{% if 1 %}" * 300 + "{% endif %}" * 300,
        "{{ " + "-" * 5000 + "1 }}",
        "{{ [" * 90 + "]" * 90 + " }}",
    ],
)
def test_a_template_cannot_take_the_machine_down(tmp_path: Path, text: str) -> None:
    code, _ = refused(tmp_path, text)
    assert code in ("CW-TPL-005", "CW-TPL-002")


@pytest.mark.parametrize(
    "text", ["{{ 'a' * 1000000000 }}", "{{ '%1000000000d' % 1 }}", "{{ [0] * 1000000000 }}"]
)
def test_nothing_is_worked_out_while_a_template_is_compiled(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text)[0] == "CW-TPL-004"


def test_lists_inside_themselves_are_never_compared(tmp_path: Path) -> None:
    grow = grown("[1]", "{% set ns.x = [ns.x, ns.x] %}", 60)
    for what in ("ns.x == ns.x", "ns.x in [ns.x]", "ns.x is eq ns.x", "{}[ns.x]", "ns.x|sort", "ns.x|unique"):
        assert refused(tmp_path, f"{grow}{{{{ {what} }}}}")[0] == "CW-TPL-004"


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "..",
        "a/../../b.j2",
        "link.j2",
        "out/page.j2",
        "page.html.j2/..",
        "a\\b.j2",
    ],
)
def test_a_template_reads_no_file_outside_its_folder(tmp_path: Path, name: str) -> None:
    own, secret = tmp_path / "own", tmp_path / "secret"
    own.mkdir()
    secret.mkdir()
    (secret / "page.j2").write_text("secret")
    (own / "link.j2").symlink_to(secret / "page.j2")
    (own / "out").symlink_to(secret)
    for tag in ("include", "import", "extends"):
        rest = " as x" if tag == "import" else ""
        code, message = refused(own, f'{{% {tag} "{name}"{rest} %}}')
        assert code == "CW-TPL-007"
        assert "secret" not in message.replace(str(secret), "")


def test_a_name_put_together_while_rendering_is_checked_too(tmp_path: Path) -> None:
    assert refused(tmp_path, "{% include '../' ~ title %}")[0] == "CW-TPL-007"


def test_a_file_that_is_no_template_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("secret")
    assert refused(tmp_path, '{% include "notes.txt" %}')[0] == "CW-TPL-007"


def test_a_template_of_other_bytes_than_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.j2").write_bytes(b"\xff\xfe")
    assert refused(tmp_path, '{% include "bad.j2" %}')[0] == "CW-TPL-007"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a\n{% include 'missing.j2' %}", "CW-TPL-001", 2),
        ("a\nb\n{% for %}", "CW-TPL-002", 3),
        ("a\n\n{{ titel }}", "CW-TPL-003", 3),
        ("\n{{ title.__class__ }}", "CW-TPL-004", 2),
        ("\n{{ title|attr('x') }}", "CW-TPL-004", 2),
        ("{% for i in range(9) %}\n{{ range(999999) }}{% endfor %}", "CW-TPL-005", 2),
        ("a\n{{ 1 / 0 }}", "CW-TPL-006", 2),
        ("{% macro m(x) %}\n{{ x.y }}\n{% endmacro %}\n{{ m(title) }}", "CW-TPL-004", 2),
    ],
)
def test_a_complaint_names_file_and_line(tmp_path: Path, text: str, code: str, line: int) -> None:
    (tmp_path / PAGE).write_text(text)
    with pytest.raises(Refused) as caught:
        render(PAGE, {"title": "Aurora"}, Options(templates=tmp_path))
    (complaint,) = caught.value.diagnostics
    assert complaint.code == code
    assert complaint.position is not None
    assert complaint.position.path == str(tmp_path / PAGE)
    assert complaint.position.line == line
    assert complaint.position.excerpt == text.split("\n")[line - 1]


def test_a_missing_first_template_is_a_complaint_too(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        render("html/absent.html.j2", {}, Options(templates=tmp_path))
    assert caught.value.diagnostics[0].code == "CW-TPL-001"


def test_words_are_escaped_in_every_template(tmp_path: Path) -> None:
    for name in (PAGE, "style.css", "page.txt.j2"):
        (tmp_path / name).write_text("{{ title }}")
        assert render(name, {"title": "</style><script>"}, Options(templates=tmp_path)) == (
            "&lt;/style&gt;&lt;script&gt;"
        )


def test_find_takes_plain_names_only(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("")
    assert find(tmp_path, "a.css") == tmp_path / "a.css"
    assert find(tmp_path, "b.css") is None
    for name in (
        "",
        ".",
        "./a.css",
        "a//b",
        ".hidden",
        "a/.b",
        "a b",
        "a\0b",
        "c:/x",
        f"{os.sep}a.css",
        "é.css",
    ):
        with pytest.raises(OutsideError):
            find(tmp_path, name)


def test_codes_are_unique_and_explained() -> None:
    assert len({code.code for code in CODES}) == len(CODES)
    assert all(code.code.startswith("CW-TPL-") and code.why for code in CODES)
