//! The starter content keeps its own promises: every reference resolves, every figure is in range, and the text
//! follows the typographic rules.
//!
//! The structs below are the format of the content files, field by field. They refuse unknown fields, as the
//! importer does, so that a misspelt field fails here and not at a user's first start.

use std::collections::BTreeSet;

use chrono::Datelike;

mod format;
mod practice;
mod reading;
mod wording;

use format::{CentreFile, Faq, Forms, Notes, People, Person, Programme, Queries, Synonyms, Terms};
use reading::{
    date, han_number, has_han, in_force, is_han, items, load, policies, resolve, root, routines, text, today,
    unique,
};

#[test]
fn policies_have_whole_numbered_articles() {
    for versions in policies().values() {
        for policy in versions {
            let place = format!("{}-{}", policy.header.key, policy.header.version);
            assert!(policy.clauses.len() >= 12, "{place} has only {} articles", policy.clauses.len());
            let numbers: Vec<u32> = policy
                .clauses
                .iter()
                .map(|(name, _)| han_number(name.trim_start_matches('第').trim_end_matches('条')).unwrap())
                .collect();
            assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "{place}: articles out of order");
            // The national regulation is an excerpt under its true numbers; everything else is complete.
            if policy.header.key != "national_regulation" {
                let count = u32::try_from(numbers.len()).unwrap();
                assert_eq!(numbers, (1..=count).collect::<Vec<_>>(), "{place}: an article is missing");
            }
            for (name, body) in &policy.clauses {
                let points = body.lines().filter_map(|line| line.strip_prefix('（')?.split('）').next());
                let points: Vec<Option<u32>> = points.map(han_number).collect();
                let expected: Vec<Option<u32>> = (1..).map(Some).take(points.len()).collect();
                assert_eq!(points, expected, "{place} {name}: sub-points out of order");
                assert!(
                    body.ends_with('。') || body.ends_with('；'),
                    "{place} {name} does not end in a full stop"
                );
            }
        }
    }
}

#[test]
fn policy_versions_are_contiguous_in_number_and_time() {
    let policies = policies();
    assert!((5..=6).contains(&policies.len()));
    for (key, versions) in &policies {
        for (index, policy) in versions.iter().enumerate() {
            assert_eq!(
                policy.header.version,
                u32::try_from(index).unwrap() + 1,
                "{key}: a version is missing"
            );
            assert!(policy.to.is_none_or(|to| policy.from < to), "{key}: ends before it begins");
            assert!(policy.from < date(&policy.header.review_on), "{key}: reviewed before it begins");
            assert!(!policy.header.key_points.is_empty() && !policy.header.watch_points.is_empty());
            assert!(matches!(policy.header.change.as_str(), "major" | "minor"));
        }
        for pair in versions.windows(2) {
            assert_eq!(pair[0].to, Some(pair[1].from), "{key}: a gap or an overlap between versions");
        }
        assert_eq!(versions.last().unwrap().to, None, "{key}: the newest version has an end");
        assert_eq!(in_force(versions).len(), 1, "{key}: not exactly one version in force");
        unique(versions.iter().map(|policy| &policy.header.number), "document number");
    }
    let withdrawal = &policies["withdrawal_rules"];
    assert_eq!(withdrawal.len(), 3, "one superseded, one in force, one to come");
    assert!(withdrawal[2].from > today());
    let changed = |earlier: usize, later: usize| {
        let differing = withdrawal[earlier].clauses.iter().zip(&withdrawal[later].clauses);
        differing.filter(|(before, after)| before.1 != after.1).count()
    };
    assert!(changed(0, 1) >= 10 && changed(1, 2) >= 5, "the versions hardly differ");
}

#[test]
fn keys_between_files_resolve() {
    let (policies, items, routines) = (policies(), items(), routines());
    let item_keys = unique(items.iter().map(|item| &item.key), "item");
    let routine_keys = unique(routines.iter().map(|routine| &routine.key), "routine");
    let known = |keys: &[String], set: &BTreeSet<&str>, place: &str| {
        for key in keys {
            assert!(set.contains(key.as_str()), "{place}: unknown key {key}");
        }
    };
    let policy_keys: BTreeSet<&str> = policies.keys().map(String::as_str).collect();
    for item in &items {
        known(&item.policies, &policy_keys, &item.key);
    }
    for policy in policies.values().flatten() {
        known(&policy.header.items, &item_keys, &policy.header.key);
    }
    let centre: CentreFile = load("starter/centre.toml");
    assert!(!centre.centre.key.is_empty() && centre.centre.name.starts_with(&centre.centre.city));
    assert!(!has_han(&centre.centre.name_en));
    let departments = unique(centre.departments.iter().map(|department| &department.key), "department");
    unique(centre.posts.iter().map(|post| &post.key), "post");
    for department in &centre.departments {
        assert!(matches!(department.kind.as_str(), "department" | "bank_outlet"));
        assert!(has_han(&department.name) && !has_han(&department.name_en));
    }
    for post in &centre.posts {
        known(std::slice::from_ref(&post.department), &departments, &post.key);
        known(&post.items, &item_keys, &post.key);
        assert!(has_han(&post.name) && !has_han(&post.name_en));
    }
    let programme: Programme = load("starter/programme.toml");
    known(&programme.items, &item_keys, &programme.key);
    known(&programme.routines, &routine_keys, &programme.key);
    assert!(programme.min_days < programme.max_days);
    assert!(!programme.agreement.trim().is_empty() && !programme.agreement_version.is_empty());
    assert!(has_han(&programme.name) && !has_han(&programme.name_en));
    let people: People = load("starter/people.toml");
    for person in &people.people {
        known(std::slice::from_ref(&person.department), &departments, &person.username);
    }
    let usernames: BTreeSet<&str> = people.people.iter().map(|person| person.username.as_str()).collect();
    let notes: Notes = load("starter/notes.toml");
    assert!((10..=12).contains(&notes.notes.len()));
    for note in &notes.notes {
        known(std::slice::from_ref(&note.author), &usernames, &note.title);
        assert!(matches!(note.kind.as_str(), "regulation" | "operation" | "experience" | "meeting"));
        assert!(!note.text.trim().is_empty());
    }
    let faq: Faq = load("starter/faq.toml");
    for entry in &faq.faq {
        known(&entry.items, &item_keys, &entry.question);
    }
    let forms: Forms = load("starter/forms.toml");
    unique(forms.forms.iter().map(|form| &form.key), "form");
    for form in &forms.forms {
        known(&form.items, &item_keys, &form.key);
        assert!(!form.name.is_empty() && !form.version.is_empty() && !form.purpose.is_empty());
        assert!(form.fields.len() >= 4);
    }
}

#[test]
fn every_cited_article_is_in_force() {
    let policies = policies();
    let all = |references: &[String], place: &str| {
        assert!(!references.is_empty(), "{place} cites nothing");
        unique(references, place);
        for reference in references {
            resolve(reference, &policies, place);
        }
    };
    for item in items() {
        item.materials.iter().for_each(|material| resolve(&material.clause, &policies, &material.name));
        item.blind_spots.iter().for_each(|spot| resolve(&spot.clause, &policies, &spot.text));
        item.refusals.iter().for_each(|one| resolve(&one.clause, &policies, &one.stuck));
        item.options.iter().for_each(|option| resolve(&option.clause, &policies, &option.title));
        for question in &item.questions {
            all(&question.clauses, &question.key);
            for reference in &question.clauses {
                let (policy, _) = reference.split_once('#').unwrap();
                assert!(
                    item.policies.iter().any(|key| key == policy),
                    "{}: {policy} not of the item",
                    question.key
                );
            }
        }
    }
    load::<Faq>("starter/faq.toml").faq.iter().for_each(|entry| all(&entry.clauses, &entry.question));
    load::<Notes>("starter/notes.toml").notes.iter().for_each(|note| all(&note.clauses, &note.title));
    load::<Queries>("starter/queries.toml").query.iter().for_each(|query| all(&query.relevant, &query.text));
}

#[test]
fn a_false_reference_is_refused() {
    let policies = policies();
    for wrong in ["withdrawal_rules#第三十一条", "withdrawal#第一条", "national_regulation#第一条"]
    {
        let refused = std::panic::catch_unwind(|| resolve(wrong, &policies, "test"));
        assert!(refused.is_err(), "{wrong} resolved");
    }
}

fn holders<'a>(people: &'a People, role: &str) -> Vec<&'a Person> {
    people.people.iter().filter(|person| person.roles.iter().any(|own| own == role)).collect()
}

#[test]
fn accounts_are_separate() {
    const ADMINISTRATORS: [&str; 3] = ["system_admin", "security_admin", "audit_admin"];
    const STAFF: [&str; 8] =
        ["apprentice", "mentor", "reviewer", "clerk", "steward", "quality", "manager", "bank_agent"];
    let people: People = load("starter/people.toml");
    unique(people.people.iter().map(|person| &person.username), "username");
    unique(people.people.iter().map(|person| &person.employee_no), "employee number");
    unique(people.people.iter().map(|person| &person.name), "name");
    for person in &people.people {
        let roles = unique(&person.roles, &person.username);
        let administrator = roles.iter().filter(|role| ADMINISTRATORS.contains(role)).count();
        let staff = roles.iter().filter(|role| STAFF.contains(role)).count();
        assert_eq!(administrator + staff, roles.len(), "{}: unknown role", person.username);
        assert!(administrator <= 1, "{} holds two administrator roles", person.username);
        assert!(administrator == 0 || staff == 0, "{} administers and serves", person.username);
        assert!(!roles.is_empty());
    }
    for role in STAFF.into_iter().chain(ADMINISTRATORS) {
        assert!(!holders(&people, role).is_empty(), "nobody is {role}");
    }
    assert!(holders(&people, "apprentice").len() >= 2 && holders(&people, "steward").len() >= 2);
    let offices: BTreeSet<&str> =
        holders(&people, "mentor").into_iter().map(|person| person.department.as_str()).collect();
    assert!(offices.len() >= 3, "mentors sit in {offices:?} only");
}

#[test]
fn questions_of_the_public_and_terms_are_complete() {
    let faq: Faq = load("starter/faq.toml");
    assert!(faq.faq.len() >= 30);
    unique(faq.faq.iter().map(|entry| &entry.question), "question");
    unique(faq.faq.iter().flat_map(|entry| &entry.asked), "way of asking");
    for entry in &faq.faq {
        assert!((3..=5).contains(&entry.asked.len()), "{}", entry.question);
        assert!(has_han(&entry.plain) && has_han(&entry.clause_answer));
    }
    let terms: Terms = load("starter/terms.toml");
    unique(terms.terms.iter().map(|term| &term.word), "term");
    assert!(terms.terms.iter().all(|term| has_han(&term.plain) && !has_han(&term.en) && !term.en.is_empty()));
}

#[test]
fn search_lists_are_clean() {
    let synonyms: Synonyms = load("search/synonyms.toml");
    assert!(synonyms.group.len() >= 60);
    let mut heads = BTreeSet::new();
    for group in &synonyms.group {
        match (&group.terms, &group.term, &group.to) {
            (Some(terms), None, None) => {
                assert!(terms.len() >= 2);
                for term in unique(terms, "synonym") {
                    assert!(heads.insert(term.to_owned()), "{term} expands twice");
                }
            }
            (None, Some(term), Some(to)) => {
                assert!(!to.is_empty() && !to.contains(term), "{term} expands to itself");
                unique(to, term);
                assert!(heads.insert(term.clone()), "{term} expands twice");
            }
            _ => panic!("a synonym group is neither mutual nor one-way"),
        }
    }
    let stop = text(&root().join("search/stop.txt"));
    let stop: Vec<String> = stop.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    unique(&stop, "stop word");
    assert!(stop.iter().all(|word| (1..=2).contains(&word.chars().count()) && word.chars().all(is_han)));
}

#[test]
fn test_queries_cover_every_way_of_asking() {
    let queries: Queries = load("starter/queries.toml");
    assert!(queries.query.len() >= 60);
    unique(queries.query.iter().map(|query| &query.text), "query");
    let kinds: BTreeSet<&str> = queries.query.iter().map(|query| query.kind.as_str()).collect();
    assert_eq!(kinds, BTreeSet::from(["article", "fragment", "pinyin", "sentence", "traditional", "typo"]));
    for query in queries.query.iter().filter(|query| query.kind == "pinyin") {
        assert!(query.text.is_ascii());
    }
}

#[test]
fn dates_are_plausible() {
    for policy in policies().values().flatten() {
        assert!((2019..=2027).contains(&policy.from.year()), "{}", policy.header.key);
        let year = format!("〔{}〕", policy.from.year());
        let before = format!("〔{}〕", policy.from.year() - 1);
        let number = &policy.header.number;
        let numbered = number.contains(&year) || number.contains(&before) || number.starts_with("国务院令");
        assert!(numbered, "{number} does not fit {}", policy.from);
        assert!(!policy.header.issuer.is_empty() && !policy.header.area.is_empty());
        assert!(policy.header.state_note.as_ref().is_none_or(|note| has_han(note)));
        assert!(policy.header.hard_points.iter().all(|point| has_han(point)));
    }
}
