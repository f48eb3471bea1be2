//! Paints a cloud into pixels: each kind of mark is painted once elsewhere, and copied from there to all its places.
//!
//! A canvas takes a call and some microseconds for each shape; to copy a few dozen pixels takes less than a tenth of one.

use std::mem::take;

use crate::scene::{Cloud, MARK_REACH, Mark};

/// Red, green, blue and alpha, not multiplied by it.
pub type Pixel = [u8; 4];

const NOTHING: Pixel = [0; 4];

/// How far a sheet's squares reach, in device pixels: at so many of them for a CSS px.
pub fn side(device_px: f64) -> usize {
    2 * half(device_px)
}

fn half(device_px: f64) -> usize {
    (MARK_REACH * device_px).ceil().max(1.0) as usize
}

/// Copies the marks of a cloud over their threads, into an image that is `width` device pixels wide, from the first
/// to the last.
///
/// `sheet` has a square of [`side`] for each kind, one below the other, with the mark in its middle. What lies outside the
/// image is left out.
#[inline(never)]
pub fn stamp(cloud: &Cloud, sheet: &[Pixel], device_px: f64, image: &mut [Pixel], width: usize) {
    let height = image.len() / width.max(1);
    threads(cloud, device_px, image, width, height);
    let (side, half) = (side(device_px), half(device_px) as i32);
    // Of each row of the sheet, from where to where there is anything.
    let mut spans = Vec::new();
    for row in sheet.chunks_exact(side) {
        let mut span = (side as i32, 0);
        for (n, pixel) in row.iter().enumerate() {
            if pixel[3] > 0 {
                span = (span.0.min(n as i32), n as i32 + 1);
            }
        }
        spans.push(span);
    }
    for mark in cloud.marks.iter().filter(|mark| !mark.is_covered) {
        let [left, top] = [mark.x, mark.y].map(|at| px(at, device_px) - half);
        let mut own = usize::from(mark.kind) * side;
        #[allow(
            clippy::explicit_counter_loop,
            reason = "two counters take less wasm than a pair of them"
        )]
        for y in top..top + side as i32 {
            let Some(&(from, to)) = spans.get(own) else { break };
            let (from, to) = (from.max(-left), to.min(width as i32 - left));
            if from < to && (0..height as i32).contains(&y) {
                let place = y as usize * width + (left + from) as usize;
                let stamp = &sheet[own * side + from as usize..][..(to - from) as usize];
                let line = &mut image[place..place + stamp.len()];
                for (below, above) in line.iter_mut().zip(stamp) {
                    lay(below, *above);
                }
            }
            own += 1;
        }
    }
}

fn px(length: f32, device_px: f64) -> i32 {
    (f64::from(length) * device_px).round() as i32
}

/// Draws the threads of a cloud into an image. Thousands of them lie on each other: each pixel is as if they did so in any
/// order, so that no kind hides another.
fn threads(cloud: &Cloud, device_px: f64, image: &mut [Pixel], width: usize, height: usize) {
    let thick = device_px.round().max(1.0) as i32;
    let left_of = |mark: &Mark| px(mark.x, device_px) - thick / 2;
    // How many threads more there are in a pixel than in the one above, and what their red, green, blue and alpha come to.
    let mut more = vec![[0_i32; 5]; height + 1];
    for column in cloud.marks.chunk_by(|a, b| left_of(a) == left_of(b)) {
        let (mut first, mut last) = (height, 0);
        for mark in column.iter().filter(|mark| mark.bottom > mark.top) {
            let Some(kind) = cloud.kinds.get(usize::from(mark.kind)) else { continue };
            let [red, green, blue] = kind.thread.rgb.map(i32::from);
            let own = [1, red, green, blue, i32::from(kind.thread.alpha)];
            let [top, bottom] = [mark.top, mark.bottom]
                .map(|at| px(at, device_px).max(0).min(height as i32) as usize);
            for (n, part) in own.into_iter().enumerate() {
                more[top][n] += part;
                more[bottom][n] -= part;
            }
            (first, last) = (first.min(top), last.max(bottom));
        }
        let left = left_of(&column[0]);
        let columns = left.max(0).min(width as i32)..(left + thick).max(0).min(width as i32);
        let mut sums = [0; 5];
        let mut mixed = NOTHING;
        #[allow(
            clippy::needless_range_loop,
            reason = "it takes less wasm than a part of an iterator"
        )]
        for y in first..=last {
            let change = take(&mut more[y]);
            // To compare two lists at once would be a call.
            if change.iter().any(|part| *part != 0) {
                for (sum, part) in sums.iter_mut().zip(change) {
                    *sum += part;
                }
                let [n, red, green, blue, alpha] = sums;
                let n = n.max(1);
                let seen_through = 1.0 - f64::from(alpha) / f64::from(n) / 255.0;
                let seen = ((1.0 - seen_through.powi(n)) * 255.0).round() as u8;
                mixed = [(red / n) as u8, (green / n) as u8, (blue / n) as u8, seen];
            }
            if mixed[3] > 0 && y < height {
                for x in columns.clone() {
                    lay(&mut image[y * width + x as usize], mixed);
                }
            }
        }
    }
}

/// Lays a pixel over another: T. Porter and T. Duff, *Compositing digital images*, 1984, "A over B".
fn lay(below: &mut Pixel, above: Pixel) {
    let (over, under) = (u32::from(above[3]), u32::from(below[3]));
    if over == 0 {
        return;
    }
    if over == 255 || under == 0 {
        *below = above;
        return;
    }
    let rest = under * (255 - over) / 255;
    let alpha = over + rest;
    for n in 0..3 {
        let mixed = u32::from(above[n]) * over + u32::from(below[n]) * rest;
        below[n] = (mixed / alpha) as u8;
    }
    below[3] = alpha as u8;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Colour, Kind};

    const RED: Pixel = [255, 0, 0, 255];

    /// A sheet with one square, of which the middle four pixels are red.
    fn sheet() -> Vec<Pixel> {
        let side = side(1.0);
        let mut sheet = vec![NOTHING; side * side];
        for (x, y) in [(9, 9), (10, 9), (9, 10), (10, 10)] {
            sheet[y * side + x] = RED;
        }
        sheet
    }

    fn cloud(places: &[(f32, f32, bool)]) -> Cloud {
        let thread = Colour { rgb: [0, 0, 255], alpha: 128 };
        let mark = |&(x, y, is_covered): &(f32, f32, bool)| Mark {
            claim: 0,
            kind: 0,
            is_covered,
            x,
            y,
            top: y - 4.0,
            bottom: y + 4.0,
        };
        Cloud {
            kinds: vec![Kind { shapes: Vec::new(), thread }],
            marks: places.iter().map(mark).collect(),
        }
    }

    fn at(image: &[Pixel], x: usize, y: usize) -> Pixel {
        image[y * 20 + x]
    }

    #[test]
    fn a_mark_is_copied_to_its_place_over_its_thread() {
        let mut image = vec![NOTHING; 20 * 20];
        stamp(&cloud(&[(12.0, 8.0, false)]), &sheet(), 1.0, &mut image, 20);
        assert_eq!(at(&image, 11, 7), RED);
        assert_eq!(at(&image, 12, 8), RED, "the mark hides the thread");
        assert_eq!(at(&image, 12, 5), [0, 0, 255, 128], "the thread goes on above");
        assert_eq!(at(&image, 12, 11), [0, 0, 255, 128], "and below");
        for (x, y) in [(12, 3), (12, 12), (13, 8), (10, 7)] {
            assert_eq!(at(&image, x, y), NOTHING, "{x}, {y}");
        }
    }

    #[test]
    fn what_is_covered_has_a_thread_alone() {
        let mut image = vec![NOTHING; 20 * 20];
        stamp(&cloud(&[(12.0, 8.0, true)]), &sheet(), 1.0, &mut image, 20);
        assert_eq!(at(&image, 12, 8), [0, 0, 255, 128]);
        assert_eq!(at(&image, 11, 7), NOTHING);
    }

    #[test]
    fn threads_on_each_other_are_mixed_whichever_comes_first() {
        let thread = |rgb| Kind { shapes: Vec::new(), thread: Colour { rgb, alpha: 128 } };
        let mark = |kind, top, bottom| Mark {
            claim: 0,
            kind,
            is_covered: true,
            x: 5.0,
            y: 9.0,
            top,
            bottom,
        };
        let painted = |marks: Vec<Mark>| {
            let kinds = vec![thread([200, 0, 0]), thread([0, 0, 100])];
            let mut image = vec![NOTHING; 20 * 20];
            stamp(&Cloud { kinds, marks }, &sheet(), 1.0, &mut image, 20);
            image
        };
        let image = painted(vec![mark(0, 2.0, 12.0), mark(1, 8.0, 30.0), mark(1, -5.0, 4.0)]);
        assert_eq!(at(&image, 5, 0), [0, 0, 100, 128]);
        assert_eq!(at(&image, 5, 3), [100, 0, 50, 192], "both, and less is seen through them");
        assert_eq!(at(&image, 5, 5), [200, 0, 0, 128]);
        assert_eq!(at(&image, 5, 10), [100, 0, 50, 192]);
        assert_eq!(at(&image, 5, 19), [0, 0, 100, 128]);
        assert_eq!(at(&image, 6, 5), NOTHING);
        let turned = painted(vec![mark(1, -5.0, 4.0), mark(1, 8.0, 30.0), mark(0, 2.0, 12.0)]);
        assert!(image == turned);
    }

    #[test]
    fn what_lies_outside_is_left_out() {
        let far = [(0.0, 0.0, false), (20.0, 20.0, false), (-1e6, 5.0, false), (5.0, 1e6, false)];
        let mut image = vec![NOTHING; 20 * 20];
        stamp(&cloud(&far), &sheet(), 1.0, &mut image, 20);
        assert_eq!(at(&image, 0, 0), RED);
        assert_eq!(at(&image, 19, 19), RED);
        assert_eq!(image.iter().filter(|pixel| **pixel == RED).count(), 2);
        stamp(&cloud(&far), &sheet(), 1.0, &mut [], 0);
        // A sheet that has too few squares leaves marks out.
        stamp(&cloud(&far), &[], 1.0, &mut image, 20);
    }

    #[test]
    fn pixels_lie_over_each_other_as_light_does() {
        let mut below = [0, 0, 255, 255];
        lay(&mut below, [255, 0, 0, 128]);
        assert_eq!(below, [128, 0, 127, 255]);
        lay(&mut below, [9, 9, 9, 0]);
        assert_eq!(below, [128, 0, 127, 255]);
        let mut below = [0, 255, 0, 100];
        lay(&mut below, [255, 0, 0, 100]);
        assert_eq!(below, [159, 95, 0, 160]);
    }
}
