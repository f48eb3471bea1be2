//! Puts a label beside each mark so that none covers a mark, another label or the frame.
//!
//! Each label has a list of places that are free of marks, cheapest first. Labels with the fewest
//! places choose first; then labels that found none push one aside that can stand elsewhere, and all
//! look once more for a better place. A label that fits nowhere in full is shortened, and left out
//! at last: the claim is still there for the pointer, the keyboard and the table.

use super::geometry::{Point, Rect, length};
use super::text::Face;
use crate::order;

/// A line of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// Size and weight.
    pub face: Face,
    /// Its width in CSS px.
    pub width: f64,
}

/// One way to set a label, from the fullest to the shortest.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Its lines, from top to bottom.
    pub lines: Vec<Line>,
}

/// The distance from one line of a label to the next, in CSS px.
pub const LEADING: f64 = 15.0;

impl Block {
    fn width(&self) -> f64 {
        self.lines.iter().fold(0.0, |width, line| line.width.max(width))
    }

    fn height(&self) -> f64 {
        LEADING * self.lines.len() as f64
    }
}

/// A mark that wants a label.
#[derive(Clone, Debug)]
pub struct Request {
    /// The mark's middle.
    pub point: Point,
    /// The mark's symbol alone.
    pub symbol: Rect,
    /// The whole mark, with arrow, bar or bracket.
    pub area: Rect,
    /// How the label may be set, the fullest first.
    pub blocks: Vec<Block>,
}

/// Where a label ended up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Which of the request's blocks.
    pub block: usize,
    /// Where it stands.
    pub rect: Rect,
    /// On which side its lines are even.
    pub side: Side,
    cost: f64,
}

/// On which side of its mark a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// To the right, with even left ends.
    Right,
    /// To the left, with even right ends.
    Left,
    /// Above or below, centred.
    Centre,
}

/// What labels have to keep clear of.
pub struct Surroundings<'a> {
    /// Where labels may stand.
    pub frame: Rect,
    /// What they must not touch: all marks.
    pub obstacles: &'a [Rect],
    /// Upright lines, as x and the y where they begin: labels should not cover them.
    pub lines: &'a [(f64, f64)],
}

/// Between a mark and its label.
const GAP: f64 = 8.0;
/// Between a label and anything else.
const CLEARANCE: f64 = 2.0;

/// Places for the labels of marks, `None` where one fits nowhere.
///
/// The cost grows with the number of marks times that of labels; callers bound the latter.
pub fn place(requests: &[Request], around: &Surroundings) -> Vec<Option<Placed>> {
    let choices: Vec<Vec<Placed>> =
        requests.iter().map(|request| choices(request, around)).collect();
    let order = order::sorted(requests.len(), &|a, b| choices[a].len().cmp(&choices[b].len()));

    let mut placed: Vec<Option<Placed>> = vec![None; requests.len()];
    for &n in &order {
        placed[n] = best(&choices[n], &placed, &[n]);
    }
    for _ in 0..3 {
        for &n in &order {
            if placed[n].is_none() {
                push_aside(n, &choices, &mut placed);
            }
        }
        for &n in &order {
            if let Some(better) = best(&choices[n], &placed, &[n]) {
                placed[n] = Some(better);
            }
        }
    }
    placed
}

/// The cheapest choice that touches no placed label but those of `ignored`.
fn best(choices: &[Placed], placed: &[Option<Placed>], ignored: &[usize]) -> Option<Placed> {
    choices
        .iter()
        .find(|choice| {
            !placed.iter().enumerate().any(|(n, other)| {
                !ignored.contains(&n) && other.is_some_and(|other| touch(&other.rect, &choice.rect))
            })
        })
        .copied()
}

/// Places label `n` where it touches one other label that can stand elsewhere.
fn push_aside(n: usize, choices: &[Vec<Placed>], placed: &mut [Option<Placed>]) {
    for choice in &choices[n] {
        let mut touched = placed
            .iter()
            .enumerate()
            .filter(|(_, other)| other.is_some_and(|other| touch(&other.rect, &choice.rect)))
            .map(|(other, _)| other);
        let (Some(other), None) = (touched.next(), touched.next()) else {
            continue;
        };
        let before = placed[other];
        placed[n] = Some(*choice);
        placed[other] = best(&choices[other], placed, &[other]);
        if placed[other].is_some() {
            return;
        }
        placed[n] = None;
        placed[other] = before;
    }
}

fn touch(a: &Rect, b: &Rect) -> bool {
    a.grown(CLEARANCE).overlaps(b)
}

/// Every place of a label that is inside the frame and free of marks, cheapest first.
fn choices(request: &Request, around: &Surroundings) -> Vec<Placed> {
    let mut found = Vec::new();
    for (block_idx, block) in request.blocks.iter().enumerate() {
        let (width, height) = (block.width(), block.height());
        let shortened = 14.0 * block_idx as f64;
        let mut offer = |left: f64, top: f64, side: Side, cost: f64| {
            let rect = Rect { left, top, right: left + width, bottom: top + height };
            let free = around.frame.contains(&rect)
                && !around.obstacles.iter().any(|mark| touch(mark, &rect));
            if free {
                let crossed = around
                    .lines
                    .iter()
                    .filter(|(x, _)| (rect.left - 2.0..rect.right + 2.0).contains(x))
                    .count();
                let stranger =
                    if is_nearer_to_another(request, &rect, around.obstacles) { 6.0 } else { 0.0 };
                found.push(Placed {
                    block: block_idx,
                    rect,
                    side,
                    cost: cost + shortened + stranger + 1.5 * crossed as f64,
                });
            }
        };
        // Beside the mark: the first line level with its middle, or some way up or down.
        let level = request.point.y - LEADING / 2.0;
        for step in -12..=9 {
            let dy = f64::from(step) * 4.0;
            let away = dy.abs() / 5.0;
            for (area, further) in [(request.symbol, 0.0), (request.area, 1.0)] {
                offer(area.right + GAP, level + dy, Side::Right, away + further);
                offer(area.left - GAP - width, level + dy, Side::Left, away + further + 0.6);
            }
        }
        // Above and below, centred or even with an edge.
        for (dx, aside) in [(0.0, 0.0), (-0.25, 0.8), (0.25, 0.8), (-0.42, 1.6), (0.42, 1.6)] {
            let left = request.point.x - width / 2.0 + dx * width;
            offer(left, request.area.bottom + GAP - 4.0, Side::Centre, 2.6 + aside);
            offer(left, request.area.top - GAP + 4.0 - height, Side::Centre, 4.4 + aside);
        }
    }
    order::sort(&mut found, &|a, b| a.cost.total_cmp(&b.cost));
    found
}

fn is_nearer_to_another(request: &Request, rect: &Rect, marks: &[Rect]) -> bool {
    let gap = |mark: &Rect| {
        let dx = (mark.left - rect.right).max(rect.left - mark.right).max(0.0);
        let dy = (mark.top - rect.bottom).max(rect.top - mark.bottom).max(0.0);
        length(dx, dy)
    };
    let own = gap(&request.area).min(gap(&request.symbol));
    marks.iter().any(|mark| gap(mark) < own - 0.5 && !request.area.contains(mark))
}
