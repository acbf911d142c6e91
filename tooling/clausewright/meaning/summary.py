"""The few sentences at the head of a deed, each of which follows from a row."""

from __future__ import annotations

from .deed import Deed, Row


def sentences(deed: Deed) -> tuple[str, ...]:
    """Return what matters most in a few sentences."""
    if not deed.described:
        return ("Nobody described what this text permits and asks, so nothing is said of it.",)
    rows = {row.id: row for row in deed.rows}
    out = []
    if rows["use"].verdict == "permitted":
        limits = " within the limits on use below" if deed.limits else ", for any purpose"
        out.append(f"You may run and change the model{limits}.")
    else:
        out.append("Running the model is not simply permitted; see the table.")
    out.append(_giving(rows["give"], "Copies as received can be given on", rows))
    out.append(_derived(rows["give-tuned"]))
    if "give-narrow" in rows and _words(rows["give-narrow"]) != _words(rows["give-tuned"]):
        narrow = rows["give-narrow"]
        out.append(f"One for a single stated task, made with little training, {_may_close(narrow)}.")
    out.append(_serving(rows["serve"], rows["serve-tuned"]))
    out.append(_learning(rows["learn"], rows["give-learned"]))
    return tuple(out)


def _words(row: Row) -> set[str]:
    return {one.word for one in row.owed}


def _giving(row: Row, head: str, rows: dict[str, Row]) -> str:
    if row.verdict not in {"permitted", "not-governed"}:
        return f"{head} only as the table says."
    if not row.owed:
        return f"{head} freely."
    return f"{head}, with {_listed([one.what for one in row.owed])}."


def _may_close(row: Row) -> str:
    return "must stay under this license too" if "same-license" in _words(row) else "can be closed"


def _derived(row: Row) -> str:
    if row.verdict not in {"permitted", "not-governed"}:
        return "Giving a changed model to others is not simply permitted; see the table."
    if "same-license" in _words(row):
        rest = [one.what for one in row.owed if one.word not in {"same-license", "no-further-restrictions"}]
        return f"A changed model stays under this license when it is given to others, with {_listed(rest)}."
    return "A changed model can be given under other terms" + (
        f", with {_listed([one.what for one in row.owed])}." if row.owed else "."
    )


def _serving(same: Row, tuned: Row) -> str:
    if "forbidden" in {same.verdict, tuned.verdict}:
        return "Serving is limited; see the table."
    if same.owed:
        return f"Whoever serves it owes each user {_listed([one.what for one in same.owed])}."
    if tuned.owed:
        return f"Whoever serves a changed model owes each user {_listed([one.what for one in tuned.owed])}."
    return "Serving it to others owes them nothing."


def _learning(learn: Row, given: Row) -> str:
    if learn.verdict == "forbidden":
        return "Training another model on its answers is forbidden."
    if given.owed:
        return "A model trained on its answers carries duties; see the table."
    if learn.verdict == "depends" or given.verdict == "depends":
        return "Whether a model trained on its answers is free hangs on facts; see the table."
    return "Its answers, and models trained on them, are free of these terms."


def _listed(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
