// Countdowns tick from the server's clock, never from the terminal's: a page says how far it has aged.
export function startClocks() {
  const served = Date.parse(document.documentElement.dataset.now ?? "");
  if (Number.isNaN(served)) return;
  const started = performance.now();
  const zone = document.documentElement.dataset.zone || "UTC";
  const now = () => served + (performance.now() - started);
  const format = (zoneName) =>
    new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zoneName, hourCycle: "h23" });
  const [local, utc] = [format(zone), format("UTC")];
  const put = (element, text) => element.textContent !== text && (element.textContent = text);
  const tick = () => {
    for (const one of document.querySelectorAll("[data-clock=local]")) put(one, local.format(now()));
    for (const one of document.querySelectorAll("[data-clock=utc]")) put(one, utc.format(now()));
    for (const one of document.querySelectorAll("[data-until]")) {
      const minutes = Math.ceil((Date.parse(one.dataset.until) - now()) / 60000);
      if (minutes < 0 || minutes >= 180) continue;
      put(one, minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`);
    }
    for (const one of document.querySelectorAll("[data-seconds-until]")) {
      const left = Math.ceil((Date.parse(one.dataset.secondsUntil) - now()) / 1000);
      if (left <= 0) one.closest("[data-ends]")?.remove();
      else put(one, String(left));
    }
  };
  tick();
  setInterval(tick, 1000);
}
