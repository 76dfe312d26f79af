// Every way to a network that a page or a worker has, trapped: each use is kept in `trapped`, and sends nothing.
(function traps() {
  "use strict";
  const inPage = typeof document !== "undefined";
  const kept = [];
  const tell = inPage ? null : self.postMessage.bind(self);
  const keep = name => (inPage ? kept.push(name) : tell({ trapped: name }));
  const refuse = name => function () {
    keep(name);
    throw new Error(`${name} is trapped`);
  };
  const trap = (owner, ...names) => {
    for (const name of names) if (owner && name in owner) owner[name] = refuse(name);
  };
  trap(self, "fetch", "fetchLater", "XMLHttpRequest", "WebSocket", "WebSocketStream", "EventSource", "RTCPeerConnection",
    "webkitRTCPeerConnection", "WebTransport", "TCPSocket", "UDPSocket", "SharedWorker", "importScripts", "open");
  trap(self.Navigator?.prototype, "sendBeacon");
  trap(self.ServiceWorkerContainer?.prototype, "register");
  if (!inPage) return tell({ trapped: null });

  window.trapped = kept;
  window.trappedWorkers = 0;
  trap(HTMLFormElement.prototype, "submit", "requestSubmit");

  // What loads the address that it is given.
  const isFar = address => !/^(blob:|data:|about:|#|$)/.test(String(address));
  const loads = { HTMLImageElement: ["src", "srcset"], HTMLScriptElement: ["src"], HTMLLinkElement: ["href"], HTMLIFrameElement: ["src"],
    HTMLMediaElement: ["src"], HTMLSourceElement: ["src", "srcset"], HTMLEmbedElement: ["src"], HTMLObjectElement: ["data"] };
  for (const [element, names] of Object.entries(loads)) {
    for (const name of names) {
      const plain = Object.getOwnPropertyDescriptor(window[element].prototype, name);
      const set = function (address) {
        if (isFar(address)) refuse(`${element}.${name}`)();
        plain.set.call(this, address);
      };
      Object.defineProperty(window[element].prototype, name, { ...plain, set });
    }
  }
  const attributes = /^(src|srcset|data|action|formaction|poster|background)$/;
  for (const [method, at] of [["setAttribute", 0], ["setAttributeNS", 1]]) {
    const plain = Element.prototype[method];
    Element.prototype[method] = function (...given) {
      const name = String(given[at]).toLowerCase();
      const isLoaded = attributes.test(name) || (/href$/.test(name) && this.localName !== "a");
      if (isLoaded && isFar(given[at + 1])) refuse(`${this.localName} ${name}`)();
      return plain.apply(this, given);
    };
  }

  // What leaves the page.
  addEventListener("click", event => {
    const link = event.composedPath().find(node => node.localName === "a" && node.hasAttribute("href"));
    if (link && isFar(link.getAttribute("href"))) keep("link");
  }, true);
  const here = address => String(address).split("#")[0];
  window.navigation?.addEventListener("navigate", event => {
    if (!event.downloadRequest && here(event.destination.url) !== here(location.href)) keep("navigate");
  });

  // Workers are made from blobs of script: the same traps run in them first, and tell the page.
  const known = new Set();
  const plainUrl = URL.createObjectURL.bind(URL);
  URL.createObjectURL = blob => {
    if (!/javascript/.test(blob.type)) return plainUrl(blob);
    const address = plainUrl(new Blob([`(${traps})();\n`, blob], { type: blob.type }));
    known.add(address);
    return address;
  };
  window.Worker = class extends Worker {
    constructor(address, options) {
      if (!known.has(String(address))) keep("a worker without traps");
      super(address, options);
      this.addEventListener("message", event => {
        const { trapped } = Object(event.data);
        if (trapped === undefined) return;
        event.stopImmediatePropagation();
        if (trapped) kept.push(`${trapped} in a worker`);
        else window.trappedWorkers += 1;
      });
    }
  };
})();
