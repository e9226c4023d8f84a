from django.utils.translation import override

OTHER = {"kk": "ru", "ru": "kk"}


def called(choice, language) -> str:
    """How a status or the like is called in a language."""
    with override(language):
        return str(choice.label)
