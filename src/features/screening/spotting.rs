//! Find the place: a picture under a grid, what a learner marked, and how well that was. Pure.
//!
//! A grid and no free marks: a cell is ticked by a tap, by the keyboard and without any script alike.

use std::collections::BTreeSet;

use crate::forensics::Region;

/// Columns of the grid learners mark.
pub const COLUMNS: u32 = 8;
/// Columns of the grid in which a trainer covers places.
pub const FINE_COLUMNS: u32 = 16;
/// Marks a learner may set: who marks all of a page has not looked.
pub const MOST_MARKS: usize = 10;

/// A grid over a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    /// Columns.
    pub columns: u32,
    /// Rows.
    pub rows: u32,
    size: (u32, u32),
}

impl Grid {
    /// The grid of so many columns over a picture of this size, with cells about as high as wide.
    #[must_use]
    pub fn over(size: (u32, u32), columns: u32) -> Self {
        let (width, height) = (size.0.max(1), size.1.max(1));
        let rows = (u64::from(columns) * u64::from(height) + u64::from(width) / 2) / u64::from(width);
        let rows = u32::try_from(rows).unwrap_or(u32::MAX).clamp(columns / 4, columns * 3);
        Self { columns, rows: rows.max(1), size: (width, height) }
    }

    /// How many cells there are.
    #[must_use]
    pub const fn cells(&self) -> u32 {
        self.columns * self.rows
    }

    /// Row and column of a cell, from 1.
    #[must_use]
    pub const fn place(&self, cell: u32) -> (u32, u32) {
        (cell / self.columns + 1, cell % self.columns + 1)
    }

    /// A cell in pixels of the picture.
    #[must_use]
    pub fn region(&self, cell: u32) -> Region {
        let (row, column) = (cell / self.columns, cell % self.columns);
        let at = |n: u32, of: u32, side: u32| {
            u32::try_from(u64::from(side) * u64::from(n) / u64::from(of.max(1))).unwrap_or(side)
        };
        let (x, y) = (at(column, self.columns, self.size.0), at(row, self.rows, self.size.1));
        let right = at(column + 1, self.columns, self.size.0);
        let bottom = at(row + 1, self.rows, self.size.1);
        Region { x, y, width: right.saturating_sub(x).max(1), height: bottom.saturating_sub(y).max(1) }
    }

    /// Cells a place lies in: those it fills by a fifth, or that hold a fifth of it. A thin place along a border of
    /// cells may do neither: then all that it touches.
    #[must_use]
    pub fn of(&self, place: &Region) -> BTreeSet<u32> {
        let within: BTreeSet<u32> = (0..self.cells())
            .filter(|cell| {
                let cell = self.region(*cell);
                cell.overlap(place) * 5 >= cell.area().min(place.area()).max(1)
            })
            .collect();
        if within.is_empty() { self.touched(place) } else { within }
    }

    /// Cells a place touches at all.
    #[must_use]
    pub fn touched(&self, place: &Region) -> BTreeSet<u32> {
        (0..self.cells()).filter(|cell| self.region(*cell).overlap(place) > 0).collect()
    }

    fn beside(&self, one: u32, two: u32) -> bool {
        let ((a, b), (c, d)) = (self.place(one), self.place(two));
        a.abs_diff(c) <= 1 && b.abs_diff(d) <= 1
    }
}

/// How well somebody looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// 0 to 100.
    pub points: i32,
    /// Places found.
    pub found: usize,
    /// Places there are.
    pub places: usize,
    /// Marks where nothing was.
    pub extra: usize,
}

/// Scores marks: each place found counts alike; a mark right beside one is neither good nor bad; the first mark
/// elsewhere is free, since a careful eye doubts, and each further one costs ten points.
#[must_use]
pub fn score(grid: &Grid, truth: &[Region], marks: &BTreeSet<u32>) -> Score {
    let cells: Vec<BTreeSet<u32>> = truth.iter().map(|place| grid.of(place)).collect();
    let found = cells.iter().filter(|cells| !cells.is_disjoint(marks)).count();
    let extra =
        marks.iter().filter(|mark| !cells.iter().flatten().any(|cell| grid.beside(**mark, *cell))).count();
    let places = truth.len();
    let share = found * 100 / places.max(1);
    let points =
        i32::try_from(share).unwrap_or(0) - 10 * i32::try_from(extra.saturating_sub(1)).unwrap_or(10);
    Score { points: points.clamp(0, 100), found, places, extra }
}

/// Whether covering these places would hide most of what is to be found.
#[must_use]
pub fn hides(boxes: &[Region], truth: &[Region]) -> bool {
    truth.iter().any(|place| {
        let covered: u64 = boxes.iter().map(|cover| cover.overlap(place)).sum();
        covered * 2 > place.area()
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PAGE: (u32, u32) = (800, 1130);

    #[test]
    fn cells_are_about_square_and_cover_the_page() {
        let grid = Grid::over(PAGE, COLUMNS);
        assert_eq!((grid.columns, grid.rows), (8, 11));
        assert_eq!(grid.region(0).width, 100);
        let last = grid.region(grid.cells() - 1);
        assert_eq!((last.x + last.width, last.y + last.height), PAGE);
        assert_eq!(Grid::over((860, 540), COLUMNS).rows, 5, "a card");
        assert_eq!(grid.place(9), (2, 2));
    }

    #[test]
    fn finding_all_without_guessing_is_full_marks() {
        let grid = Grid::over(PAGE, COLUMNS);
        let truth = [Region { x: 510, y: 610, width: 120, height: 30 }];
        let right = grid.of(&truth[0]);
        assert!(!right.is_empty());
        let one = right.iter().next().copied().unwrap();
        assert_eq!(score(&grid, &truth, &BTreeSet::from([one])).points, 100);
        // The neighbour, and one doubt elsewhere, are free.
        assert_eq!(score(&grid, &truth, &BTreeSet::from([one, one - 8, 0])).points, 100);
        let guesses = BTreeSet::from([one, 0, 2, 4]);
        assert_eq!(score(&grid, &truth, &guesses), Score { points: 80, found: 1, places: 1, extra: 3 });
        assert_eq!(score(&grid, &truth, &BTreeSet::from([0])).points, 0);
    }

    #[test]
    fn a_cover_over_the_place_is_noticed() {
        let place = [Region { x: 100, y: 100, width: 50, height: 20 }];
        assert!(hides(&[Region { x: 90, y: 90, width: 40, height: 50 }], &place));
        assert!(!hides(&[Region { x: 0, y: 0, width: 110, height: 110 }], &place));
    }

    #[test]
    fn a_thin_place_on_a_border_of_cells_can_be_found() {
        let grid = Grid::over(PAGE, COLUMNS);
        let border = grid.region(8).y;
        assert!(!grid.of(&Region { x: 60, y: border - 2, width: 400, height: 4 }).is_empty());
    }

    proptest! {
        #[test]
        fn points_stay_in_bounds_and_every_place_can_be_found(
            x in 0..780_u32, y in 0..1100_u32, w in 4..400_u32, h in 4..400_u32,
            marks in proptest::collection::btree_set(0..88_u32, 0..10),
        ) {
            let grid = Grid::over(PAGE, COLUMNS);
            let place = Region { x, y, width: w.min(800 - x), height: h.min(1130 - y) };
            prop_assert!(!grid.of(&place).is_empty());
            let all = score(&grid, &[place], &grid.of(&place));
            prop_assert_eq!((all.points, all.extra), (100, 0));
            prop_assert!((0..=100).contains(&score(&grid, &[place], &marks).points));
        }
    }
}
