// Words selected in a story's text that the machine should have taken for a figure: two buttons beside them, or the
// key m, fill in the form of the analyst's hand.
"use strict";

{
  const text = document.getElementById("text");
  const bar = document.getElementById("missing");
  const longest = 200;
  let chosen = null;

  // the words of a selection, without the white space around them; null where they are no words of one line of the text
  const wordsOf = (selection) => {
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return null;
    const words = range.toString();
    const trimmed = words.trim();
    if (!trimmed || trimmed.length > longest || /[\n\r]/.test(trimmed)) return null;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = before.toString().length + words.length - words.trimStart().length;
    return { words: trimmed, start, range };
  };

  // which of the places where these words stand; as pipeline/hand/place.py counts them
  const whichOf = ({ words, start }) => {
    const parts = words.split(/\s+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const places = [...text.textContent.matchAll(new RegExp(`(?=(${parts.join("[^\\S\\n\\r]+")}))`, "g"))];
    return { which: places.findIndex((place) => place.index === start) + 1, places: places.length };
  };

  const fill = (about) => {
    const form = document.querySelector(`[data-missing="${about}"]`);
    if (!chosen || !form) return;
    const { which, places } = whichOf(chosen);
    form.open = true;
    const field = (name) => form.querySelector(`[name="${name}"]`);
    field("text").value = chosen.words;
    field("which").value = places > 1 && which ? which : "";
    const plain = /^\d{1,3}(,\d{3})+$|^\d+$/.test(chosen.words) ? chosen.words : "";
    field("low").value = field("high").value = plain;
    bar.hidden = true;
    form.scrollIntoView({ block: "nearest" });
    field(plain ? "bound" : "low").focus();
  };

  const look = () => {
    chosen = wordsOf(document.getSelection());
    bar.hidden = !chosen;
    if (!chosen) return;
    const around = bar.offsetParent.getBoundingClientRect();
    const boxes = chosen.range.getClientRects();
    const box = boxes[boxes.length - 1];
    const left = Math.max(0, Math.min(box.left - around.left, around.width - bar.offsetWidth));
    bar.style.setProperty("left", `${left}px`);
    bar.style.setProperty("top", `${box.bottom - around.top + 6}px`);
  };

  if (bar) {
    // a selection made with the keyboard, and one that is still being dragged, both end here
    let waiting = 0;
    document.addEventListener("selectionchange", () => {
      if (bar.contains(document.activeElement)) return;
      clearTimeout(waiting);
      waiting = setTimeout(look, 150);
    });
    // pressing a button must not take the selection away
    bar.addEventListener("pointerdown", (event) => event.preventDefault());
    bar.addEventListener("click", (event) => { if (event.target.dataset.misses) fill(event.target.dataset.misses); });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") bar.hidden = true;
      if (event.key !== "m" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest?.("input, select, textarea")) return;
      chosen = wordsOf(document.getSelection());
      if (chosen) { event.preventDefault(); fill("troop_count"); }
    });
  }
}
