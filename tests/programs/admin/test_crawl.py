"""Every address of the administration, tried by everybody, with rows of their own and of another organization."""

import pytest

from portal.lib.admin import site

STAFF = ["owner", "manager", "operator", "reviewer", "viewer"]
SCOPED = [
    "accounts/organization",
    "accounts/membership",
    "programs/program",
    "programs/calltype",
    "programs/call",
    "programs/edition",
    "programs/referencelist",
    "programs/referenceitem",
]
TECHNICAL = ["accounts/user", "accounts/consent", "outbox/message", "journal/event"]

# Who may open the list, who may open the form of a new row, who may change one.
MAY_SEE = dict.fromkeys(SCOPED, STAFF) | {"accounts/membership": ["owner"]}
MAY_ADD = {
    "accounts/membership": ["owner"],
    "programs/program": ["owner", "manager"],
    "programs/calltype": ["owner", "manager"],
}
MAY_CHANGE = {
    "accounts/organization": ["owner"],
    "accounts/membership": ["owner"],
    "programs/program": ["owner", "manager"],
    "programs/calltype": ["owner", "manager"],
    "programs/call": ["owner", "manager"],
    "programs/edition": [],
    "programs/referencelist": [],
    "programs/referenceitem": [],
}


def status(client, path, method="get"):
    return getattr(client, method)(f"/admin/{path}").status_code


def test_every_registered_model_is_crawled():
    assert {f"{model._meta.app_label}/{model._meta.model_name}" for model in site._registry} == {*SCOPED, *TECHNICAL}


@pytest.mark.parametrize("person", STAFF)
@pytest.mark.parametrize("model", SCOPED)
def test_own_rows(sign_in, request, own, person, model):
    client = sign_in(request.getfixturevalue(person))
    row = f"{model}/{own[model.split('/')[1]].pk}"
    sees = 200 if person in MAY_SEE[model] else 403
    assert status(client, f"{model}/") == sees
    assert status(client, f"{row}/change/") == (sees if model != "accounts/membership" or sees == 200 else 404)
    assert status(client, f"{row}/history/") == (sees if model != "accounts/membership" or sees == 200 else 404)
    assert status(client, f"{model}/add/") == (200 if person in MAY_ADD.get(model, []) else 403)
    changed = status(client, f"{row}/change/", "post")
    assert changed == (200 if person in MAY_CHANGE[model] else 404 if sees == 403 else 403)
    may_delete = model == "accounts/membership" and person == "owner"
    assert status(client, f"{row}/delete/") == (200 if may_delete else 404 if sees == 403 else 403)


@pytest.mark.parametrize("person", STAFF)
@pytest.mark.parametrize("model", SCOPED)
def test_rows_of_another_organization_are_not_there(sign_in, request, foreign, person, model):
    client = sign_in(request.getfixturevalue(person))
    row = f"{model}/{foreign[model.split('/')[1]].pk}"
    for page in ("change", "history", "delete"):
        for method in ("get", "post"):
            assert status(client, f"{row}/{page}/", method) == 404


@pytest.mark.parametrize("model", SCOPED)
def test_lists_filters_and_selects_show_nothing_of_another_organization(sign_in, owner, own, foreign, model):
    client = sign_in(owner)
    paths = [f"{model}/", f"{model}/?q=qory", f"{model}/{own[model.split('/')[1]].pk}/change/"]
    if model in MAY_ADD:
        paths.append(f"{model}/add/")
    for path in paths:
        response = client.get(f"/admin/{path}")
        assert response.status_code == 200
        assert "orman" not in response.content.decode()


@pytest.mark.parametrize("person", [*STAFF, "superuser"])
def test_accounts_consents_letters_and_events_are_for_technical_staff(sign_in, request, applicant, person):
    client = sign_in(request.getfixturevalue(person))
    expected = 200 if person == "superuser" else 403
    for model in TECHNICAL:
        assert status(client, f"{model}/") == expected
        assert status(client, f"{model}/add/") == 403
    for row in (f"accounts/user/{applicant.pk}", f"accounts/consent/{applicant.consents.get().pk}"):
        assert status(client, f"{row}/change/") == status(client, f"{row}/history/") == expected
        assert status(client, f"{row}/delete/") == 403


@pytest.mark.parametrize("field", ["program", "type", "organization"])
def test_autocomplete_offers_nothing(sign_in, owner, foreign, field):
    query = {"app_label": "programs", "model_name": "call", "field_name": field, "term": "orman"}
    response = sign_in(owner).get("/admin/autocomplete/", query)
    assert response.status_code in {403, 404} or not response.json()["results"]


def test_lookups_into_related_rows_are_refused(sign_in, owner, own):
    response = sign_in(owner).get("/admin/accounts/membership/?user__password__startswith=argon2")
    assert response.status_code == 400


@pytest.mark.parametrize("model", [*SCOPED, *TECHNICAL])
def test_technical_staff_see_everything(sign_in, superuser, own, foreign, model):
    assert status(sign_in(superuser), f"{model}/") == 200
