//! What the rules say where nothing has drifted.

use super::{ABREAST, NOMINAL, head, name, peer_name, row, share, undrifted};
use crate::share::Share;
use crate::study::{Size, TEN, changes, steady};
use crate::trial::{Counts, What};

/// The mean over the ten columns, and the worst of them.
pub(super) fn by_column(sized: &[(Size, Counts)]) -> String {
    let rules = [What::Alone, What::AmongTen].into_iter().chain(What::PEERS);
    let names = ["n / m", "data sets", "ours, alone", "ours, of ten"].map(str::to_owned).into_iter();
    let names: Vec<String> = names.chain(What::PEERS.map(|what| peer_name(what).to_owned())).collect();
    let mut table =
        format!("### Undrifted columns called drifted, in per cent: mean (worst kind)\n\n{}", head(&names, 0));
    for (size, counts) in sized {
        let cells = rules.clone().map(|what| {
            let shares: Vec<Share> =
                counts.columns[..TEN].iter().map(|column| share(column, what, size.trials)).collect();
            let mean = shares.iter().copied().sum::<Share>().percent();
            let worst = shares.iter().fold(0.0, |worst, share| share.percent().max(worst));
            let text = format!("{mean:.1} ({worst:.1})");
            // A worst of ten is above the level by chance more often than one of one.
            let is_above = shares.iter().copied().sum::<Share>().is_above(NOMINAL)
                || shares.iter().any(|share| share.interval_at(0.05 / TEN as f64)[0] > NOMINAL);
            if is_above { format!("**{text}**") } else { text }
        });
        table += &row(&[name(size), size.trials.to_string()].into_iter().chain(cells).collect::<Vec<_>>());
    }
    table
}

/// How often any of ten columns, and how often half of them, are called drifted.
pub(super) fn by_data_set(sized: &[(Size, Counts)]) -> String {
    let rules = || [What::AmongTen].into_iter().chain(What::PEERS);
    let names = ["n / m".to_owned()].into_iter().chain(rules().map(|what| peer_name(what).to_owned()));
    let names: Vec<String> = names.collect();
    let mut table = format!(
        "### Data sets of ten undrifted columns, in per cent: any column called drifted (half of them)\n\n{}",
        head(&names, 0)
    );
    for (size, counts) in sized {
        let [any, half] = &counts.sets;
        let cells = rules().map(|what| {
            let [any, half] = [any, half].map(|set| share(set, what, size.trials).percent());
            format!("{any:.1} ({half:.1})")
        });
        table += &row(&[name(size)].into_iter().chain(cells).collect::<Vec<_>>());
    }
    table
}

/// Our p-values and null bands by the kind of column.
pub(super) fn by_kind(sized: &[(Size, Counts)]) -> String {
    let mut text = "### Our p-values below 0.05 · effects above their null band, by kind, in per cent\n".to_owned();
    let kinds: Vec<&str> = steady().iter().map(|column| column.name).chain([changes()[0].name]).collect();
    for sized in sized.chunks(ABREAST) {
        let names = ["undrifted column".to_owned()].into_iter().chain(sized.iter().map(|(size, _)| name(size)));
        text += &format!("\n{}", head(&names.collect::<Vec<_>>(), 1));
        for (kind, name) in kinds.iter().enumerate() {
            let cells = sized.iter().map(|(size, counts)| {
                let percent = |what| share(&undrifted(counts)[kind], what, size.trials).percent();
                format!("{:.1} · {:.1}", percent(What::AloneSignificant), percent(What::AboveBand))
            });
            text += &row(&[(*name).to_owned()].into_iter().chain(cells).collect::<Vec<_>>());
        }
    }
    text
}
