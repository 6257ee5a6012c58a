//! The security page: each setting, whether it is as it should be, and what to do if not. The page tells
//! the truth about this installation; it recommends and changes nothing.

use chrono::Duration;

use crate::kernel::Moment;

/// What the checks look at, gathered once.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one switch of the installation")]
pub(super) struct Facts {
    /// People reach the pages by HTTPS.
    pub https: bool,
    /// The master key lies outside the data folder.
    pub key_outside: bool,
    /// Exported heads lie outside the data folder.
    pub heads_outside: bool,
    /// The second factor is required of those who handle cases or administer.
    pub second_factor: bool,
    /// Active people whose role asks for a second factor and who have none.
    pub without_factor: i64,
    /// The decoder process can be sealed here.
    pub sandbox: bool,
    /// Uploads are accepted without seals.
    pub unsealed_accepted: bool,
    /// Shortest password.
    pub password_length: i64,
    /// Active accounts that still have an initial password.
    pub initial_passwords: i64,
    /// Active people in each of the three administrator roles.
    pub administrators: [i64; 3],
    /// The demonstration with printed passwords.
    pub demo: bool,
    /// When the last backup was made.
    pub backup_at: Option<Moment>,
    /// When the trail was last walked, and whether it held.
    pub verified: Option<(Moment, bool)>,
    /// When the last head was exported.
    pub head_at: Option<Moment>,
    /// Mail is configured.
    pub mail: bool,
    /// Parked jobs.
    pub parked: i64,
    /// Changes of the corpus the search index has not followed yet, and whether it still answers.
    pub index: (i64, bool),
    /// Search by meaning is wanted.
    pub meaning_wanted: bool,
    /// Documents the encoder has read, and all of them; nothing while its model is not there.
    pub meaning: Option<(i64, i64)>,
    /// Minutes until an idle session ends, and hours until any does.
    pub session: (i64, i64),
    /// Now.
    pub now: Moment,
}

/// One line of the page. Texts are `security-<key>`, `-why`, and `-todo` when it is a warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Check {
    /// Which setting.
    pub key: &'static str,
    /// Whether it is as it should be.
    pub fine: bool,
    /// Its present value.
    pub value: Value,
}

/// A value to be put into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// On or off.
    Switch(bool),
    /// A count.
    Count(i64),
    /// A moment, or never.
    When(Option<Moment>),
    /// Minutes and hours.
    Life(i64, i64),
    /// A part of a whole.
    Part(i64, i64),
    /// Three counts.
    Three([i64; 3]),
}

const BACKUP_DAYS: i64 = 1;
const VERIFY_DAYS: i64 = 7;
const HEAD_MINUTES: i64 = 15;
/// ASVS 6.2.1 sets the floor at 8 and recommends 15.
const PASSWORD_LENGTH: i64 = 15;

/// Every check, the gravest subjects first.
pub(super) fn checks(facts: &Facts) -> Vec<Check> {
    let fresh = |at: Option<Moment>, within: Duration| at.is_some_and(|at| facts.now - at <= within);
    let check = |key, fine, value| Check { key, fine, value };
    let switch = |key, on: bool| check(key, on, Value::Switch(on));
    vec![
        switch("https", facts.https),
        switch("sandbox", facts.sandbox),
        check("unsealed", !facts.unsealed_accepted, Value::Switch(facts.unsealed_accepted)),
        switch("key-outside", facts.key_outside),
        switch("heads-outside", facts.heads_outside),
        check(
            "head-export",
            fresh(facts.head_at, Duration::minutes(HEAD_MINUTES)),
            Value::When(facts.head_at),
        ),
        check(
            "trail",
            facts.verified.is_some_and(|(at, held)| held && fresh(Some(at), Duration::days(VERIFY_DAYS))),
            Value::When(facts.verified.map(|(at, _)| at)),
        ),
        check("backup", fresh(facts.backup_at, Duration::days(BACKUP_DAYS)), Value::When(facts.backup_at)),
        check(
            "three-powers",
            facts.administrators.iter().all(|n| *n > 0),
            Value::Three(facts.administrators),
        ),
        switch("second-factor", facts.second_factor),
        check("without-factor", facts.without_factor == 0, Value::Count(facts.without_factor)),
        check(
            "password-length",
            facts.password_length >= PASSWORD_LENGTH,
            Value::Count(facts.password_length),
        ),
        check("initial-passwords", facts.initial_passwords == 0, Value::Count(facts.initial_passwords)),
        check(
            "session-life",
            facts.session.0 <= 30 && facts.session.1 <= 12,
            Value::Life(facts.session.0, facts.session.1),
        ),
        check("demo", !facts.demo, Value::Switch(facts.demo)),
        switch("mail", facts.mail),
        check("index", facts.index.1, Value::Count(facts.index.0)),
        check(
            "meaning",
            // What is switched off on purpose is as it should be; what is still being read comes by itself.
            facts.meaning.is_some() || !facts.meaning_wanted,
            facts.meaning.map_or(Value::Switch(false), |(known, all)| Value::Part(known, all)),
        ),
        check("parked", facts.parked == 0, Value::Count(facts.parked)),
    ]
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn good() -> Facts {
        let now = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(9, 0, 0).unwrap();
        Facts {
            https: true,
            key_outside: true,
            heads_outside: true,
            second_factor: true,
            without_factor: 0,
            sandbox: true,
            unsealed_accepted: false,
            password_length: 15,
            initial_passwords: 0,
            administrators: [1, 1, 1],
            demo: false,
            backup_at: Some(now - Duration::hours(20)),
            verified: Some((now - Duration::days(6), true)),
            head_at: Some(now - Duration::minutes(5)),
            mail: true,
            parked: 0,
            index: (3, true),
            meaning_wanted: true,
            meaning: Some((90, 100)),
            session: (30, 12),
            now,
        }
    }

    fn warnings(facts: &Facts) -> Vec<&'static str> {
        checks(facts).into_iter().filter(|check| !check.fine).map(|check| check.key).collect()
    }

    #[test]
    fn a_good_installation_has_no_warning() {
        assert!(warnings(&good()).is_empty());
    }

    #[test]
    fn every_warning_has_its_cause_and_no_other() {
        let old = |days| Some(good().now - Duration::days(days));
        let cases: Vec<(&str, Facts)> = vec![
            ("https", Facts { https: false, ..good() }),
            ("sandbox", Facts { sandbox: false, ..good() }),
            ("unsealed", Facts { unsealed_accepted: true, ..good() }),
            ("key-outside", Facts { key_outside: false, ..good() }),
            ("heads-outside", Facts { heads_outside: false, ..good() }),
            ("head-export", Facts { head_at: old(1), ..good() }),
            ("trail", Facts { verified: old(8).map(|at| (at, true)), ..good() }),
            ("trail", Facts { verified: old(0).map(|at| (at, false)), ..good() }),
            ("trail", Facts { verified: None, ..good() }),
            ("backup", Facts { backup_at: old(2), ..good() }),
            ("backup", Facts { backup_at: None, ..good() }),
            ("three-powers", Facts { administrators: [1, 0, 1], ..good() }),
            ("second-factor", Facts { second_factor: false, ..good() }),
            ("without-factor", Facts { without_factor: 2, ..good() }),
            ("password-length", Facts { password_length: 8, ..good() }),
            ("initial-passwords", Facts { initial_passwords: 1, ..good() }),
            ("session-life", Facts { session: (60, 12), ..good() }),
            ("session-life", Facts { session: (30, 24), ..good() }),
            ("demo", Facts { demo: true, ..good() }),
            ("mail", Facts { mail: false, ..good() }),
            ("index", Facts { index: (900, false), ..good() }),
            ("meaning", Facts { meaning: None, ..good() }),
            ("parked", Facts { parked: 1, ..good() }),
        ];
        for (key, facts) in &cases {
            assert_eq!(warnings(facts), [*key]);
        }
        let tested: std::collections::BTreeSet<_> = cases.iter().map(|(key, _)| *key).collect();
        assert_eq!(tested.len(), checks(&good()).len(), "each warning is tested");
    }
}
