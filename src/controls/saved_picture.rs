//! The buttons by which a drawing is saved or copied: as vectors, as a picture, or its figures.

use driftscope_charts::{Drawn, Sheet, Theme, svg};
use plotters::drawing::IntoDrawingArea;
use yew::prelude::*;

use crate::actions::Actions;
use crate::browser::{self, Surface};

/// The button that copies a picture.
const COPY: &str = "Copy";

/// What is saved.
pub(crate) struct SavedPicture {
    /// The name of the file, without its ending.
    pub name: String,
    /// What a screen reader reads in place of the vectors.
    pub title: String,
    /// In CSS pixels.
    pub size: [u32; 2],
    pub theme: Theme,
}

/// A button for each form. `id` is part of their names for tests and scripts, and `what` is saved.
pub(crate) fn save_buttons(id: &str, what: &str, on_form: impl Fn(&'static str) -> Callback<MouseEvent>) -> Html {
    let button = |form: &'static str| {
        let label = match form {
            COPY => format!("Copy {what} as a picture"),
            "CSV" => "Save figures as CSV".to_owned(),
            _ => format!("Save {what} as {form}"),
        };
        html! {
            <button data-testid={format!("save-{id}-{}", form.to_lowercase())} title={label.clone()} aria-label={label}
                onclick={on_form(form)}>{ form }</button>
        }
    };
    html! { <span class="save-chart" role="group" aria-label="Save or copy">{ for ["SVG", "PNG", "CSV", COPY].map(button) }</span> }
}

impl SavedPicture {
    /// Saves or copies it in a form.
    pub(crate) fn save(
        self,
        form: &str,
        actions: &Actions,
        figures: impl FnOnce() -> String,
        draw: &dyn for<'a> Fn(&Sheet<'_, Surface<'a>>) -> Drawn<Surface<'a>>,
    ) {
        let Self { name, title, size, theme } = self;
        match form {
            "CSV" => actions.save_text(&(name + ".csv"), "text/csv", Ok(figures())),
            "SVG" => {
                let file = svg::file(size, &theme, &title, |elements| {
                    let area = Surface::Svg(elements).into_drawing_area();
                    draw(&Sheet::with_units(&area, &theme, svg::UNITS))
                });
                actions.save_text(&(name + ".svg"), "image/svg+xml", file.map_err(|error| error.to_string()));
            }
            _ => {
                let Some((picture, backend)) = browser::picture(size.into(), &theme.panel.css()) else { return };
                let area = Surface::Canvas(backend).into_drawing_area();
                // A canvas refuses nothing that a drawing asks of it.
                let _ = draw(&Sheet::with_units(&area, &theme, browser::UNITS));
                let _ = area.present();
                let (actions, name, is_copy) = (actions.clone(), name + ".png", form == COPY);
                browser::png(&picture, move |file| {
                    if is_copy { actions.copy_picture(file, name) } else { actions.save_picture(&file, name) }
                });
            }
        }
    }
}
