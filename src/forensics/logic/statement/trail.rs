//! Whether the transactions of a day can be put in an order in which every balance follows.

use std::collections::BTreeMap;

/// The balance that stands for all that hang together with this one.
fn root(home: &BTreeMap<i64, i64>, mut node: i64) -> i64 {
    while let Some(&up) = home.get(&node) {
        if up == node {
            break;
        }
        node = up;
    }
    node
}

/// Whether steps from balance to balance can be put end to end, each used once (Euler): every balance is left as
/// often as it is reached, but for the first and the last, and all hang together.
pub(super) fn one_trail(edges: &[(i64, i64)], starts: &[i64], ends: &[i64]) -> bool {
    let mut turn: BTreeMap<i64, i64> = BTreeMap::new();
    let mut home: BTreeMap<i64, i64> = BTreeMap::new();
    for &(from, to) in edges {
        *turn.entry(from).or_default() += 1;
        *turn.entry(to).or_default() -= 1;
        home.entry(from).or_insert(from);
        home.entry(to).or_insert(to);
        let (a, b) = (root(&home, from), root(&home, to));
        home.insert(a.max(b), a.min(b));
    }
    let roots = home.iter().filter(|(node, up)| node == up).count();
    let odd: Vec<(i64, i64)> = turn.into_iter().filter(|(_, balance)| *balance != 0).collect();
    let fits = match odd.as_slice() {
        // A circle may begin at any of its balances.
        [] => {
            let known = |from: &i64| home.contains_key(from);
            (starts.is_empty() || starts.iter().any(known)) && (ends.is_empty() || ends.iter().any(known))
        }
        [a, b] => {
            let (first, last) = if a.1 == 1 { (a, b) } else { (b, a) };
            first.1 == 1
                && last.1 == -1
                && (starts.is_empty() || starts.contains(&first.0))
                && (ends.is_empty() || ends.contains(&last.0))
        }
        _ => false,
    };
    roots == 1 && fits
}

#[cfg(test)]
mod tests {
    use super::one_trail;

    #[test]
    fn steps_are_put_end_to_end_or_not() {
        assert!(one_trail(&[(3, 5), (1, 2), (2, 3)], &[1], &[5]));
        assert!(one_trail(&[(1, 2), (2, 1), (1, 4)], &[], &[]));
        assert!(!one_trail(&[(1, 2), (3, 4)], &[], &[]));
        assert!(!one_trail(&[(3, 5), (1, 2), (2, 3)], &[2], &[]));
        // In a circle, and twice through one balance.
        assert!(one_trail(&[(1, 2), (2, 1)], &[1], &[1]));
        assert!(!one_trail(&[(1, 2), (2, 3), (2, 4)], &[], &[]));
    }
}
