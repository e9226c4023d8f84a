"""Browsers without memory of each other, lent to one test after another: only what never changes stays in their caches."""

LOCALES = {"kk": "kk-KZ", "ru": "ru-RU"}


class Browsers:
    def __init__(self, browser, url):
        self.browser = browser
        self.url = url
        self.free = {}  # by what they are like
        self.lent = []

    def lend(self, language="kk", width=1280, javascript=True, theme="light"):
        kind = (language, width, javascript, theme)
        waiting = self.free.setdefault(kind, [])
        context = waiting.pop() if waiting else self.make(*kind)
        self.lent.append((kind, context))
        return context

    def make(self, language, width, javascript, theme):
        context = self.browser.new_context(
            base_url=self.url,
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            locale=LOCALES[language],
            color_scheme=theme,
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        return context

    def take_back(self):
        while self.lent:
            kind, context = self.lent.pop()
            for page in context.pages:
                page.goto("about:blank")  # a page may wait for ever to be closed while it is on its way elsewhere
                page.close()
            context.clear_cookies()
            self.free[kind].append(context)
