import os

from portal.dev.watch import Watch


def test_watch_sees_changed_new_and_removed_files_once(tmp_path):
    folder = tmp_path / "programs"
    folder.mkdir()
    path = folder / "models.py"
    path.write_text("x = 1\n")
    watch = Watch(tmp_path)
    assert not watch.has_changed()
    os.utime(path, (1, 1))
    assert watch.has_changed()
    assert not watch.has_changed()
    (folder / "views.py").touch()
    assert watch.has_changed()
    path.unlink()
    assert watch.has_changed()
    (folder / "notes.txt").touch()
    assert not watch.has_changed()
