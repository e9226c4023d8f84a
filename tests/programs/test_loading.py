import copy

import pytest

from accounts.models import Organization
from portal.journal.models import Event
from programs.consequences import Affected
from programs.loading import AddressTaken, WorkingCopyChanged, load
from programs.models import Call, CallDraft, CallType, Edition, Program
from programs.publishing import NotPublishable, publish
from tests.programs.making import both, program, settings

pytestmark = pytest.mark.django_db


def with_title(text):
    return program(lambda plain: plain["forms"]["application"]["sections"][0].update(title=both(text)))


def everything():
    """Every row that loading may touch, by its values."""
    models = (Organization, CallType, Program, Call, CallDraft, Edition, Event)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_first_load_creates_what_is_not_there():
    outcome = load(program())
    assert outcome.lines() == [
        "created organization birlik",
        "created call type travel",
        "created program society",
        "created program open-media",
        "created call open-media-2027",
    ]
    call = Call.objects.get(slug="open-media-2027")
    assert (call.title_kk, call.type.key, call.program.slug) == ("Ашық медиа — 2027", "travel", "open-media")
    assert call.program.parent.slug == "society"
    assert call.opens_at.isoformat() == "2027-01-15T04:00:00+00:00"
    assert call.current_edition is None
    assert call.draft.definition == program().definition().dump()


def test_output_is_english_whatever_the_language(settings):
    settings.LANGUAGE_CODE = "kk"
    assert load(program()).created[1] == "call type travel"


def test_second_load_changes_nothing():
    load(program(), publish=True)
    before = everything()
    assert load(program(), publish=True).lines() == ["nothing changed"]
    assert everything() == before


def test_publish_makes_an_edition_of_the_file():
    outcome = load(program(), publish=True)
    call = Call.objects.get()
    assert outcome.edition == call.current_edition.number == 1
    assert call.current_edition.definition == program().definition().dump()
    assert call.current_edition.digest == program().definition().digest()


def test_changed_file_replaces_the_working_copy_and_makes_the_next_edition():
    load(program(), publish=True)
    outcome = load(with_title("Жаңа"), publish=True)
    assert outcome.lines() == [
        "changed working copy of open-media-2027",
        "application/main: “Мәтін” is called “Жаңа” now.",
        "published edition 2",
    ]
    assert CallDraft.objects.get().revision == 2
    assert [edition.number for edition in Edition.objects.order_by("number")] == [1, 2]


def test_publication_says_what_it_costs_those_who_are_filling_in(monkeypatch):
    load(program(), publish=True)
    monkeypatch.setattr("programs.loading.affected_by", lambda *_: Affected(drafts=312, losing=40, is_exact=False))
    lines = load(with_title("Жаңа"), publish=True).lines()
    assert lines[-1] == "published edition 2: of 312 drafts at least 40 lose an answer"


def test_without_publish_the_edition_stays():
    load(program(), publish=True)
    assert load(with_title("Жаңа")).edition is None
    assert Call.objects.get().current_edition.number == 1


def edited(text="Өзгертілді"):
    """Somebody edits the working copy in the admin."""
    draft = CallDraft.objects.get()
    draft.definition["forms"]["application"]["sections"][0]["title"] = both(text)
    draft.revision += 1
    draft.save()
    return draft


def test_edited_working_copy_is_not_overwritten():
    load(program())
    definition = edited().definition
    for document in (program(), with_title("Жаңа")):
        with pytest.raises(WorkingCopyChanged, match="open-media-2027 was changed"):
            load(document)
    assert CallDraft.objects.get().definition == definition


def test_refusal_shows_what_would_be_lost():
    load(program())
    edited("Өзгертілді")
    with pytest.raises(WorkingCopyChanged) as refused:
        load(with_title("Жаңа"))
    words, *diff = refused.value.lines
    assert words == "application/main: “Өзгертілді” is called “Жаңа” now."
    assert [line for line in diff if line[0] in "+-"] == [
        "--- working copy",
        "+++ file",
        '-        title: {kk: "Өзгертілді", ru: "Өзгертілді"}',
        '+        title: {kk: "Жаңа", ru: "Жаңа"}',
    ]


def test_working_copy_that_is_no_definition_is_refused_all_the_same():
    load(program())
    CallDraft.objects.update(definition={"format": 1, "forms": {}})
    with pytest.raises(WorkingCopyChanged) as refused:
        load(with_title("Жаңа"))
    assert refused.value.lines == ["the working copy isn't a definition"]


def test_long_text_is_cut_in_the_words_about_it():
    load(program())
    outcome = load(program(lambda plain: plain["call"].update(description=both("сөз " * 100))))
    assert outcome.kept[0].endswith(f"the file says «{'сөз ' * 15}…»")


def test_force_overwrites_an_edited_working_copy():
    load(program())
    edited()
    load(with_title("Жаңа"), force=True)
    assert CallDraft.objects.get().definition == with_title("Жаңа").definition().dump()


def test_file_that_caught_up_with_an_edit_is_loaded_and_the_next_too():
    load(program())
    edited("Жаңа")
    assert load(with_title("Жаңа")).lines() == ["nothing changed"]
    assert load(with_title("Тағы")).changed == ["working copy of open-media-2027"]


def test_refused_load_stores_nothing_else_either():
    load(program())
    edited()
    before = everything()
    changed = program(lambda plain: plain["program"].update(title=both("Басқа")), stages=[])
    with pytest.raises(WorkingCopyChanged):
        load(changed, live=True)
    assert everything() == before


def later(plain):
    plain["call"].update(closes="2027-04-01 18:00", title=both("Мерзімі ұзартылды"), type=None)
    plain["program"].update(contacts={"email": "grants@birlik.example"})
    plain["organization"].update(title=both("Бірлік қоғамдық қоры"))


def test_live_values_are_kept_and_the_difference_is_said():
    load(program())
    before = everything()
    outcome = load(program(later))
    assert outcome.lines() == [
        f"kept {what} (change with --live)"
        for what in (
            "organization birlik: title_kk is «Бірлік қоры», the file says «Бірлік қоғамдық қоры»",
            "organization birlik: title_ru is «Бірлік қоры», the file says «Бірлік қоғамдық қоры»",
            "program open-media: contact_email is «», the file says «grants@birlik.example»",
            "call open-media-2027: type is travel, the file says nothing",
            "call open-media-2027: closes_at is 2027-03-01 18:00, the file says 2027-04-01 18:00",
            "call open-media-2027: title_kk is «Ашық медиа — 2027», the file says «Мерзімі ұзартылды»",
            "call open-media-2027: title_ru is «Ашық медиа — 2027», the file says «Мерзімі ұзартылды»",
        )
    ]
    assert everything() == before


def test_live_values_change_when_asked():
    load(program())
    outcome = load(program(later), live=True)
    line = "changed call open-media-2027: closes_at from 2027-03-01 18:00 to 2027-04-01 18:00"
    assert line in outcome.lines()
    call = Call.objects.get()
    assert call.closes_at.isoformat() == "2027-04-01T13:00:00+00:00"
    assert call.program.contact_email == "grants@birlik.example"
    assert load(program(later), live=True).lines() == ["nothing changed"]


@pytest.mark.parametrize(
    ("slug", "words"),
    [("call", "the call open-media-2027"), ("program", "the program open-media"), ("parent", "the program society")],
)
@pytest.mark.parametrize("live", [True, False])
def test_file_cannot_take_over_what_another_organization_has(slug, words, live):
    load(program())

    def foreign(plain):
        plain["organization"]["slug"] = "somebody"
        own = {"call": plain["call"], "program": plain["program"], "parent": plain["program"]["parent"]}
        for name, part in own.items():
            if name != slug:
                part["slug"] = f"own-{name}"

    before = everything()
    with pytest.raises(AddressTaken, match=f"{words} belongs to another organization"):
        load(program(foreign), live=live, force=True, publish=True)
    assert everything() == before


def test_second_call_joins_the_program_that_is_there():
    load(program())
    load(program(lambda plain: plain["call"].update(slug="open-media-2028")))
    assert Program.objects.count() == 2
    assert Call.objects.filter(program__slug="open-media").count() == 2


def test_load_is_recorded_only_when_something_changed():
    load(program(), publish=True)
    load(program(), publish=True)
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == ["edition.published", "call.loaded"]


def test_publishing_an_unchanged_working_copy_gives_the_same_edition():
    load(program(), publish=True)
    call = Call.objects.get()
    assert publish(call, actor=None) == call.current_edition
    assert Edition.objects.count() == 1


def test_faulty_working_copy_is_not_published():
    load(program())
    draft = CallDraft.objects.get()
    draft.definition = copy.deepcopy(draft.definition) | {"stages": []}
    draft.save()
    with pytest.raises(NotPublishable):
        publish(Call.objects.get(), actor=None)
    assert not Edition.objects.exists()


def test_edition_reads_back_as_it_was_published():
    from programs.editions import definition_of

    asked = settings("table", "items", columns=[settings("money", "price", max="100.50")])
    document = program(lambda plain: plain["forms"]["application"]["sections"][0]["questions"].append(asked))
    load(document, publish=True)
    assert definition_of(Edition.objects.get().pk) == document.definition()
