from datetime import UTC, datetime

import pytest

from applications.numbers import ALPHABET, is_number, new_number

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def test_a_number_reads_as_people_quote_it():
    number = new_number(NOW)
    assert is_number(number)
    assert number.startswith("26-")
    assert [len(part) for part in number.split("-")] == [2, 5, 1]


def test_no_mistyped_character_passes():
    number = new_number(NOW)
    for place in (0, 1, 3, 4, 5, 6, 7):
        for other in set(ALPHABET + "01") - {number[place]}:
            assert not is_number(number[:place] + other + number[place + 1 :])


def test_no_swapped_neighbours_pass():
    number = "26-ABCDE-"
    number += next(check for check in ALPHABET if is_number(number + check))
    for place in (3, 4, 5, 6):
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert not is_number(swapped)


@pytest.mark.parametrize("text", ["", "26", "26-ABCDE", "26-ABCDE-", "26-ABCD-E-", "../../etc", "26-ӘБCDE-4"])
def test_nonsense_is_no_number(text):
    assert not is_number(text)
