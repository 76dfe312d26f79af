//! The questions that a person has asked one after the other, to go back to.

use std::rc::Rc;

use super::Question;
use super::question::Part;

/// Steps that are kept.
const STEPS: usize = 300;

/// A question, and a number by which the browser's history names it: no two of a page have the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The number.
    pub serial: u32,
    /// The question.
    pub question: Rc<Question>,
}

/// All steps, and where among them the page is.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    steps: Vec<Step>,
    at: usize,
    next: u32,
    /// What is still being typed or dragged.
    settling: Option<Part>,
}

impl Default for History {
    fn default() -> Self {
        Self { steps: vec![Step { serial: 0, question: Rc::default() }], at: 0, next: 1, settling: None }
    }
}

impl History {
    /// All steps, from the oldest on, those that were undone among them.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Where the page is.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The step of now.
    pub fn now(&self) -> &Step {
        &self.steps[self.at]
    }

    /// The place of a step, if it is still kept.
    pub fn place(&self, serial: u32) -> Option<usize> {
        self.steps.iter().position(|step| step.serial == serial)
    }

    /// A person asked something else. What was undone before is forgotten.
    pub fn record(&mut self, question: &Question) {
        let part = Part::between(&self.now().question, question);
        if part.is_some() && part == self.settling {
            // Typed and deleted again, nothing was changed.
            let is_undone = self.at > 0 && *self.steps[self.at - 1].question == *question;
            if is_undone {
                self.steps.truncate(self.at);
                self.at -= 1;
                self.settling = None;
            } else {
                self.replace(question);
            }
            return;
        }
        if *self.now().question == *question {
            return;
        }
        self.settling = part;
        self.steps.truncate(self.at + 1);
        self.steps.push(Step { serial: self.next, question: Rc::new(question.clone()) });
        self.next += 1;
        let surplus = self.steps.len().saturating_sub(STEPS);
        self.steps.drain(..surplus);
        self.at = self.steps.len() - 1;
    }

    /// The step of now is another question, without a person's doing.
    pub fn replace(&mut self, question: &Question) {
        if *self.now().question != *question {
            self.steps[self.at].question = Rc::new(question.clone());
        }
    }

    /// Typing or dragging has come to an end.
    pub fn settle(&mut self) {
        self.settling = None;
    }

    /// Forgets all steps: they were about other files.
    pub fn restart(&mut self, question: &Question) {
        let serial = self.next;
        *self = Self {
            steps: vec![Step { serial, question: Rc::new(question.clone()) }],
            at: 0,
            next: serial + 1,
            settling: None,
        };
    }

    /// Goes to a step, and returns its question; `None` if there is no such step, or the page is there.
    pub fn travel(&mut self, place: usize) -> Option<Rc<Question>> {
        if place == self.at {
            return None;
        }
        let question = self.steps.get(place)?.question.clone();
        self.at = place;
        self.settling = None;
        Some(question)
    }
}
