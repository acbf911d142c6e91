"""The words of provisions, in groups, each with one line on what it means."""

from __future__ import annotations

from .group import Group
from .promises import PROMISES

ACTIVITIES: dict[str, tuple[str, dict[str, str]]] = {
    "use": (
        "have a model do something, without a copy for another person",
        {
            "run": "compute with the weights",
            "prompt": "give a model input: instructions, examples, documents",
            "generate": "have a model make output",
            "embed": "have a model turn input into vectors",
            "retrieve": "fetch stored data for a model's input",
            "evaluate": "test a model",
            "orchestrate": "connect a model to tools and to other models",
            "study": "look at the weights and at what they compute",
        },
    ),
    "copy": (
        "make another copy that is the same weights",
        {
            "duplicate": "copy as received",
            "convert-format": "write the same values in another format or order",
            "quantize": "write the values in a lower numerical precision",
        },
    ),
    "modify": (
        "make other weights from the values of weights",
        {
            "fine-tune": "train on from the values, for a task or a style",
            "preference-tune": "train on from the values, by judgments of answers",
            "continue-training": "train on from the values, on more data of a general kind",
            "train-adapter": "train values that work only together with the weights",
            "apply-adapter": "compute an adapter into the weights",
            "make-delta": "record the difference between two sets of weights",
            "apply-delta": "compute a recorded difference into weights",
            "merge": "combine values of several models in one",
            "prune": "take values away",
            "extract-part": "take values out for use elsewhere",
            "edit": "change values in another way than by training",
            "upcycle": "place values in a model of another shape",
        },
    ),
    "distil": ("train from internal states, whoever returned them", {}),
    "collect-outputs": ("gather output for later use", {}),
    "train-on-outputs": ("train from outputs alone; never from internal states", {}),
    "train-on-data": ("train from data that no model made", {}),
    "embed-in-system": ("make a model part of software", {}),
    "embed-in-device": ("make a model part of a device", {}),
    "convey": (
        "give another person a copy, or let them get one",
        {
            "convey-copy": "give a copy to certain persons",
            "publish": "let anyone get a copy",
            "convey-to-contractor": "give a copy to one who works only for the giver",
        },
    ),
    "serve": (
        "let a model be used without a copy",
        {
            "serve-public": "let other persons use it",
            "serve-internally": "let one's own staff use it",
            "host-for-other": "run it for another person as that person directs",
        },
    ),
    "publish-outputs": ("give output, or data made of it, to others", {}),
    "sublicense": ("give a right of one's own in what one received", {}),
    "relicense": ("offer what one received under other terms", {}),
    "lock": ("keep a recipient from an act by a technical measure", {}),
    "gate": ("make an act depend on payment, registration, personal data or a promise", {}),
    "punish": ("threaten or harm a person for using a right", {}),
    "charge": ("ask payment for a copy, a service, help or a warranty", {}),
    "remove-notices": ("take notices off a copy", {}),
    "transfer-entity": ("sell, divide or merge an organization that holds copies", {}),
    "transfer-right": ("pass a right in the weights to another person", {}),
    "publish-version": ("publish a later version of the license", {}),
    "enforce": ("bring a claim on the terms, or on a right that they concern", {}),
    "contribute": ("send a licensor a change for inclusion", {}),
    "add-permission": ("give more leave than the license does", {}),
    "remove-permission": ("leave out leave that others added", {}),
    "add-terms": ("add a further term", {}),
    "give-warranty": ("give a warranty of one's own", {}),
    "name-origin": ("say truthfully from which model another was made", {}),
    "name-a-place": ("name a place where the thing owed can be had, in place of giving it", {}),
    "leave-out": ("give less than the whole of what is owed", {}),
    "estimate": ("state an amount in good faith that nobody measured", {}),
}
"""The tree of activities: each with one line, and its leaves. A provision on a branch covers its leaves."""

LEAVES: dict[str, str] = {leaf: branch for branch, (_, leaves) in ACTIVITIES.items() for leaf in leaves}
"""The branch of each leaf."""


def branch_of(activity: str) -> str:
    """Return the branch of a leaf; of a branch or an activity without leaves, itself."""
    return LEAVES.get(activity, activity)


_ALL_ACTIVITIES = {
    name: about
    for branch, (line, leaves) in ACTIVITIES.items()
    for name, about in ({branch: line} | leaves).items()
}

_GROUPS = (
    Group("activities", "What a person does. A branch covers its leaves.", _ALL_ACTIVITIES),
    Group(
        "duties",
        "What a provision can require.",
        {
            "provide": "give the materials named under `material`",
            "keep": "keep the record named under `keeps`",
            "same-license": "offer the thing as a whole under this license",
            "no-further-restrictions": "add no term that limits what this license permits",
            "keep-limits": "pass on the limits on use that this license sets",
            "bind-successor": "bind whoever takes over a right to the same promise",
        },
    ),
    Group(
        "materials",
        "What can be given. Supplying `weights-as-run` needs `convey`.",
        {
            "weights-as-run": "the weights, complete, with what is needed to load them",
            "inference-code": "code that is enough to compute output",
            "training-code": "the code of the training",
            "training-configuration": "the settings of the training, intermediate copies included",
            "training-data": "the data of the training themselves",
            "data-information": "a description and lists of all data of the training",
            "data-summary": "a summary of the data by kind and source",
            "evaluation": "code and results of the tests by which a model was chosen",
            "architecture": "descriptions and code of the architecture",
            "documentation": "a document on abilities, limits and use",
            "installation-information": "keys and instructions to replace the weights in a device or file",
            "license-text": "the text of the license",
            "notices": "notices of authorship, of rights and of terms",
            "change-statement": "a statement that something was changed, or what it is now",
            "lineage": "the record of the weights from which others come, step by step",
            "model-name": "the name of the weights that answer",
            "original-name": "the name of the original weights, shown beside that of the changed ones",
            "new-name": "a name that nobody would take for that of the original weights",
            "provenance-label": "a statement that data were made by a model, and by which",
            "reason": "why something owed is left out or waits",
            "patent-license": "permission under patents",
        },
    ),
    Group(
        "artifacts",
        "Things that a lineage has, and that a definition can cover.",
        {
            "weights": "the values that training gives a model",
            "checkpoint": "weights as they stood in the course of a training",
            "delta": "the difference between two sets of weights",
            "adapter": "trained values that work only together with other weights",
            "soft-prompt": "trained values that take the place of input",
            "outputs": "what a model returns as its answer",
            "internal-states": "full probabilities, values of hidden layers, gradients",
            "dataset": "a collection of data",
            "embedding": "vectors that a model computed from input",
            "reward-model": "weights that judge answers",
            "tokenizer": "what turns text into a model's input",
            "code": "software",
            "document": "a text for people",
            "system": "software of which a model is a part",
            "agent": "software in which a model chooses actions",
            "device": "a machine in which a model runs",
            "service": "a model that answers over a network",
        },
    ),
    Group(
        "roles",
        "Who a provision speaks to, or to whom something is owed.",
        {
            "licensor": "the person from whom a part of the weights comes, for that part",
            "steward": "the publisher of the license",
            "contributor": "a person who sends a licensor a change",
            "licensee": "each person who does an act with the weights",
            "conveyor": "a person who gives others a copy",
            "operator": "a person who serves the weights and decides which of them answer",
            "host": "a person who keeps or runs another person's copy as that person directs",
            "recipient": "a person who gets a copy",
            "service-user": "a person who uses weights that an operator serves",
            "public": "everyone",
        },
    ),
    Group(
        "parties",
        "How one person stands to another, or to the license.",
        {
            "staff-of": "works for the person and inside it",
            "affiliate-of": "is under the same control",
            "contractor-of": "works on copies only for the person",
            "bound-by": "is bound by a right, by an agreement, or was only told",
        },
    ),
    Group(
        "portions",
        "The weights that a provision speaks of.",
        {
            "original": "the weights first offered under the license",
            "derived": "weights made from them, as the definition of Derivative Weights says",
            "reached": "both",
            "concerned": "those with respect to which the act was done",
            "own-parts": "the parts that come from the person under `who`",
            "own-copies": "copies that the person under `who` does not give to others",
            "licensors-parts": "the parts that come from the licensor concerned",
            "contributions": "changes that were sent to a licensor",
            "own-derived": "derived weights that the person under `who` made",
            "adapter-alone": "an adapter given without the weights with which it works",
            "output-trained": "weights trained on output, whatever its share",
            "permission": "leave from a licensor, or the licensor's promise",
            "sibling-text": "another license that contains the family rule word for word",
        },
    ),
    Group(
        "claims",
        "What a person can give up besides the right to forbid an act.",
        {
            "liability": "a claim for loss",
            "warranty": "a claim that the thing is as promised",
        },
    ),
    Group(
        "powers",
        "What a licensor keeps.",
        {
            "end-permission": "end permission by a notice",
            "notify-breach": "give notice of a breach",
            "restrict-remotely": "hold back running from afar",
            "force-update": "replace a copy that another person holds",
        },
    ),
    Group("promises", "Claims about the whole license, proved against all other provisions.", PROMISES),
    Group(
        "siblings",
        "With what a license can be combined.",
        {
            "same-family": "every text that contains the family rule word for word",
        },
    ),
    Group(
        "purposes",
        "Aims of an act.",
        {
            "any": "every aim",
            "serve": "in order to serve",
            "commercial": "payment or another commercial advantage",
            "other-than-research": "anything but research and teaching",
            "competing-models": "training a model for tasks in general that is not derived",
            "identification": "learning who a person is beyond what a delivery needs",
            "technical-measures": "holding to a law against bypassing technical measures",
            "money": "getting money, and not performance",
            "autonomous-weapons": "attacking persons without a human decision in each case",
            "mass-harm-weapons": "biological, chemical or nuclear weapons",
            "child-abuse": "sexual material that shows a child",
            "secret-tracking": "tracking persons in secret without a law and a court",
            "impersonation": "passing off output as a real person's who did not agree",
        },
    ),
    Group(
        "triggers",
        "Events on which a provision takes effect.",
        {
            "breach": "a term was broken",
            "cured": "what was owed is done or, where impossible, the act is stopped",
            "silence": "no notice came within the time",
            "licensor-says": "the licensor gives permission again",
            "patent-claim": "a claim in court that the weights infringe a patent",
            "patent-or-copyright-claim": "a claim in court that they infringe a patent or a copyright",
            "time": "a time has passed",
            "exception-sold": "a licensor let someone keep derivative weights closed",
            "conflicting-duty": "this license and another duty cannot both be kept",
            "law-forbids": "a law or a judgment forbids what is owed",
            "notice-allows": "the licensor's notice says so",
            "coarser-copy": "the copy has a lower precision than another that the person holds",
            "key-needed": "the copy cannot be read, copied or replaced without a key",
            "came-with-one": "the copy came to the person with such a thing",
            "place-fails": "a named place gives the materials no longer",
            "request": "the person to whom something is owed asks for it",
        },
    ),
    Group(
        "starts",
        "Events from which a time counts.",
        {
            "request": "the person asked",
            "last-serve": "the weights were last served",
            "convey": "the weights were first conveyed",
            "last-convey": "the copy was last conveyed",
            "notice": "a notice was given",
            "cure": "the breach was put right",
            "discovery": "the person discovered the breach or the failure",
            "change": "the weights last changed while they were served",
        },
    ),
    Group("time-units", "Units of a time.", {"days": "days", "months": "months", "years": "years"}),
    Group(
        "units",
        "Units of a threshold.",
        {
            "users": "persons who used the services in a month",
            "tokens": "share of the tokens of a training or data set, repeated ones counted once",
            "examples": "share of the examples of a data set",
            "compute": "share of the computation of the original training",
        },
    ),
    Group("fees", "What may be asked for.", {"none": "nothing", "cost": "no more than the giving costs"}),
    Group(
        "knowledge",
        "What a person must know for a provision to bind.",
        {
            "collected": "made or gathered the thing from the weights in person",
            "told": "got the thing with a notice that says where it came from",
            "knew": "knew, in whatever way, where it came from",
        },
    ),
    Group("records", "Records to keep.", {"share-of-output": "the share of output in a training"}),
    Group(
        "terms",
        "The terms under which something may or must be given.",
        {
            "own": "terms of the giver's choice",
            "open": "leave to use, copy, change and pass on, for any purpose, without payment",
        },
    ),
    Group(
        "exceptions",
        "What a provision leaves out, besides activities, artifacts, roles and defined terms.",
        {
            "breach": "acts that break the terms",
            "defense": "a claim that only answers another person's claim",
            "said-in-writing": "where the person says otherwise in writing",
            "freed": "what may be given under own terms",
            "third-party-parts": "parts that another person offers to everyone without charge",
        },
    ),
    Group(
        "work",
        "From what the terms spread, where not from a portion or a defined term.",
        {"work": "from the original alone: reach stops after one step"},
    ),
    Group("contained", "Facts on an artifact.", {"contains": "the artifact itself holds the weights"}),
)

GROUPS: dict[str, Group] = {group.name: group for group in _GROUPS}
"""Every group by name."""
