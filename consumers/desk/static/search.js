// The search page's keys: / to the box, j and k from story to story, Enter opens; names in the box by arrow keys.
"use strict";

const box = document.getElementById("q");
const names = document.getElementById("names");
const options = () => [...names.querySelectorAll('[role="option"]')];
let chosen = -1;

const show = (visible) => {
  names.hidden = !visible;
  box.setAttribute("aria-expanded", String(visible));
  if (!visible) choose(-1);
};
const choose = (at) => {
  chosen = at;
  options().forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
  if (at >= 0) {
    box.setAttribute("aria-activedescendant", options()[at].id);
    options()[at].scrollIntoView({ block: "nearest" });
  } else box.removeAttribute("aria-activedescendant");
};
const take = (option) => {
  box.value = option.dataset.search;
  show(false);
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
};

names.addEventListener("htmx:afterSwap", () => { choose(-1); show(options().length > 0 && document.activeElement === box); });
names.addEventListener("mousedown", (event) => {
  const option = event.target.closest('[role="option"]');
  if (option) { event.preventDefault(); take(option); }
});
box.addEventListener("blur", () => show(false));
box.addEventListener("keydown", (event) => {
  const count = names.hidden ? 0 : options().length;
  if (event.key === "ArrowDown" && count) { event.preventDefault(); choose((chosen + 1) % count); }
  else if (event.key === "ArrowUp" && count) { event.preventDefault(); choose((chosen + count) % (count + 1) === count ? -1 : (chosen <= 0 ? count - 1 : chosen - 1)); }
  else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); take(options()[chosen]); }
  else if (event.key === "Escape") {
    if (count) { event.preventDefault(); show(false); }
    else box.blur();
  }
});

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "/") { event.preventDefault(); box.focus(); box.select(); return; }
  if (event.key !== "j" && event.key !== "k") return;
  const links = [...document.querySelectorAll(".hit h3 a")];
  if (!links.length) return;
  const now = document.activeElement.closest(".hit");
  const at = links.findIndex((link) => link.closest(".hit") === now);
  const to = event.key === "j" ? Math.min(at + 1, links.length - 1) : Math.max(at - 1, 0);
  links[to].focus();
  links[to].closest(".hit").scrollIntoView({ block: "nearest" });
});

// dragging over the histogram narrows the search down to the days between
const chart = document.querySelector(".dates");
if (chart) {
  let from = null;
  const barOf = (event) => document.elementsFromPoint(event.clientX, event.clientY)
    .map((element) => element.closest?.("a[data-since]")).find(Boolean) ?? null;
  const mark = (a, b) => {
    const [low, high] = [a.dataset.since, b.dataset.since].sort();
    for (const bar of chart.querySelectorAll("a")) {
      bar.classList.toggle("dragged", low <= bar.dataset.since && bar.dataset.since <= high);
    }
  };
  const clear = () => { from = null; chart.querySelectorAll(".dragged").forEach((bar) => bar.classList.remove("dragged")); };
  chart.addEventListener("pointerdown", (event) => { from = barOf(event); });
  chart.addEventListener("dragstart", (event) => event.preventDefault());
  chart.addEventListener("pointermove", (event) => { const to = barOf(event); if (from && to) mark(from, to); });
  window.addEventListener("pointerup", (event) => {
    const to = barOf(event), begun = from;
    clear();
    if (!begun || !to || begun === to) return;
    const [first, last] = begun.dataset.since < to.dataset.since ? [begun, to] : [to, begun];
    const address = new URL(first.getAttribute("href"), location.href);
    const search = address.searchParams.get("q").replace(/\bbefore:\S+$/, `before:${last.dataset.until}`);
    address.searchParams.set("q", search);
    location.assign(address);
  });
}
