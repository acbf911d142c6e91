"""Groups of things that use each other in a circle, each group after those that it depends on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def components(edges: Mapping[str, Sequence[str]], names: Sequence[str]) -> list[list[str]]:
    """Return the strongly connected components of a graph (Tarjan 1972), dependencies first.

    Args:
        edges: What each name depends on.
        names: All names; others are passed over.
    """
    known = set(names)
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on: set[str] = set()
    out: list[list[str]] = []
    for start in names:
        work = [(start, 0)] if start not in number else []
        while work:
            name, place = work.pop()
            if place == 0:
                number[name] = low[name] = len(number)
                stack.append(name)
                on.add(name)
            below = [x for x in edges.get(name, ()) if x in known]
            if place:
                low[name] = min(low[name], low[below[place - 1]])
            while place < len(below):
                other = below[place]
                place += 1
                if other not in number:
                    work.extend(((name, place), (other, 0)))
                    break
                if other in on:
                    low[name] = min(low[name], number[other])
            else:
                if low[name] == number[name]:
                    cut = stack.index(name)
                    out.append(stack[cut:])
                    on.difference_update(stack[cut:])
                    del stack[cut:]
    return out
