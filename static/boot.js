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

  Promise.all([unpack("driftscope-wasm"), unpack("driftscope-methods")])
    .then(function (parts) {
      document.getElementById("driftscope-methods").textContent = new TextDecoder().decode(parts[1]);
      return WebAssembly.compile(parts[0]);
    })
    .then(function (module) {
      return wasm_bindgen({ module_or_path: module }).then(function () {
        wasm_bindgen.start_page(module, text("driftscope-glue") + text("driftscope-worker"), template, unpack);
      });
    })
    .catch(failed);
})();
