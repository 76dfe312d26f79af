//! A page with a browser that moves late, steps, undoes and goes back at random.

use std::collections::VecDeque;
use std::rc::Rc;

use super::super::{History, Question};
use super::*;

/// A browser: its entries, where it is, and where it was sent but is not yet.
#[derive(Default)]
struct Browser {
    entries: Vec<u32>,
    at: usize,
    sent: VecDeque<i32>,
}

struct World {
    history: History,
    mirror: BrowserHistory,
    browser: Browser,
    opened: usize,
}

impl World {
    fn opened() -> Self {
        let mut world = Self {
            history: History::default(),
            mirror: BrowserHistory::default(),
            browser: Browser { entries: vec![u32::MAX], ..Browser::default() },
            opened: 0,
        };
        world.draw();
        world
    }

    /// The page is drawn, and the browser follows.
    fn draw(&mut self) {
        for step in self.mirror.follow(&self.history) {
            let browser = &mut self.browser;
            match step {
                Move::Add(serial) => {
                    browser.entries.truncate(browser.at + 1);
                    browser.entries.push(serial);
                    browser.at += 1;
                }
                Move::Replace(serial) => browser.entries[browser.at] = serial,
                Move::Go(by) => browser.sent.push_back(by),
            }
        }
    }

    fn ask(&mut self) {
        self.opened += 1;
        let question = Question { open: Some(self.opened), ..Question::default() };
        self.history.record(&question);
    }

    /// The browser moves on or back, and tells.
    fn arrive(&mut self, by: i32) {
        let Some(at) = self.browser.at.checked_add_signed(by as isize) else { panic!("the browser left the page") };
        assert!(at < self.browser.entries.len(), "there is no such entry");
        self.browser.at = at;
        let serial = self.browser.entries[at];
        if self.mirror.arrived(Some(serial), &self.history) {
            match self.history.place(serial) {
                Some(place) => _ = self.history.travel(place),
                None => self.history.replace(&Question { open: Some(1_000_000), ..Question::default() }),
            }
        }
        self.draw();
    }

    fn settle(&mut self) {
        while let Some(by) = self.browser.sent.pop_front() {
            self.arrive(by);
        }
        assert_eq!(self.browser.entries[self.browser.at], self.history.now().serial);
    }
}

#[test]
fn a_step_taken_while_the_browser_goes_back_is_kept() {
    let mut world = World::opened();
    world.ask();
    world.draw();
    world.history.travel(0);
    world.draw();
    assert_eq!(world.browser.sent, [-1]);
    // A person changes a setting before the browser is there.
    world.ask();
    let asked = world.history.now().question.clone();
    world.draw();
    world.settle();
    assert!(Rc::ptr_eq(&world.history.now().question, &asked));
    assert_eq!(world.browser.entries.len(), 2);
}

#[test]
fn two_steps_in_one_drawing_have_two_entries() {
    let mut world = World::opened();
    world.ask();
    world.ask();
    world.draw();
    world.history.travel(1);
    world.draw();
    world.settle();
    assert_eq!(world.history.at(), 1);
    // And Back leads one step back.
    world.arrive(-1);
    assert_eq!(world.history.at(), 0);
}

#[test]
fn back_pressed_right_after_two_undone_steps_is_one_more() {
    let mut world = World::opened();
    (0..4).for_each(|_| {
        world.ask();
        world.draw();
    });
    for place in [3, 2] {
        world.history.travel(place);
        world.draw();
    }
    // The browser takes them one after the other.
    world.browser.sent.push_back(-1);
    world.settle();
    assert_eq!(world.history.at(), 1);
}

#[test]
fn back_leads_out_of_steps_about_other_files() {
    let mut world = World::opened();
    world.ask();
    world.draw();
    world.history.restart(&Question::default());
    world.draw();
    world.ask();
    world.draw();
    assert_eq!(world.browser.at, 3);
    for at in [2, 1, 0] {
        world.arrive(-1);
        assert_eq!((world.browser.at, world.browser.sent.len()), (at, 0));
    }
}

#[test]
fn a_browser_that_drops_old_entries_is_followed() {
    let mut world = World::opened();
    (0..4).for_each(|_| {
        world.ask();
        world.draw();
    });
    world.browser.entries.drain(..3);
    world.browser.at -= 3;
    world.history.travel(1);
    world.draw();
    assert_eq!(world.browser.sent.pop_front(), Some(-3));
    let sent = world.mirror.sent().unwrap();
    assert!(!world.mirror.stayed(u32::MAX, None));
    assert!(world.mirror.stayed(sent, Some(world.browser.entries[world.browser.at])));
    world.draw();
    world.settle();
    assert_eq!(world.history.at(), 1);
}

#[test]
fn whatever_is_done_the_browser_ends_at_the_step_of_now() {
    for walk in 0..2000_u64 {
        let mut seed = walk;
        let mut below = |end: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % end
        };
        let mut world = World::opened();
        for _ in 0..40 {
            match below(6) {
                0 | 1 => world.ask(),
                2 => _ = world.history.travel(below(world.history.steps().len() as u64) as usize),
                3 => world.draw(),
                4 if below(8) == 0 => world.history.restart(&Question::default()),
                4 => {
                    world.draw();
                    world.settle();
                }
                _ => {
                    // Back, by the browser's own button, once it is where it was sent.
                    world.draw();
                    world.settle();
                    if world.browser.at > 0 {
                        world.arrive(-1);
                        world.settle();
                    }
                }
            }
        }
        let now = world.history.now().clone();
        world.draw();
        world.settle();
        assert_eq!(*world.history.now(), now, "walk {walk}");
    }
}
