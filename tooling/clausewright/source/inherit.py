"""`like`: one variant's text as another's with some paragraphs replaced, added or left out."""

from __future__ import annotations

from collections.abc import Iterable

from ..document.record import replace
from .files import Report
from .raw import RawBlock, words


def inherit(
    base: Iterable[RawBlock], own: Iterable[RawBlock], drop: Iterable[str], report: Report
) -> list[RawBlock]:
    """Return the blocks of `base` changed by those of `own`.

    A paragraph of the same id replaces the words. A lead-in keeps the list below it, which the new
    text changes item by item; where the new words lead into no list, the old list goes. An item
    without words stands for the inherited one, so that items can be added below it. New items follow
    the last item of the list at their level, before a wrap-up; new plain paragraphs follow the last block.

    Args:
        base: The blocks of the other variant.
        own: The blocks of the variant that says `like`.
        drop: Ids that are left out.
        report: Where complaints go.
    """
    merged = [_copy(block) for block in base]
    for block in own:
        _place(merged, block, merged, report)
    left_out = set(drop)
    known = {b.id for top in merged for b in top.walk()}
    merged = _without(merged, left_out)
    for id in sorted(left_out - known):
        report.add("CW-LIK-002", f"`drop` names `{id}`, which the other variant does not have.", "Remove it.")
    return merged


def _copy(block: RawBlock) -> RawBlock:
    wrap_up = _copy(block.wrap_up) if block.wrap_up else None
    return replace(block, items=[_copy(item) for item in block.items], wrap_up=wrap_up)


def _without(blocks: list[RawBlock], ids: set[str]) -> list[RawBlock]:
    kept = []
    for block in blocks:
        if block.kind != "bullets" and block.id in ids:
            continue
        block.items = _without(block.items, ids)
        if block.wrap_up is not None and block.wrap_up.id in ids:
            block.wrap_up = None
        if block.kind == "bullets":
            if not block.items:
                continue
            block.id = block.items[0].id
        kept.append(block)
    return kept


def _find(blocks: list[RawBlock], id: str) -> RawBlock | None:
    for top in blocks:
        for block in top.walk():
            if block.id == id and block.kind != "bullets":
                return block
    return None


def _place(top: list[RawBlock], block: RawBlock, siblings: list[RawBlock], report: Report) -> None:
    """Put one block of the changing variant among `siblings`, blocks of one level of the other."""
    if block.kind == "bullets":
        holder = next((b for b in siblings if b.kind == "bullets"), None)
        for bullet in block.items:
            old = _find(top, bullet.id)
            if old is not None:
                _replace(top, old, bullet, report)
            elif holder is not None:
                holder.items.append(_copy(bullet))
            else:
                holder = RawBlock(
                    "bullets", block.file, block.line, block.column, bullet.id, items=[_copy(bullet)]
                )
                siblings.append(holder)
        return
    old = _find(top, block.id) if block.id else None
    if old is not None:
        _replace(top, old, block, report)
    elif block.carrier:
        report.add(
            "CW-LIK-003",
            f"`{block.id}` has no words, and the other variant has no such paragraph.",
            "Write its words, or correct the id.",
            block.file.position(block.line, block.column),
        )
    elif block.kind == "item":
        _add_item(siblings, _copy(block))
    else:
        siblings.append(_copy(block))


def _replace(top: list[RawBlock], old: RawBlock, new: RawBlock, report: Report) -> None:
    if not new.carrier:
        old.file, old.line, old.column = new.file, new.line, new.column
        old.content, old.text = new.content, new.text
        old.condition, old.into, old.source = new.condition, new.into, new.source
        old.conspicuous, old.level = new.conspicuous, new.level
        old.attributes_line, old.attributes_column = new.attributes_line, new.attributes_column
        if not (words(new.content).rstrip().endswith(":") or new.source):
            old.items, old.wrap_up = [], None
        if old.kind in {"item", "plain"} and new.kind in {"item", "plain", "notice"}:
            old.kind = new.kind
    for child in new.items:
        _place(top, child, old.items, report)
    if new.wrap_up is not None:
        found = _find(top, new.wrap_up.id)
        if found is not None:
            _replace(top, found, new.wrap_up, report)
        else:
            old.wrap_up = _copy(new.wrap_up)


def _add_item(siblings: list[RawBlock], item: RawBlock) -> None:
    """Add a numbered item after the last of its list; the list may hang below a plain lead-in."""
    for place in range(len(siblings) - 1, -1, -1):
        block = siblings[place]
        if block.kind == "item" and not block.into:
            siblings.insert(place + 1, item)
            return
        if block.kind == "plain" and (block.source or any(i.kind == "item" for i in block.items)):
            block.items.append(item)
            return
    siblings.append(item)
