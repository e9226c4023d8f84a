// "19 days left" stays true on a page that is left open.
const MINUTE = 60_000;
const plural = new Intl.PluralRules(document.documentElement.lang);

function sentence(left, words) {
  const say = (unit, number) => (words[unit][plural.select(number)] ?? words[unit].other).replace("{}", number);
  if (left >= 2880 * MINUTE) return say("day", Math.floor(left / (1440 * MINUTE)));
  if (left >= 60 * MINUTE) return say("hour", Math.floor(left / (60 * MINUTE)));
  if (left >= MINUTE) return say("minute", Math.floor(left / MINUTE));
  return left > 0 ? words.last : words.over;
}

for (const place of document.querySelectorAll("[data-until]")) {
  const words = JSON.parse(place.dataset.words);
  const until = Date.parse(place.dataset.until);
  const update = () => {
    const text = sentence(until - Date.now(), words);
    if (place.textContent !== text) place.textContent = text;
  };
  setInterval(update, MINUTE / 2);
  document.addEventListener("visibilitychange", update);
}
