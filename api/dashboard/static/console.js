// What a page of the console does beyond HTML: it stays live, shows the reader's own time, draws charts, and keeps
// what a person is writing. Without it every page and every button still works.
"use strict";
(() => {
  // ------------------------------------------------------------ times in the reader's own zone
  const inZone = new Intl.DateTimeFormat(undefined, {
    day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
  });
  const tellTimes = () => {
    for (const time of document.querySelectorAll("time[datetime]")) {
      time.textContent = inZone.format(new Date(time.dateTime));
    }
    for (const zone of document.querySelectorAll("[data-zone]")) {
      zone.textContent = Intl.DateTimeFormat().resolvedOptions().timeZone;
    }
  };

  // ------------------------------------------------------------ the stream
  // One way back from whatever fails, be it the stream, the page's own refresh, or a service that hangs: ask for the page
  // again, and once it comes, listen since what it shows.
  const AGAIN_MS = 2_000;
  const SILENT_MS = 15_000; // three times what the service leaves between two words
  const dot = document.getElementById("live");
  const page = () => document.getElementById("page");
  let stream, timer;
  const say = (state, word) => {
    dot.dataset.state = state;
    const said = dot.querySelector(".word");
    if (said.textContent !== word) said.textContent = word;
  };
  const refresh = () => htmx.trigger(dot, "changed");
  const hangUp = () => {
    clearTimeout(timer);
    stream?.close();
    stream = undefined;
  };
  const lost = () => {
    hangUp();
    say("lost", "not live, trying again");
    timer = setTimeout(refresh, AGAIN_MS);
  };
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(lost, SILENT_MS);
    say("on", "live");
  };
  const listen = () => {
    hangUp();
    stream = new EventSource(`${dot.dataset.stream}&since=${encodeURIComponent(page().dataset.pulse)}`);
    stream.onopen = alive;
    stream.onerror = lost;
    stream.addEventListener("here", alive);
    stream.addEventListener("changed", () => {
      alive();
      requestAnimationFrame(() => (dot.dataset.state = "heard"));
      refresh();
    });
  };
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    if (document.hidden) return;
    const status = ctx.response?.status;
    if (status === 401) {
      hangUp();
      say("lost", "signed out");
      dot.querySelector("a").hidden = false;
    } else if (status !== 200) lost();
    else if (!stream) listen();
  });
  // A browser has six connections to one place: a page that nobody sees leaves its own to the others.
  if (dot) {
    document.addEventListener("visibilitychange", () => (document.hidden ? hangUp() : listen()));
    listen();
  }

  // ------------------------------------------------------------ what a refresh leaves alone
  const isBeingWritten = (form) => form.dataset.written === "1" || form.dataset.sent === "1";
  const keepsWords = (node) => {
    if (!node.matches(".acts") || ![...node.querySelectorAll("form.act")].some(isBeingWritten)) return false;
    node.querySelector(".moved-on").hidden = false;
    return true;
  };
  htmx.registerExtension("parley", {
    htmx_before_morph_node: (_, { oldNode }) => !(oldNode instanceof Element && (keepsWords(oldNode) || oldNode.matches(".u-wrap"))),
    htmx_before_morph_attr: (node, { attrName }) => !(node instanceof HTMLDetailsElement && attrName === "open"),
  });
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form.act");
    if (form) form.dataset.written = "1";
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form.act")) return;
    if (form.dataset.sent === "1") {
      event.preventDefault(); // pressed again while the first press is on its way
      return;
    }
    form.dataset.sent = "1";
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-busy");
    }
  });

  // ------------------------------------------------------------ charts
  // How a moment is written, by how far apart the lines are: in seconds, the text, and what stands under it when the
  // year, the day or the minute is another one.
  const day = "{D} {MMM} {YYYY}";
  const moments = [
    [86400 * 365, "{YYYY}", null, null, null, null, null, null, 1],
    [86400 * 28, "{MMM}", "\n{YYYY}", null, null, null, null, null, 1],
    [86400, "{D} {MMM}", "\n{YYYY}", null, null, null, null, null, 1],
    [60, "{HH}:{mm}", `\n${day}`, null, "\n{D} {MMM}", null, null, null, 1],
    [1, "{HH}:{mm}:{ss}", `\n${day}`, null, "\n{D} {MMM}", null, null, null, 1],
  ];
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const draw = (box) => {
    const told = JSON.parse(box.dataset.chart);
    box.replaceChildren();
    const flat = (value) => told.times.map(() => value);
    const axis = { stroke: colour("--pico-muted-color"), grid: { stroke: colour("--pico-muted-border-color"), width: 1 } };
    new uPlot({
      width: Math.max(box.clientWidth, 280),
      height: 260,
      scales: { money: { range: (_, low, high) => [0, Math.max(high, 1) * 1.1] }, cpm: { range: (_, low, high) => [0, Math.max(high, 1) * 1.15] } },
      series: [
        { label: "Time", value: `${day}, {HH}:{mm}` },
        { label: `Agreed, ${told.currency}`, scale: "money", stroke: colour("--committed"), width: 2, fill: `${colour("--committed")}22`, paths: uPlot.paths.stepped({ align: 1 }), points: { show: told.times.length < 60 } },
        { label: `CPM reached, ${told.currency}`, scale: "cpm", stroke: colour("--them"), width: 2 },
        { label: "CPM at least", scale: "cpm", stroke: colour("--pico-muted-color"), dash: [4, 4], points: { show: false } },
        { label: "CPM at most", scale: "cpm", stroke: colour("--astray"), dash: [4, 4], points: { show: false } },
      ],
      axes: [
        { ...axis, values: moments },
        { ...axis, scale: "money", size: 64, label: `Agreed, ${told.currency}`, labelFont: "12px system-ui" },
        { ...axis, scale: "cpm", side: 1, grid: { show: false }, label: `CPM, ${told.currency}`, labelFont: "12px system-ui" },
      ],
    }, [told.times, told.spent, told.cpm, flat(told.min), flat(told.max)], box);
  };
  const drawn = new WeakMap();
  const drawAll = (anew) => {
    for (const box of document.querySelectorAll("[data-chart]")) {
      const key = box.dataset.chart;
      if (!anew && drawn.get(box) === key && box.firstElementChild) continue;
      drawn.set(box, key);
      draw(box);
    }
  };
  let resized;
  window.addEventListener("resize", () => { clearTimeout(resized); resized = setTimeout(() => drawAll(true), 150); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawAll(true));

  const show = () => { tellTimes(); drawAll(false); };
  document.addEventListener("htmx:after:swap", show);
  show();
})();
