// <driftscope-report src="report.json">: a report of Driftscope within another page.
//
// A shared page is framed by its address. A report as JSON is put into the page that this package carries. Either way it runs in a sandboxed
// frame without an origin, under its own content security policy: it sees nothing of the page around it, and asks nothing of a network.
// The only request for a report is the one for `src`.

/** Where the packed page has the text of its report. */
const SLOT = '<script type="text/plain" id="driftscope-report">';

/** Without `allow-same-origin`: a report has names and labels of data that may be anyone's. */
const SANDBOX = "allow-scripts allow-downloads";

/** What an address may begin with. `javascript:` is none of them. */
const SCHEMES = ["https:", "http:", "blob:", "data:", "file:"];

const RULES = `
:host { display: block; height: 800px; }
:host([hidden]) { display: none; }
iframe { display: block; width: 100%; height: 100%; border: 0; }
p { margin: 0; padding: 1em; font: 1rem/1.5 system-ui, sans-serif; }
`;

/** The packed page with a report as JSON in it; `<` is written so that no text can end the element. */
export function pageWith(page, json) {
  const start = page.indexOf(SLOT) + SLOT.length;
  if (start < SLOT.length) throw new Error("The packed page has no place for a report");
  return page.slice(0, start) + json.replace(/</g, "\\u003c") + page.slice(start);
}

/** What a frame shows for an address: `{ src }` or `{ srcdoc }`. */
async function framed(address, signal) {
  if (!SCHEMES.includes(address.protocol)) throw new Error(`${address.protocol} is no address of a report`);
  if (/\.html?$/i.test(address.pathname)) return { src: address.href };
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`the server answers ${response.status} ${response.statusText}`.trim());
  const text = (await response.text()).trim();
  if (text.startsWith("<")) return { src: address.href };
  if (!text.startsWith("{")) throw new Error("it is neither a report as JSON nor a shared page");
  const { default: page } = await import("./page.js");
  return { srcdoc: pageWith(page, text) };
}

// On a server that prepares pages there are no elements, and the module can still be imported.
const Element = globalThis.HTMLElement ?? class {};

/** The element. It sends `load` once the frame has loaded, and `error`, with a message, if there is nothing to frame. */
export class DriftscopeReportElement extends Element {
  static observedAttributes = ["src", "label"];

  #root;
  #loading;

  get src() {
    return this.getAttribute("src") ?? "";
  }

  set src(address) {
    this.setAttribute("src", address);
  }

  /** What screen readers call the frame. */
  get label() {
    return this.getAttribute("label") ?? "Driftscope report";
  }

  set label(words) {
    this.setAttribute("label", words);
  }

  connectedCallback() {
    if (!this.#root) {
      this.#root = this.attachShadow({ mode: "open" });
      // A sheet rather than an element, which a strict policy of the page around it would refuse.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(RULES);
      this.#root.adoptedStyleSheets = [sheet];
    }
    this.#open();
  }

  disconnectedCallback() {
    this.#loading?.abort();
  }

  attributeChangedCallback(name, before, now) {
    if (!this.#root || before === now) return;
    if (name === "src") this.#open();
    const frame = this.#root.querySelector("iframe");
    if (frame) frame.title = this.label;
  }

  async #open() {
    this.#loading?.abort();
    const loading = (this.#loading = new AbortController());
    this.#root.replaceChildren();
    if (!this.src) return;
    try {
      const shown = await framed(new URL(this.src, document.baseURI), loading.signal);
      if (!loading.signal.aborted) this.#root.replaceChildren(this.#frame(shown));
    } catch (reason) {
      if (!loading.signal.aborted) this.#fail(reason);
    }
  }

  #frame(shown) {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", SANDBOX);
    frame.referrerPolicy = "no-referrer";
    frame.title = this.label;
    Object.assign(frame, shown);
    frame.addEventListener("load", () => this.dispatchEvent(new Event("load")));
    return frame;
  }

  #fail(reason) {
    const words = document.createElement("p");
    words.setAttribute("role", "alert");
    words.textContent = `The report ${this.src} cannot be shown: ${reason.message}.`;
    this.#root.replaceChildren(words);
    this.dispatchEvent(new ErrorEvent("error", { message: reason.message, error: reason }));
  }
}

if (globalThis.customElements && !customElements.get("driftscope-report")) {
  customElements.define("driftscope-report", DriftscopeReportElement);
}
