// Alerts are shown as they come; whoever was told of what is taken back sees it struck.
"use strict";

const live = document.querySelector("[data-live]");
const list = document.getElementById("feed");
const news = document.getElementById("news");

const drawn = async (id) => {
  const answer = await fetch(`/alerts/one?alert=${encodeURIComponent(id)}`, { cache: "no-store" });
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("article.alert");
};
const place = (id) => document.getElementById(`a-${id}`);

const came = async (event) => {
  const alert = JSON.parse(event.data);
  if (place(alert.id)) return;
  const article = await drawn(alert.id);
  if (!article || place(alert.id)) return;
  article.classList.add("came");
  document.getElementById("nothing")?.remove();
  list.prepend(article);
  // said in words once, politely; the article itself is not read out
  news.textContent = `${alert.kind}: ${alert.words}`;
  if (alert.takes_back && place(alert.takes_back)) {
    const struck = await drawn(alert.takes_back);
    if (struck) place(alert.takes_back)?.replaceWith(struck);
  }
};

if (live) {
  const state = (name, words) => {
    live.classList.toggle("on", name === "on");
    live.classList.toggle("off", name === "off");
    if (live.textContent !== words) live.textContent = words;
  };
  const last = live.dataset.last;
  const source = new EventSource(`/api/alerts/stream${last ? `?last=${encodeURIComponent(last)}` : ""}`);
  source.addEventListener("open", () => state("on", "What comes is shown as it comes."));
  source.addEventListener("alert", came);
  source.addEventListener("error", () => {
    state("off", "Not connected. Trying again …");
    // a browser gives up on an answer that is no stream, such as 429 or 503
    if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 15000);
  });
  addEventListener("pagehide", () => source.close());
}
