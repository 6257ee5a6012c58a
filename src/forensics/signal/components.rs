//! Connected areas of a mask, found by joining runs (union–find; 8-neighbourhood).

/// One connected area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Component {
    /// Left, inclusive.
    pub x0: usize,
    /// Top, inclusive.
    pub y0: usize,
    /// Right, exclusive.
    pub x1: usize,
    /// Bottom, exclusive.
    pub y1: usize,
    /// Pixels set.
    pub area: usize,
}

impl Component {
    /// Columns of its box.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.x1 - self.x0
    }

    /// Rows of its box.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.y1 - self.y0
    }
}

fn root(parents: &mut [usize], mut node: usize) -> usize {
    while parents[node] != node {
        parents[node] = parents[parents[node]];
        node = parents[node];
    }
    node
}

/// Components of the set pixels, in the order of their first pixel.
#[must_use]
pub fn components(mask: &[bool], width: usize) -> Vec<Component> {
    struct Run {
        start: usize,
        end: usize,
        row: usize,
    }
    let mut runs: Vec<Run> = Vec::new();
    let mut parents: Vec<usize> = Vec::new();
    let mut above = 0..0;
    for (row, line) in mask.chunks(width.max(1)).enumerate() {
        let first = runs.len();
        let mut x = 0;
        while x < line.len() {
            if !line[x] {
                x += 1;
                continue;
            }
            let start = x;
            while x < line.len() && line[x] {
                x += 1;
            }
            let this = runs.len();
            runs.push(Run { start, end: x, row });
            parents.push(this);
            for other in above.clone() {
                // Touching diagonally counts: ends may differ by one.
                if runs[other].start <= x && start <= runs[other].end {
                    let (a, b) = (root(&mut parents, other), root(&mut parents, this));
                    parents[a.max(b)] = a.min(b);
                }
            }
        }
        above = first..runs.len();
    }
    let mut place = vec![usize::MAX; runs.len()];
    let mut found: Vec<Component> = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        let top = root(&mut parents, index);
        if place[top] == usize::MAX {
            place[top] = found.len();
            found.push(Component { x0: run.start, y0: run.row, x1: run.end, y1: run.row + 1, area: 0 });
        }
        let component = &mut found[place[top]];
        component.x0 = component.x0.min(run.start);
        component.x1 = component.x1.max(run.end);
        component.y1 = component.y1.max(run.row + 1);
        component.area += run.end - run.start;
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn diagonal_neighbours_join_and_separate_areas_do_not() {
        let mask: Vec<bool> =
            "#..##\n.#...\n..#.#".chars().filter(|c| *c != '\n').map(|c| c == '#').collect();
        let found = components(&mask, 5);
        assert_eq!(found.len(), 3);
        assert_eq!(found[0], Component { x0: 0, y0: 0, x1: 3, y1: 3, area: 3 });
        assert_eq!(found.iter().map(|c| c.area).sum::<usize>(), 6);
    }

    proptest! {
        #[test]
        fn areas_add_up_to_the_mask(mask in prop::collection::vec(any::<bool>(), 13 * 11)) {
            let found = components(&mask, 13);
            prop_assert_eq!(found.iter().map(|c| c.area).sum::<usize>(), mask.iter().filter(|b| **b).count());
            for c in found {
                prop_assert!(c.area <= c.width() * c.height());
                prop_assert!(c.x1 <= 13 && c.y1 <= 11);
            }
        }
    }
}
