// Runs in the page before the page's own scripts: does what a person does, and takes the time until the page shows what follows.
// A time ends when the elements are changed and laid out. What the browser then waits for the next frame is not in it.
(() => {
  "use strict";
  const now = () => performance.now();
  const find = (name) => document.querySelector(`[data-testid=${name}]`);
  const text = (selector) => document.querySelector(selector)?.textContent ?? "";
  const tasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push([startTime, duration]);
  }).observe({ type: "longtask", buffered: true });

  // The end of the task that runs now. A timer would come 4 ms later.
  const turn = () => new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done();
    channel.port2.postMessage(0);
  });
  const frame = () => new Promise((done) => requestAnimationFrame(() => turn().then(done)));
  // Looks only when the document changes, so that the workers have the cores.
  const until = (is_done) => new Promise((done, fail) => {
    if (is_done()) return done();
    const observer = new MutationObserver(() => {
      if (!is_done()) return;
      observer.disconnect();
      clearTimeout(late);
      done();
    });
    const late = setTimeout(() => fail(`waited in vain for ${is_done}: ${words()}`), 60000);
    observer.observe(document, { attributes: true, childList: true, characterData: true, subtree: true });
  });
  const laid_out = async (begin) => {
    await turn();
    document.body.getBoundingClientRect();
    return now() - begin;
  };
  const timed = async (act, is_done) => {
    const begin = now();
    act();
    await until(is_done);
    const time = await laid_out(begin);
    await frame();
    return time;
  };
  const whole = () => until(() => find("open-share")?.disabled === false);
  const choose = (list, place) => {
    list.selectedIndex = place;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  };
  // Drawn, and laid out.
  const show = async (tab) => {
    find(tab).click();
    await frame();
    await frame();
  };
  const table = () => text("table.columns");
  const order = () => [...document.querySelectorAll("[data-testid=column-row]")].map((row) => row.dataset.column).join("\n");
  const words = () => text("[data-testid=period-words]");

  // What is dragged over: the work of each move, and the time from the release to the exact answer.
  const drags = { moves: [], begin: 0, end: 0, released: null };
  addEventListener("pointermove", async () => {
    if (drags.begin === 0) return;
    const begin = now(), before = words();
    const time = await laid_out(begin);
    if (words() !== before) drags.moves.push(time);
  }, true);
  addEventListener("pointerup", () => {
    if (drags.begin === 0) return;
    const begin = (drags.end = now());
    drags.released = until(() => words().startsWith("Compared:")).then(() => laid_out(begin));
  }, true);
  const longest = (from, to) =>
    Math.max(0, ...tasks.filter(([begin, length]) => begin + length >= from && begin < to).map((task) => task[1]));

  window.explorer = {
    whole,
    async decide(times) {
      await show("tab-columns");
      await show("open-settings");
      const field = find("tolerance"), found = [];
      for (let time = 0; time < times; time++) {
        const before = table();
        found.push(await timed(() => {
          field.value = time % 2 ? "0.05" : "0.9";
          field.dispatchEvent(new Event("change", { bubbles: true }));
        }, () => table() !== before));
      }
      await show("open-settings");
      return found;
    },
    drag() { Object.assign(drags, { begin: now(), moves: [], released: null }); },
    async dragged() {
      const released = await drags.released;
      await whole();
      const found = { moves: drags.moves, released, longest: longest(drags.begin, drags.end) };
      drags.begin = 0;
      find("period-clear").click();
      await until(() => words().startsWith("Drag over"));
      await frame();
      return found;
    },
    async pick(times) {
      await show("tab-segments");
      const found = [];
      for (let time = 0; time < times; time++) {
        await whole();
        const list = find("segment"), place = 1 + (time % 6), column = list.options[place].text;
        const shown = () => text("#segments h3").endsWith(` ${column}`);
        found.push(await timed(() => choose(list, place), shown));
      }
      await whole();
      choose(find("segment"), 0);
      await until(() => !find("segment-table"));
      await whole();
      return found;
    },
    async kind(times, column) {
      await show("tab-columns");
      const row = () => document.querySelector(`[data-column="${column}"]`);
      row().click();
      await until(() => find("column-kind"));
      const found = [];
      for (let time = 0; time < times; time++) {
        await whole();
        const before = row().textContent;
        found.push(await timed(() => choose(find("column-kind"), time % 2 ? 0 : 2), () => row().textContent !== before));
      }
      await whole();
      row().click();
      await frame();
      return found;
    },
    async search(times) {
      await show("tab-segments");
      const found = [];
      for (let time = 0; time < times; time++) {
        await until(() => find("find-segments"));
        await whole();
        const before = text("#segments");
        const is_found = () => find("segment-finding") || !/^Comparing|^Find/.test(text("[data-testid=segments-sentence]"));
        if (is_found()) throw new Error(`there is an answer already: ${before}`);
        found.push(await timed(() => find("find-segments").click(), is_found));
        await whole();
        find("undo").click();
        await until(() => find("find-segments"));
      }
      return found;
    },
    async sort(times) {
      await show("tab-columns");
      const found = [];
      for (let time = 0; time < times; time++) {
        const before = order(), list = find("sort");
        const place = [...list.options].findIndex((option) => option.text.startsWith(["Name", "Missing", "Effect"][time % 3]));
        found.push(await timed(() => choose(list, place), () => order() !== before));
      }
      return found;
    },
    async scroll(frames) {
      const found = [];
      let most = 0, last = 0;
      for (let count = 0; count < frames; count++) {
        const time = await new Promise(requestAnimationFrame);
        if (last > 0) found.push(time - last);
        last = time;
        const down = document.documentElement.scrollHeight - innerHeight;
        scrollTo({ top: (count * 97) % down, behavior: "instant" });
        most = Math.max(most, document.querySelectorAll("[data-testid=column-row]").length);
      }
      return { frames: found, rows: most };
    },
  };
})();
