// An input that is searched in a list: the ARIA pattern of an editable combobox with a list.
// Without this script the page offers what it found as radio buttons after «Search» or «Сақтау».

const PAUSE = 200; // milliseconds of not typing

class Combobox {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector("input[type=text]");
    this.code = box.querySelector("[data-code]");
    this.items = [];
    this.active = -1;
    box.querySelector("[data-plain]").hidden = true;

    this.list = document.createElement("ul");
    this.list.id = `${this.input.id}-list`;
    this.list.className = "found";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.input.labels[0]?.textContent.trim() ?? "");
    this.list.hidden = true;
    this.told = document.createElement("p");
    this.told.className = "hint told";
    this.told.setAttribute("role", "status");
    box.append(this.list);
    box.after(this.told);

    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-expanded", "false"],
      ["aria-controls", this.list.id],
    ]) {
      this.input.setAttribute(name, value);
    }
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => this.close());
    // Before the input loses the focus.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("li");
      if (item) this.choose([...this.list.children].indexOf(item));
    });
  }

  get isOpen() {
    return !this.list.hidden;
  }

  // The code that the answer beside this one has, or the one that the server knew.
  get above() {
    const { under, above } = this.box.dataset;
    if (!under) return above;
    const name = this.input.name.replace(/[^/]+$/, under);
    const beside = [...document.getElementsByName(name)].find((input) => "code" in input.dataset);
    return beside ? beside.value : above;
  }

  typed() {
    this.code.value = "";
    this.box.parentElement.querySelector("[data-hits]")?.remove();
    this.told.textContent = "";
    clearTimeout(this.pause);
    this.asked?.abort();
    if (!this.input.value.trim()) return this.close();
    this.pause = setTimeout(() => this.search(), PAUSE);
  }

  async search() {
    const address = new URL(this.box.dataset.url, location.href);
    address.search = new URLSearchParams({ q: this.input.value, level: this.box.dataset.level, under: this.above });
    this.asked?.abort();
    this.asked = new AbortController();
    try {
      const answer = await fetch(address, { signal: this.asked.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.statusText);
      this.show((await answer.json()).items);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.close();
      this.told.textContent = this.box.dataset.failed;
    }
  }

  show(items) {
    this.items = items;
    this.active = -1;
    this.list.replaceChildren(
      ...items.map(({ text }, number) => {
        const item = document.createElement("li");
        item.id = `${this.list.id}-${number}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.textContent = text;
        return item;
      }),
    );
    const { found, none } = this.box.dataset;
    this.told.textContent = items.length ? found.replace("{}", items.length) : none;
    this.told.classList.toggle("visually-hidden", items.length > 0);
    if (items.length && document.activeElement === this.input) this.open();
    else this.close();
  }

  open() {
    this.list.hidden = false;
    this.list.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-expanded", "true");
  }

  close() {
    clearTimeout(this.pause);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.move(-1);
  }

  move(to) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = to;
    const item = this.list.children[to];
    item?.setAttribute("aria-selected", "true");
    item?.scrollIntoView({ block: "nearest" });
    if (item) this.input.setAttribute("aria-activedescendant", item.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  choose(number) {
    const { code, text } = this.items[number];
    this.input.value = text;
    this.code.value = code;
    this.told.textContent = "";
    this.close();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  pressed(event) {
    const last = this.items.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!this.isOpen) {
        if (this.items.length && !this.code.value) this.open();
        else this.search();
        return;
      }
      const down = event.key === "ArrowDown";
      this.move(down ? (this.active < last ? this.active + 1 : 0) : this.active > 0 ? this.active - 1 : last);
    } else if (event.key === "Enter" && this.isOpen && this.active >= 0) {
      event.preventDefault();
      this.choose(this.active);
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault();
      this.close();
    }
  }
}

for (const box of document.querySelectorAll("[data-combobox]")) new Combobox(box);
