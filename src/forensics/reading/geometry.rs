//! Plane geometry of boxes: hulls, least rectangles, projective maps.

use super::text::Point;

/// The convex hull, anticlockwise on a page whose y grows downwards (Andrew's monotone chain).
#[must_use]
pub fn hull(points: &mut Vec<(i32, i32)>) -> Vec<(f32, f32)> {
    points.sort_unstable();
    points.dedup();
    if points.len() < 3 {
        return points.iter().map(|&(x, y)| (x as f32, y as f32)).collect();
    }
    let turn = |a: (i32, i32), b: (i32, i32), c: (i32, i32)| {
        i64::from(b.0 - a.0) * i64::from(c.1 - a.1) - i64::from(b.1 - a.1) * i64::from(c.0 - a.0)
    };
    let mut chain: Vec<(i32, i32)> = Vec::with_capacity(points.len() + 1);
    let half = |chain: &mut Vec<(i32, i32)>, floor: usize, point: (i32, i32)| {
        while chain.len() > floor + 1 && turn(chain[chain.len() - 2], chain[chain.len() - 1], point) <= 0 {
            chain.pop();
        }
        chain.push(point);
    };
    for &point in points.iter() {
        half(&mut chain, 0, point);
    }
    let floor = chain.len() - 1;
    for &point in points.iter().rev().skip(1) {
        half(&mut chain, floor, point);
    }
    chain.pop();
    chain.into_iter().map(|(x, y)| (x as f32, y as f32)).collect()
}

/// A rectangle at any angle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slanted {
    /// Its middle.
    pub centre: Point,
    /// Unit vector along its reading direction.
    pub along: Point,
    /// Size along.
    pub length: f32,
    /// Size across.
    pub height: f32,
}

impl Slanted {
    /// Grows by the same amount on every side.
    #[must_use]
    pub fn grown(self, by: f32) -> Self {
        Self { length: 2.0_f32.mul_add(by, self.length), height: 2.0_f32.mul_add(by, self.height), ..self }
    }

    /// Corners clockwise from where the text begins at its top.
    #[must_use]
    pub fn corners(&self) -> [Point; 4] {
        let (ax, ay) = (self.along.x * self.length / 2.0, self.along.y * self.length / 2.0);
        // Downwards is a quarter turn clockwise from the reading direction.
        let (dx, dy) = (-self.along.y * self.height / 2.0, self.along.x * self.height / 2.0);
        let at = |s: f32, t: f32| Point {
            x: t.mul_add(dx, s.mul_add(ax, self.centre.x)),
            y: t.mul_add(dy, s.mul_add(ay, self.centre.y)),
        };
        [at(-1.0, -1.0), at(1.0, -1.0), at(1.0, 1.0), at(-1.0, 1.0)]
    }
}

/// The smallest rectangle around a hull: one of its sides lies on a side of the hull (Freeman and Shapira
/// 1975). The reading direction is the one nearest to the right, at most 45 degrees off.
#[must_use]
pub fn least_rectangle(hull: &[(f32, f32)]) -> Option<Slanted> {
    let first = *hull.first()?;
    let mut best: Option<(f32, Slanted)> = None;
    for (index, &a) in hull.iter().enumerate() {
        let b = hull.get(index + 1).copied().unwrap_or(first);
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let norm = dx.hypot(dy);
        if norm < 1e-6 {
            continue;
        }
        let (ux, uy) = (dx / norm, dy / norm);
        let mut low = (f32::INFINITY, f32::INFINITY);
        let mut high = (f32::NEG_INFINITY, f32::NEG_INFINITY);
        for &(x, y) in hull {
            let (s, t) = (x.mul_add(ux, y * uy), x.mul_add(-uy, y * ux));
            low = (low.0.min(s), low.1.min(t));
            high = (high.0.max(s), high.1.max(t));
        }
        // Pixels have an extent: half of one on every side.
        let (length, height) = (high.0 - low.0 + 1.0, high.1 - low.1 + 1.0);
        let area = length * height;
        if best.as_ref().is_none_or(|(least, _)| area < *least) {
            let (s, t) = (f32::midpoint(low.0, high.0), f32::midpoint(low.1, high.1));
            let centre = Point { x: s.mul_add(ux, -t * uy), y: s.mul_add(uy, t * ux) };
            let (along, length, height) = if ux.abs() >= uy.abs() {
                (Point { x: ux, y: uy }, length, height)
            } else {
                (Point { x: -uy, y: ux }, height, length)
            };
            let sign = if along.x < 0.0 { -1.0 } else { 1.0 };
            let along = Point { x: along.x * sign, y: along.y * sign };
            best = Some((area, Slanted { centre, along, length, height }));
        }
    }
    best.map(|(_, rectangle)| rectangle).or(Some(Slanted {
        centre: Point { x: first.0, y: first.1 },
        along: Point { x: 1.0, y: 0.0 },
        length: 1.0,
        height: 1.0,
    }))
}

/// A projective map of the plane, row by row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Projective(pub [f32; 9]);

impl Projective {
    /// Leaves everything where it is.
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);

    /// Where a point goes.
    #[must_use]
    pub fn apply(&self, point: Point) -> Point {
        let m = &self.0;
        let w = m[6].mul_add(point.x, m[7].mul_add(point.y, m[8]));
        let w = if w.abs() < 1e-6 { 1e-6 } else { w };
        Point {
            x: m[0].mul_add(point.x, m[1].mul_add(point.y, m[2])) / w,
            y: m[3].mul_add(point.x, m[4].mul_add(point.y, m[5])) / w,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_least_rectangle_of_a_slanted_bar_is_the_bar() {
        let (sin, cos) = 0.1_f32.sin_cos();
        let mut points = Vec::new();
        for s in 0..400 {
            for t in 0..30 {
                let (s, t) = (s as f32, t as f32);
                points.push(((100.0 + s * cos - t * sin) as i32, (50.0 + s * sin + t * cos) as i32));
            }
        }
        let found = least_rectangle(&hull(&mut points)).unwrap();
        assert!((found.length - 400.0).abs() < 4.0 && (found.height - 30.0).abs() < 3.0, "{found:?}");
        assert!((found.along.y.atan2(found.along.x) - 0.1).abs() < 0.01, "{found:?}");
        let corners = found.corners();
        assert!(corners[0].x < corners[1].x && corners[0].y < corners[3].y);
    }

    proptest! {
        #[test]
        fn the_least_rectangle_holds_every_point(points in prop::collection::vec((0..500_i32, 0..500_i32), 1..60)) {
            let hull = hull(&mut points.clone());
            let found = least_rectangle(&hull).unwrap();
            for (x, y) in points {
                let (dx, dy) = (x as f32 - found.centre.x, y as f32 - found.centre.y);
                let s = dx * found.along.x + dy * found.along.y;
                let t = -dx * found.along.y + dy * found.along.x;
                prop_assert!(s.abs() <= found.length / 2.0 + 0.01 && t.abs() <= found.height / 2.0 + 0.01);
            }
        }
    }
}
