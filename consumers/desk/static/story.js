// The story page: what a mark says on hover, focus or tap, and opening at `#c=START-END`, code points of the text.
"use strict";

const text = document.getElementById("text");
const tip = document.getElementById("tip");
const says = new Map([...document.querySelectorAll("[data-says]")].map((note) => [note.dataset.says, note.textContent]));

// --- what a mark says

let shown = null;
const hide = () => {
  if (!shown) return;
  shown.removeAttribute("aria-describedby");
  document.querySelectorAll(".lit").forEach((element) => element.classList.remove("lit"));
  tip.hidden = true;
  shown = null;
};
const show = (mark) => {
  if (mark === shown) return;
  hide();
  shown = mark;
  const notes = mark.dataset.of.split(" ").reverse();
  tip.replaceChildren(...notes.filter((id) => says.has(id)).map((id) => {
    const line = document.createElement("p");
    line.dir = "auto";
    line.textContent = says.get(id);
    return line;
  }));
  tip.hidden = false;
  mark.setAttribute("aria-describedby", "tip");
  // all of the innermost note: the other half of a quote, the other mentions of a name
  for (const element of text.querySelectorAll(`[data-of~="${notes[0]}"]`)) element.classList.add("lit");
  document.getElementById(notes[0])?.classList.add("lit");
  const around = tip.offsetParent.getBoundingClientRect();
  const box = mark.getClientRects()[0];
  tip.style.setProperty("left", `${Math.max(0, Math.min(box.left - around.left, around.width - tip.offsetWidth))}px`);
  tip.style.setProperty("top", `${box.top - around.top - tip.offsetHeight - 6}px`);
  if (box.top - tip.offsetHeight < 70) tip.style.setProperty("top", `${box.bottom - around.top + 6}px`);
};
const markOf = (event) => event.target.closest?.("#text .m");
text.addEventListener("pointerover", (event) => { const mark = markOf(event); if (mark) show(mark); });
text.addEventListener("pointerout", (event) => { if (event.pointerType === "mouse" && markOf(event) && document.activeElement !== shown) hide(); });
text.addEventListener("focusin", (event) => { const mark = markOf(event); if (mark) show(mark); });
text.addEventListener("focusout", hide);
document.addEventListener("click", (event) => { const mark = markOf(event); if (mark) show(mark); else hide(); });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

// --- opening at a span

// a range between two offsets in code points: JavaScript counts UTF-16, in which an emoji is two
const rangeOf = (start, end) => {
  const range = document.createRange();
  const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let before = 0, began = false;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const units = node.data;
    const isPlain = !/[\ud800-\udfff]/.test(units);
    const length = isPlain ? units.length : [...units].length;
    const unitAt = (points) => isPlain ? points : [...units].slice(0, points).join("").length;
    if (!began && start < before + length) { range.setStart(node, unitAt(start - before)); began = true; }
    if (began && end <= before + length) { range.setEnd(node, unitAt(end - before)); return range; }
    before += length;
  }
  return null;
};
const open = () => {
  const found = /^#c=(\d{1,9})-(\d{1,9})$/.exec(location.hash);
  if (!found || Number(found[1]) >= Number(found[2])) return;
  const range = rangeOf(Number(found[1]), Number(found[2]));
  if (!range) { said("This version of the story has no such place any more."); return; }
  if (window.CSS?.highlights) CSS.highlights.set("target", new Highlight(range));
  text.dataset.target = `${found[1]}-${found[2]}`;
  const box = range.getBoundingClientRect();
  window.scrollTo({ top: window.scrollY + box.top - window.innerHeight / 3 });
  const parent = range.startContainer.parentElement;
  const mark = parent.closest(".m") ?? parent;
  if (mark.tabIndex < 0) mark.tabIndex = -1;
  mark.focus({ preventScroll: true });
  document.getElementById("aloud").textContent = `Marked: ${range.toString().slice(0, 200)}`;
};
window.addEventListener("hashchange", open);
document.addEventListener("click", (event) => {
  // the same place again
  const link = event.target.closest('a[href^="#c="]');
  if (link && link.getAttribute("href") === location.hash) open();
});
open();
