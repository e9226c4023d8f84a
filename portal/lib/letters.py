from css_inline import CSSInliner

_inliner = CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


def for_mail_programs(html: str) -> str:
    """With the style of every element written on it: many mail programs drop style sheets."""
    return _inliner.inline(html)
