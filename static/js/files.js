// A chosen file is sent at once, by the same address and rules as with the button. Nothing else on the page is touched:
// the list of the question, its error and the page's revision are all that changes.

const form = document.querySelector("form[method=post][enctype]");
const queue = [];
let current = null;
let waitingFor = null; // the button that was pressed while files were on their way

const filled = (words, name) => words.replace("{name}", name);

function showError(field, sentence) {
  const input = field.querySelector("input[type=file]");
  const id = `${input.id}-error`;
  let place = document.getElementById(id);
  field.classList.toggle("wrong", Boolean(sentence));
  input.toggleAttribute("aria-invalid", Boolean(sentence));
  if (sentence) input.setAttribute("aria-invalid", "true");
  if (!place && sentence) {
    place = document.createElement("p");
    place.className = "error";
    place.id = id;
    field.querySelector("[data-file-list]").before(place);
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby")} ${id}`);
  }
  if (place) place.textContent = sentence;
}

const addError = (field, sentence) => {
  const place = document.getElementById(`${field.querySelector("input[type=file]").id}-error`);
  showError(field, [place?.textContent.trim(), sentence].filter(Boolean).join(" "));
};
const say = (field, sentence) => (field.querySelector("[role=status]").textContent = sentence);

function show(field, answer) {
  form.elements._revision.value = answer.revision;
  field.querySelector("[data-file-list]").innerHTML = answer.list;
  field.querySelector("[data-file-input]").hidden = answer.is_full;
  watch(field);
}

// Sends what the button would, without the other inputs.
function send(field, entries, { onProgress } = {}) {
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("_revision", form.elements._revision.value);
  for (const [name, value] of entries) body.append(name, value);
  request.open("POST", location.href);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  if (onProgress) request.upload.addEventListener("progress", onProgress);
  const done = new Promise((resolve) => {
    request.addEventListener("loadend", () => resolve(request.response?.list === undefined ? null : request.response));
  });
  request.send(body);
  return { request, done };
}

async function next() {
  if (current || !queue.length) return finish();
  const { field, file, item } = (current = queue.shift());
  if (item.isConnected) {
    say(field, filled(field.dataset.sending, file.name));
    const bar = item.querySelector("progress");
    const path = field.dataset.files;
    const { request, done } = send(field, [["_attach", path], [path, file]], {
      onProgress: (event) => (bar.value = event.total ? event.loaded / event.total : 0),
    });
    let isCancelled = false;
    current.cancel = () => {
      isCancelled = true;
      request.abort();
    };
    const answer = await done;
    item.remove();
    if (answer) {
      show(field, answer);
      if (answer.error) addError(field, answer.error);
      else say(field, filled(field.dataset.sent, file.name));
    } else if (isCancelled) {
      say(field, filled(field.dataset.cancelled, file.name));
    } else {
      addError(field, filled(request.status === 413 ? field.dataset.tooLarge : field.dataset.lost, file.name));
    }
    tidy(field);
  }
  current = null;
  next();
}

function finish() {
  if (current || queue.length || !waitingFor) return;
  const button = waitingFor;
  waitingFor = null;
  if (form.querySelector(".field.wrong [data-file-pending]")) return; // the person looks at the error first
  form.requestSubmit(button);
}

const tidy = (field) => {
  const list = field.querySelector("[data-file-queue]");
  if (list && !list.children.length) list.remove();
};

function choose(field, files) {
  showError(field, "");
  let list = field.querySelector("[data-file-queue]");
  if (!list) {
    list = document.createElement("ul");
    list.className = "files";
    list.dataset.fileQueue = "";
    field.querySelector("[data-file-list]").after(list);
  }
  for (const file of files) {
    if (file.size > Number(field.dataset.limit)) {
      addError(field, filled(field.dataset.tooLarge, file.name));
      continue;
    }
    const item = field.querySelector("template").content.firstElementChild.cloneNode(true);
    const entry = { field, file, item };
    item.querySelector(".file-name").textContent = file.name;
    item.querySelector("progress").setAttribute("aria-label", file.name);
    item.querySelector(".visually-hidden").textContent = ` ${file.name}`;
    item.querySelector("button").addEventListener("click", () => {
      if (current === entry) return entry.cancel();
      item.remove();
      tidy(field);
    });
    list.append(item);
    queue.push(entry);
  }
  tidy(field);
  next();
}

// While something is being checked, the list is asked for again: soon, then less and less often.
const watched = new WeakMap();
function watch(field, pause = 1000) {
  clearTimeout(watched.get(field));
  if (!field.querySelector("[data-checking]") || pause > 60_000) return;
  watched.set(
    field,
    setTimeout(async () => {
      const query = new URLSearchParams({ _files: field.dataset.files, _revision: form.elements._revision.value });
      try {
        const response = await fetch(`${location.pathname}?${query}`, { headers: { Accept: "application/json" } });
        const answer = response.ok ? await response.json() : null;
        if (answer && !current && !field.contains(document.activeElement?.closest("[data-file-list]"))) {
          show(field, answer);
        }
      } catch {
        // The connection is away for a moment; the next question may be answered.
      }
      watch(field, pause * 2);
    }, pause),
  );
}

async function remove(field, button) {
  button.disabled = true;
  const answer = await send(field, [["_detach", button.value]]).done;
  if (!answer) return void (button.disabled = false);
  showError(field, answer.error);
  show(field, answer);
  field.querySelector("input[type=file]").focus();
}

if (form) {
  for (const field of form.querySelectorAll("[data-files]")) {
    const input = field.querySelector("input[type=file]");
    field.querySelector("[name=_attach]").hidden = true;
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = ""; // or the section's own button would send them again
      choose(field, files);
    });
    field.addEventListener("click", (event) => {
      const button = event.target.closest("[name=_detach]");
      if (!button) return;
      event.preventDefault();
      remove(field, button);
    });
    watch(field);
  }
  form.addEventListener("submit", (event) => {
    if (!current && !queue.length) return;
    event.preventDefault();
    waitingFor = event.submitter;
  });
}
