// Light, dark, or as the device says: at once, and kept in the cookie that the server reads.
const form = document.querySelector("form.theme");
const dark = document.getElementById("dark");
const media = { system: "screen and (prefers-color-scheme: dark)", light: "not all", dark: "screen" };

function show(theme) {
  document.documentElement.dataset.theme = theme;
  dark.media = media[theme];
  const age = theme === "system" ? 0 : 31536000;
  const secure = location.protocol === "https:" ? ";Secure" : "";
  document.cookie = `theme=${theme};path=/;max-age=${age};SameSite=Lax${secure}`;
  for (const button of form.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
}

if (form && dark) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value in media) {
      event.preventDefault();
      show(event.submitter.value);
    }
  });
}
