//! Values that come later, for one that awaits them.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// A queue within one thread. Clones are ends of the same queue; one of them awaits.
pub(crate) struct Queue<T>(Rc<RefCell<Waiting<T>>>);

struct Waiting<T> {
    values: VecDeque<T>,
    waker: Option<Waker>,
}

impl<T> Clone for Queue<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self(Rc::new(RefCell::new(Waiting { values: VecDeque::new(), waker: None })))
    }
}

impl<T> Queue<T> {
    /// Puts in a value.
    pub(crate) fn push(&self, value: T) {
        let waker = {
            let mut waiting = self.0.borrow_mut();
            waiting.values.push_back(value);
            waiting.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// The next value, once it is there.
    pub(crate) async fn next(&self) -> T {
        poll_fn(|context| {
            let mut waiting = self.0.borrow_mut();
            match waiting.values.pop_front() {
                Some(value) => Poll::Ready(value),
                None => {
                    waiting.waker = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }
}
