"""`load_reference`: the file is the whole list; what it lacks ends; nothing is half imported."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError

from programs.models import ReferenceItem, ReferenceList, ReferenceWord
from programs.reference_files import Unreadable, read_lines
from programs.references import search

PLACES = """code,parent,title_kk,title_ru,population
61,,Түркістан облысы,Туркестанская область,
6132,61,Сайрам ауданы,Сайрамский район,
613255,6132,Қарабұлақ ауылы,село Карабулак,52000
613256,6132,Ақсукент ауылы,село Аксукент,
"""


@pytest.fixture
def load(tmp_path, capsys):
    def run(text, *more):
        file = tmp_path / "places.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        call_command("load_reference", "places", file, "--title-kk=Жерлер", "--title-ru=Места", *more)
        return capsys.readouterr().out

    return run


def codes(**where):
    return list(ReferenceItem.objects.filter(**where).order_by("code").values_list("code", flat=True))


@pytest.mark.django_db
def test_a_list_is_made_with_its_tree(load):
    assert "added 4" in load(PLACES)
    item = ReferenceItem.objects.get(code="613255")
    assert (item.parent.code, item.path, item.level) == ("6132", ["61", "6132"], 3)
    assert item.data == {"population": "52000"}
    assert ReferenceList.objects.get().title_ru == "Места"
    assert ReferenceList.objects.get().organization is None
    assert ReferenceWord.objects.filter(word="карабулак").count() == 1


@pytest.mark.django_db
def test_loading_again_changes_nothing(load):
    load(PLACES)
    assert load(PLACES) == "nothing changed\n"


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["\ufeff" + PLACES, PLACES.replace(",", ";"), PLACES.replace("\n", "\r\n")])
def test_files_of_spreadsheets_are_read(load, text):
    load(text)
    assert len(codes()) == 4


@pytest.mark.django_db
def test_a_dry_run_tells_the_difference_and_stores_nothing(load):
    load(PLACES)
    changed = PLACES.replace("Аксукент", "Аксу-Кент").replace("613255,", "613257,")
    told = load(changed, "--dry-run")
    assert "added 1\n  613257 Қарабұлақ ауылы" in told
    assert "changed 1\n  613256 title_ru: село Аксукент → село Аксу-Кент" in told
    assert "ended 1\n  613255 Қарабұлақ ауылы" in told
    assert load(PLACES) == "nothing changed\n"


@pytest.mark.django_db
def test_a_dry_run_of_a_new_list_makes_none(load):
    assert "added 4" in load(PLACES, "--dry-run")
    assert not ReferenceList.objects.exists()


@pytest.mark.django_db
@time_machine.travel("2027-02-10 12:00+05:00")
def test_what_the_file_lacks_ended_yesterday_and_may_return(load):
    load(PLACES)
    shorter = "\n".join(PLACES.splitlines()[:-1])
    load(shorter)
    gone = ReferenceItem.objects.get(code="613256")
    assert gone.valid_until == date(2027, 2, 9)
    assert search("places", "Ақсукент") == []
    assert load(shorter) == "nothing changed\n"
    assert "613256 valid_until: 2027-02-09 → —" in load(PLACES)
    assert [found.code for found in search("places", "Ақсукент")] == ["613256"]


@pytest.mark.django_db
def test_an_item_may_move_to_another_place(load):
    load(PLACES)
    assert "613256 path: 61 / 6132 → 61" in load(PLACES.replace("613256,6132", "613256,61"))
    item = ReferenceItem.objects.get(code="613256")
    assert (item.parent.code, item.level) == ("61", 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "slip"),
    [
        (PLACES.replace("title_ru", "title"), "the column 'title_ru' is missing"),
        (PLACES.replace("population", "code"), "the column 'code' is there twice"),
        (PLACES.replace("population", ""), "column 5 has no name"),
        (PLACES + "61,,Тағы,Ещё,\n", "row 6, column code: '61' stands in row 2 already"),
        (PLACES + "7,62,Тағы,Ещё,\n", "row 6, column parent: there is no item '62'"),
        (PLACES.replace("61,,Т", "61,6132,Т"), "it would belong to itself"),
        (PLACES + "7,,Тағы,,\n", "row 6, column title_ru: it is empty"),
        (PLACES + "7,,Тағы\n", "row 6, column title_ru: the cell is missing"),
        (PLACES + "7,,Тағы,Ещё,1,2\n", "row 6: it has more cells"),
        (PLACES + f"{'7' * 61},,Тағы,Ещё,\n", "row 6, column code: at most 60 characters fit, it has 61"),
        (PLACES + "7,,Та\x01ғы,Ещё,\n", "row 6, column title_kk: it holds a control character"),
        (
            PLACES.replace("population", "valid_from").replace("52000", "1.2.27"),
            "column valid_from: '1.2.27' is no date",
        ),
        ("code;parent;title_kk;title_ru\n" + "".join(f"{n};{n - 1 or ''};а;а\n" for n in range(1, 12)), "9 levels"),
        ("", "the column 'code' is missing"),
        (PLACES + '7,,"Тағы', "row"),
        (PLACES.encode("cp1251", "replace"), "the file isn't UTF-8"),
    ],
)
def test_a_slip_is_named_and_nothing_is_half_imported(load, text, slip):
    with pytest.raises(CommandError, match="nothing is stored") as caught:
        load(text)
    assert slip in str(caught.value)
    assert not ReferenceItem.objects.exists()


def test_many_slips_are_counted():
    with pytest.raises(Unreadable, match="and 10 more"):
        read_lines("code,title_kk,title_ru\n" + ",а,а\n" * 60)


@pytest.mark.django_db
def test_a_list_belongs_to_one_organization(load, organization, other_organization):
    load(PLACES, f"--organization={organization.slug}")
    assert ReferenceList.objects.get().organization == organization
    with pytest.raises(CommandError, match="doesn't belong to"):
        load(PLACES, f"--organization={other_organization.slug}")
    with pytest.raises(CommandError, match="no organization 'nobody'"):
        load(PLACES, "--organization=nobody")


@pytest.mark.django_db
def test_a_new_list_needs_titles_and_a_key_that_questions_can_name(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text(PLACES)
    with pytest.raises(CommandError, match="give its titles"):
        call_command("load_reference", "places", file)
    with pytest.raises(CommandError, match="can't be a key"):
        call_command("load_reference", "Жерлер", file, "--title-kk=Ж", "--title-ru=М")
    with pytest.raises(CommandError, match="No such file"):
        call_command("load_reference", "places", Path("nowhere.csv"))
