"""What the process that reads a hostile file may use."""

import resource

MEGABYTE = 1024**2
MEMORY = 1536 * MEGABYTE  # of addresses; libraries alone take some hundred
PROCESSOR = 60  # seconds
OUTPUT = 200 * MEGABYTE
OPEN_FILES = 64


def confine() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
