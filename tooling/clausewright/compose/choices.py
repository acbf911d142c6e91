"""Settles what is chosen: the form's defaults, the profiles, and the manifest, laid over each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ..diagnostic import Position
from ..document import LicenseInfo
from ..document.record import entity, record
from ..source.conditions import holds
from ..source.files import Report, SourceFile
from ..source.index import Index, Manifest, related
from ..source.library import Profile
from ..source.limits import PROFILE_DEPTH
from ..source.model import Clause, DefinedTerm, Form, FragmentBlock, Pick, Selection, Variant
from ..source.names import Unresolved
from ..source.suggest import mend_for
from ..source.values import BadValue, read_value
from ..source.yaml_nodes import Node, at

if TYPE_CHECKING:
    from ..document.inlines import ParameterValue


@record
class Chosen:
    """One variant with its parameters."""

    variant: Variant
    values: Mapping[str, ParameterValue]
    decided_by: str
    position: Position | None
    """Where it was chosen."""


@entity
class Choices:
    """All that a manifest settles."""

    license: LicenseInfo
    form: Form
    profile: str
    clauses: dict[str, tuple[Chosen, ...]]
    """The clauses that are present, by full id."""
    definitions: dict[str, Chosen]
    """The variant of every definition for which one is settled, used or not."""
    omitted: tuple[str, ...]
    sections: dict[str, tuple[str, ...]]
    """The clauses of each section of the form, those that the manifest places included."""
    facts: dict[str, frozenset[str]]
    """What conditions are tested on: chosen variants by full id."""
    places: dict[str, Position | None]
    """Where each clause was chosen or omitted."""


@entity
class _Draft:
    """One variant on its way through the layers."""

    name: str
    parameters: dict[str, tuple[Node, SourceFile]]
    decided_by: str
    position: Position


def choose(manifest: Manifest, index: Index, report: Report) -> Choices | None:
    """Lay a manifest's choices over its profiles and its form.

    Args:
        manifest: The manifest.
        index: What it can choose from.
        report: Where complaints go.

    Returns:
        The choices, or None where not even the form is known. With errors in the report, do not
        assemble them.
    """
    profiles = _profiles(manifest, index, report)
    form = _form(manifest, profiles or [], index, report) if profiles is not None or manifest.form else None
    # without its profiles or form, no more can be told than what is wrong with the manifest's own choices
    if form is None or profiles is None:
        _look_at_own(manifest.selection, index, report)
        return None
    layers = [form.defaults, *(p.selection for p in profiles), manifest.selection]
    clauses: dict[str, list[_Draft]] = {}
    definitions: dict[str, list[_Draft]] = {}
    placing: dict[str, Pick] = {}
    places: dict[str, Position | None] = {}
    for layer in layers:
        for id, pick in layer.clauses.items():
            _lay(id, pick, layer, clauses, index.clauses[id], report)
            places[id] = layer.file.position(pick.line, pick.column)
            if pick.after or pick.section:
                placing[id] = pick
        for id, pick in layer.definitions.items():
            _lay(id, pick, layer, definitions, index.terms[id], report)
    present = {
        id: tuple(c for d in drafts if (c := _chosen(index.clauses[id], d, index, report)))
        for id, drafts in clauses.items()
        if drafts
    }
    present = {id: _ordered(index.clauses[id], chosen) for id, chosen in present.items() if chosen}
    settled = _definitions(definitions, index, report)
    sections = _sections(form, present, placing, index, manifest, report)
    placed = {c for names in sections.values() for c in names}
    for id in sorted(placed - set(present)):
        if not index.clauses[id].omit and id not in clauses:
            report.add(
                "CW-CHO-007",
                f"The clause `{short(id)}` must be chosen, and is not.",
                f"Choose one of: {', '.join(f'`{v}`' for v in index.clauses[id].variants)}.",
                places.get(id) or manifest.file.position(1),
            )
    facts = {id: frozenset(c.variant.name for c in chosen) for id, chosen in present.items()}
    facts.update({id: frozenset({c.variant.name}) for id, c in settled.items()})
    known = {c for s in form.sections for c in s.clauses}
    return Choices(
        license=manifest.license,
        form=form,
        profile=profiles[-1].id.partition(":")[2] if profiles else "",
        clauses=present,
        definitions=settled,
        omitted=tuple(sorted((known | set(clauses)) - set(present))),
        sections=sections,
        facts=facts,
        places=places,
    )


def _look_at_own(selection: Selection, index: Index, report: Report) -> None:
    """Complain of what is wrong with choices whatever they are laid over."""
    for picks, subjects in ((selection.clauses, index.clauses), (selection.definitions, index.terms)):
        for id, pick in picks.items():
            if all(item.name for item in pick.variants):
                subject: Clause | DefinedTerm = subjects[id]
                laid: dict[str, list[_Draft]] = {}
                _lay(id, pick, selection, laid, subject, report)
                for draft in laid.get(id, ()):
                    _chosen(subject, draft, index, report)


def check_rules(choices: Choices, used: list[Chosen], index: Index, report: Report) -> None:
    """Report every `requires` that is not met and every `conflicts` that is.

    Args:
        choices: All choices.
        used: The variants that the document holds: those of clauses, and of the definitions it uses.
        index: For names.
        report: Where complaints go.
    """
    for chosen in used:
        variant = chosen.variant
        if not variant.requires and not variant.conflicts:
            continue
        name = f"{short(variant.subject)}={variant.name}"
        source = index.position(variant.origin, 1, 1)
        for condition in variant.requires:
            if not holds(condition, choices.facts):
                report.add(
                    "CW-CHO-008",
                    f"`{name}` requires `{condition}`, which is not chosen.",
                    f"Change that choice, or choose another variant of `{short(variant.subject)}`.",
                    chosen.position,
                    related(source, "required here"),
                )
        for condition in variant.conflicts:
            if holds(condition, choices.facts):
                report.add(
                    "CW-CHO-009",
                    f"`{name}` cannot stand beside `{condition}`.",
                    "Choose another variant of one of the two.",
                    chosen.position,
                    related(source, "excluded here"),
                )


def short(id: str) -> str:
    """Return a full id as an author writes it: the shipped library is not named."""
    return id.removeprefix("core:")


def _profiles(manifest: Manifest, index: Index, report: Report) -> list[Profile] | None:
    """Return the profiles that a manifest extends, the outermost first, or None after a complaint."""
    chain: list[Profile] = []
    name, where, home = manifest.extends, manifest.node.get("extends"), ""
    position = at(manifest.file, where) if where else manifest.file.position(1)
    while name:
        found = _named(name, home, index.profiles)
        if len(found) != 1:
            if found:
                report.add(
                    "CW-PRO-003",
                    f"The profile `{name}` is in {' and '.join(f'`{id}`' for id in found)}.",
                    "Write the library before it.",
                    position,
                )
            else:
                known = {id.partition(":")[2] for id in index.profiles}
                report.add(
                    "CW-PRO-001",
                    f"There is no profile `{name}`.",
                    mend_for(name, known, "profile"),
                    position,
                )
            return None
        profile = index.profiles[found[0]]
        if profile in chain or len(chain) >= PROFILE_DEPTH:
            names = " → ".join(p.id.partition(":")[2] for p in (*chain, profile))
            report.add(
                "CW-PRO-002",
                f"Profiles extend each other in a circle: {names}."
                if profile in chain
                else f"Profiles extend each other more than {PROFILE_DEPTH} deep.",
                "Remove one `extends`.",
                position,
            )
            return None
        chain.append(profile)
        name, home = profile.extends, profile.id.partition(":")[0]
        position = profile.selection.file.position(profile.line)
    return chain[::-1]


def _named(name: str, home: str, known: Iterable[str]) -> list[str]:
    """Return the full ids that a name fits; the library in which it is written comes first."""
    own = f"{home}:{name}"
    found = [id for id in known if id == name or id.partition(":")[2] == name]
    return [own] if own in found else found


def _form(manifest: Manifest, profiles: list[Profile], index: Index, report: Report) -> Form | None:
    name, home = manifest.form, ""
    node = manifest.node.get("form")
    position = at(manifest.file, node) if node else manifest.file.position(1)
    for profile in reversed(profiles):
        if name:
            break
        name, home = profile.form, profile.id.partition(":")[0]
        position = profile.selection.file.position(1)
    known = {id.partition(":")[2] for id in index.forms}
    if not name:
        mend = f"Add `form: ...`. {mend_for('', known, 'form')}"
        report.add("CW-MAN-001", "No form is chosen.", mend, manifest.file.position(1))
        return None
    found = _named(name, home, index.forms)
    if len(found) == 1:
        return index.forms[found[0]]
    if found:
        report.add(
            "CW-MAN-008",
            f"The form `{name}` is in {' and '.join(f'`{id}`' for id in found)}.",
            "Write the library before it.",
            position,
        )
    else:
        report.add("CW-MAN-004", f"There is no form `{name}`.", mend_for(name, known, "form"), position)
    return None


def _lay(
    id: str,
    pick: Pick,
    layer: Selection,
    into: dict[str, list[_Draft]],
    subject: Clause | DefinedTerm,
    report: Report,
) -> None:
    """Lay one pick over what lower layers chose."""
    where = layer.file.position(pick.line, pick.column)
    clause = subject if isinstance(subject, Clause) else None
    if pick.omit:
        if clause is None:
            report.add(
                "CW-CHO-015",
                f"`{short(id)}` cannot be omitted: a definition follows from its use.",
                "Remove the line.",
                where,
            )
        elif not clause.omit:
            report.add(
                "CW-CHO-007",
                f"`{short(id)}` cannot be omitted: the clause must be chosen.",
                f"Choose one of: {', '.join(f'`{v}`' for v in clause.variants)}.",
                where,
            )
        into[id] = []
        return
    if pick.several and (clause is None or clause.choose != "any"):
        report.add("CW-CHO-002", f"`{short(id)}` takes one variant, not a list.", "Name one variant.", where)
        return
    inherited = into.get(id, [])
    drafts: list[_Draft] = []
    for item in pick.variants:
        parameters = {name: (node, layer.file) for name, node in item.parameters}
        place = layer.file.position(item.line, item.column)
        if item.name:
            if item.name not in subject.variants:
                report.add(
                    "CW-CHO-001",
                    f"`{short(id)}` has no variant `{item.name[:80]}`.",
                    mend_for(item.name, subject.variants, "variant"),
                    place,
                )
                continue
            if any(d.name == item.name for d in drafts):
                report.add("CW-CHO-014", f"The variant `{item.name}` is listed twice.", "Keep one.", place)
                continue
            drafts.append(_Draft(item.name, parameters, layer.label, place))
        elif not parameters and inherited:
            # `after` or `section` alone: the inherited choice stands
            drafts.extend(inherited)
        elif len(inherited) == 1:
            old = inherited[0]
            drafts.append(_Draft(old.name, {**old.parameters, **parameters}, layer.label, place))
        elif not inherited and len(subject.variants) == 1:
            drafts.append(_Draft(next(iter(subject.variants)), parameters, layer.label, place))
        else:
            report.add(
                "CW-CHO-003",
                f"No variant of `{short(id)}` fits: {'several are' if inherited else 'none is'} chosen.",
                f"Add `variant: ...`, one of {', '.join(f'`{v}`' for v in subject.variants)}.",
                place,
            )
    into[id] = drafts


def _chosen(subject: Clause | DefinedTerm, draft: _Draft, index: Index, report: Report) -> Chosen | None:
    """Type the parameters of one variant."""
    variant = subject.variants[draft.name]
    values: dict[str, ParameterValue] = {}
    for name, (node, file) in draft.parameters.items():
        parameter = variant.parameters.get(name)
        if parameter is None:
            report.add(
                "CW-CHO-004",
                f"`{short(subject.id)}={variant.name}` has no parameter `{name[:80]}`.",
                mend_for(name, variant.parameters, "parameter"),
                at(file, node),
            )
            continue
        try:
            value = read_value(parameter, node)
            if parameter.type == "term":
                value = _term(str(value), index)
            values[name] = value
        except BadValue as error:
            report.add(
                "CW-CHO-005",
                f"The parameter `{name}`: {error.message}",
                error.mend or parameter.about,
                at(file, node),
            )
    for name, parameter in variant.parameters.items():
        if name in draft.parameters:
            continue
        if parameter.default is None:
            report.add(
                "CW-CHO-006",
                f"The parameter `{name}` of `{short(subject.id)}={variant.name}` has no value.",
                f"Give one: {parameter.about}.",
                draft.position,
            )
            continue
        default = parameter.default
        try:
            values[name] = _term(str(default), index) if parameter.type == "term" else default
        except BadValue as error:
            report.add("CW-CHO-005", f"The parameter `{name}`: {error.message}", error.mend, draft.position)
    ordered = {name: values[name] for name in variant.parameters if name in values}
    return Chosen(variant, ordered, draft.decided_by, draft.position)


def _term(text: str, index: Index) -> str:
    """Return the full id of the definition that a value of type term names."""
    by_form = index.visible.forms.get(text)
    if by_form:
        return by_form
    try:
        return index.visible.resolve(text, "definition").id
    except Unresolved as error:
        raise BadValue(error.message, error.mend) from None


def _ordered(clause: Clause, chosen: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
    order = {name: place for place, name in enumerate(clause.variants)}
    return tuple(sorted(chosen, key=lambda c: order[c.variant.name]))


def _definitions(drafts: dict[str, list[_Draft]], index: Index, report: Report) -> dict[str, Chosen]:
    out: dict[str, Chosen] = {}
    for id, term in index.terms.items():
        own = drafts.get(id)
        if own:
            chosen = _chosen(term, own[0], index, report)
        elif len(term.variants) == 1:
            name = next(iter(term.variants))
            where = index.position(term.origin)
            chosen = _chosen(term, _Draft(name, {}, "only-variant", where), index, report) if where else None
        else:
            continue
        if chosen is not None:
            out[id] = chosen
    return out


def _sections(
    form: Form,
    present: Mapping[str, tuple[Chosen, ...]],
    placing: Mapping[str, Pick],
    index: Index,
    manifest: Manifest,
    report: Report,
) -> dict[str, tuple[str, ...]]:
    """Return the clauses of each section; a clause that the form does not list says where it goes."""
    out = {s.id: list(s.clauses) for s in form.sections}
    taking = {s.id for s in form.sections if s.clauses}
    home = {clause: section for section, clauses in out.items() for clause in clauses}
    following: dict[str, list[str]] = {}
    placed: list[str] = list(home)
    for id in present:
        if id in home:
            continue
        pick, clause = placing.get(id), index.clauses[id]
        after = (pick.after if pick else "") or ("" if pick and pick.section else clause.after)
        section = "" if after else (pick.section if pick else "") or clause.section
        if after:
            following.setdefault(_resolve(after, index), []).append(id)
        elif section in taking:
            out[section].append(id)
            home[id] = section
            placed.append(id)
    while placed:
        target = placed.pop()
        for id in following.pop(target, ()):
            clauses = out[home[target]]
            clauses.insert(clauses.index(target) + 1, id)
            home[id] = home[target]
            placed.append(id)
    for id in present:
        if id not in home:
            _unplaced(id, present[id], placing.get(id), index, form, taking, report)
    return {section: tuple(clauses) for section, clauses in out.items()}


def _resolve(name: str, index: Index) -> str:
    try:
        return index.visible.resolve(name, "clause").id
    except Unresolved:
        return name


def _unplaced(
    id: str,
    chosen: tuple[Chosen, ...],
    pick: Pick | None,
    index: Index,
    form: Form,
    taking: set[str],
    report: Report,
) -> None:
    """Complain of a clause without a place, unless all of its text goes to slots."""
    if all(_only_slots(c.variant.fragment.blocks) for c in chosen):
        return
    clause = index.clauses[id]
    after = (pick.after if pick else "") or clause.after
    section = (pick.section if pick else "") or clause.section
    where = chosen[0].position
    if after:
        report.add(
            "CW-CHO-012",
            f"`{short(id)}` follows `{after}`, which the form `{form.id.partition(':')[2]}` does not place.",
            "Name another clause after `after`, or a section.",
            where,
        )
    elif section:
        report.add(
            "CW-CHO-013",
            f"`{short(id)}` goes to the section `{section}`, which takes no clauses here.",
            mend_for(section, taking, "section"),
            where,
        )
    else:
        report.add(
            "CW-CHO-010",
            f"The form `{form.id.partition(':')[2]}` has no place for the clause `{short(id)}`.",
            "Say where it goes: `after: clause` or `section: id`, in the manifest or in `clause.yaml`.",
            where,
        )


def _only_slots(blocks: tuple[FragmentBlock, ...]) -> bool:
    return all(block.into for block in blocks)
