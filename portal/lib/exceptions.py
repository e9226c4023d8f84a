from django.utils.functional import Promise


class Refused(Exception):
    """An action can't be done; the message is a sentence for the person, in their language."""

    def __init__(self, message: "str | Promise") -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
