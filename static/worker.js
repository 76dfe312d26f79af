// Runs in each worker after the module's own script. The first message is the compiled module; the messages behind it
// wait in the worker's queue until this one is done, and by then the module answers them itself.
self.onmessage = function (first) {
  wasm_bindgen.initSync({ module: first.data });
  wasm_bindgen.start_worker();
};
