import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_of_letters_takes_as_many_queries_for_one_as_for_three(
    sign_in, superuser, letter, item_count, django_assert_max_num_queries
):
    client = sign_in(superuser)
    for number in range(item_count):
        letter(f"a{number}@mail.example")
    with django_assert_max_num_queries(8):
        page = client.get(reverse("admin:outbox_message_changelist"))
    assert page.content.decode().count("@mail.example") == item_count


def test_technical_staff_see_what_became_of_a_letter_but_not_its_text(sign_in, superuser, letter):
    sent = letter(text="https://otinim.example/reset/key")
    page = sign_in(superuser).get(reverse("admin:outbox_message_change", args=[sent.pk])).content.decode()
    assert "aigul@mail.example" in page
    assert "reset/key" not in page
    assert 'name="_save"' not in page


def test_nobody_else_sees_letters(sign_in, owner, applicant, letter):
    sent = letter()
    for person in (owner, applicant):
        for url in (reverse("admin:outbox_message_changelist"), reverse("admin:outbox_message_change", args=[sent.pk])):
            assert sign_in(person).get(url).status_code in {403, 404}
