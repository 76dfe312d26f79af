//! The usual form of a label: letters composed, blanks as one space.
//!
//! `é` is one character or an `e` with an accent that follows it, and the blank in "Pro Plan" may be one at which no line breaks.
//! Two systems write the same label in two ways, and on the screen both look the same. So labels are compared in Unicode's
//! composed form (NFC, UAX #15), of which this has the letters of the Latin, Greek and Cyrillic scripts, of Japanese and Korean, and
//! with every run of blanks as one space.

use std::borrow::Cow;

/// The label in its usual form, without blanks around it. A label of plain ASCII is returned as it is.
pub fn label_form(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let has_marks = |letter: char| !letter.is_ascii() && (is_mark(letter) || is_jamo(letter) || is_blank(letter));
    let has_blanks = || text.bytes().any(|byte| matches!(byte, b'\t' | b'\n' | b'\r')) || text.contains("  ");
    if !has_blanks() && (text.is_ascii() || !text.chars().any(has_marks)) {
        return Cow::Borrowed(text);
    }
    let mut form = String::with_capacity(text.len());
    let mut last: Option<char> = None;
    for letter in text.chars() {
        let letter = if is_blank(letter) { ' ' } else { letter };
        if letter == ' ' && last.is_none_or(|last| last == ' ') {
            continue;
        }
        if let Some(composed) = last.and_then(|last| compose(last, letter)) {
            form.pop();
            form.push(composed);
            last = Some(composed);
            continue;
        }
        form.push(letter);
        last = Some(letter);
    }
    if form.ends_with(' ') {
        form.pop();
    }
    Cow::Owned(form)
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || letter == '\u{200b}' || letter == '\u{feff}'
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{345}' | '\u{3099}' | '\u{309a}')
}

/// The vowels and final consonants of Korean syllables.
fn is_jamo(letter: char) -> bool {
    matches!(letter, '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}')
}

/// The letter that both are together.
fn compose(letter: char, mark: char) -> Option<char> {
    if is_jamo(mark) {
        return syllable(letter, mark);
    }
    let (_, pairs) = COMPOSED.iter().find(|(known, _)| *known == mark)?;
    let mut pairs = pairs.chars();
    while let (Some(base), Some(composed)) = (pairs.next(), pairs.next()) {
        if base == letter {
            return Some(composed);
        }
    }
    None
}

/// The Korean syllable of a consonant and a vowel, or of a syllable and its last consonant (Unicode 15, section 3.12).
fn syllable(letter: char, mark: char) -> Option<char> {
    const SYLLABLES: u32 = 0xac00;
    let (letter, mark) = (u32::from(letter), u32::from(mark));
    match (letter, mark) {
        (0x1100..=0x1112, 0x1161..=0x1175) => char::from_u32(SYLLABLES + ((letter - 0x1100) * 21 + mark - 0x1161) * 28),
        (SYLLABLES..=0xd7a3, 0x11a8..=0x11c2) if (letter - SYLLABLES).is_multiple_of(28) => {
            char::from_u32(letter + mark - 0x11a7)
        }
        _ => None,
    }
}

/// Each mark that follows a letter, and the letters before it each with what both are together; by Python's `unicodedata`.
const COMPOSED: [(char, &str); 27] = [
    ('\u{300}', "AÀEÈIÌOÒUÙaàeèiìoòuùÜǛüǜNǸnǹЕЀИЍеѐиѝĒḔēḕŌṐōṑWẀwẁÂẦâầĂẰăằÊỀêềÔỒôồƠỜơờƯỪưừYỲyỳ"),
    (
        '\u{301}',
        "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźÜǗüǘGǴgǵÅǺåǻÆǼæǽØǾøǿ¨΅ΑΆΕΈΗΉΙΊΟΌΥΎΩΏϊΐαάεέηήιίϋΰοόυύωώϒϓГЃКЌгѓкќÇḈçḉĒḖēḗÏḮïḯKḰkḱMḾmḿÕṌõṍŌṒōṓPṔpṕŨṸũṹWẂwẃÂẤâấĂẮăắÊẾêếÔỐôốƠỚơớƯỨưứ",
    ),
    ('\u{302}', "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷZẐzẑẠẬạậẸỆẹệỌỘọộ"),
    ('\u{303}', "AÃNÑOÕaãnñoõIĨiĩUŨuũVṼvṽÂẪâẫĂẴăẵEẼeẽÊỄêễÔỖôỗƠỠơỡƯỮưữYỸyỹ"),
    ('\u{304}', "AĀaāEĒeēIĪiīOŌoōUŪuūÜǕüǖÄǞäǟȦǠȧǡÆǢæǣǪǬǫǭÖȪöȫÕȬõȭȮȰȯȱYȲyȳИӢиӣУӮуӯGḠgḡḶḸḷḹṚṜṛṝ"),
    ('\u{306}', "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭУЎИЙийуўЖӁжӂАӐаӑЕӖеӗȨḜȩḝẠẶạặ"),
    ('\u{307}', "CĊcċEĖeėGĠgġIİZŻzżAȦaȧOȮoȯBḂbḃDḊdḋFḞfḟHḢhḣMṀmṁNṄnṅPṖpṗRṘrṙSṠsṡŚṤśṥŠṦšṧṢṨṣṩTṪtṫWẆwẇXẊxẋYẎyẏſẛ"),
    (
        '\u{308}',
        "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸΙΪΥΫιϊυϋϒϔЕЁІЇеёіїАӒаӓӘӚәӛЖӜжӝЗӞзӟИӤиӥОӦоӧӨӪөӫЭӬэӭУӰуӱЧӴчӵЫӸыӹHḦhḧÕṎõṏŪṺūṻWẄwẅXẌxẍtẗ",
    ),
    ('\u{309}', "AẢaảÂẨâẩĂẲăẳEẺeẻÊỂêểIỈiỉOỎoỏÔỔôổƠỞơởUỦuủƯỬưửYỶyỷ"),
    ('\u{30a}', "AÅaåUŮuůwẘyẙ"),
    ('\u{30b}', "OŐoőUŰuűУӲуӳ"),
    ('\u{30c}', "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzžAǍaǎIǏiǐOǑoǒUǓuǔÜǙüǚGǦgǧKǨkǩƷǮʒǯjǰHȞhȟ"),
    ('\u{30f}', "AȀaȁEȄeȅIȈiȉOȌoȍRȐrȑUȔuȕѴѶѵѷ"),
    ('\u{311}', "AȂaȃEȆeȇIȊiȋOȎoȏRȒrȓUȖuȗ"),
    ('\u{31b}', "OƠoơUƯuư"),
    ('\u{323}', "BḄbḅDḌdḍHḤhḥKḲkḳLḶlḷMṂmṃNṆnṇRṚrṛSṢsṣTṬtṭVṾvṿWẈwẉZẒzẓAẠaạEẸeẹIỊiịOỌoọƠỢơợUỤuụƯỰưựYỴyỵ"),
    ('\u{324}', "UṲuṳ"),
    ('\u{325}', "AḀaḁ"),
    ('\u{326}', "SȘsșTȚtț"),
    ('\u{327}', "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţEȨeȩDḐdḑHḨhḩ"),
    ('\u{328}', "AĄaąEĘeęIĮiįUŲuųOǪoǫ"),
    ('\u{32d}', "DḒdḓEḘeḙLḼlḽNṊnṋTṰtṱUṶuṷ"),
    ('\u{32e}', "HḪhḫ"),
    ('\u{330}', "EḚeḛIḬiḭUṴuṵ"),
    ('\u{331}', "BḆbḇDḎdḏKḴkḵLḺlḻNṈnṉRṞrṟTṮtṯZẔzẕhẖ"),
    (
        '\u{3099}',
        "かがきぎくぐけげこごさざしじすずせぜそぞただちぢつづてでとどはばひびふぶへべほぼうゔゝゞカガキギクグケゲコゴサザシジスズセゼソゾタダチヂツヅテデトドハバヒビフブヘベホボウヴワヷヰヸヱヹヲヺヽヾ",
    ),
    ('\u{309a}', "はぱひぴふぷへぺほぽハパヒピフプヘペホポ"),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// As Python's `unicodedata.normalize("NFC", …)` has it.
    #[test]
    fn letters_are_composed_and_blanks_are_spaces() {
        for (text, form) in [
            ("cafe\u{301}", "café"),
            ("café", "café"),
            ("Zu\u{308}rich", "Zürich"),
            ("e\u{302}\u{301}", "ế"),
            ("\u{418}\u{306}", "Й"),
            ("\u{1112}\u{1161}\u{11ab}", "한"),
            ("か\u{3099}", "が"),
            ("Pro\u{a0}Plan", "Pro Plan"),
            ("  a \t b\u{200b}", "a b"),
            ("x\u{301}", "x\u{301}"),
            ("plain text", "plain text"),
            ("", ""),
        ] {
            assert_eq!(label_form(text), form, "{text}");
        }
        assert!(matches!(label_form("plain, Größe"), Cow::Borrowed(_)));
    }
}
