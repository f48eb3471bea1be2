//! Chains that lead back to where they began.

/// Follows every chain and tells each circle once, from the node at which it was entered first.
///
/// `edges` lists for each node those it leads to.
pub fn cycles(edges: &[Vec<usize>], tell: &mut dyn FnMut(&[usize])) {
    // Depth first, without recursion: chains may be as long as the dataset. A node whose edges have
    // all been followed leaves the trail at once when it is entered again.
    let mut followed = vec![0; edges.len()];
    let mut place = vec![0; edges.len()];
    let mut trail = Vec::new();
    for start in 0..edges.len() {
        place[start] = 0;
        trail.push(start);
        while let Some(&node) = trail.last() {
            let Some(&target) = edges[node].get(followed[node]) else {
                trail.pop();
                continue;
            };
            followed[node] += 1;
            if trail.get(place[target]) == Some(&target) {
                tell(&trail[place[target]..]);
            } else {
                place[target] = trail.len();
                trail.push(target);
            }
        }
    }
}
