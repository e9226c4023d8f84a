import pytest

from notifications.markup import render
from notifications.placeholders import UnknownPlaceholder

VALUES = {
    "applicant.name": "Айгүл",
    "decision.reason": "Бірінші жол.\nЕкінші жол.",
    "link": "https://otinim.example/kk/applications/26-7K3QF-4/",
}


def text_of(source, **values):
    return render(source, VALUES | values).text


def html_of(source, **values):
    return render(source, VALUES | values).html.strip()


def test_paragraphs_emphasis_and_lists():
    source = "Құрметті **{{ applicant.name }}**!\n\n- бір\n- екі\n\n1. үш\n2. төрт"
    assert text_of(source) == "Құрметті Айгүл!\n\n- бір\n- екі\n\n1. үш\n2. төрт"
    assert "<p>Құрметті <strong>Айгүл</strong>!</p>" in html_of(source)
    assert "<li>екі</li>" in html_of(source)


def test_lines_of_a_value_stay_lines():
    source = "Негіздеме:\n> {{ decision.reason }}"
    assert text_of(source) == "Негіздеме:\n\n> Бірінші жол.\n> Екінші жол."
    assert "Бірінші жол.<br />\nЕкінші жол." in html_of(source)


@pytest.mark.parametrize("source", ["[Ашу]({{ link }})", "[Ашу]({{link}})", "[Ашу](<{{ link }}>)"])
def test_link_may_be_the_target_of_a_link(source):
    assert html_of(source) == f'<p><a href="{VALUES["link"]}">Ашу</a></p>'
    assert text_of(source) == f"Ашу ({VALUES['link']})"


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "[мұнда басыңыз](https://evil.example)",
        "**қалың**",
        "{{ link }}",
        "{% load i18n %}",
    ],
)
def test_what_people_wrote_becomes_neither_markup_nor_a_link(name):
    html = html_of("Құрметті {{ applicant.name }}!", **{"applicant.name": name})
    assert text_of("Құрметті {{ applicant.name }}!", **{"applicant.name": name}) == f"Құрметті {name}!"
    assert not any(tag in html for tag in ("<script", "<a ", "<strong", VALUES["link"]))


def test_value_in_a_link_target_is_harmless():
    assert 'href="javascript:' not in html_of(
        "[x]({{ decision.reason }})", **{"decision.reason": "javascript:alert(1)"}
    )


@pytest.mark.parametrize("source", ["<b>қалың</b>", "![сурет](https://evil.example/pixel.png)"])
def test_html_and_pictures_of_the_author_are_shown_as_text(source):
    assert not any(tag in html_of(source) for tag in ("<b>", "<img"))


def test_paragraph_about_nothing_is_left_out():
    source = "Құрметті {{ applicant.name }}!\n\nНегіздеме:\n> {{ decision.reason }}\n\nСау болыңыз."
    assert text_of(source, **{"decision.reason": "", "applicant.name": ""}) == "Сау болыңыз."


def test_unknown_placeholder_is_an_error():
    with pytest.raises(UnknownPlaceholder):
        text_of("{{ applicant.iin }}")
