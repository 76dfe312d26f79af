use super::*;

fn seconds(text: &str) -> Option<f64> {
    parse(text, Conventions::default()).map(|(seconds, _)| seconds)
}

/// 2013-03-01T10:45:00Z is 1362134700, by Python's `datetime`.
#[test]
fn timestamps_are_those_of_python() {
    const MIDNIGHT: f64 = 1_362_096_000.0;
    const AT: f64 = 1_362_134_700.0;
    for (text, expected) in [
        ("Fri, 01 Mar 2013 10:45:00 GMT", AT),
        ("Fri, 1 Mar 2013 11:45:00 +0100", AT),
        ("01/Mar/2013:10:45:00 +0000", AT),
        ("Fri Mar  1 10:45:00 2013", AT),
        ("Mar 1, 2013", MIDNIGHT),
        ("2013-03", MIDNIGHT),
        ("03/2013", MIDNIGHT),
        ("2013-03-01 11:45:00.000000000 +0100 CET", AT),
        ("2013-03-01 11:45:00 CET", AT),
        ("Fri, 01 Mar 2013 05:45:00 EST", AT),
        ("2013-03-01 00", MIDNIGHT),
        ("2013-03-01T00", MIDNIGHT),
        ("2013.03.01 10:45:00", AT),
        ("2013:03:01 10:45:00", AT),
        ("01MAR2013:10:45:00", AT),
        ("01mar2013", MIDNIGHT),
        ("March 1st, 2013", MIDNIGHT),
        ("1st of March 2013", MIDNIGHT),
        ("1st March 2013", MIDNIGHT),
        ("1 marca 2013", MIDNIGHT),
        ("1. marts 2013", MIDNIGHT),
        ("平成25年3月1日", MIDNIGHT),
        ("平成25年3月1日10時45分", AT),
        ("March 01, 2013 10:45 AM", AT),
        ("1 March 2013", MIDNIGHT),
        ("01-Mar-2013", MIDNIGHT),
        ("01-MAR-2013 10:45:00", AT),
        ("2013/03/01", MIDNIGHT),
        ("2013/3/1 10:45:00", AT),
        ("01.03.2013", MIDNIGHT),
        ("1.3.2013 10:45", AT),
        ("3/1/2013", MIDNIGHT),
        ("03/01/2013 10:45:00", AT),
        ("3/1/2013, 10:45:00 AM", AT),
        ("03/01/2013 10:45 PM", AT + 43_200.0),
        ("03/01/2013 12:00 AM", MIDNIGHT),
        ("03/01/2013 12:00 PM", MIDNIGHT + 43_200.0),
        ("20130301T104500Z", AT),
        ("20130301T104500.250Z", AT + 0.25),
        ("20130301T1145+0100", AT),
        ("2013-03-01T11:45:00+01:00[Europe/Berlin]", AT),
        ("28/03/2013", MIDNIGHT + 27.0 * 86_400.0),
        ("28-03-2013 9:05", MIDNIGHT + 27.0 * 86_400.0 + 32_700.0),
        ("3/1/13 10:45", AT),
        ("01.03.13", MIDNIGHT),
        ("03-01-13", MIDNIGHT),
        ("01. 03. 2013", MIDNIGHT),
        ("1. 3. 2013 10:45", AT),
        ("1. March 2013", MIDNIGHT),
        ("1. März 2013", MIDNIGHT),
        ("01. März 2013, 10:45 Uhr", AT),
        ("Freitag, 1. März 2013 um 10:45 Uhr", AT),
        ("Fr., 1. Mär. 2013", MIDNIGHT),
        ("1er mars 2013", MIDNIGHT),
        ("vendredi 1 mars 2013", MIDNIGHT),
        ("1 mars 2013 à 10h45", AT),
        ("01/03/2013 à 10h45", AT - 57.0 * 86_400.0),
        ("1 de marzo de 2013", MIDNIGHT),
        ("viernes, 1 de marzo de 2013", MIDNIGHT),
        ("1º de março de 2013", MIDNIGHT),
        ("1 marzo 2013", MIDNIGHT),
        ("1 maart 2013", MIDNIGHT),
        ("März 2013", MIDNIGHT),
        ("marzo de 2013", MIDNIGHT),
        ("déc. 2013", MIDNIGHT + 275.0 * 86_400.0),
        ("01-MAR-13", MIDNIGHT),
        ("01-MAR-13 10.45.00.000000 AM", AT),
        ("01-MAR-13 10.45.00.250000 PM", AT + 43_200.25),
        ("2013-Mar-01", MIDNIGHT),
        ("Mar 1, 2013 @ 10:45:00.000", AT),
        ("March 1, 2013 at 10:45 AM", AT),
        ("Fri Mar 01 2013 11:45:00 GMT+0100 (Central European Standard Time)", AT),
        ("Fri Mar 01 2013 10:45:00 GMT+0000", AT),
        ("Fri, 01 Mar 2013 11:45:00 +0100 (CET)", AT),
        ("March 2013", MIDNIGHT),
        ("Mar-13", MIDNIGHT),
        ("Mar-2013", MIDNIGHT),
        ("2013年03月01日", MIDNIGHT),
        ("2013年3月1日 10:45", AT),
        ("2013年3月1日10時45分00秒", AT),
        ("2013년 3월 1일", MIDNIGHT),
        ("2013年3月", MIDNIGHT),
        ("2013-W09", MIDNIGHT - 4.0 * 86_400.0),
        ("2013W09", MIDNIGHT - 4.0 * 86_400.0),
        ("2013-W09-5", MIDNIGHT),
        ("2013-Q1", MIDNIGHT - 59.0 * 86_400.0),
        ("Q1 2013", MIDNIGHT - 59.0 * 86_400.0),
        ("/Date(1362134700000)/", AT),
        ("/Date(1362134700000+0100)/", AT),
        ("Mar  1 10:45:00", 951_907_500.0),
        ("Fri Mar  1 10:45:00", 951_907_500.0),
    ] {
        assert_eq!(seconds(text), Some(expected), "{text}");
    }
}

#[test]
fn every_name_is_found_in_any_case() {
    for (name, number) in by_month::MONTHS.names.iter().chain(&DAYS.names) {
        let upper = name.to_uppercase();
        let found = [*name, &upper].map(|name| by_month::MONTHS.get(name).or_else(|| DAYS.get(name)));
        assert_eq!(found, [Some(*number); 2], "{name}");
    }
    assert_eq!(["", "user", "1", "märzen", "é"].map(|word| DAYS.get(word).or(by_month::MONTHS.get(word))), [None; 5]);
}

#[test]
fn what_is_no_timestamp_is_none() {
    for text in [
        "1.2.3",
        "1.2.13",
        "1-2-13",
        "12-34-56",
        "10.0.0.1",
        "10/20/30/40",
        "Q5 2013",
        "2013-W54",
        "2013-W09-8",
        "2013年13月01日",
        "2013年",
        "/Date(x)/",
        "/Date(12)",
        "Mar 1 10",
        "Mar 32 10:45:00",
        "March-2013-1",
        "Mayor 2013",
        "May-1",
        "Jun 13",
        "2013.03.01",
        "2013:03:01",
        "2013-03-01 1",
        "2013-03-01 CET",
        "2013-03-01 10:45:00 CST",
        "01MARCH2013",
        "01MAR201",
        "平成年3月1日",
        "13/13/2013",
        "31/02/2013",
        "1/2",
        "3-1-20130",
        "20130301",
        "May",
        "March",
        "2013-13",
        "2013-00",
        "2013-3x",
        "1492-10",
        "2013/03",
        "201-303",
        "May be 1, 2013",
        "Fri",
        "Fri, ",
        "20130301T",
        "20130301T10450",
        "03/01/2013 25:00",
        "03/01/2013 00:10 PM",
        "03/01/2013 EST",
        "2013-03-01T10:45:00[Europe/Berlin]",
        "99/Mar/2013",
        "555-12-3456",
        "0/0/2013",
        "01.13.2013",
        "01/03.2013",
        "Mür 1, 2013",
        "]",
        "[]",
        "Mar 1, 2013 10",
        "12 34 5678",
    ] {
        assert_eq!(seconds(text), None, "{text}");
    }
}

#[test]
fn the_column_decides_where_the_day_is() {
    let day_first = Conventions { day_first: true, ..Conventions::default() };
    let march = Some((1_362_096_000.0, Hint::DayOrMonth));
    assert_eq!(parse("03/01/2013", Conventions::default()), march);
    assert_eq!(parse("01/03/2013", day_first), march);
    assert_eq!(parse("03/28/2013", day_first).map(|(_, hint)| hint), Some(Hint::MonthFirst));
    assert_eq!(parse("03/03/2013", day_first).map(|(_, hint)| hint), Some(Hint::None));
}
