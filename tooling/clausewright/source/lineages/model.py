"""What a lineage holds: parties, artifacts, steps and expectations. Physical facts only."""

from __future__ import annotations

from ...diagnostic import Position
from ...document.record import entity, field, record

UNDER_TEST = "under-test"
"""The name that stands for the license on trial."""

UNKNOWN_ACT = "unknown"
"""The activity of a step of which nobody said what was done; no lineage of ours may write it."""


@record
class Party:
    """A person or an organization."""

    id: str
    staff_of: tuple[str, ...] = ()
    affiliate_of: tuple[str, ...] = ()
    contractor_of: tuple[str, ...] = ()
    host_for: tuple[str, ...] = ()
    bound_by: tuple[str, ...] | None = None
    """`right`, `agreement`, `notice`; None where nothing is said."""
    accepts: tuple[str, ...] = ()
    """Licenses that the party accepted as agreements."""
    knew: bool | None = None
    """Whether the party knew where what it uses came from, in whatever way."""
    users: float | None = None
    """Persons who used its services in a month."""


@entity
class Artifact:
    """A thing: weights, data, software, a device."""

    id: str
    kind: str = ""
    """A word of the vocabulary; empty where the step that makes it decides."""
    licenses: tuple[tuple[str, ...], ...] = ()
    """Licenses put on it: all of these groups hold, and of each group one can be chosen."""
    by: str = ""
    """Who put the licenses on it, and holds the rights; empty where nobody said."""
    contributors: tuple[str, ...] = ()
    compute: float | None = None
    """Floating-point operations of its training, for one whose making is no step."""
    precision: float | None = None
    """Bits of a value."""
    task: str | None = None
    """The one task that each copy states, `general` for none; None where nothing is said."""
    locked: bool | None = None
    """Whether a copy needs a key to be read, copied or replaced."""
    documented: bool | None = None
    """Whether a document on abilities and limits came with it."""
    notice: bool | None = None
    """Whether a notice of its license came with it; yes where nothing is said and it has one."""
    holds_weights: bool | None = None
    """Whether this output itself contains the weights; no where nothing is said."""
    position: Position | None = None


@record
class Input:
    """What goes into a step."""

    of: str
    share: float | None = None
    """Share of the whole, from 0 to 1."""
    unit: str = "tokens"


@entity
class Step:
    """One activity."""

    do: str
    inputs: tuple[Input, ...]
    out: str = ""
    by: str = ""
    to: str = ""
    with_: tuple[str, ...] = ()
    """Artifacts that travel together with it."""
    compute: float | None = None
    """Floating-point operations."""
    purpose: tuple[str, ...] | None = None
    date: str = ""
    position: Position | None = None


@entity
class Expectation:
    """What is expected of one act under some licenses."""

    act: str
    of: str
    verdict: str
    by: str = ""
    to: str = ""
    with_: tuple[str, ...] = ()
    purpose: tuple[str, ...] | None = None
    under: tuple[str, ...] = ()
    """Names of licenses; empty for all."""
    owes: tuple[str, ...] | None = None
    """Everything that is owed; None where nothing is expected of it."""
    supplies: tuple[str, ...] = ()
    """Materials that must be among what is owed, with defined terms spelled out."""
    because: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    """Facts on which the verdict hangs."""
    basis: tuple[str, ...] | None = None
    clash: tuple[str, ...] = ()
    flag: str = ""
    position: Position | None = None


@entity
class Lineage:
    """Artifacts and what happened to them, in an order in which everything is made before it is used."""

    name: str
    question: str = ""
    law: str = "default"
    """`default`, copyright-like rights in weights, or `none`."""
    purpose: tuple[str, ...] | None = None
    """Aims of every act that states none of its own; None where nothing is said."""
    parties: dict[str, Party] = field(default_factory=dict)
    artifacts: dict[str, Artifact] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    expect: list[Expectation] = field(default_factory=list)
    path: str = ""

    @property
    def license_names(self) -> tuple[str, ...]:
        """Every license that stands on an artifact, in order of first appearance."""
        return tuple(
            dict.fromkeys(
                name for artifact in self.artifacts.values() for group in artifact.licenses for name in group
            )
        )
