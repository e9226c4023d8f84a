"""What text may hold, and how Kazakh text is folded for search."""

import re
import unicodedata

# PostgreSQL refuses NUL; the other controls and lone surrogates only break pages, PDFs and spreadsheets.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

# Kazakh letters to what people type without a Kazakh keyboard, look-alikes from other alphabets included.
FOLDED = str.maketrans(
    {
        "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и",
        "ё": "е", "й": "и", "i": "и", "ə": "а", "h": "х",
    }
)  # fmt: skip


def clean(text: str) -> str:
    """Without characters that can't be kept; line ends as \\n; composed (NFC)."""
    return unicodedata.normalize("NFC", FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def fold(text: str) -> str:
    """For search only: lower case, Kazakh letters as their Russian neighbours, single spaces."""
    return " ".join(text.lower().translate(FOLDED).split())


# Code points put Ә, Ғ, Қ after Я.
ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
IN_ORDER = str.maketrans({letter: chr(0x430 + place) for place, letter in enumerate(ALPHABET)})


def alphabetical(text: str) -> str:
    """A key to sort by the Kazakh alphabet, which holds the Russian letters too; quotes before a name don't count."""
    return re.sub(r"^\W+", "", text.lower()).translate(IN_ORDER)
