//! Where the preview of a period is hung up for the columns that are shown. A drag changes it many times a second, and only those that show
//! it are drawn again.

use yew::prelude::*;

use crate::state::Previewed;
use crate::views::page::SetPreviewed;

#[derive(Properties, PartialEq)]
pub(super) struct PreviewBoardProps {
    pub children: Html,
}

#[component]
pub(super) fn PreviewBoard(props: &PreviewBoardProps) -> Html {
    let previewed = use_state_eq(Previewed::default);
    html! {
        <ContextProvider<SetPreviewed> context={SetPreviewed(previewed.setter())}>
            <ContextProvider<Previewed> context={(*previewed).clone()}>
                { props.children.clone() }
            </ContextProvider<Previewed>>
        </ContextProvider<SetPreviewed>>
    }
}
