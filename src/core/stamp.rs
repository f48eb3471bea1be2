//! Paints a cloud into pixels: each kind of mark is painted once elsewhere, and copied from there to all its places.
//!
//! A canvas takes a call and some microseconds for each shape; to copy a few dozen pixels takes less than a tenth of one.

use crate::scene::{Cloud, Colour, MARK_REACH};

/// Each colour and the alpha of a pixel take a byte.
const BYTES: usize = 4;

/// How far a sheet's squares reach, in device pixels: at so many of them for a CSS px.
pub fn side(device_px: f64) -> usize {
    2 * half(device_px)
}

fn half(device_px: f64) -> usize {
    (MARK_REACH * device_px).ceil().max(1.0) as usize
}

/// Copies the marks of a cloud, and draws their threads, into an image that is `width` device pixels wide, from the first
/// to the last, as `RGBA` that is not multiplied by its alpha.
///
/// `sheet` has a square of [`side`] for each kind, one below the other, with the mark in its middle. What lies outside the
/// image is left out.
#[inline(never)]
pub fn stamp(cloud: &Cloud, sheet: &[u8], device_px: f64, image: &mut [u8], width: usize) {
    let (side, half) = (side(device_px), half(device_px) as i32);
    let row = width * BYTES;
    let height = image.len() / row.max(1);
    let px = |length: f32| (f64::from(length) * device_px).round() as i32;
    let inside = |from: i32, to: i32, end: usize| {
        let clip = |n: i32| n.max(0).min(end as i32) as usize;
        clip(from)..clip(to)
    };
    let thick = device_px.round().max(1.0) as i32;
    for mark in cloud.marks.iter().filter(|mark| mark.bottom > mark.top) {
        let Some(kind) = cloud.kinds.get(usize::from(mark.kind)) else { continue };
        let left = px(mark.x) - thick / 2;
        let columns = inside(left, left + thick, width);
        let fill = pixel(kind.thread);
        for y in inside(px(mark.top), px(mark.bottom), height) {
            for place in image[y * row..][..row]
                .chunks_exact_mut(BYTES)
                .take(columns.end)
                .skip(columns.start)
            {
                lay(place, &fill);
            }
        }
    }
    for mark in cloud.marks.iter().filter(|mark| !mark.is_covered) {
        let (left, top) = (px(mark.x) - half, px(mark.y) - half);
        let columns = inside(left, left + side as i32, width);
        let first_column = (columns.start as i32 - left) as usize;
        let first_of_kind = usize::from(mark.kind) * side;
        for y in inside(top, top + side as i32, height) {
            let own = first_of_kind + (y as i32 - top) as usize;
            let from = (own * side + first_column) * BYTES;
            let line = &mut image[y * row..][columns.start * BYTES..columns.end * BYTES];
            let Some(stamp) = sheet.get(from..from + line.len()) else { continue };
            for (place, above) in line.chunks_exact_mut(BYTES).zip(stamp.chunks_exact(BYTES)) {
                lay(place, above);
            }
        }
    }
}

fn pixel(colour: Colour) -> [u8; BYTES] {
    let [red, green, blue] = colour.rgb;
    [red, green, blue, colour.alpha]
}

/// Lays a pixel over another: T. Porter and T. Duff, *Compositing digital images*, 1984, "A over B".
fn lay(below: &mut [u8], above: &[u8]) {
    let (over, under) = (u32::from(above[3]), u32::from(below[3]));
    if over == 0 {
        return;
    }
    if over == 255 || under == 0 {
        below.copy_from_slice(above);
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
    use crate::scene::{Kind, Mark};

    const RED: [u8; BYTES] = [255, 0, 0, 255];
    const NOTHING: [u8; BYTES] = [0; BYTES];

    /// A sheet with one square, of which the middle four pixels are red.
    fn sheet() -> Vec<u8> {
        let side = side(1.0);
        let mut sheet = vec![0; side * side * BYTES];
        for (x, y) in [(9, 9), (10, 9), (9, 10), (10, 10)] {
            sheet[(y * side + x) * BYTES..][..BYTES].copy_from_slice(&RED);
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

    fn at(image: &[u8], x: usize, y: usize) -> [u8; BYTES] {
        let from = (y * 20 + x) * BYTES;
        [image[from], image[from + 1], image[from + 2], image[from + 3]]
    }

    #[test]
    fn a_mark_is_copied_to_its_place_over_its_thread() {
        let mut image = vec![0; 20 * 20 * BYTES];
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
        let mut image = vec![0; 20 * 20 * BYTES];
        stamp(&cloud(&[(12.0, 8.0, true)]), &sheet(), 1.0, &mut image, 20);
        assert_eq!(at(&image, 12, 8), [0, 0, 255, 128]);
        assert_eq!(at(&image, 11, 7), NOTHING);
    }

    #[test]
    fn what_lies_outside_is_left_out() {
        let far = [(0.0, 0.0, false), (20.0, 20.0, false), (-1e6, 5.0, false), (5.0, 1e6, false)];
        let mut image = vec![0; 20 * 20 * BYTES];
        stamp(&cloud(&far), &sheet(), 1.0, &mut image, 20);
        assert_eq!(at(&image, 0, 0), RED);
        assert_eq!(at(&image, 19, 19), RED);
        assert_eq!(image.chunks(BYTES).filter(|pixel| **pixel == RED).count(), 2);
        stamp(&cloud(&far), &sheet(), 1.0, &mut [], 0);
        // A sheet that has too few squares leaves marks out.
        stamp(&cloud(&far), &[], 1.0, &mut image, 20);
    }

    #[test]
    fn pixels_lie_over_each_other_as_light_does() {
        let mut below = [0, 0, 255, 255];
        lay(&mut below, &[255, 0, 0, 128]);
        assert_eq!(below, [128, 0, 127, 255]);
        lay(&mut below, &[9, 9, 9, 0]);
        assert_eq!(below, [128, 0, 127, 255]);
        let mut below = [0, 255, 0, 100];
        lay(&mut below, &[255, 0, 0, 100]);
        assert_eq!(below, [159, 95, 0, 160]);
    }
}
