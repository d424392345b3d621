// Tells that a page is no longer new. Nothing moves by itself: a link says how much changed, and the reader decides.
(() => {
  const strip = document.querySelector("[data-live]");
  if (!strip || !window.EventSource) return;
  const link = strip.querySelector("a");
  let seen = strip.dataset.since;
  let count = 0;
  let source;
  const open = () => {
    if (source || document.hidden) return;
    const mark = strip.dataset.live.includes("?") ? "&" : "?";
    source = new EventSource(strip.dataset.live + mark + "since=" + seen);
    source.addEventListener("change", (event) => {
      if (+event.lastEventId <= +seen) return;
      seen = event.lastEventId;
      count += 1;
      link.textContent = count === 1 ? strip.dataset.one : strip.dataset.many.replace("#", count);
      strip.hidden = false;
    });
  };
  // What is kept of this page may be a little old: ask again.
  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
  const close = () => {
    if (source) source.close();
    source = undefined;
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  window.addEventListener("pagehide", close);
  open();
})();
