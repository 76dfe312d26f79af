//! What the rules find where something has drifted.

use super::{ABREAST, head, keeps_level, name, peer_name, planted, row, share};
use crate::share::Share;
use crate::study::Size;
use crate::trial::{ColumnCounts, Counts, What};

/// The peer that finds most among those that keep the level.
fn best_peer(size: &Size, counts: &Counts, column: &ColumnCounts, kind: usize) -> Option<(What, Share)> {
    let valid = What::PEERS.into_iter().filter(|&what| keeps_level(size, counts, kind, what));
    let valid = valid.filter(|&what| column.judged[what as usize] > 0);
    valid.map(|what| (what, share(column, what, size.trials))).fold(None, |best, next| match best {
        Some((_, most)) if most.found >= next.1.found => best,
        _ => Some(next),
    })
}

/// Ours beside the best peer that keeps the level.
pub(super) fn against_peers(sized: &[(Size, Counts)]) -> String {
    let mut text =
        "### Found, in per cent: ours, as a column alone · the best peer that keeps 5 % where nothing drifted\n"
            .to_owned();
    for sized in sized.chunks(ABREAST) {
        let names = ["change".to_owned()].into_iter().chain(sized.iter().map(|(size, _)| name(size)));
        text += &format!("\n{}", head(&names.collect::<Vec<_>>(), 1));
        let Some((_, first)) = sized.first() else { continue };
        for (at, (change, _)) in planted(first).enumerate() {
            let cells = sized.iter().map(|(size, counts)| {
                let Some((_, column)) = planted(counts).nth(at) else { return String::new() };
                let ours = share(column, What::Alone, size.trials).percent();
                match best_peer(size, counts, column, change.kind) {
                    Some((what, best)) => format!("**{ours:.0}** · {:.0} {}", best.percent(), peer_name(what)),
                    None => format!("**{ours:.0}** · –"),
                }
            });
            text += &row(&[change.name.to_owned()].into_iter().chain(cells).collect::<Vec<_>>());
        }
    }
    text
}

/// Every place where a peer that keeps the level finds more than chance explains: those where our p-value finds as much and
/// only the limit keeps the verdict away, and those where our p-value finds less, too.
pub(super) fn behind(sized: &[(Size, Counts)]) -> String {
    let names = ["change", "n / m", "ours", "ours by p alone", "peer", "it finds", "mean effect"].map(str::to_owned);
    let mut tables = [head(&names, 2), head(&names, 2)];
    for (size, counts) in sized {
        for (change, column) in planted(counts) {
            let Some((what, best)) = best_peer(size, counts, column, change.kind) else { continue };
            let ours = share(column, What::Alone, size.trials);
            if !best.is_more_than(ours) {
                continue;
            }
            let significant = share(column, What::AloneSignificant, size.trials);
            tables[usize::from(best.is_more_than(significant))] += &row(&[
                change.name.to_owned(),
                name(size),
                format!("{:.0}", ours.percent()),
                format!("{:.0}", significant.percent()),
                peer_name(what).to_owned(),
                format!("{:.0}", best.percent()),
                format!("{:.3}", column.effects / size.trials as f64),
            ]);
        }
    }
    let [by_tolerance, by_p_value] = tables;
    format!(
        "### Where a peer that keeps 5 % finds more, in per cent\n\nOnly because of the limit: our p-value finds as much, \
         as far as chance can tell, and the verdict is \"real, but below the limit\" or \"unclear\".\n\n{by_tolerance}\n\
         Because our p-value is less powerful there:\n\n{by_p_value}"
    )
}

/// What the correction over ten columns costs.
pub(super) fn among_ten(sized: &[(Size, Counts)]) -> String {
    let mut text = "### Found by ours, in per cent: alone → as the one changed column of ten\n".to_owned();
    for sized in sized.chunks(ABREAST) {
        let names = ["change".to_owned()].into_iter().chain(sized.iter().map(|(size, _)| name(size)));
        text += &format!("\n{}", head(&names.collect::<Vec<_>>(), 1));
        let Some((_, first)) = sized.first() else { continue };
        for (at, (change, _)) in planted(first).enumerate() {
            let cells = sized.iter().map(|(size, counts)| {
                let percent = |what| {
                    planted(counts).nth(at).map_or(0.0, |(_, column)| share(column, what, size.trials).percent())
                };
                format!("{:.0} → {:.0}", percent(What::Alone), percent(What::AmongTen))
            });
            text += &row(&[change.name.to_owned()].into_iter().chain(cells).collect::<Vec<_>>());
        }
    }
    text
}

/// All rules at each size, folded away.
pub(super) fn every_rule(sized: &[(Size, Counts)]) -> String {
    let names =
        ["change", "ours", "by p alone", "ours, of ten", "evidently", "nannyml", "ks", "psi", "“no drift”", "effect"];
    let mut text = "### Every rule at every size\n\nIn parentheses: rules that do not keep 5 % of false alarms on \
        undrifted columns of that kind and size. “No drift”: ours said so, where it could have said “too few rows to tell”; \
        effect: the mean of ours.\n"
        .to_owned();
    for (size, counts) in sized {
        text += &format!(
            "\n<details><summary>{} rows, {} data sets</summary>\n\n{}",
            name(size),
            size.trials,
            head(&names.map(str::to_owned), 1)
        );
        for (change, column) in planted(counts) {
            let percent = |what| format!("{:.0}", share(column, what, size.trials).percent());
            let ours = [What::Alone, What::AloneSignificant, What::AmongTen].map(percent);
            let peers = What::PEERS.map(|what| match column.judged[what as usize] {
                0 => "–".to_owned(),
                _ if keeps_level(size, counts, change.kind, what) => percent(what),
                _ => format!("({})", percent(what)),
            });
            let rest = [percent(What::SaidNoDrift), format!("{:.3}", column.effects / size.trials as f64)];
            let cells = [change.name.to_owned()].into_iter().chain(ours).chain(peers).chain(rest);
            text += &row(&cells.collect::<Vec<_>>());
        }
        text += "\n</details>\n";
    }
    text
}
