//! The worker's side: brings the page's commands to an engine, and its events to the page.

use std::rc::Rc;

use driftscope_session::{Command, Engine, Event, Problem};
use js_sys::{Array, Function};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::js_buffers::JsBuffers;
use super::message;
use crate::browser::JsFile;

/// Answers messages from now on. `parquet` promises the rows of a Parquet file.
pub(crate) fn start(parquet: Function) {
    std::panic::set_hook(Box::new(|panic| crashed(panic.to_string())));
    let engine = Rc::new(Engine::new(|event, buffers| post(&event, &buffers)));
    let answer = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let parts: Array = event.data().unchecked_into();
        let text = parts.shift().as_string().unwrap_or_default();
        match driftscope_report::value_from_json::<Command>(&text) {
            Ok(command) if command.has_files() => {
                let engine = engine.clone();
                let files = parts.iter().map(|file| JsFile::in_worker(file, &parquet)).collect();
                spawn_local(async move { engine.read_files(command, files).await });
            }
            // Done within the message, so that the page receives an error event if no memory is left.
            Ok(command) => engine.on_command(command, JsBuffers(parts)),
            Err(error) => crashed(error.to_string()),
        }
    });
    scope().set_onmessage(Some(answer.as_ref().unchecked_ref()));
    // The worker listens until it is terminated.
    answer.forget();
}

fn crashed(message: String) {
    post(&Event::Failed { job: None, problem: Problem::Crashed { message } }, &JsBuffers::default());
}

/// Sends an event, and with it buffers that change owner.
fn post(event: &Event, buffers: &JsBuffers) {
    let message = message(event);
    let moved = buffers.attach(&message);
    // A message can only be refused for lack of memory, and then there is no way left to report it.
    let _ = scope().post_message_with_transfer(&message, &moved);
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
