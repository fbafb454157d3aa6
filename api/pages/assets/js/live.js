// Says when live counts stop arriving. Rows stay usable and say as of when they are true.
export function startLive() {
  const state = document.querySelector("[data-live]");
  const strip = document.querySelector("[data-stale-strip]");
  if (!state) return;
  const failed = () => {
    state.setAttribute("data-stale", "");
    strip?.removeAttribute("hidden");
  };
  const fine = () => {
    state.removeAttribute("data-stale");
    strip?.setAttribute("hidden", "");
  };
  document.addEventListener("htmx:error", failed);
  document.addEventListener("htmx:after:request", (event) => {
    const status = event.detail?.ctx?.response?.status ?? 0;
    if (status >= 200 && status < 400) fine();
    else if (status) failed();
  });
  globalThis.addEventListener("offline", failed);
  strip?.querySelector("button")?.addEventListener("click", () => globalThis.location.reload());
}
