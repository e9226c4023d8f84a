"""What stands beside an answer that nobody typed."""

import pytest

from tests.factories import both, draft, published_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(organization):
    def question(key, **settings):
        return {"key": key, "kind": "text", "label": both(key, key), "prefill": "person.full_name"} | settings

    sections = [
        {
            "key": "about",
            "title": both("Мәлімет", "Сведения"),
            "questions": [question("a"), question("b", locked=True)],
        },
        {"key": "confirm", "summary": True, "title": both("Растау", "Подтверждение")},
    ]
    return published_call(organization=organization.slug, forms={"application": {"sections": sections}})


@pytest.fixture
def application(call, applicant):
    return draft(call, applicant)


def test_its_origin_is_told_and_belongs_to_the_input(signed_in, address, applicant):
    page = signed_in.get(address("about"))
    free, locked = page.context["fields"]
    assert free.origin == locked.origin != ""
    assert "q-a-origin" in free.described_by
    text = page.content.decode().split("<main")[1]
    assert 'name="a"' in text
    assert 'name="b"' not in text
    assert text.count(applicant.full_name) == 2


def test_once_it_was_changed_nothing_is_told(signed_in, address):
    signed_in.post(address("about"), {"a": "Басқа", "b": "Басқа"})
    free, locked = signed_in.get(address("about")).context["fields"]
    assert (free.first, free.origin) == ("Басқа", "")
    assert locked.is_locked
