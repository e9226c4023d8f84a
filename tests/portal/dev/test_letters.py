from email.message import EmailMessage

import pytest

pytestmark = pytest.mark.urls("tests.portal.dev.letters_urls")


@pytest.fixture
def folder(tmp_path, settings):
    settings.DEBUG = True
    settings.MAIL_CATCHER_DIR = str(tmp_path)
    return tmp_path


def keep(folder, key, *, html=None):
    message = EmailMessage()
    message["From"] = "no-reply@otinim.example"
    message["To"] = "aigerim@mail.example"
    message["Subject"] = "Өтінім қабылданды"
    message.set_content("Сілтеме: http://127.0.0.1:8000/kk/ <script>")
    if html:
        message.add_alternative(html, subtype="html")
    (folder / f"{key}.eml").write_bytes(message.as_bytes())


def test_letters_without_any_says_so(client, folder):
    assert b"No letters yet" in client.get("/dev/mail/").content


def test_letters_newest_first(client, folder):
    keep(folder, "1700000000000000000-aaaaaaaa")
    keep(folder, "1800000000000000000-bbbbbbbb")
    text = client.get("/dev/mail/").content.decode()
    assert text.index("bbbbbbbb") < text.index("aaaaaaaa")
    assert "Өтінім қабылданды" in text


def test_letter_text_has_links_and_no_markup_of_its_own(client, folder):
    keep(folder, "1700000000000000000-aaaaaaaa")
    text = client.get("/dev/mail/1700000000000000000-aaaaaaaa/").content.decode()
    assert '<a href="http://127.0.0.1:8000/kk/"' in text
    assert "<script>" not in text
    assert "<iframe" not in text


def test_letter_html_stands_in_a_frame_without_scripts(client, folder):
    keep(
        folder, "1700000000000000000-aaaaaaaa", html="<html><head></head><body>Сәлем<script>x()</script></body></html>"
    )
    page = client.get("/dev/mail/1700000000000000000-aaaaaaaa/").content.decode()
    assert 'src="/dev/mail/1700000000000000000-aaaaaaaa/html/"' in page
    framed = client.get("/dev/mail/1700000000000000000-aaaaaaaa/html/")
    policy = framed.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups" in policy
    assert "allow-scripts" not in policy
    assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert '<head><base target="_top">' in framed.content.decode()


@pytest.mark.parametrize("key", ["1700000000000000000-cccccccc", "passwd"])
def test_unknown_letter_is_not_found(client, folder, key):
    assert client.get(f"/dev/mail/{key}/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/dev/mail/", "/dev/mail/1700000000000000000-aaaaaaaa/", "/dev/mail/1700000000000000000-aaaaaaaa/html/"]
)
def test_letters_without_debug_are_not_there_even_if_included(client, folder, settings, path):
    keep(folder, "1700000000000000000-aaaaaaaa", html="<p>x</p>")
    assert client.get(path).status_code == 200
    settings.DEBUG = False
    assert client.get(path).status_code == 404


@pytest.mark.urls("portal.urls")
def test_letters_without_debug_have_no_address(client, folder, settings):
    settings.DEBUG = False
    keep(folder, "1700000000000000000-aaaaaaaa")
    assert client.get("/dev/mail/").status_code == 404
