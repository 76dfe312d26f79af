// Unpacks the module that the page carries and starts it. Written in old JavaScript, so that a browser that is too
// old can still say so.
(function () {
  "use strict";

  // The page as it came, before anything changes it: shared pages are made from it.
  var root = document.documentElement;
  var theme = root.getAttribute("data-theme");
  root.removeAttribute("data-theme");
  var template = "<!DOCTYPE html>\n" + root.outerHTML + "\n";
  if (theme) root.setAttribute("data-theme", theme);

  function text(id) {
    return document.getElementById(id).textContent;
  }

  function tell(title, advice) {
    if (document.getElementById("stopped")) return;
    var section = document.createElement("section");
    section.id = "stopped";
    section.className = "problem";
    section.setAttribute("role", "alert");
    section.setAttribute("data-testid", "error");
    var words = document.createElement("div");
    [["h2", title], ["p", advice]].forEach(function (part) {
      words.appendChild(document.createElement(part[0])).textContent = part[1];
    });
    section.appendChild(words);
    document.body.insertBefore(section, document.body.firstChild);
    var opening = document.getElementById("opening");
    if (opening) opening.textContent = "";
  }

  function failed(reason) {
    var words = reason && reason.message ? reason.message : String(reason);
    tell("The page stopped working", "Reload it and open the files again: they are unchanged. What the browser says: " + words);
  }

  var missing = ["WebAssembly", "Worker", "Promise", "BigInt64Array"].filter(function (name) {
    return !(name in window);
  });
  if (missing.length) {
    var advice = "Use a current Chrome, Edge, Firefox or Safari. This one has no " + missing.join(", no ");
    tell("This browser is too old for Driftscope", advice);
    return;
  }

  // An error in the module ends the module: say so, rather than to stand still.
  window.addEventListener("error", function (event) {
    if (event.error instanceof WebAssembly.RuntimeError) failed(event.error);
  });

  // Promises what an element holds, unpacked.
  function unpack(id) {
    return new Promise(function (resolve, reject) {
      var script = URL.createObjectURL(new Blob([text("driftscope-unpack")], { type: "text/javascript" }));
      var worker = new Worker(script);
      function end() {
        worker.terminate();
        URL.revokeObjectURL(script);
      }
      worker.onmessage = function (message) {
        end();
        resolve(message.data);
      };
      worker.onerror = function (error) {
        error.preventDefault();
        end();
        reject(error);
      };
      worker.postMessage(text(id));
    });
  }

  // The module for Parquet files, unpacked once a worker has such a file. Its bytes cross, since a port does not carry compiled modules in
  // every browser.
  var parquet;

  // Gives a worker the module, and the one for Parquet files when it asks.
  function equip(module, worker) {
    var channel = new MessageChannel(), port = channel.port1;
    port.onmessage = function () {
      parquet = parquet || unpack("driftscope-parquet");
      parquet.then(
        function (bytes) { port.postMessage(bytes); },
        function (reason) {
          parquet = null;
          port.postMessage(String((reason && reason.message) || reason));
        }
      );
    };
    worker.postMessage([module, channel.port2], [channel.port2]);
  }

  function bytes(words) {
    return Uint8Array.from(atob(words.replace(/-/g, "+").replace(/_/g, "/")), function (letter) { return letter.charCodeAt(0); });
  }

  function words(bytes) {
    var letters = "";
    bytes.forEach(function (byte) { letters += String.fromCharCode(byte); });
    return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_");
  }

  // Locks a text with a password, or opens what was locked, by the browser's own PBKDF2 and AES-GCM. What both need stands before the
  // bytes, and is authenticated with them: docs/formats.md describes it. Promises the text.
  function cipher(password, text, opens) {
    var subtle = window.crypto && crypto.subtle;
    if (!subtle) {
      return Promise.reject(new Error("The browser offers no encryption to pages at this address. Save the page, and open the file"));
    }
    var coder = new TextEncoder();
    var random = crypto.getRandomValues(new Uint8Array(28));
    var head = opens ? text.trim().split(" ")
      : ["driftscope-locked-1", "pbkdf2-sha256", 600000, words(random.slice(0, 16)), "aes-256-gcm", words(random.slice(16))];
    var rounds = Number(head[2]);
    return Promise.resolve()
      .then(function () {
        if (!(rounds >= 600000 && rounds <= 10000000)) throw rounds;
        return subtle.importKey("raw", coder.encode(password), "PBKDF2", false, ["deriveKey"]);
      })
      .then(function (key) {
        var rule = { name: "PBKDF2", hash: "SHA-256", salt: bytes(head[3]), iterations: rounds };
        return subtle.deriveKey(rule, key, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
      })
      .then(function (key) {
        var data = opens ? bytes(head.pop()) : coder.encode(text);
        var rule = { name: "AES-GCM", iv: bytes(head[5]), additionalData: coder.encode(head.join(" ")) };
        return subtle[opens ? "decrypt" : "encrypt"](rule, key, data);
      })
      .then(
        function (done) {
          done = new Uint8Array(done);
          return opens ? new TextDecoder().decode(done) : head.join(" ") + " " + words(done);
        },
        function () {
          throw new Error("Wrong password, or the page was changed");
        }
      );
  }

  function lock(password, text) {
    return cipher(password, text, false);
  }

  // What is selected is copied where the browser has no other way for a page, as in a frame.
  function copySelected(words) {
    var field = document.createElement("textarea"), focused = document.activeElement;
    field.value = words;
    field.className = "visually-hidden";
    document.body.appendChild(field);
    field.select();
    var done = document.execCommand("copy");
    field.remove();
    if (focused) focused.focus();
    if (!done) throw new Error("not allowed");
  }

  // Puts a text or a picture on the clipboard. Promises that it is there.
  function copy(thing) {
    var clipboard = navigator.clipboard;
    if (typeof thing === "string") {
      return Promise.resolve()
        .then(function () { return clipboard.writeText(thing); })
        .catch(function () { copySelected(thing); });
    }
    return Promise.resolve().then(function () {
      var parts = {};
      parts[thing.type] = thing;
      return clipboard.write([new ClipboardItem(parts)]);
    });
  }

  // Promises that the report is readable: at once, or when a person has entered the password.
  function readable() {
    var slot = document.getElementById("driftscope-report");
    return new Promise(function (resolve) {
      if (slot.textContent.indexOf("driftscope-locked-") !== 0) return resolve();
      var form = document.createElement("div");
      form.className = "unlock";
      form.innerHTML = '<label for="password">This report is locked with a password</label>' +
        '<input id="password" type="password" autocomplete="off" data-testid="password"> <button class="primary">Open</button>' +
        '<p role="alert" data-testid="unlock-problem"></p>';
      document.querySelector(".lead").replaceWith(form);
      var field = form.querySelector("input"), said = form.querySelector("p");
      field.focus();
      function open() {
        said.textContent = "Opening…";
        cipher(field.value, slot.textContent, true).then(
          function (text) {
            slot.textContent = text;
            resolve();
          },
          function (reason) {
            said.textContent = reason.message;
            field.select();
          }
        );
      }
      form.querySelector("button").onclick = open;
      field.onkeydown = function (event) {
        if (event.key === "Enter") open();
      };
    });
  }

  Promise.all([unpack("driftscope-wasm"), unpack("driftscope-methods"), readable()])
    .then(function (parts) {
      document.getElementById("driftscope-methods").textContent = new TextDecoder().decode(parts[1]);
      return WebAssembly.compile(parts[0]);
    })
    .then(function (module) {
      return wasm_bindgen({ module_or_path: module }).then(function () {
        wasm_bindgen.start_page(equip.bind(null, module), text("driftscope-glue") + text("driftscope-worker"), template, unpack, lock, copy);
      });
    })
    .catch(failed);
})();
