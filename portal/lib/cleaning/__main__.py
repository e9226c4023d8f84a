"""The process that rewrites one file. Any failure is told by its exit code."""

import sys

from portal.lib.cleaning import office, pdfs, pictures
from portal.lib.cleaning.limits import confine

BY_MIME = {
    "application/pdf": pdfs.rewrite,
    "image/jpeg": pictures.rewrite_jpeg,
    "image/png": pictures.rewrite_png,
    office.PREFIX + "wordprocessingml.document": office.rewrite,
    office.PREFIX + "spreadsheetml.sheet": office.rewrite,
}

if __name__ == "__main__":
    confine()
    BY_MIME[sys.argv[1]](sys.stdin.buffer, sys.stdout.buffer)
    sys.stdout.flush()
