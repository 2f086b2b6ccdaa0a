// The chart and its table know one another: what is pointed at here is marked there, and told in a card.
"use strict";

const form = document.querySelector("form[data-sends-itself]");
if (form) form.addEventListener("change", () => form.requestSubmit());

const prints = document.querySelector("[data-prints]");
if (prints) {
  prints.hidden = false;
  prints.addEventListener("click", () => print());
}

const card = document.getElementById("card");
const both = (row) => document.querySelectorAll(`[data-row="${CSS.escape(row)}"]`);

const mark = (row, on) => both(row).forEach((each) => each.classList.toggle("pointed", on));

const tell = (point) => {
  const cells = document.getElementById(point.dataset.row)?.cells;
  if (!card || !cells) return;
  const line = (text, name) => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };
  const words = cells[6].querySelector("a").textContent;
  const by = cells[6].querySelector("small").textContent;
  card.replaceChildren(
    line(point.dataset.says, "strong"), line(words, "blockquote"), line(by, "small"),
  );
  card.hidden = false;
  const place = point.getBoundingClientRect();
  const wide = card.offsetWidth, high = card.offsetHeight;
  const left = Math.min(Math.max(8, place.left + place.width / 2 - wide / 2), innerWidth - wide - 8);
  const above = place.top - high - 10;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${(above > 8 ? above : place.bottom + 10) + scrollY}px`;
};
const untell = () => { if (card) card.hidden = true; };

for (const point of document.querySelectorAll("a.mark")) {
  const on = () => { mark(point.dataset.row, true); tell(point); };
  const off = () => { mark(point.dataset.row, false); untell(); };
  point.addEventListener("pointerenter", on);
  point.addEventListener("pointerleave", off);
  point.addEventListener("focus", on);
  point.addEventListener("blur", off);
}
for (const row of document.querySelectorAll("tr[data-row]")) {
  row.addEventListener("pointerenter", () => mark(row.dataset.row, true));
  row.addEventListener("pointerleave", () => mark(row.dataset.row, false));
}
for (const link of document.querySelectorAll("a[data-mark]")) {
  // the drawing that is shown: the wide one or the narrow one
  link.addEventListener("click", (event) => {
    const shown = [...both(link.dataset.mark)].find((each) => each.matches("a.mark") && each.getClientRects().length);
    if (!shown) return;
    event.preventDefault();
    shown.closest("figure").scrollIntoView({ block: "start" });
    shown.focus();
  });
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape") untell(); });
