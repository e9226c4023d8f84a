import pytest

from programs.definition.base import Text
from programs.reference_files import read_lines
from programs.reference_loading import load_list

ITEMS = "code,title_kk,title_ru\n1,Көңіл,Настроение\n2,Өзен,Река\n"


@pytest.fixture
def shared(db):
    return load_list("words", read_lines(ITEMS), title=Text(kk="Сөздер", ru="Слова"))


@pytest.mark.usefixtures("shared")
def test_staff_read_shared_lists_and_find_items_by_folded_words(sign_in, viewer):
    client = sign_in(viewer)
    assert "words" in client.get("/admin/programs/referencelist/").content.decode()
    assert "Көңіл" in client.get("/admin/programs/referenceitem/?q=конил").content.decode()
    assert "Өзен" not in client.get("/admin/programs/referenceitem/?q=конил").content.decode()
    assert "Өзен" in client.get("/admin/programs/referenceitem/?q=2").content.decode()
