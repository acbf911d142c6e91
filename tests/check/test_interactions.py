"""Six places where clauses meet: each is read in composed licenses, by provisions and by words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clausewright import check_license, compose_license
from clausewright.diagnostic import Refused
from clausewright.document import (
    Document,
    Paragraph,
    Provision,
    Ref,
    blocks,
    plain,
    reference_text,
)
from shipped_library import CLAUSES

HEAD = (
    "clausewright: 1\nlicense: {name: Tested Weights License, id: LicenseRef-Tested-1.0, version: '1.0', "
    "date: 2026-11-23, steward: Lab}\n"
)


class License:
    """A composed license that can be asked for words and provisions."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.paragraphs = {
            block.id.removeprefix("core:"): block
            for section in document.sections
            for block in blocks(section)
            if isinstance(block, Paragraph)
        }

    def words(self, id: str) -> str:
        return plain(self.document, self.paragraphs[id].content).replace("\u00a0", " ")

    def provisions(self, id: str) -> tuple[Provision, ...]:
        return self.paragraphs[id].provisions

    def only(self, id: str) -> Provision:
        (found,) = self.provisions(id)
        return found

    def verbs(self, id: str) -> list[tuple[str, object]]:
        return [(p.verb, p.value) for p in self.provisions(id)]

    def all(self) -> list[Provision]:
        return [p for paragraph in self.paragraphs.values() for p in paragraph.provisions]


def license(tmp_path: Path, profile: str = "network-copyleft", **choices: str) -> License:
    """Compose a profile with other variants of clauses, and of definitions where a name has an underline."""
    clauses = "".join(f"  {k.replace('_', '-')}: {v}\n" for k, v in choices.items() if not k.startswith("d_"))
    terms = "".join(f"  {k[2:].replace('_', '-')}: {v}\n" for k, v in choices.items() if k.startswith("d_"))
    text = f"{HEAD}extends: {profile}\n"
    text += f"clauses:\n{clauses}" if clauses else ""
    text += f"definitions:\n{terms}" if terms else ""
    path = tmp_path / f"{abs(hash(text))}.yaml"
    path.write_text(text)
    result = compose_license(path)
    assert [d for d in check_license(result) if d.severity == "error"] == []
    return License(result.document)


# -- basis × running × service ---------------------------------------------------------------


def test_running_is_free_and_running_in_order_to_serve_is_serving(tmp_path: Path) -> None:
    text = license(tmp_path)
    assert text.verbs("running/run") == [("permits", "run"), ("states", True)]
    assert text.provisions("running/run")[0].slots["purpose"] == "any"
    assert (
        "Running Covered Weights in order to Serve them is Serving, to which Section 9 applies."
        in text.words("running/run")
    )
    condition, after_a_breach = text.provisions("api-disclosure/condition")
    assert after_a_breach.verb == "states"
    assert (condition.verb, condition.slots["purpose"]) == ("permits", "serve")
    assert condition.slots["depends"]["duty"] == ("offer", "tell", "identity")  # type: ignore[index]
    silent = license(tmp_path, "permissive")
    assert silent.verbs("running/run") == [("permits", "run")]
    assert "Serve" not in silent.words("running/run")


def test_serving_is_acceptance_under_an_agreement_and_running_is_not(tmp_path: Path) -> None:
    text = license(tmp_path)
    assert text.words("legal-basis/acceptance") == (
        "You accept this License when You Convey or Serve any of these:"
    )
    private = text.only("legal-basis/private")
    assert (private.verb, private.value) == ("permits", ("run", "study", "modify"))
    assert "no right of a Licensor forbids" in text.words("legal-basis/acts")


@pytest.mark.parametrize("basis", ["license-only", "covenant"])
def test_without_an_agreement_duties_fall_away_where_no_right_stands(tmp_path: Path, basis: str) -> None:
    text = license(tmp_path, legal_basis=basis)
    assert text.verbs("legal-basis/needed") == [("promises", "no-duty-without-right")]
    assert "legal-basis/acts" not in text.paragraphs
    assert text.only("api-disclosure/offer").verb == "requires"


def test_a_waiver_asks_for_nothing_on_serving(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        license(tmp_path, legal_basis="waiver")
    assert {d.code for d in refused.value.diagnostics} == {"CW-CHO-009"}


# -- distillation × generated data × acceptance ----------------------------------------------


def test_internal_states_are_reached_by_the_definition_and_output_by_nothing(tmp_path: Path) -> None:
    text = license(tmp_path)
    internal = text.only("derivative-weights/internal")
    assert (internal.verb, internal.value) == ("reaches", {"by": "distil", "from": "reached"})
    assert internal.slots["knows"] == ("collected", "knew")
    assert text.verbs("generated-data/free") == [("promises", "output-unrestricted")]
    assert text.verbs("generated-data/not-reached") == [("promises", "trained-on-output-free")]
    reached = [p.value for p in text.all() if p.verb == "reaches"]
    assert not [r for r in reached if "train-on-outputs" in str(r)]
    definition = text.only("internal-states/def")
    assert definition.slots["except"] == "outputs"
    assert "Internal States are not Output." in text.words("output/def")


def test_acceptance_names_internal_states_and_output_only_where_they_are_reached(tmp_path: Path) -> None:
    text = license(tmp_path)
    assert "Internal States that came to You with a notice" in text.words("legal-basis/distilled")
    assert "legal-basis/generated" not in text.paragraphs
    plainer = license(tmp_path, d_derivative_weights="with-adapters")
    assert "legal-basis/distilled" not in plainer.paragraphs
    assert "derivative-weights/internal" not in plainer.paragraphs
    wide = license(tmp_path, generated_data="model-share-alike")
    assert "Output that came to You with a notice" in wide.words("legal-basis/generated")
    model = wide.only("generated-data/model")
    assert (model.value, model.slots["knows"]) == (
        {"by": "train-on-outputs", "from": "reached"},
        ("collected", "told"),
    )
    assert wide.verbs("generated-data/strangers") == [("promises", "strangers-free")]


@pytest.mark.parametrize("variant", ["provenance-label", "dataset-share-alike"])
def test_a_term_on_data_sets_binds_one_who_never_shared_the_model(tmp_path: Path, variant: str) -> None:
    text = license(tmp_path, generated_data=variant)
    assert "You also accept this License when You give another person a data set" in text.words(
        "legal-basis/data-sets"
    )
    assert text.words("running/private").endswith("What Section 10 asks about Output is owed all the same.")
    assert "legal-basis/data-sets" not in license(tmp_path).paragraphs


def test_output_reaches_by_the_notice_by_which_it_is_accepted(tmp_path: Path) -> None:
    text = license(tmp_path, generated_data="dataset-share-alike")
    for id in (
        "legal-basis/generated",
        "generated-data/model",
        "generated-data/strangers",
        "generated-data/data",
    ):
        assert "notice of this License" in text.words(id), id


# -- limits on use × service × termination ---------------------------------------------------


@pytest.mark.parametrize("profile", ["responsible-use", "research-only"])
def test_a_limit_on_use_covers_serving_and_a_breach_ends_it(tmp_path: Path, profile: str) -> None:
    text = license(tmp_path, profile)
    limits = [p for p in text.all() if p.verb == "forbids" and "purpose" in p.slots]
    assert [p.value for p in limits] == [("use", "modify", "convey", "serve")]
    assert [p.slots["when"] for p in text.all() if (p.verb, p.value) == ("requires", "keep-limits")] == [
        {"act": "serve-public", "of": "reached"},
        {"act": "convey", "of": "derived"},
    ]
    assert text.provisions("termination/ends")[0].value == ("convey", "serve")
    assert license(tmp_path, "permissive").provisions("termination/ends")[0].value == "convey"


# -- verbatim copies × share-alike -----------------------------------------------------------


def test_unchanged_weights_take_no_further_terms_beside_share_alike(tmp_path: Path) -> None:
    text = license(tmp_path, "lesser-copyleft")
    assert text.verbs("verbatim-copies/no-more") == [("requires", "no-further-restrictions")]
    free = license(tmp_path, "permissive", verbatim_copies="standard")
    assert "verbatim-copies/no-more" not in free.paragraphs


# -- foundation-only × roles × service × downstream ------------------------------------------


def test_a_narrow_model_is_freed_everywhere_or_nowhere(tmp_path: Path) -> None:
    text = license(tmp_path, weights_share_alike="foundation-only", value_chain_role="tiered")
    free = text.only("weights-share-alike/narrow-free")
    assert (free.verb, free.slots["of"]) == ("ends", "narrow-model")
    assert free.value == ("duties", "technical-measures", "access")
    offer = text.only("api-disclosure/offer")
    assert offer.slots["except"] == "narrow-model"
    assert "This duty does not concern a Narrow Model." in text.words("api-disclosure/offer")
    narrow = text.only("weights-share-alike/narrow")
    assert set(narrow.value) >= {"convey", "sublicense"} and narrow.slots["terms"] == "own"  # type: ignore[call-overload]
    assert [(p.verb, p.slots.get("of"), p.slots.get("except")) for p in text.provisions("downstream/sublicense")] == [
        ("permits", "narrow-model", None), ("forbids", "reached", "narrow-model"),
    ]  # fmt: skip
    assert text.only("downstream/direct").slots["except"] == "freed"
    assert text.only("value-chain-role/take-out").slots["except"] == "narrow-model"
    parts = text.only("weights-share-alike/narrow-parts")
    assert parts.value == {"by": "modify", "from": "narrow-model", "except": "narrow-model"}
    assert "only on the terms of this License, unless the result is again a Narrow Model" in text.words(
        "weights-share-alike/narrow-parts"
    )


def test_without_foundation_only_nothing_is_freed(tmp_path: Path) -> None:
    text = license(tmp_path)
    assert not [p for p in text.all() if "narrow-model" in (str(p.value) + str(p.slots))]
    assert "except" not in text.only("api-disclosure/offer").slots
    assert text.verbs("downstream/sublicense") == [("forbids", "sublicense")]
    for choice in ({"weights_share_alike": "foundation-only"}, {"value_chain_role": "tiered"}):
        with pytest.raises(Refused):
            license(tmp_path, **choice)


# -- service × materials × private promise × termination -------------------------------------


def test_the_private_promise_ends_for_good_with_the_first_service(tmp_path: Path) -> None:
    text = license(tmp_path)
    assert text.verbs("running/private") == [("promises", "nothing-owed-in-private")]
    assert text.words("running/private").startswith(
        "For Covered Weights that You have never Conveyed or Served,"
    )
    end = text.only("api-disclosure/end")
    assert (end.verb, end.value, end.slots["for"]) == (
        "ends", "offer", {"parameter": "keep_days", "from": "last-serve"},
    )  # fmt: skip
    acts = {"convey", "serve-public", "serve", "contribute", "publish-outputs"}
    for provision in text.all():
        if provision.verb == "requires":
            when = provision.slots["when"]["act"]  # type: ignore[index]
            assert set((when,) if isinstance(when, str) else when) <= acts, provision


def test_an_answer_to_a_user_owes_no_second_set_of_materials(tmp_path: Path) -> None:
    text = license(tmp_path)
    assert text.verbs("api-disclosure/conveys") == [("promises", "service-offer-is-enough")]
    assert text.words("api-disclosure/conveys").endswith(
        "Section 9(a) takes the place of Section 6(a)(ii), and Section 9(f) gives the only limit in time."
    )


def test_duties_outlast_permission_and_can_still_be_kept(tmp_path: Path) -> None:
    text = license(tmp_path)
    ends = text.only("termination/ends")
    assert (ends.verb, ends.value, ends.slots["trigger"]) == ("ends", ("convey", "serve"), "breach")
    assert "to do what You still owe under this License does not end" in text.words("termination/private")
    assert "for any aim other than to Convey or Serve them" in text.words("termination/private")
    assert text.verbs("termination/survival") == [("promises", "listed-duties-survive")]
    listed = [item.id for item in text.paragraphs["termination/survival"].items]
    assert listed == [
        "core:giving-materials/survives",
        "core:giving-materials/terms-survive",
        "core:api-disclosure/survives",
        "core:access/survives",
    ]
    assert "that You Served before Your Permission ended" in text.words("api-disclosure/survives")


def test_rights_that_recipients_hold_against_a_person_outlast_that_persons_permission(tmp_path: Path) -> None:
    text = license(tmp_path)
    assert text.words("access/survives").startswith("The duties in Sections 12(c) and 12(f), for copies")
    without = license(tmp_path, access="omit")
    assert without.words("technical-measures/survives").startswith("The duty in Section 12(c), for copies")


# -- covered-service × original weights × host and affiliate ---------------------------------


@pytest.mark.parametrize(("variant", "of"), [("any-service", "reached"), ("modified-only", "derived")])
def test_the_definition_decides_on_original_weights(tmp_path: Path, variant: str, of: str) -> None:
    text = license(tmp_path, d_covered_service=variant)
    covered = text.only("covered-service/def")
    assert (covered.value, covered.slots["of"]) == ("serve-public", of)
    offer = text.only("api-disclosure/offer")
    assert offer.slots["when"] == {"act": "serve-public", "of": "covered-service"}
    preamble = [text.words(id) for id in text.paragraphs if id == "api-disclosure/preamble"]
    assert ("changed version" in preamble[0]) is (variant == "modified-only")
    public = text.only("api-disclosure/public")
    assert (public.verb, public.value, public.slots["meets"]) == ("permits", "name-a-place", "offer")


def test_hosts_are_not_operators_and_affiliates_are_no_strangers(tmp_path: Path) -> None:
    text = license(tmp_path)
    assert text.only("operator/def").slots["except"] == ("host", "contractor")
    assert set(text.only("you/def").value) >= {"affiliate-of", "host-for-other", "staff-of"}  # type: ignore[call-overload]
    assert "one person, as long as they are Affiliates" in text.words("you/def")
    covers, leaving = text.provisions("convey/def")
    assert covers.slots["except"] == ("convey-to-contractor", "host-for-other")
    assert leaving.value == "transfer-entity"
    assert text.words("convey/def").endswith("is Conveyed to it on that day.")
    assert "owes what the organization still owed" in text.words("downstream/transfer")


# -- conflicting duties × service × lawful exceptions ----------------------------------------


def test_a_terms_own_exception_comes_before_the_duty_to_stop(tmp_path: Path) -> None:
    text = license(tmp_path)
    assert text.words("conflicting-duties/own-exceptions").endswith("comes before Sections 17(c) and 17(d).")
    lawful = text.only("training-data-disclosure/lawful")
    assert (lawful.verb, lawful.value, lawful.slots["trigger"]) == ("permits", "leave-out", "law-forbids")
    assert text.only("training-data-disclosure/say-so").slots["material"] == "reason"
    stop = text.only("conflicting-duties/stop")
    assert (stop.verb, stop.value, stop.slots["trigger"]) == (
        "forbids",
        ("convey", "serve"),
        "conflicting-duty",
    )


def test_what_is_already_owed_waits_and_the_users_learn_why(tmp_path: Path) -> None:
    text = license(tmp_path)
    assert text.verbs("conflicting-duties/waits") == [("promises", "unlawful-duty-waits")]
    assert "that You did not seek" in text.words("conflicting-duties/waits")
    tell, _ = text.provisions("conflicting-duties/tell")
    assert "service-user" in tell.slots["to"]  # type: ignore[operator]
    exempt, _ = license(tmp_path, api_disclosure="network-exempt").provisions("conflicting-duties/tell")
    assert exempt.slots["to"] == "recipient"
    assert exempt.slots["when"] == {"act": "convey", "of": "reached"}


# -- the page --------------------------------------------------------------------------------

PAGE = (CLAUSES.parent / "docs" / "interactions.md").read_text(encoding="utf-8")
CITED = re.compile(
    r"`([a-z-]+/[a-z-]+)`"
    r"(?:,?\s+\((Section\s\d+(?:\([a-z]+\))*|paragraph\s\([a-z]\)\sof\sthe\sdefinition\sof[A-Za-z\s]+)\))?"
)


def test_every_citation_of_the_page_leads_where_it_says(tmp_path: Path) -> None:
    text = license(tmp_path)
    library = {f"{path.parent.name}" for path in CLAUSES.rglob("*.md")}
    cited = [(m[1], " ".join((m[2] or "").split())) for m in CITED.finditer(PAGE)]
    assert len(cited) > 30
    for id, where in cited:
        assert id.partition("/")[0] in library
        if where:
            printed = reference_text(text.document, Ref((f"core:{id}",)))
            assert printed.replace("\u00a0", " ") == where, id
        else:
            assert id not in text.paragraphs, f"`{id}` is in the profile: name its section"
            known = any(
                f"#{id.partition('/')[2]}" in p.read_text()
                for p in CLAUSES.glob(f"{id.partition('/')[0]}/*.md")
            )
            assert known, id


def test_the_page_has_the_six_interactions() -> None:
    assert re.findall(r"(?m)^## (.+)$", PAGE) == [
        "Basis, running and service",
        "Distillation, generated data and acceptance",
        "Narrow models, roles, service and downstream licensing",
        "Service, materials, private use and termination",
        "Covered service, original weights, hosts and affiliates",
        "Conflicting duties, service and lawful exceptions",
    ]
