//! Sentences as whole patterns, one set for each language.
//!
//! A pattern holds places such as `{count}` that are filled in; it is never put together from pieces, so
//! that each language keeps its own order of words.

/// A number with its hedge.
#[derive(Debug)]
pub(super) struct Hedges {
    pub exactly: &'static str,
    pub stated: &'static str,
    pub about: &'static str,
    pub at_least: &'static str,
    pub more_than: &'static str,
    pub at_most: &'static str,
    pub fewer_than: &'static str,
    /// Between two numbers, without and with the best estimate.
    pub range: &'static str,
    pub range_with_best: &'static str,
    /// Between two numbers of which one at least is excluded.
    pub both: &'static str,
}

/// All sentences of one language.
#[derive(Debug)]
pub(super) struct Patterns {
    /// In words, and in signs.
    pub long: Hedges,
    pub short: Hedges,
    pub quoted: &'static str,
    pub per_cent: &'static str,

    /// A period, for a label.
    pub in_month: &'static str,
    pub in_one_day: &'static str,
    pub in_one_week: &'static str,
    pub in_two_weeks: &'static str,
    pub in_days: &'static str,
    /// A period, in full.
    pub on_day_alone: &'static str,
    pub in_days_from: &'static str,
    pub in_month_alone: &'static str,
    pub from: &'static str,

    /// A claim as one phrase.
    pub phrase: &'static str,
    pub phrase_of_period: &'static str,
    pub phrase_without_number: &'static str,
    /// What is said of a number on a card.
    pub read_as: &'static str,
    pub as_of: &'static str,
    pub added_up: &'static str,
    pub counted: &'static str,

    /// What a picture shows.
    pub timeline_of: &'static str,
    pub bars_of: &'static str,
    pub summary: &'static str,
    pub summary_of_one: &'static str,
    pub summary_of_none: &'static str,
    pub one_claim: &'static str,
    pub claims: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    pub source_undated: &'static str,
    pub one_report: &'static str,
    pub reports: &'static str,

    /// What a total or a level comes to, after what the sentence rests on.
    pub lead: &'static str,
    pub total: &'static str,
    pub level: &'static str,
    /// Nothing follows for a total or a level.
    pub total_open: &'static str,
    pub level_open: &'static str,
    /// Stands after either, where there are several claims.
    pub no_contradiction: &'static str,

    /// Whose number it is.
    pub whose: &'static str,
    pub whose_after_s: &'static str,
    /// A claim with its date, in a list.
    pub of_day: &'static str,
    pub alone: &'static str,
    pub alone_rounded: &'static str,
    pub pair: &'static str,
    pub pair_rounded: &'static str,
    pub pair_same_day: &'static str,
    pub pair_same_day_rounded: &'static str,
    pub set: &'static str,
    pub set_rounded: &'static str,
    pub some: &'static str,
    pub one_more: &'static str,
    pub more: &'static str,
    pub many_more: &'static str,

    /// Asks for what implies a finding, and for the contradictions beside the first.
    pub why: &'static str,
    pub which: &'static str,
    /// What implies one end of a finding.
    pub follows_from_one: &'static str,
    pub follows_from: &'static str,
    pub no_lower_end: &'static str,
    pub no_upper_end: &'static str,

    /// Between the items of a list, and before its last.
    pub comma: &'static str,
    pub and: &'static str,
}

pub(super) static ENGLISH: Patterns = Patterns {
    long: Hedges {
        exactly: "exactly {n}",
        stated: "{n}",
        about: "about {n}",
        at_least: "at least {n}",
        more_than: "more than {n}",
        at_most: "at most {n}",
        fewer_than: "fewer than {n}",
        range: "{low} to {high}",
        range_with_best: "{n} ({low} to {high})",
        both: "{least} and {most}",
    },
    short: Hedges {
        exactly: "= {n}",
        stated: "{n}",
        about: "≈ {n}",
        at_least: "≥ {n}",
        more_than: "> {n}",
        at_most: "≤ {n}",
        fewer_than: "< {n}",
        range: "{low}–{high}",
        range_with_best: "{n} ({low}–{high})",
        both: "{low}–{high}",
    },
    quoted: "“{words}”",
    per_cent: "{n}%",

    in_month: "in {month}",
    in_one_day: "in one day",
    in_one_week: "in one week",
    in_two_weeks: "in two weeks",
    in_days: "in {n} days",
    on_day_alone: "on {span} alone",
    in_days_from: "in the {n} days from {span}",
    in_month_alone: "in {span} alone",
    from: "from {span}",

    phrase: "{who}: {count}, {day}",
    phrase_of_period: "{who}: {count} {period}, said on {day}",
    phrase_without_number: "{who}, {words}, said on {day}",
    read_as: "read here as {range}",
    as_of: "as of {day}",
    added_up: "added up here from {parts}",
    counted: "{count} {what}",

    timeline_of: "Timeline of {what}",
    bars_of: "Bars of {what}",
    summary: "{picture}: {n}, {span}, from {low} to {high}.",
    summary_of_one: "{picture}: {n}, {span}: {low}.",
    summary_of_none: "{picture}: nobody has given a number.",
    one_claim: "1 claim",
    claims: "{n} claims",
    source: "Source: {n}, {span}",
    source_undated: "Source: {n}",
    one_report: "one report",
    reports: "{n} reports",

    lead: "If every claim is right",
    total: ", there were {count} {what} by {day}.",
    level: ", there were {count} {what} on {day}.",
    total_open: "No claim says how many by {day}.",
    level_open: "No claim says how many on {day} itself.",
    no_contradiction: "No two of these claims contradict each other.",

    whose: "{who}’s {count}",
    whose_after_s: "{who}’ {count}",
    of_day: "{claim} of {day}",
    alone: "{claim} cannot be right: its numbers contradict each other.",
    alone_rounded: "{claim}: its numbers add up only if they are rounded.",
    pair: "{a} and {b} cannot both be right.",
    pair_rounded: "{a} and {b} differ by no more than rounding.",
    pair_same_day: "{a} and {b}, both of {day}, cannot both be right.",
    pair_same_day_rounded: "{a} and {b}, both of {day}, differ by no more than rounding.",
    set: "{claims} cannot all be right.",
    set_rounded: "{claims} differ by no more than rounding.",
    some: "Not all of these claims can be right.",
    one_more: "There is one more contradiction.",
    more: "There are {n} more contradictions.",
    many_more: "There are more than {n} others.",

    why: "Why?",
    which: "Which?",
    follows_from_one: "{end} follows from one claim:",
    follows_from: "{end} follows from {n} claims together:",
    no_lower_end: "No claim sets a minimum.",
    no_upper_end: "No claim sets a maximum.",

    comma: ", ",
    and: " and ",
};

/// What is said of two claims side by side; apart from the rest, which the wasm holds without them.
#[derive(Debug)]
pub(super) struct PairPatterns {
    /// Whether two claims fit.
    pub fit: &'static str,
    pub fit_rounded: &'static str,
    pub no_fit: &'static str,
    /// Why they may not be comparable.
    pub no_number: &'static str,
    pub other_measure: &'static str,
    pub period_against_total: &'static str,
    pub other_period: &'static str,
    pub other_date: &'static str,
    pub other_level_date: &'static str,
    /// How far their numbers are apart.
    pub same: &'static str,
    pub apart: &'static str,
    pub apart_times: &'static str,
    pub higher: &'static str,
    pub higher_times: &'static str,
    pub lower: &'static str,
    pub lower_times: &'static str,
    pub pace: &'static str,
    pub pace_one_day: &'static str,
    /// A difference of at most so much.
    pub up_to: &'static str,
}

pub(super) static ENGLISH_PAIR: PairPatterns = PairPatterns {
    fit: "Both can be right.",
    fit_rounded: "Both can be right if their numbers are rounded.",
    no_fit: "They cannot both be right.",
    no_number: "Not both of them give a number, so there is nothing to compare.",
    other_measure: "They count different things, so their numbers cannot be compared.",
    period_against_total: "One counts over a period and the other from the beginning, so their numbers cannot simply be compared.",
    other_period: "They count over different periods, so their numbers cannot simply be compared.",
    other_date: "They count up to different days, so part of the difference may have come about between them.",
    other_level_date: "They speak of different days, and what was true on one need not be on the other.",
    same: "Both give the same number.",
    apart: "Their numbers are {count} apart.",
    apart_times: "Their numbers are {count} apart: one is {times} times the other.",
    higher: "The later number is {count} higher.",
    higher_times: "The later number is {count} higher: {times} times the earlier one.",
    lower: "The later number is {count} lower.",
    lower_times: "The later number is {count} lower: the earlier one is {times} times as high.",
    pace: "Taken at these numbers, {count} a day were added in the {days} days between them.",
    pace_one_day: "Taken at these numbers, {count} were added in the one day between them.",
    up_to: "up to {high}",
};

/// A pattern with its places filled in.
pub(super) fn fill(pattern: &str, places: &[(&str, &str)]) -> String {
    let mut text = String::new();
    // Every other piece is a place's name.
    for (n, piece) in pattern.split(['{', '}']).enumerate() {
        if n % 2 == 0 {
            text.push_str(piece);
        }
        for (place, value) in places {
            if n % 2 == 1 && *place == piece {
                text.push_str(value);
            }
        }
    }
    text
}

/// A pattern with one place, whatever its name, filled in.
pub(super) fn fill_one(pattern: &str, value: &str) -> String {
    let mut text = String::new();
    for (n, piece) in pattern.split(['{', '}']).enumerate() {
        text.push_str(if n % 2 == 0 { piece } else { value });
    }
    text
}

/// The items as a list inside a sentence: "a, b and c".
pub(super) fn listed(patterns: &Patterns, items: &[String]) -> String {
    let mut text = String::new();
    for (n, item) in items.iter().enumerate() {
        if n > 0 {
            text.push_str(if n + 1 == items.len() { patterns.and } else { patterns.comma });
        }
        text.push_str(item);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_by_name_and_in_any_order() {
        assert_eq!(fill("{b} after {a}{a}.", &[("a", "1"), ("b", "{a}")]), "{a} after 11.");
        assert_eq!(fill("nothing to fill", &[]), "nothing to fill");
    }

    #[test]
    fn lists_end_with_and() {
        let items =
            |n: usize| ["x", "y", "z"][..n].iter().map(|s| s.to_string()).collect::<Vec<_>>();
        assert_eq!(listed(&ENGLISH, &items(1)), "x");
        assert_eq!(listed(&ENGLISH, &items(2)), "x and y");
        assert_eq!(listed(&ENGLISH, &items(3)), "x, y and z");
    }
}
