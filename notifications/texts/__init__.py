from notifications.texts import application, statement
from notifications.texts.shared import Labels, Words
from programs.definition.letters import LetterKey
from programs.models.call import Noun

LETTERS: dict[str, dict[LetterKey, Words]] = {Noun.APPLICATION: application.LETTERS, Noun.STATEMENT: statement.LETTERS}
LABELS: dict[str, Labels] = {Noun.APPLICATION: application.LABELS, Noun.STATEMENT: statement.LABELS}
