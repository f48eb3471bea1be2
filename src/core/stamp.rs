//! Paints a crowd into pixels: each kind of mark is painted once elsewhere, and copied from there to all its places.
//!
//! A canvas takes a call and some microseconds for each shape; to copy a few dozen pixels takes less than a tenth of one.

use crate::scene::{Colour, Crowd, MARK_REACH};

/// Each colour and the alpha of a pixel take a byte.
const BYTES: usize = 4;

/// How far a sheet's squares reach, in device pixels: at so many of them for a CSS px.
pub fn side(device_px: f64) -> usize {
    2 * half(device_px)
}

fn half(device_px: f64) -> usize {
    (MARK_REACH * device_px).ceil().max(1.0) as usize
}

/// Copies the marks of a crowd, and draws their threads, into an image that is `width` device pixels wide, from the first
/// to the last, as `RGBA` that is not multiplied by its alpha.
///
/// `sheet` has a square of [`side`] for each kind, one below the other, with the mark in its middle. What lies outside the
/// image is left out.
#[inline(never)]
pub fn stamp(crowd: &Crowd, sheet: &[u8], device_px: f64, image: &mut [u8], width: usize) {
    let (side, half) = (side(device_px), half(device_px) as i32);
    let row = width * BYTES;
    let height = image.len() / row.max(1);
    let px = |length: f32| (f64::from(length) * device_px).round() as i32;
    let inside = |from: i32, to: i32, end: usize| {
        let clip = |n: i32| n.max(0).min(end as i32) as usize;
        clip(from)..clip(to)
    };
    let thick = device_px.round().max(1.0) as i32;
    for mark in crowd.marks.iter().filter(|mark| mark.bottom > mark.top) {
        let Some(kind) = crowd.kinds.get(usize::from(mark.kind)) else { continue };
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
    for mark in crowd.marks.iter().filter(|mark| !mark.is_covered) {
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
    [red, green, blue, (colour.alpha * 255.0).round() as u8]
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
