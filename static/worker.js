// Runs in each worker after the module's own script. The first message is the compiled module, and a port by which the page gives the
// second one, that for Parquet files, if it is asked; the messages behind it wait in the worker's queue until this one is done, and by then
// the module answers them itself.
self.onmessage = function (first) {
  var port = first.data[1];
  wasm_bindgen.initSync({ module: first.data[0] });

  // Promises a function that reads a Parquet file on: see `JsRows` in src/browser/parquet_rows.rs.
  wasm_bindgen.start_worker(function (file) {
    return new Promise(function (resolve, reject) {
      port.onmessage = function (answer) {
        if (typeof answer.data === "string") reject(new Error(answer.data));
        else rows(answer.data, file).then(resolve, reject);
      };
      port.postMessage("parquet");
    });
  });

  // The module asks for nothing but bytes of this file.
  function rows(module, file) {
    var reader = new FileReaderSync();
    var failure, wasm, begun;
    var imports = {
      file: {
        read: function (from, into, length) {
          try {
            var bytes = new Uint8Array(reader.readAsArrayBuffer(file.slice(from, from + (length >>> 0))));
            new Uint8Array(wasm.memory.buffer).set(bytes, into >>> 0);
            return bytes.length;
          } catch (reason) {
            failure = reason;
            return 0;
          }
        }
      }
    };

    function next(ends) {
      var step = 0;
      try {
        if (!begun) wasm.begin(file.size);
        begun = true;
        if (ends) wasm.unread();
        else step = wasm.step();
      } catch (broken) {
        var words = "The decoder fails on this Parquet file: it is damaged, or a piece of it needs more memory than the page gives it. " +
          "Copy or export it again, or use the driftscope command";
        return [2, new TextEncoder().encode(words), 0];
      }
      // The browser could not read the file, so whatever the module makes of it is not the reason.
      if (failure) throw failure;
      return [step, new Uint8Array(wasm.memory.buffer, wasm.text() >>> 0, wasm.length() >>> 0), wasm.share()];
    }

    return WebAssembly.instantiate(module, imports).then(function (made) {
      wasm = made.instance.exports;
      return next;
    });
  }
};
