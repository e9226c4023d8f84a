"""Two hundred edits of a form over two hundred drafts: every earlier answer can be read, with its label."""

import random

from programs.definition.carry import carry
from tests.programs.definition.edits import Editor, unread

EDITS = DRAFTS = 200


def test_every_earlier_answer_stays_readable_with_its_label():
    editor = Editor(seed=20261121)
    editions = [editor.form()]
    for _ in range(EDITS):
        editor.edit()
        editions.append(editor.form())
    chance = random.Random(7)
    moved = aside = 0
    for _ in range(DRAFTS):
        first, second = sorted(chance.sample(range(EDITS), 2))
        steps = [first, min(first + chance.randint(1, 10), EDITS), second, EDITS]
        answers = editor.draft(editions[first])
        for old, new in zip(sorted(steps), sorted(steps)[1:], strict=False):
            done = carry(editions[old], editions[new], answers)
            assert list(unread(editions[old], answers, editions[new], done)) == []
            moved += done.sections != answers
            aside += bool(done.set_aside)
            answers = done.sections
    assert moved > DRAFTS / 2
    assert aside > DRAFTS / 2
