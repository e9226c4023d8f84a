from django import forms
from django.utils.translation import override


class Sample(forms.Form):
    email = forms.EmailField(label="Пошта", help_text="Мысалы, name@birlik.example")
    note = forms.CharField(label="Ескерту", required=False)
    channel = forms.ChoiceField(label="Арна", choices=[("a", "Хат"), ("b", "SMS")], widget=forms.RadioSelect)
    agrees = forms.BooleanField(label="Келісемін")


def rendered(data=None):
    with override("kk"):
        return str(Sample(data))


def test_a_field_reads_label_hint_error_input():
    html = rendered({"email": "жоқ"})
    parts = ['<label for="id_email">', 'id="id_email_helptext"', 'id="id_email_error"', '<input type="email"']
    places = [html.index(part) for part in parts]
    assert places == sorted(places)
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<span class="visually-hidden">Қате:</span>' in html


def test_the_summary_links_to_every_input():
    html = rendered({})
    assert 'class="error-summary" role="alert" tabindex="-1"' in html
    assert [f'href="#{target}"' in html for target in ("id_email", "id_channel_0", "id_agrees", "id_note")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_what_is_optional_says_so_and_a_tick_stands_before_its_text():
    html = rendered()
    assert 'Ескерту <span class="optional">(міндетті емес)</span>' in html
    assert html.count("міндетті емес") == 1
    assert html.index('id="id_agrees"') < html.index("<span>Келісемін</span>")
    assert "<legend>Арна</legend>" in html
    assert "error-summary" not in html
