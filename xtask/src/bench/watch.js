// Runs in the page before the page's own scripts, and notes what happened when: the drop, each message between page
// and workers, each long task of the main thread, and the verdict. It does as little as it can, and in the same way
// in every run.
(() => {
  "use strict";
  const watched = (window.watched = {
    drop: 0, verdict: 0, painted: 0, longestGap: 0, problem: "", longTasks: [], messages: [],
  });
  const running = () => watched.drop > 0 && watched.painted === 0;

  window.addEventListener("drop", () => (watched.drop ||= performance.now()), true);

  // What a message is: the name of its one variant.
  const kind = (message) => /^\{?"(\w+)"/.exec(String(message[0]).slice(0, 40))?.[1];
  const note = (worker, direction, message) => {
    const name = kind(message);
    if (name) watched.messages.push({ time: performance.now(), worker, name, direction });
  };
  let workers = 0;
  window.Worker = class extends window.Worker {
    constructor(address) {
      super(address);
      this.number = workers++;
      this.addEventListener("message", (event) => note(this.number, "heard", event.data));
    }
    postMessage(message, transfer) {
      note(this.number, "told", message);
      return transfer ? super.postMessage(message, transfer) : super.postMessage(message);
    }
  };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) watched.longTasks.push([startTime, duration]);
  }).observe({ type: "longtask", buffered: true });

  // The browser's list has no task below 50 ms, so a timer says how long the main thread was away at most. Timers come
  // 4 ms after each other at best.
  let last = performance.now();
  const beat = () => {
    const now = performance.now();
    if (running()) watched.longestGap = Math.max(watched.longestGap, now - last - 4);
    last = now;
    if (watched.painted === 0) setTimeout(beat, 0);
  };
  setTimeout(beat, 0);

  watched.done = new Promise((done) => {
    // Long tasks are listed a while after they end.
    const finish = () => setTimeout(() => done(watched), 400);
    new MutationObserver((_, observer) => {
      if (watched.drop === 0) return;
      watched.problem = document.querySelector("[data-testid=error]")?.textContent ?? "";
      const verdict = document.querySelector("[data-testid=verdict]")?.textContent ?? "";
      if (!watched.problem && !verdict) return;
      observer.disconnect();
      watched.verdict = performance.now();
      requestAnimationFrame(() => setTimeout(() => {
        watched.painted = performance.now();
        finish();
      }, 0));
    }).observe(document, { childList: true, characterData: true, subtree: true });
  });
})();
