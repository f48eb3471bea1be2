//! The pre-rendered embed as the command writes it: what stands in it for whom. tests/e2e/prerendered.test.mjs has it in
//! browsers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Texts that would be markup, links that would run, several languages, claims left out by every option.
const ODD: &str = r#"{
  "title": "Crowd & <police>", "subtitle": "\"Quoted\"", "language": "fr", "notes": ["<script>alert(1)</script>"],
  "measures": [{"id": "crowd", "label": "Crowd", "accumulates": false}],
  "parties": [{"id": "state", "label": "State"}],
  "claimants": [{"id": "police", "name": "Police", "party": "state"}, {"id": "union", "name": "Union"}],
  "reports": [{"id": "bad", "title": "Bad", "url": "javascript:alert(1)"},
              {"id": "good", "title": "Good", "url": "https://example.org/?a=1&b=\"2\"",
               "archive_url": "https://example.org/copy"}],
  "claims": [{"id": "a", "claimant": "police", "said": "2024-05-04", "wording": "<b>", "wording_language": "de",
              "figures": [{"measure": "crowd", "about": 2000}], "reports": ["bad", "good"], "note": "n"},
             {"id": "b", "claimant": "union", "said": "2024-05-03",
              "figures": [{"measure": "crowd", "at_least": 5000}]}],
  "events": [{"date": "2024-05-01", "label": "March & rally"}, {"date": "2024-06-01", "label": "Trial"}]
}"#;

fn file(name: &str, content: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("a file");
    path
}

fn html(arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_claims-chart"))
        .args(["render", "--format", "html"])
        .args(arguments)
        .output()
        .expect("the command starts");
    let complaint = String::from_utf8_lossy(&stderr);
    assert!(status.success() && complaint.is_empty(), "{arguments:?}: {complaint}");
    String::from_utf8(stdout).expect("HTML in UTF-8")
}

/// The element's attributes as they are written; what stands in its template; and what it holds beside.
fn parts(html: &str) -> (&str, &str, &str) {
    let (_, rest) = html.split_once("<claims-chart").expect("the element");
    let (attributes, rest) = rest.split_once('>').expect("its tag ends");
    let (inside, after) = rest.split_once("</claims-chart>").expect("it ends");
    assert_eq!(after, "\n", "nothing comes behind it");
    let (shadow, page) = inside
        .trim_start()
        .strip_prefix("<template shadowrootmode=\"open\">")
        .and_then(|rest| rest.split_once("</template>"))
        .expect("a template comes first");
    (attributes, shadow, page)
}

fn count(text: &str, what: &str) -> usize {
    text.matches(what).count()
}

#[test]
fn the_page_that_shows_it_has_what_the_command_writes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/prerendered.html");
    let page = std::fs::read_to_string(&path).expect("the page");
    let mark = "<!-- claims-chart render --format html --script ../pkg/claims-chart.js -->\n";
    let (before, rest) = page.split_once(mark).expect("the mark before");
    let (shown, after) = rest.split_once("<!-- end -->").expect("the mark behind");
    let written = html(&["--script", "../pkg/claims-chart.js"]);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, [before, mark, &written, "<!-- end -->", after].concat())
            .expect("it can be written");
        return;
    }
    assert!(shown == written, "www/prerendered.html is not up to date; UPDATE=1 writes it");
}

/// Every tag that opens is closed in its turn, and every attribute is quoted.
fn assert_balanced(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some((_, from)) = rest.split_once('<') {
        let (tag, behind) = from.split_once('>').expect("a tag ends");
        assert!(!tag.contains('<'), "<{tag}>");
        assert_eq!(count(tag, "\"") % 2, 0, "quotes are in pairs: <{tag}>");
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "</{closed}> closes the last tag that is open");
        } else if !tag.ends_with('/') && !["link", "br"].contains(&name) {
            open.push(name);
        }
        rest = behind;
        if ["style", "script"].contains(&name) {
            rest = &rest[rest.find(&format!("</{name}")).expect("it ends")..];
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "left open");
}

#[test]
fn the_element_holds_the_chart_twice() {
    let html = html(&[]);
    assert_balanced(&html);
    let (attributes, shadow, page) = parts(&html);
    assert_eq!(attributes, " lang=\"en\"", "the embedded dataset as it is first shown");
    for (name, part) in [("the shadow root", shadow), ("the page", page)] {
        for said in [
            ">How many North Korean soldiers have been killed or wounded in Kursk?</h3>",
            ">Timeline of killed or wounded: 6 claims, 17 December 2024 to 13 January 2025",
            "<b>If every claim is right</b>, there were at least 4,000 killed or wounded",
            "<caption>Claims: killed or wounded</caption>",
            "More than 3,000 — killed or wounded",
            ">has surpassed 3,000<",
            "The Kyiv Independent, 23 December 2024<",
            "Source: five reports, 23 December 2024 to 13 January 2025",
        ] {
            // Quotation marks belong to the words.
            let said = said.trim_matches(['<', '>']);
            assert!(part.contains(said), "{name} has {said}");
        }
        // The embedded dataset has seven claims in this picture, and three events by then.
        assert_eq!(count(part, "scope=\"row\""), 10, "{name}: rows");
        assert_eq!(count(part, " style="), 0, "{name}: a strict page forbids such attributes");
    }
    assert_eq!(count(page, "<svg xmlns"), 1, "one picture");
    assert!(!page.contains("var(") && page.contains("fill=\"#"), "in colours of its own");
    assert!(!page.contains("class=") && !page.contains(" part="), "a plain piece of an article");
    assert_eq!(count(shadow, "<svg xmlns"), 2, "a narrow picture and a wide one");
    let (_, drawn) = shadow.split_once("<svg").expect("a picture");
    assert!(!drawn.contains("=\"#"), "in colours that the style sheet gives");
}

#[test]
fn the_view_is_written_as_the_elements_attributes() {
    let path = file("the odd one.json", ODD);
    let path = path.to_str().expect("a path");
    let all = html(&[
        path,
        "--view",
        "bars",
        "--measure",
        "crowd",
        "--as-of",
        "2024-05",
        "--hide",
        "state, other",
        "--theme",
        "dark",
        "--lang",
        "uk",
        "--heading",
        "Who \"came\"?",
    ]);
    assert_eq!(
        parts(&all).0,
        " src=\"the%20odd%20one.json\" heading=\"Who &quot;came&quot;?\" view=\"bars\" measure=\"crowd\" as-of=\"2024-05-31\" \
         hide=\"state,other\" theme=\"dark\" lang=\"uk\""
    );
    let html = html(&[
        path,
        "--src",
        "/d?a=1&b=2",
        "--script",
        "/w/claims-chart.js",
        "--stylesheet",
        "/w/s.css",
    ]);
    let script = "<script type=\"module\" src=\"/w/claims-chart.js\"></script>\n<claims-chart ";
    assert!(html.starts_with(script), "{}", &html[..120]);
    let (attributes, shadow, _) = parts(&html);
    assert_eq!(attributes, " src=\"/d?a=1&amp;b=2\" lang=\"en\"");
    assert!(shadow.starts_with("<link rel=\"stylesheet\" href=\"/w/s.css\"><div"), "{shadow}");
    assert!(!shadow.contains("<style"), "in place of a style element");
}

#[test]
fn what_is_left_out_of_the_picture_is_left_out_of_the_table() {
    let path = file("left-out.json", ODD);
    let path = path.to_str().expect("a path");
    let all = html(&[path]);
    for name in ["Police", "Union", "March &amp; rally"] {
        assert!(all.contains(name), "{name} without options");
    }
    // What search engines get is the dataset, whatever is chosen of it.
    let chosen = |arguments: &[&str]| {
        let html = html(&[&[path], arguments].concat());
        html.split_once("<script").expect("structured data").0.to_owned()
    };
    let day = chosen(&["--as-of", "2024-05-03"]);
    assert!(!day.contains("Police") && day.contains("Union"));
    let caption = "<caption>Claims: crowd. Known on 3 May 2024. 1 of 2 claims shown.</caption>";
    assert_eq!(count(&day, caption), 2);
    let hidden = chosen(&["--hide", "other"]);
    assert!(hidden.contains("Police") && !hidden.contains("Union"));
}

#[test]
fn rows_come_by_date_and_an_event_takes_the_rest_of_its_row() {
    let html = html(&[file("rows.json", ODD).to_str().expect("a path")]);
    let (_, shadow, page) = parts(&html);
    for part in [shadow, page] {
        let places = ["1 May 2024", "3 May 2024", "4 May 2024"].map(|day| {
            part.find(&format!(">{day}</td>")).unwrap_or_else(|| panic!("{day} is in a row"))
        });
        assert!(places.is_sorted(), "{places:?}");
        let (_, table) = part.split_once("<table").expect("a table");
        assert!(!table.contains("Trial"), "it came after the last claim");
    }
    assert!(page.contains(
        "<th scope=\"row\" colspan=\"6\">Event: <span lang=\"fr\">March &amp; rally</span></th>"
    ));
}

#[test]
fn a_dataset_cannot_write_markup() {
    let html = html(&[file("markup.json", ODD).to_str().expect("a path")]);
    assert_balanced(&html);
    assert!(!html.contains("javascript:"), "only an address on the web becomes a link");
    assert_eq!(count(&html, "<script"), 1, "that of structured data");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    let link = "<a href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\" rel=\"noopener\">";
    assert_eq!(count(&html, link), 2);
    let (_, _, page) = parts(&html);
    assert!(
        page.contains("<h3 lang=\"fr\" dir=\"auto\">Crowd &amp; &lt;police&gt;</h3>"),
        "{page}"
    );
    assert!(page.contains("<span lang=\"de\">“&lt;b&gt;”</span>"), "{page}");
}

#[test]
fn search_engines_get_the_claims_as_data() {
    let path = file("data.json", ODD);
    let html = html(&[path.to_str().expect("a path")]);
    let (_, shadow, page) = parts(&html);
    assert!(!shadow.contains("ld+json"));
    let (_, data) =
        page.split_once("<script type=\"application/ld+json\">").expect("structured data");
    let (data, _) = data.split_once("</script>").expect("they end");
    let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
    assert_eq!(data["@context"], "https://schema.org");
    let Output { stdout, .. } = Command::new(env!("CARGO_BIN_EXE_claims-chart"))
        .args(["convert", path.to_str().expect("a path"), "--to", "jsonld"])
        .output()
        .expect("the command starts");
    let converted: serde_json::Value = serde_json::from_slice(&stdout).expect("JSON");
    assert_eq!(data, converted, "the same as convert writes");
}

#[test]
fn what_is_said_is_in_the_language_that_was_asked_for() {
    for (code, head, not_loaded) in [
        ("en", ">Said</th>", "The interactive chart could not be loaded"),
        ("uk", ">Сказано</th>", "Інтерактивну діаграму не вдалося завантажити"),
        ("ko", ">발표일</th>", "대화형 차트를 불러오지 못했"),
    ] {
        let html = html(&["--lang", code]);
        let (_, shadow, page) = parts(&html);
        assert!(page.contains(head), "{code}: {page}");
        assert!(shadow.contains(head) && shadow.contains(not_loaded), "{code}");
        assert!(shadow.contains(&format!("<div class=\"still\" lang=\"{code}\" dir=\"ltr\">")));
        assert!(!page.contains(not_loaded), "what nobody takes away must not stand there");
    }
}
