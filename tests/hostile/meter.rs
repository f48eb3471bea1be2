//! Memory and time, measured: what a piece of work took at most, and whether that is in proportion to its input.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::time::{Duration, Instant};

/// The system's allocator, which counts for each thread what it holds. Whoever measures makes it the global one.
pub struct Counting;

thread_local! {
    static LIVE: Cell<isize> = const { Cell::new(0) };
    static MOST: Cell<isize> = const { Cell::new(0) };
}

fn count(n: isize) {
    // While a thread ends there is nothing to count in.
    let _ = LIVE.try_with(|live| {
        live.set(live.get() + n);
        let _ = MOST.try_with(|most| most.set(most.get().max(live.get())));
    });
}

// SAFETY: every call goes to the system's allocator unchanged; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: as the caller's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: as the caller's.
        unsafe { System.dealloc(place, layout) }
    }
}

/// What any work may take, however small its input: the embedded dataset's pictures are drawn within it.
const FREE_BYTES: usize = 16 << 20;
/// For each byte of input. A value of JSON takes two bytes of text and 64 of memory, a claim of a hundred bytes some
/// hundred shapes in a picture, and a problem a path and a message.
const BYTES_FOR_A_BYTE: usize = 4_000;
/// No work on what a fuzzer thinks up takes longer, by far; it catches what would go on for ever.
const PATIENCE: Duration = Duration::from_secs(20);

/// Does work and makes sure that it took memory in proportion to its input, and not for ever.
///
/// # Panics
///
/// Where it took more.
pub fn measured<T>(what: &str, n_bytes: usize, work: impl FnOnce() -> T) -> T {
    let (done, most, took) = taken(work);
    let allowed = FREE_BYTES + BYTES_FOR_A_BYTE * n_bytes;
    assert!(most <= allowed, "{what} took {most} bytes for an input of {n_bytes}");
    assert!(took <= PATIENCE, "{what} took {took:?} for an input of {n_bytes} bytes");
    done
}

/// What came of some work, how many bytes it held at most, and how long it took.
pub fn taken<T>(work: impl FnOnce() -> T) -> (T, usize, Duration) {
    let before = LIVE.get();
    MOST.set(before);
    let start = Instant::now();
    let done = work();
    (done, (MOST.get() - before).unsigned_abs(), start.elapsed())
}
