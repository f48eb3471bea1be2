//! The pre-rendered embed: the element as it stands in a page before, and without, any script.
//!
//! It holds the chart twice. What the element holds as any other does is a plain piece of an article, for search engines,
//! feeds, mail, and whatever takes the rest out. A declarative shadow root is what a browser shows in its place: the same in
//! the widget's look, in the page's colours, in a layout for narrow columns and one for wide ones. Its `<template>` is
//! ignored by whatever does not know it.

use std::path::Path;

use claims_core::export;
use claims_core::model::Dataset;
use claims_core::scene::{TableMetrics, Theme, symbol_path};
use claims_core::view::Form;
use claims_core::words::{self, Card, Key, Language};

use crate::arguments::Render;
use crate::markup::{escaped, in_script};
use crate::picture::{FONT, Picture};
use crate::svg::{Colours, paint, svg};

/// The look of what stands in the shadow root. `pkg/` has it as a file, too.
const STYLE: &str = include_str!("../../www/claims-chart/static.css");
/// The width that the narrow layout is made for, in CSS px: a small telephone's, without the margins of an article. Its
/// texts can be read where it is seen smaller, too, down to a screen of 320 px.
const NARROW: f64 = 328.0;

/// Where a piece of markup stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Inside the element, under the page's own style.
    Page,
    /// In the shadow root, under ours. There a row of the table may be laid out as a list, which is not to make it any less
    /// of a table for assistive technology: hence the roles.
    Shadow,
}

/// The embed as a piece of HTML.
pub fn fragment(picture: &Picture, render: &Render) -> String {
    let theme = render.theme.as_ref().unwrap_or(&Theme::LIGHT);
    // It is as wide as what it stands in, without a style sheet that says so.
    let font = format!(" width=\"100%\" font-family=\"{FONT}\"");
    let plain = svg(
        &picture.scene(render.width, theme, &TableMetrics),
        &picture.dataset.title,
        &font,
        Colours::Plain,
    );
    let layouts = [("narrow", NARROW), ("wide", render.width)].map(|(class, width)| {
        let scene = picture.scene(width, &Theme::LIGHT, &TableMetrics);
        let attributes = format!(" class=\"{class}\"");
        svg(&scene, &picture.dataset.title, &attributes, Colours::Named)
    });
    let style = match &render.stylesheet {
        Some(url) => format!("<link rel=\"stylesheet\" href=\"{}\">", escaped(url)),
        None => format!("<style>{}</style>", small(STYLE)),
    };
    let code = picture.language.text(const { Key::named("code") });
    let script = render.script.as_ref().map_or(String::new(), |url| {
        format!("<script type=\"module\" src=\"{}\"></script>\n", escaped(url))
    });
    let parts = [
        format!(
            "{script}<claims-chart{}>\n<template shadowrootmode=\"open\">{style}\
             <div class=\"still\" lang=\"{code}\" dir=\"ltr\">\n",
            attributes(render)
        ),
        article(picture, Place::Shadow, &layouts.concat()),
        format!(
            "<p class=\"lack\" hidden>{}</p>\n</div></template>\n",
            escaped(picture.language.text(const { Key::named("not-loaded") }))
        ),
        article(picture, Place::Page, &plain),
        structured(picture.dataset),
        "</claims-chart>\n".to_owned(),
    ];
    parts.concat()
}

/// A style sheet without its comments, in one line.
fn small(sheet: &str) -> String {
    let (first, others) = sheet.split_once("/*").unwrap_or((sheet, ""));
    let rest = others.split("/*").map(|part| part.split_once("*/").map_or("", |(_, rest)| rest));
    let text: String = [first].into_iter().chain(rest).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The claims for search engines. No text of the dataset can end the element.
fn structured(dataset: &Dataset) -> String {
    // What is made of texts and numbers alone can always be written.
    let json = serde_json::to_string(&export::json_ld(dataset)).unwrap_or_default();
    let json = in_script(&json);
    format!("<script type=\"application/ld+json\">{json}</script>\n")
}

/// What has the element show the same once it has taken over.
fn attributes(render: &Render) -> String {
    let src = render.src.clone().or_else(|| render.file.as_deref().map(address_beside));
    let view = (render.form == Form::Bars).then(|| "bars".to_owned());
    let as_of = render.chosen.as_of.map(|date| export::iso(date.last()));
    let hide = (!render.chosen.hide.is_empty()).then(|| render.chosen.hide.join(","));
    let theme = render.theme.map(|theme| if theme == Theme::DARK { "dark" } else { "light" });
    let code = render.language.text(const { Key::named("code") });
    let all = [
        ("src", src),
        ("heading", render.heading.clone()),
        ("view", view),
        ("measure", render.measure.clone()),
        ("as-of", as_of),
        ("hide", hide),
        ("theme", theme.map(str::to_owned)),
        ("lang", Some(code.to_owned())),
    ];
    let mut attributes = String::new();
    for (name, value) in all {
        if let Some(value) = value {
            attributes.push_str(&format!(" {name}=\"{}\"", escaped(&value)));
        }
    }
    attributes
}

/// The address of a file that lies beside the page: its name, with what means something else in an address written out.
fn address_beside(file: &str) -> String {
    let name = Path::new(file).file_name().map_or(file.into(), |name| name.to_string_lossy());
    let mut address = String::new();
    for c in name.chars() {
        match c {
            '%' | '#' | '?' | ':' | ' ' | '\\' => address.push_str(&format!("%{:02X}", c as u32)),
            other => address.push(other),
        }
    }
    address
}

/// Title, summary, picture, finding, table and source.
fn article(picture: &Picture, place: Place, drawn: &str) -> String {
    let Picture { language, dataset, .. } = picture;
    let part = |name: &str| match place {
        Place::Page => String::new(),
        Place::Shadow => format!(" part=\"{name}\" class=\"{name}\""),
    };
    let own = lang(language, dataset.language.as_deref());
    let mut out =
        format!("<h3{}{own} dir=\"auto\">{}</h3>\n", part("title"), escaped(&dataset.title));
    if let Some(subtitle) = &dataset.subtitle {
        let subtitle = escaped(subtitle);
        out.push_str(&format!("<p{}{own} dir=\"auto\">{subtitle}</p>\n", part("subtitle")));
    }
    let summary = picture.summary();
    out.push_str(&format!("<p{}>{}</p>\n", part("summary"), escaped(&summary)));
    out.push_str(&legend(picture, place, &own));
    match place {
        Place::Page => out.push_str(drawn),
        Place::Shadow => out.push_str(&format!("<div{}>{drawn}</div>", part("chart"))),
    }
    out.push('\n');
    if let Some(finding) = picture.finding() {
        // The summary says, too, whether all claims fit.
        let note = finding.note.filter(|note| !summary.contains(note.as_str()));
        let sentence = [finding.text].into_iter().chain(note).collect::<Vec<_>>().join(" ");
        let lead = if finding.lead.is_empty() {
            String::new()
        } else {
            format!("<b>{}</b>", escaped(finding.lead))
        };
        out.push_str(&format!("<p{}>{lead}{}</p>\n", part("finding"), escaped(&sentence)));
    }
    out.push_str(&table(picture, place));
    let source = words::source_line(language, dataset);
    if source.is_some() || !dataset.notes.is_empty() {
        out.push_str(&format!("<div{}>", part("footer")));
        if let Some(source) = source {
            out.push_str(&format!("<span>{}</span>", escaped(&source)));
        }
        if !dataset.notes.is_empty() {
            let heading = escaped(language.text(const { Key::named("notes") }));
            out.push_str(&format!("<details><summary>{heading}</summary><ul{own}>"));
            for note in &dataset.notes {
                out.push_str(&format!("<li>{}</li>", escaped(note)));
            }
            out.push_str("</ul></details>");
        }
        out.push_str("</div>\n");
    }
    out
}

/// Who claims what is shown, each with their symbol.
fn legend(picture: &Picture, place: Place, own: &str) -> String {
    let Picture { language, dataset, view, .. } = picture;
    let mut items = String::new();
    for (party, _) in view.legend(dataset) {
        if view.selection.hidden.contains(&party) {
            continue;
        }
        let name = match party {
            Some(party) => escaped(&dataset.parties[party].label),
            None => escaped(language.text(const { Key::named("other") })),
        };
        let colour = Theme::LIGHT.party(party);
        let colours = if place == Place::Shadow { Colours::Named } else { Colours::Plain };
        let fill = paint("fill", colour, colours);
        items.push_str(&format!(
            "<li><svg viewBox=\"0 0 14 14\" width=\"14\" height=\"14\" aria-hidden=\"true\">\
             <path d=\"{}\"{fill}/></svg> {name}</li>",
            symbol_path(party)
        ));
    }
    let class = if place == Place::Shadow { " class=\"legend\"" } else { "" };
    if items.is_empty() { items } else { format!("<ul{class}{own}>{items}</ul>\n") }
}

/// The attribute for a text of the dataset, where its language is known and is another than that around it.
fn lang(around: &Language, own: Option<&str>) -> String {
    let code = around.text(const { Key::named("code") });
    match own {
        Some(own) if own != code && !own.is_empty() => format!(" lang=\"{}\"", escaped(own)),
        _ => String::new(),
    }
}

/// A row of the table: a claim, or an event, whose text takes the rest of the row.
struct Row {
    /// By which rows are sorted.
    day: String,
    /// As markup.
    cells: Vec<String>,
}

/// The claims of the picture, as the widget's own table has them: by the day on which they were said.
fn table(picture: &Picture, place: Place) -> String {
    let Picture { language, dataset, view, .. } = picture;
    let label = |key: Key| escaped(language.text(key));
    let heads = [
        label(const { Key::named("said") }),
        label(const { Key::named("who") }),
        label(const { Key::named("count") }),
        label(const { Key::named("words") }),
        label(const { Key::named("basis") }),
        label(const { Key::named("reports-column") }),
        label(const { Key::named("notes") }),
    ];
    let mut shown: Vec<usize> = Vec::new();
    for spot in picture.scene(NARROW, &Theme::LIGHT, &TableMetrics).claims {
        // A claim may have several marks.
        if !shown.contains(&spot.claim) {
            shown.push(spot.claim);
        }
    }
    let until = view.selection.day(dataset);
    let mut rows: Vec<Row> = Vec::new();
    for event in dataset.events.iter().filter(|event| event.date.last() <= until) {
        let what = format!("{}: ", language.text(const { Key::named("event") }));
        let what =
            escaped(&what) + &spoken(&lang(language, dataset.language.as_deref()), &event.label);
        let date = escaped(&words::date_long(language, event.date));
        rows.push(Row { day: export::iso(event.date.last()), cells: vec![date, what] });
    }
    for &claim in &shown {
        let card = words::card(language, dataset, claim, view.measure);
        let day = export::iso(dataset.claims[claim].said.last());
        rows.push(Row { day, cells: cells(language, &card, place) });
    }
    rows.sort_by(|a, b| a.day.cmp(&b.day));

    let role = |name: &str| match place {
        Place::Page => String::new(),
        Place::Shadow => format!(" role=\"{name}\""),
    };
    let class = match place {
        Place::Page => "",
        Place::Shadow => " class=\"claims\"",
    };
    let table_attributes = match place {
        Place::Page => "",
        Place::Shadow => " part=\"table\" class=\"table\" role=\"table\"",
    };
    let caption = escaped(&caption(picture, shown.len()));
    let mut out = format!(
        "<div{class} tabindex=\"0\" role=\"region\" aria-label=\"{caption}\">\
         <table{table_attributes}><caption>{caption}</caption>\n<thead{}><tr{}>",
        role("rowgroup"),
        role("row")
    );
    for head in &heads {
        out.push_str(&format!("<th scope=\"col\"{}>{head}</th>", role("columnheader")));
    }
    out.push_str(&format!("</tr></thead>\n<tbody{}>\n", role("rowgroup")));
    for Row { cells, .. } in rows {
        let is_event = cells.len() < heads.len();
        let class = if is_event && place == Place::Shadow { " class=\"event\"" } else { "" };
        out.push_str(&format!("<tr{class}{}>", role("row")));
        for (n, cell) in cells.iter().enumerate() {
            // Who said it names the row.
            let (tag, mut attributes) = if n == 1 {
                ("th", format!(" scope=\"row\"{}", role("rowheader")))
            } else {
                ("td", role("cell"))
            };
            if is_event && n == 1 {
                attributes.push_str(&format!(" colspan=\"{}\"", heads.len() - 1));
            }
            if place == Place::Shadow {
                attributes.push_str(&format!(" data-label=\"{}\"", heads[n]));
            }
            out.push_str(&format!("<{tag}{attributes}>{cell}</{tag}>"));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
    out
}

/// What the table shows; where that is not everything, also how much of it.
fn caption(picture: &Picture, n_shown: usize) -> String {
    let Picture { language, dataset, view, .. } = picture;
    let caption = words::caption(language, dataset, view.measure);
    if view.selection.as_of.is_none() && view.selection.hidden.is_empty() {
        return caption;
    }
    let known = words::known(language, view.selection.day(dataset));
    let status = words::shown(language, n_shown, view.n_claims_of_all(dataset));
    format!("{caption}. {known}. {status}")
}

/// The cells of a claim, as www/claims-chart/table.js takes them from the card.
fn cells(language: &Language, card: &Card, place: Place) -> Vec<String> {
    let [words, basis, note] = [
        const { Key::named("words") },
        const { Key::named("basis") },
        const { Key::named("note") },
    ]
    .map(|key| language.text(key));
    let line = |label: &str| {
        let found = card.lines.iter().find(|line| line.label == label);
        found.map_or(String::new(), |line| spoken(&lang(language, line.lang), &line.text))
    };
    let value = match &card.detail {
        Some(detail) => format!("{} — {detail}", card.value),
        None => card.value.clone(),
    };
    let mut reports = Vec::new();
    for report in &card.reports {
        let text = linked(&report.short, report.url);
        let copy = linked(report.archived, report.archive_url);
        // Without an address it would only be a word.
        let copy = if copy.starts_with("<a ") { format!(" · {copy}") } else { String::new() };
        reports.push(text + &copy);
    }
    let mut notes = Vec::new();
    for other in card.lines.iter().filter(|line| line.label != words && line.label != basis) {
        let label =
            if other.label == note { String::new() } else { format!("{}: ", escaped(other.label)) };
        notes.push(label + &spoken(&lang(language, other.lang), &other.text));
    }
    let (reports, notes) = match place {
        // Without a style sheet, lists would take more room than what they say.
        Place::Page => (reports.join("; "), notes.join("<br>")),
        Place::Shadow => {
            (tagged(&reports, "ul role=\"list\"", "ul", "li"), tagged(&notes, "div", "div", "p"))
        }
    };
    let (said, who) = (escaped(&card.said), escaped(&card.who));
    vec![said, who, escaped(&value), line(words), line(basis), reports, notes]
}

/// Pieces of markup, each in an element, and all of them in one; nothing where there are none.
fn tagged(pieces: &[String], open: &str, close: &str, each: &str) -> String {
    if pieces.is_empty() {
        return String::new();
    }
    let inside: String = pieces.iter().map(|piece| format!("<{each}>{piece}</{each}>")).collect();
    format!("<{open}>{inside}</{close}>")
}

/// A text with the attribute of its language, where it has one.
fn spoken(lang: &str, text: &str) -> String {
    let text = escaped(text);
    if lang.is_empty() { text } else { format!("<span{lang}>{text}</span>") }
}

/// A text as a link, where its address is one on the web: a dataset may hold any other.
fn linked(text: &str, url: Option<&str>) -> String {
    let is_web = |url: &&str| {
        let url = url.to_ascii_lowercase();
        url.starts_with("http://") || url.starts_with("https://")
    };
    match url.filter(is_web) {
        Some(url) => {
            format!("<a href=\"{}\" rel=\"noopener\">{}</a>", escaped(url), escaped(text))
        }
        None => escaped(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_beside_the_page_is_its_name_and_nothing_else() {
        for (file, address) in [
            ("claims.json", "claims.json"),
            ("some/folder/claims.json", "claims.json"),
            ("100% of #2?.json", "100%25%20of%20%232%3F.json"),
            ("javascript:x.json", "javascript%3Ax.json"),
        ] {
            assert_eq!(address_beside(file), address);
        }
    }

    #[test]
    fn only_addresses_on_the_web_become_links() {
        let link = linked("A & B", Some("HTTPS://example.org/?a&\"b"));
        assert_eq!(
            link,
            "<a href=\"HTTPS://example.org/?a&amp;&quot;b\" rel=\"noopener\">A &amp; B</a>"
        );
        for other in [None, Some("javascript:alert(1)"), Some(" https://x"), Some("/there")] {
            assert_eq!(linked("A", other), "A");
        }
    }

    #[test]
    fn the_style_sheet_has_the_colours_of_both_themes() {
        let (light, dark) = (Theme::LIGHT, Theme::DARK);
        let hex = |colour: claims_core::scene::Colour| {
            let [red, green, blue] = colour.rgb;
            format!("#{red:02x}{green:02x}{blue:02x}")
        };
        let mut pairs = vec![
            ("ink".to_owned(), light.ink, dark.ink),
            ("muted".to_owned(), light.muted, dark.muted),
            ("rule".to_owned(), light.rule, dark.rule),
            ("background".to_owned(), light.background, dark.background),
        ];
        for (n, (light, dark)) in light.parties.into_iter().zip(dark.parties).enumerate() {
            pairs.push((format!("party-{}", n + 1), light, dark));
        }
        for (name, light, dark) in pairs {
            let (light, dark) = (hex(light), hex(dark));
            for rule in [
                format!("--{name}: var(--claims-{name}, {light});"),
                format!("--{name}: var(--claims-{name}, light-dark({light}, {dark}));"),
            ] {
                assert!(STYLE.contains(&rule), "{rule}");
            }
        }
        let rule = format!("--axis: light-dark({}, {});", hex(light.axis), hex(dark.axis));
        assert!(STYLE.contains(&rule), "{rule}");
    }
}
