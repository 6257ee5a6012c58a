//! Perceptual hashes: the same page scanned or saved again keeps nearly the same bits.

use super::Plane;

/// 64-bit DCT hash: signs of the 8×8 lowest frequencies of the page at 32×32 against their
/// median (the plain "pHash"). Brightness and contrast changes leave it alone.
#[must_use]
pub fn phash(luma: &Plane) -> u64 {
    const SIDE: usize = 32;
    let small = luma.shrunk(SIDE, SIDE);
    let cosine = |frequency: usize, place: usize| {
        let angle = (2 * place + 1) as f64 * frequency as f64 * std::f64::consts::PI / (2 * SIDE) as f64;
        angle.cos() as f32
    };
    let mut low = Vec::with_capacity(64);
    for v in 1..9 {
        for u in 1..9 {
            let mut sum = 0.0;
            for y in 0..SIDE {
                let vertical = cosine(v, y);
                for x in 0..SIDE {
                    sum += small.at(x, y) * vertical * cosine(u, x);
                }
            }
            low.push(sum);
        }
    }
    let median = super::stats::quantile(&mut low.clone(), 0.5);
    pack(low.iter().map(|&value| value > median))
}

/// 64-bit gradient hash: whether each of 9×8 cells is darker than its right neighbour.
#[must_use]
pub fn dhash(luma: &Plane) -> u64 {
    let small = luma.shrunk(9, 8);
    pack((0..8).flat_map(|y| (0..8).map(move |x| (x, y))).map(|(x, y)| small.at(x, y) < small.at(x + 1, y)))
}

fn pack(bits: impl Iterator<Item = bool>) -> u64 {
    bits.fold(0, |hash, bit| (hash << 1) | u64::from(bit))
}

/// Differing bits of two hashes as a report writes them (16 hexadecimal digits);
/// `None` when either is not such a text. About 10 or fewer of 64 means the same picture.
#[must_use]
pub fn hamming(a: &str, b: &str) -> Option<u32> {
    let parse = |text: &str| (text.len() == 16).then(|| u64::from_str_radix(text, 16).ok()).flatten();
    Some((parse(a)? ^ parse(b)?).count_ones())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(seed: f32) -> Plane {
        let data = (0..200 * 150)
            .map(|i| {
                let (x, y) = ((i % 200) as f32, (i / 200) as f32);
                128.0 + 60.0 * (x * 0.05 * seed).sin() + 50.0 * (y * 0.07 * seed + x * 0.02).cos()
            })
            .collect();
        Plane { width: 200, height: 150, data }
    }

    #[test]
    fn a_brighter_smaller_copy_keeps_its_hashes_and_another_page_does_not() {
        let page = pattern(1.0);
        let mut again = page.shrunk(120, 90);
        again.data.iter_mut().for_each(|v| *v = *v * 0.9 + 12.0);
        let text = |hash: u64| format!("{hash:016x}");
        for hash in [phash, dhash] {
            let near = hamming(&text(hash(&page)), &text(hash(&again))).expect("hex");
            let far = hamming(&text(hash(&page)), &text(hash(&pattern(2.7)))).expect("hex");
            assert!(near <= 6, "{near}");
            assert!(far > 12, "{far}");
        }
    }

    #[test]
    fn hamming_refuses_what_is_no_hash() {
        assert_eq!(hamming("0000000000000000", "00000000000000ff"), Some(8));
        assert_eq!(hamming("0", "00000000000000ff"), None);
        assert_eq!(hamming("zzzzzzzzzzzzzzzz", "00000000000000ff"), None);
    }
}
