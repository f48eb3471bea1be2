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

/// The items of each of `n_groups` groups next to each other, the groups ascending; equals keep their order. It takes
/// time in proportion to how many items and groups there are.
pub fn grouped<T: Copy>(items: &[T], n_groups: usize, group_of: fn(&T) -> usize) -> Vec<T> {
    // Where each group begins, and then where its next item goes.
    let mut next = vec![0; n_groups + 1];
    for item in items {
        next[group_of(item) + 1] += 1;
    }
    for group in 0..n_groups {
        next[group + 1] += next[group];
    }
    let mut places = vec![0; items.len()];
    for (n, item) in items.iter().enumerate() {
        let place = &mut next[group_of(item)];
        places[*place] = n;
        *place += 1;
    }
    places.into_iter().map(|n| items[n]).collect()
}

/// Puts items in ascending order and leaves out what is there already.
pub fn sort_distinct<T: Ord>(items: &mut Vec<T>) {
    sort(items, &T::cmp);
    items.dedup();
}

/// The numbers that there are among some, ascending. Where there are many of them and few that differ, as of the days of
/// claims, it takes time in proportion to how many there are.
pub fn distinct(mut numbers: Vec<i32>) -> Vec<i32> {
    let (Some(&least), Some(&most)) = (numbers.iter().min(), numbers.iter().max()) else {
        return numbers;
    };
    let span = i64::from(most) - i64::from(least);
    if span > numbers.len() as i64 {
        sort_distinct(&mut numbers);
        return numbers;
    }
    let mut is_there = vec![false; span as usize + 1];
    for number in &numbers {
        is_there[number.wrapping_sub(least) as usize] = true;
    }
    (least..=most).filter(|number| is_there[number.wrapping_sub(least) as usize]).collect()
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

    #[test]
    fn groups_stand_together_and_keep_their_order() {
        let items = [(2, 'a'), (0, 'b'), (2, 'c'), (0, 'd'), (4, 'e')];
        let expected = [(0, 'b'), (0, 'd'), (2, 'a'), (2, 'c'), (4, 'e')];
        assert_eq!(grouped(&items, 5, |(group, _)| *group), expected);
        assert!(grouped::<(usize, char)>(&[], 0, |(group, _)| *group).is_empty());
    }

    #[test]
    fn the_numbers_that_there_are_stand_once_and_ascending() {
        for numbers in [
            vec![],
            vec![7],
            vec![3, 1, 3, 2, 1, 1, 2, 3],
            vec![-4, 2, -4],
            vec![i32::MAX, i32::MIN, 0, 0],
        ] {
            let mut expected = numbers.clone();
            expected.sort_unstable();
            expected.dedup();
            assert_eq!(distinct(numbers), expected);
        }
    }
}
