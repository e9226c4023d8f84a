import pytest

from programs.models import Call, CallType, Program
from tests.programs.admin.configurations import make_configuration


def wrong(response):
    """The fields that the form complains about."""
    return list(response.context["adminform"].form.errors)


def program_data(organization, **changes):
    data = {
        "organization": organization.pk,
        "slug": "jana-bagdarlama",
        "title_kk": "Жаңа бағдарлама",
        "title_ru": "Новая программа",
        "summary_kk": "",
        "summary_ru": "",
        "description_kk": "",
        "description_ru": "",
        "sort_key": "0",
    }
    return data | changes


def call_data(call, **changes):
    data = {
        "type": call.type_id,
        "opens_at_0": "01.12.2026",
        "opens_at_1": "09:00",
        "closes_at_0": "31.12.2026",
        "closes_at_1": "18:00",
        "grace": "00:10:00",
        "title_kk": "Жастар гранттары",
        "title_ru": "Молодёжные гранты",
        "per_applicant": "1",
        "for_people": "on",
    }
    return data | changes


@pytest.mark.parametrize("person", ["owner", "manager", "superuser"])
def test_program_is_added_with_texts_in_both_languages(sign_in, request, organization, person):
    client = sign_in(request.getfixturevalue(person))
    assert client.post("/admin/programs/program/add/", program_data(organization)).status_code == 302
    program = Program.objects.get(slug="jana-bagdarlama")
    assert (program.title_kk, program.title_ru) == ("Жаңа бағдарлама", "Новая программа")


def test_title_is_required_in_both_languages(sign_in, owner, organization):
    response = sign_in(owner).post("/admin/programs/program/add/", program_data(organization, title_ru=""))
    assert wrong(response) == ["title_ru"]


def test_nothing_is_added_for_another_organization(sign_in, owner, organization, other_organization, foreign):
    client = sign_in(owner)
    response = client.post("/admin/programs/program/add/", program_data(other_organization))
    assert wrong(response) == ["organization"]
    response = client.post("/admin/programs/program/add/", program_data(organization, parent=foreign["program"].pk))
    assert wrong(response) == ["parent"]
    assert not Program.objects.filter(slug="jana-bagdarlama").exists()


def test_reader_elsewhere_adds_nothing_there(sign_in, owner, other_organization):
    """An owner here who only reads there."""
    other_organization.memberships.create(user=owner, role="viewer")
    client = sign_in(owner)
    assert client.get(f"/admin/accounts/organization/{other_organization.pk}/change/").status_code == 200
    response = client.post("/admin/programs/program/add/", program_data(other_organization))
    assert wrong(response) == ["organization"]


def test_program_stays_in_its_tree_and_organization(sign_in, superuser, own, foreign):
    client = sign_in(superuser)
    root = own["program"]
    for parent in (root, root.initiatives.get(), foreign["program"]):
        data = program_data(root.organization, parent=parent.pk)
        response = client.post(f"/admin/programs/program/{root.pk}/change/", data)
        assert wrong(response) == ["parent"]


def test_address_and_organization_of_a_program_stay(sign_in, owner, own, other_organization):
    program = own["program"]
    client = sign_in(owner)
    client.post(f"/admin/programs/program/{program.pk}/change/", program_data(other_organization))
    program.refresh_from_db()
    assert (program.slug, program.organization_id) == ("dala-qory-1", own["organization"].pk)
    assert program.title_kk == "Жаңа бағдарлама"


def test_call_type_is_added(sign_in, manager, organization):
    data = {
        "organization": organization.pk,
        "key": "travel",
        "title_kk": "Іс-сапар",
        "title_ru": "Тревел",
        "sort_key": 1,
    }
    assert sign_in(manager).post("/admin/programs/calltype/add/", data).status_code == 302
    assert CallType.objects.get(key="travel").organization == organization


def test_times_and_texts_of_a_call_can_be_changed(sign_in, manager, own):
    call = own["call"]
    response = sign_in(manager).post(f"/admin/programs/call/{call.pk}/change/", call_data(call))
    assert response.status_code == 302
    changed = Call.objects.get(pk=call.pk)
    assert changed.closes_at.astimezone(changed.zone).isoformat() == "2026-12-31T18:00:00+05:00"
    assert changed.title_ru == "Молодёжные гранты"
    assert (changed.slug, changed.current_edition_id) == (call.slug, call.current_edition_id)


def test_call_closes_after_it_opens_and_has_a_type_of_its_own(sign_in, superuser, own, foreign):
    call = own["call"]
    client = sign_in(superuser)
    for changes, field in (({"closes_at_0": "01.11.2026"}, "closes_at"), ({"type": foreign["calltype"].pk}, "type")):
        response = client.post(f"/admin/programs/call/{call.pk}/change/", call_data(call, **changes))
        assert wrong(response)[0] == field


def test_call_is_for_somebody(sign_in, superuser, own):
    call = own["call"]
    client = sign_in(superuser)
    nobody = call_data(call) | {"for_people": ""}
    assert wrong(client.post(f"/admin/programs/call/{call.pk}/change/", nobody)) == ["for_people"]
    client.post(f"/admin/programs/call/{call.pk}/change/", nobody | {"for_organizations": "on"})
    call.refresh_from_db()
    assert (call.for_people, call.for_organizations) == (False, True)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("model", "queries"),
    [("organization", 4), ("membership", 5), ("program", 5), ("calltype", 5), ("call", 8), ("edition", 5)],
)
def test_queries_of_lists_do_not_grow_with_rows(
    sign_in, owner, organization, django_assert_max_num_queries, rows, model, queries
):
    for number in range(rows):
        make_configuration(organization, number)
    app = "accounts" if model in {"organization", "membership"} else "programs"
    client = sign_in(owner)
    client.get(f"/admin/{app}/{model}/")
    with django_assert_max_num_queries(queries):
        assert client.get(f"/admin/{app}/{model}/").status_code == 200
