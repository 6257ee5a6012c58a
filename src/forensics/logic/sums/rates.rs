//! Rates of value added tax and the days between which an invoice may carry them.
//!
//! Sources: 增值税暂行条例 (国务院令第538号; 17, 13, 6, 4, 3), 财税〔2011〕110号 (11, 6), 财税〔2014〕57号 (end of 6 and 4 as levy
//! rates), 财税〔2016〕36号 (5, and 1.5 for dwellings let by persons), 财税〔2017〕37号 (13 becomes 11), 财税〔2018〕32号
//! (16, 10), 财政部 税务总局 海关总署公告2019年第39号 (13, 9), 财政部 税务总局公告2020年第13号 and its successors (1),
//! 公告2020年第17号 (0.5, used cars).

use crate::forensics::logic::id_number::Day;

/// A rate in thousandths and the days (year, month, day) between which it is law; open where nothing stands.
const RATES: [(u32, Option<(u32, u32, u32)>, Option<(u32, u32, u32)>); 14] = [
    (0, None, None),
    (5, Some((2020, 5, 1)), None),
    (10, Some((2020, 3, 1)), None),
    (15, Some((2016, 5, 1)), None),
    (20, None, None),
    (30, None, None),
    (40, None, Some((2014, 6, 30))),
    (50, Some((2016, 5, 1)), None),
    (60, None, None),
    (90, Some((2019, 4, 1)), None),
    (100, Some((2018, 5, 1)), Some((2019, 3, 31))),
    (110, Some((2012, 1, 1)), Some((2018, 4, 30))),
    (160, Some((2018, 5, 1)), Some((2019, 3, 31))),
    (170, None, Some((2018, 4, 30))),
];

/// 13 % was law twice: as the low rate, and as the ordinary one.
const THIRTEEN: [(Option<(u32, u32, u32)>, Option<(u32, u32, u32)>); 2] =
    [(None, Some((2017, 6, 30))), (Some((2019, 4, 1)), None)];

/// Whether a rate (in thousandths) was law on a day.
#[must_use]
pub fn lawful(rate: u32, day: Day) -> bool {
    let within = |from: Option<(u32, u32, u32)>, to: Option<(u32, u32, u32)>| {
        let today = (day.year, day.month, day.day);
        from.is_none_or(|from| today >= from) && to.is_none_or(|to| today <= to)
    };
    if rate == 130 {
        return THIRTEEN.iter().any(|&(from, to)| within(from, to));
    }
    RATES.iter().any(|&(known, from, to)| known == rate && within(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_have_their_time() {
        let day = |y, m, d| Day::new(y, m, d).expect("a day");
        for (rate, on, law) in [
            (170, day(2018, 4, 30), true),
            (170, day(2018, 5, 1), false),
            (160, day(2018, 5, 1), true),
            (160, day(2019, 4, 1), false),
            (130, day(2019, 4, 1), true),
            (130, day(2018, 6, 1), false),
            (130, day(2016, 6, 1), true),
            (90, day(2026, 1, 1), true),
            (50, day(2026, 1, 1), true),
            (120, day(2026, 1, 1), false),
        ] {
            assert_eq!(lawful(rate, on), law, "{rate} {on}");
        }
    }
}
