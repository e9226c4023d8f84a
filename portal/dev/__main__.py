"""`python -m portal.dev`: see the Makefile for what developers call."""

import sys

from portal.dev import Problem
from portal.dev.commands import main

if __name__ == "__main__":
    try:
        sys.exit(main())
    except Problem as problem:
        sys.exit(f"otinim: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)
