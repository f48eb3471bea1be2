//! Sorting by index: one small sort for everything that has an order.
//!
//! The standard library's sort is compiled anew for every type and takes 5 kB of wasm even once;
//! here positions are merged, in the same O(n log n) comparisons.

use std::cmp::Ordering;

/// The numbers below `n`, in an order; equals keep theirs. A bottom-up merge sort.
pub fn sorted(n: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    let mut run = 1;
    while run < n {
        let mut merged = Vec::with_capacity(n);
        let mut start = 0;
        while start < n {
            let (middle, end) = ((start + run).min(n), (start + 2 * run).min(n));
            let (mut left, mut right) = (start, middle);
            // Claims mostly come by date: what is in order already is not compared again.
            if middle == end || compare(order[middle], order[middle - 1]) != Ordering::Less {
                merged.extend_from_slice(&order[start..end]);
                left = middle;
                right = end;
            }
            while left < middle || right < end {
                let take_right = left == middle
                    || (right < end && compare(order[right], order[left]) == Ordering::Less);
                let from = if take_right { &mut right } else { &mut left };
                merged.push(order[*from]);
                *from += 1;
            }
            start = end;
        }
        order = merged;
        run *= 2;
    }
    order
}

/// Puts a list's items in an order; equals keep theirs.
pub fn sort<T>(items: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let mut order = sorted(items.len(), &|a, b| compare(&items[a], &items[b]));
    // Along each cycle of places every swap brings an item to its own.
    for start in 0..items.len() {
        let mut place = start;
        while order[place] != start {
            let from = order[place];
            items.swap(place, from);
            order[place] = place;
            place = from;
        }
        order[place] = place;
    }
}

/// Puts items in ascending order and leaves out what is there already.
pub fn sort_distinct<T: Ord>(items: &mut Vec<T>) {
    sort(items, &T::cmp);
    items.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sorts_like_the_standard_library_and_keeps_equals_in_place() {
        for n in [0, 1, 2, 3, 7, 64, 1_000] {
            let mut items: Vec<(usize, usize)> = (0..n).map(|k| (k * 7_919 % 31, k)).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort(&mut items, &|a, b| a.0.cmp(&b.0));
            assert_eq!(items, expected, "{n} items");
        }
    }
}
