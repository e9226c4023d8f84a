"""`check_program` and `load_program` as an operator calls them."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.lib import clock
from programs.models import Call, CallDraft
from tests.programs.definition.test_reading import GOOD


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "open-media-2027.yaml"
    file.write_text(GOOD)
    return file


def run(command, *arguments, **options):
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def test_check_says_that_a_file_can_be_published(file):
    assert run("check_program", file) == "open-media-2027.yaml: open-media-2027 can be published\n"


def test_check_of_several_files_names_every_finding_and_fails(file, tmp_path):
    broken = tmp_path / "broken.yaml"
    broken.write_text(GOOD.replace("kind: text", "kind: txet").replace("kind: decision", "kind: lottery"))
    out = StringIO()
    with pytest.raises(CommandError, match="1 of 2 files can't be published"):
        call_command("check_program", str(broken), str(file), stdout=out)
    lines = out.getvalue().splitlines()
    assert [line.split(": ")[0] for line in lines] == ["broken.yaml:19", "broken.yaml:22", "open-media-2027.yaml"]


@pytest.mark.django_db
def test_load_twice_and_publish(file):
    assert run("load_program", file, "--publish").splitlines()[-1] == "open-media-2027: published edition 1"
    assert run("load_program", file, "--publish") == "open-media-2027: nothing changed\n"
    assert Call.objects.get().is_published()


@pytest.mark.django_db
def test_dry_run_says_what_would_happen_and_stores_nothing(file):
    lines = run("load_program", file, "--publish", "--dry-run").splitlines()
    assert lines[0] == "open-media-2027: created organization birlik"
    assert lines[-2:] == ["open-media-2027: published edition 1", "this was a dry run, nothing is stored"]
    assert not Call.objects.exists()


@pytest.mark.django_db
def test_dry_run_of_a_change_shows_it_and_stores_nothing(file):
    run("load_program", file, "--publish")
    file.write_text(GOOD.replace("Негізгі", "Басты").replace("closes: 2027-03-01", "closes: 2027-04-01"))
    lines = run("load_program", file, "--publish", "--live", "--force", "--dry-run")
    assert '-        title: {kk: "Негізгі", ru: "Основное"}' in lines
    assert '+        title: {kk: "Басты", ru: "Основное"}' in lines
    call = Call.objects.get()
    assert (call.current_edition.number, call.closes_at.month) == (1, 3)
    assert "Негізгі" in str(call.draft.definition)


@pytest.mark.django_db
def test_all_files_are_loaded_or_none(file, tmp_path):
    second = tmp_path / "second.yaml"
    second.write_text(GOOD.replace("slug: birlik", "slug: somebody"))
    with pytest.raises(CommandError, match="belongs to another organization") as refused:
        run("load_program", file, second)
    assert refused.value.returncode == 1
    assert not Call.objects.exists()


@pytest.mark.django_db
def test_dry_run_of_several_files_says_what_they_would_do_together(file, tmp_path):
    second = tmp_path / "second.yaml"
    second.write_text(GOOD.replace("slug: open-media-2027", "slug: open-media-2028"))
    lines = run("load_program", file, second, "--dry-run").splitlines()
    assert [line for line in lines if line.startswith("open-media-2028")] == [
        "open-media-2028: created call open-media-2028"
    ]


@pytest.mark.django_db
def test_faulty_file_is_not_loaded_and_its_findings_are_shown(file):
    file.write_text(GOOD.replace(', ru: "Название"', ""))
    with pytest.raises(CommandError, match=r"open-media-2027\.yaml:19: .*label: the text is missing in ru"):
        run("load_program", file)
    assert not Call.objects.exists()


@pytest.mark.django_db
def test_edited_working_copy_needs_force_and_the_difference_is_shown(file):
    run("load_program", file)
    draft = CallDraft.objects.get()
    draft.definition["forms"]["application"]["sections"][0]["title"]["ru"] = "Изменено"
    draft.save()
    out = StringIO()
    with pytest.raises(CommandError, match="--force replaces it") as refused:
        call_command("load_program", str(file), stdout=out)
    assert refused.value.returncode == 3
    assert '-        title: {kk: "Негізгі", ru: "Изменено"}' in out.getvalue()
    assert "changed working copy" in run("load_program", file, "--force")


@pytest.mark.django_db
def test_live_values_change_only_when_asked(file):
    run("load_program", file)
    file.write_text(GOOD.replace("closes: 2027-03-01", "closes: 2027-04-01"))
    both = "2027-03-01 18:00, the file says 2027-04-01 18:00"
    call = "open-media-2027: kept call open-media-2027"
    assert run("load_program", file) == f"{call}: closes_at is {both} (change with --live)\n"
    both = "from 2027-03-01 18:00 to 2027-04-01 18:00"
    assert run("load_program", file, "--live") == f"open-media-2027: changed call open-media-2027: closes_at {both}\n"


@pytest.mark.django_db
def test_in_the_last_hours_what_takes_something_has_to_be_confirmed(file):
    run("load_program", file, "--publish")
    Call.objects.update(opens_at=clock.now() - timedelta(days=9), closes_at=clock.now() + timedelta(hours=9))
    start, end = GOOD.index("          - {key: name"), GOOD.index("      - {key: confirm")
    file.write_text(GOOD[:start] + GOOD[start:end].replace("key: name", "key: other") + GOOD[end:])
    with pytest.raises(CommandError, match=r"Less than 24 hours are left.*\(--confirm\)"):
        run("load_program", file, "--publish")
    assert Call.objects.get().current_edition.number == 1
    assert "published edition 2" in run("load_program", file, "--publish", "--confirm")
