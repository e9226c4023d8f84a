// Helps with a form; every part of it works without.

// Errors are read first.
document.querySelector(".error-summary")?.focus();

// A link of the summary leads to the input itself, with its label in view.
for (const link of document.querySelectorAll(".error-summary a[href^='#']")) {
  link.addEventListener("click", (event) => {
    const input = document.getElementById(link.hash.slice(1));
    if (!input) return;
    event.preventDefault();
    (input.closest(".field") ?? input).scrollIntoView({ block: "start" });
    input.focus({ preventScroll: true });
  });
}

// As the server writes numbers in both languages; browsers don't know Kazakh's.
const spoken = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, "\u00a0");

// How much of a long answer is left: shown at once, told to screen readers when the typing pauses.
for (const count of document.querySelectorAll("[data-count]")) {
  const input = document.getElementById(count.dataset.count);
  if (!input) continue;
  const told = count.cloneNode();
  told.removeAttribute("id");
  told.className = "visually-hidden";
  told.setAttribute("aria-live", "polite");
  count.after(told);
  let pause;
  const update = () => {
    const left = Number(count.dataset.limit) - [...input.value.replaceAll("\r\n", "\n")].length;
    const words = left < 0 ? count.dataset.over : count.dataset.left;
    count.textContent = words.replace("{}", spoken(Math.abs(left)));
    count.classList.toggle("over", left < 0);
    clearTimeout(pause);
    pause = setTimeout(() => (told.textContent = count.textContent), 1000);
  };
  input.addEventListener("input", update);
  if (input.value) update();
}

// The menu of sections is open where there is room, in browsers that can't show it folded (see forms.css).
if (!CSS.supports("selector(::details-content)")) {
  const wide = matchMedia("(min-width: 60rem)");
  const unfold = () => {
    for (const sections of document.querySelectorAll("details.sections")) sections.open = wide.matches;
  };
  wide.addEventListener("change", unfold);
  unfold();
}

// Where the menu is longer than the window, it shows where the person is.
if (matchMedia("(min-width: 60rem)").matches) {
  document.querySelector(".sections [aria-current]")?.scrollIntoView({ block: "nearest" });
}
