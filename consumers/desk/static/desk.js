// What every page does: htmx gets the form token, a desk that was away comes back, and faults are said aloud.
"use strict";

const said = (text) => {
  const place = document.getElementById("said");
  place.textContent = text;
  if (text) setTimeout(() => { if (place.textContent === text) place.textContent = ""; }, 8000);
};

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = document.querySelector('meta[name="csrf"]').content;
});
document.addEventListener("htmx:responseError", (event) => {
  const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  said(page.body.textContent.trim().slice(0, 300) || "That went wrong.");
});
document.addEventListener("htmx:sendError", () => said("The desk does not answer."));

// a page that says Elasticsearch is away looks whether it is back
const away = document.querySelector("[data-reload-when-back]");
if (away && performance.getEntriesByType("navigation").length) {
  const look = async () => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (answer.status !== 503) { location.reload(); return; }
      away.querySelector("[data-waiting]").textContent =
        `Waiting … it was last asked at ${new Date().toLocaleTimeString()}.`;
    } catch { /* the desk itself is away: look again */ }
    setTimeout(look, 3000);
  };
  setTimeout(look, 3000);
}
