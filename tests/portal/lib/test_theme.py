import pytest

from portal.lib.theme import COOKIE


@pytest.mark.parametrize(
    ("theme", "media"),
    [
        ("dark", 'media="screen" id="dark"'),
        ("light", 'media="not all" id="dark"'),
        ("system", 'media="screen and (prefers-color-scheme: dark)" id="dark"'),
        ("pink", 'media="screen and (prefers-color-scheme: dark)" id="dark"'),
    ],
)
@pytest.mark.django_db
def test_the_page_comes_in_the_chosen_theme(client, theme, media):
    client.cookies[COOKIE] = theme
    page = client.get("/kk/").content.decode()
    assert media in page
    assert f'data-theme="{theme if theme != "pink" else "system"}"' in page


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_choice_is_kept_and_leads_back(client, theme):
    response = client.post("/theme/", {"theme": theme, "next": "/ru/programs/?q=1"})
    assert (response.status_code, response["Location"]) == (303, "/ru/programs/?q=1")
    assert response.cookies[COOKIE].value == theme


@pytest.mark.parametrize("theme", ["system", "pink", ""])
def test_anything_else_follows_the_device(client, theme):
    client.cookies[COOKIE] = "dark"
    client.post("/theme/", {"theme": theme})
    assert client.cookies[COOKIE].value == ""


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_it_leads_nowhere_else(client, back):
    assert client.post("/theme/", {"theme": "dark", "next": back})["Location"] == "/"


def test_a_link_changes_nothing(client):
    assert client.get("/theme/?theme=dark").status_code == 405
