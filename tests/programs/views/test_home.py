import pytest

from tests.programs.shelf import make_call, make_organization, make_program

pytestmark = pytest.mark.django_db


def titles(response):
    return [card.call.title_kk for card in response.context["cards"]]


@pytest.mark.parametrize("number", [1, 3])
def test_home_for_a_visitor_takes_two_queries(client, django_assert_num_queries, number):
    for _ in range(number):
        make_call(make_program(make_organization()))
    with django_assert_num_queries(2):
        response = client.get("/kk/")
    assert len(titles(response)) == number


def test_open_calls_stand_by_deadline_and_nothing_else_is_listed(client):
    make_call(title="кейін", closes=30)
    make_call(title="ертең", closes=1)
    make_call(title="жабылған", opens=-9, closes=-1)
    make_call(title="әлі ашылмаған", opens=1)
    make_call(title="жарияланбаған", published=False)
    assert titles(client.get("/kk/")) == ["ертең", "кейін"]


@pytest.mark.parametrize("query", ["конил", "КӨҢІЛ", "ел көңіл", "голос", "бирлик дауыс", "бірлік"])
def test_search_folds_kazakh_letters_and_reads_both_languages(client, query):
    program = make_program(make_organization("Бірлік қоры", title_ru="Фонд «Бирлик»"))
    make_call(program, "Көңілді ел дауыстары", title_ru="Голоса страны")
    make_call(make_program(make_organization("«Орман» қоры")), "Басқа")
    assert titles(client.get("/kk/", {"q": query})) == ["Көңілді ел дауыстары"]


@pytest.mark.parametrize("query", ["100%", "_", "\\", "' OR 1=1", "\x00\ud800", "ә" * 5000, "а " * 500])
def test_search_takes_anything(client, query):
    make_call(title="Аудиомұра")
    response = client.get("/kk/", {"q": query.encode("utf-8", "surrogatepass")})
    assert response.status_code == 200


def test_search_finds_nothing_says_so_and_leads_on(client):
    make_call()
    page = client.get("/ru/", {"q": "<b>жоқ"}).content.decode()
    assert "&lt;b&gt;жоқ" in page
    assert 'class="empty"' in page


def test_calls_are_paged_without_counting_them(client, django_assert_num_queries):
    program = make_program()
    for number in range(21):
        make_call(program, str(number), closes=number + 1)
    with django_assert_num_queries(2):
        first = client.get("/kk/")
    second = client.get("/kk/", {"page": "2"})
    assert len(titles(first)) == 20
    assert titles(second) == ["20"]
    assert first.context["next_page"] == 2
    assert second.context["next_page"] is None


@pytest.mark.parametrize("number", ["0", "-1", "x", "", "٣", "9" * 30])
def test_pages_that_cannot_be_are_not_found(client, number):
    assert client.get("/kk/", {"page": number}).status_code == 404


def test_a_visitor_without_cookies_gets_a_page_that_may_be_kept(client):
    response = client.get("/kk/")
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert "Cookie" in response["Vary"]
    assert not response.cookies


def test_whoever_comes_with_cookies_gets_a_page_of_their_own(client):
    client.cookies["theme"] = "dark"
    assert "private" in client.get("/kk/")["Cache-Control"]


def test_writing_to_the_home_page_is_refused(client):
    assert client.post("/kk/").status_code == 405


@pytest.mark.parametrize(
    ("accepted", "cookie", "place"),
    [("ru-RU,ru;q=0.9", "", "/ru/"), ("kk-KZ", "", "/kk/"), ("en-US", "", "/kk/"), ("ru", "kk", "/kk/")],
)
def test_the_front_door_leads_to_the_language_of_the_reader(client, settings, accepted, cookie, place):
    if cookie:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    response = client.get("/", headers={"accept-language": accepted})
    assert response["Location"] == place
    assert {"Accept-Language", "Cookie"} <= set(response["Vary"].split(", "))
