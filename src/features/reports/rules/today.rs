//! What comes next today: one thing first, a handful behind it, each with its minutes.

/// How many things stand behind the first one. More would be a backlog, not a day.
pub const BEHIND: usize = 5;

/// At most this many of one kind count into a day's minutes: nobody signs forty rounds in a morning.
const OF_ONE_KIND: u32 = 10;

/// What somebody may have to do. The order is the order of the day: who waits for somebody else comes first,
/// then what the law or a date asks for, then one's own next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Sign or answer practice rounds of apprentices.
    SignRounds,
    /// Be the second signer.
    SignSecond,
    /// Confirm observations of apprentices.
    ConfirmObservations,
    /// Observe etiquette rounds.
    ObserveRoutine,
    /// Decide on screening cases.
    ReviewCases,
    /// Approve what somebody else wrote, or grant what somebody proposed.
    Approve,
    /// Approve drafts of policies that somebody else wrote.
    ApproveDrafts,
    /// Answer questions of colleagues.
    AnswerThreads,
    /// Sign the agreement of an apprenticeship.
    SignAgreement,
    /// Accept an answer to one's own question.
    AcceptAnswers,
    /// Look at one's own screened documents.
    LookAtCases,
    /// Read a policy that changed and say so.
    ReadChange,
    /// Practise again what a mentor sent back.
    Redo,
    /// 练: ask for the next practice round.
    Practise,
    /// 看: watch the mentor and note it.
    Watch,
    /// 学: the why-quiz.
    WhyQuiz,
    /// 学: read the policies of an item.
    ReadPolicies,
    /// The etiquette round.
    Etiquette,
    /// 听: listen and note it.
    Listen,
    /// Ask for graduation.
    Graduate,
    /// Questions whose clause changed.
    StaleQuestions,
    /// Accepted answers that wait for the shelf.
    ShelveAnswers,
    /// Notes that colleagues offer to everybody.
    DecideNotes,
    /// Answers, notes and items whose clause changed.
    StaleKnowledge,
    /// Policies, forms and notes whose review date has come.
    ReviewPolicies,
    /// Posts without cover next month.
    CloseGaps,
    /// Apprentices who stand still.
    HelpStuck,
    /// Complaints and suggestions to answer.
    AnswerFeedback,
    /// Jobs that failed for good.
    ParkedJobs,
}

impl Kind {
    /// The stable name; its texts are `today-<code>-title`, `-why` and `-act`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::SignRounds => "sign-rounds",
            Self::SignSecond => "sign-second",
            Self::ConfirmObservations => "confirm-observations",
            Self::ObserveRoutine => "observe-routine",
            Self::ReviewCases => "review-cases",
            Self::Approve => "approve",
            Self::ApproveDrafts => "approve-drafts",
            Self::AnswerThreads => "answer-threads",
            Self::SignAgreement => "sign-agreement",
            Self::AcceptAnswers => "accept-answers",
            Self::LookAtCases => "look-at-cases",
            Self::ReadChange => "read-change",
            Self::Redo => "redo",
            Self::Practise => "practise",
            Self::Watch => "watch",
            Self::WhyQuiz => "why-quiz",
            Self::ReadPolicies => "read-policies",
            Self::Etiquette => "etiquette",
            Self::Listen => "listen",
            Self::Graduate => "graduate",
            Self::StaleQuestions => "stale-questions",
            Self::ShelveAnswers => "shelve-answers",
            Self::DecideNotes => "decide-notes",
            Self::StaleKnowledge => "stale-knowledge",
            Self::ReviewPolicies => "review-policies",
            Self::CloseGaps => "close-gaps",
            Self::HelpStuck => "help-stuck",
            Self::AnswerFeedback => "answer-feedback",
            Self::ParkedJobs => "parked-jobs",
        }
    }

    /// Minutes one of it usually takes. Judgements, to be corrected by a site's own experience.
    #[must_use]
    pub fn minutes(self) -> u32 {
        match self {
            Self::ConfirmObservations => 2,
            Self::SignRounds | Self::SignSecond | Self::LookAtCases | Self::AnswerFeedback => 3,
            Self::ReviewCases
            | Self::ReadChange
            | Self::StaleQuestions
            | Self::StaleKnowledge
            | Self::AnswerThreads
            | Self::AcceptAnswers
            | Self::ShelveAnswers
            | Self::DecideNotes
            | Self::Graduate
            | Self::ReadPolicies
            | Self::CloseGaps
            | Self::ParkedJobs
            | Self::HelpStuck => 5,
            Self::Approve
            | Self::ApproveDrafts
            | Self::SignAgreement
            | Self::WhyQuiz
            | Self::Listen
            | Self::ReviewPolicies => 10,
            Self::Etiquette | Self::ObserveRoutine => 15,
            Self::Watch | Self::Practise | Self::Redo => 20,
        }
    }

    /// Name of its icon.
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::SignRounds | Self::SignSecond | Self::SignAgreement | Self::Graduate => "sign",
            Self::ConfirmObservations | Self::Watch => "play",
            Self::ObserveRoutine | Self::Etiquette | Self::Practise | Self::HelpStuck => "people",
            Self::ReviewCases | Self::LookAtCases => "scan",
            Self::Approve | Self::ApproveDrafts => "check",
            Self::DecideNotes
            | Self::ReadChange
            | Self::ReadPolicies
            | Self::ReviewPolicies
            | Self::StaleKnowledge => "book",
            Self::Redo => "undo",
            Self::WhyQuiz | Self::StaleQuestions => "cards",
            Self::Listen
            | Self::AnswerFeedback
            | Self::AnswerThreads
            | Self::AcceptAnswers
            | Self::ShelveAnswers => "chat",
            Self::CloseGaps => "calendar",
            Self::ParkedJobs => "gear",
        }
    }
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What.
    pub kind: Kind,
    /// How many of it.
    pub count: u32,
    /// Minutes of one, where the feature knows better than [`Kind::minutes`].
    pub each: Option<u32>,
    /// What it is about, in words of content: an item or a policy.
    pub about: String,
    /// The same in English, where the content has it.
    pub about_en: String,
    /// How far it is, where it is a step on the way: done and needed.
    pub progress: Option<(u32, u32)>,
    /// A further word: who waits, which criterion, which day.
    pub detail: String,
    /// Where it is done.
    pub href: String,
}

impl Task {
    /// A thing to do at an address.
    #[must_use]
    pub fn new(kind: Kind, count: u32, href: impl Into<String>) -> Self {
        Self {
            kind,
            count,
            each: None,
            about: String::new(),
            about_en: String::new(),
            progress: None,
            detail: String::new(),
            href: href.into(),
        }
    }

    /// Minutes of all of it that a day holds.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.each.unwrap_or(self.kind.minutes()).saturating_mul(self.count.min(OF_ONE_KIND))
    }
}

/// The day: one thing first, a few behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The one next thing.
    pub next: Option<Task>,
    /// What stands behind it, in order.
    pub behind: Vec<Task>,
}

impl Plan {
    /// How many things are left today.
    #[must_use]
    pub fn left(&self) -> usize {
        usize::from(self.next.is_some()) + self.behind.len()
    }

    /// Minutes of everything left.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.next.iter().chain(&self.behind).map(Task::minutes).fold(0, u32::saturating_add)
    }
}

/// Puts the day in order. Things of the same kind keep the order they came in, which is that of the programme
/// or of time; nothing without a count gets in.
#[must_use]
pub fn plan(mut tasks: Vec<Task>) -> Plan {
    tasks.retain(|task| task.count > 0);
    tasks.sort_by_key(|task| task.kind);
    let mut tasks = tasks.into_iter();
    Plan { next: tasks.next(), behind: tasks.take(BEHIND).collect() }
}

/// The part of the day by the clock of the hall, for the greeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartOfDay {
    /// From 5 to 11.
    Morning,
    /// From 11 to 13.
    Noon,
    /// From 13 to 18.
    Afternoon,
    /// The rest.
    Evening,
}

impl PartOfDay {
    /// The part an hour (0 to 23) belongs to.
    #[must_use]
    pub fn of(hour: u32) -> Self {
        match hour {
            5..11 => Self::Morning,
            11..13 => Self::Noon,
            13..18 => Self::Afternoon,
            _ => Self::Evening,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KINDS: [Kind; 6] = [
        Kind::SignRounds,
        Kind::ReadChange,
        Kind::Redo,
        Kind::Listen,
        Kind::StaleQuestions,
        Kind::ParkedJobs,
    ];

    fn task(kind: Kind, count: u32) -> Task {
        Task::new(kind, count, "/")
    }

    #[test]
    fn somebody_who_waits_comes_before_ones_own_step() {
        let day = plan(vec![task(Kind::Listen, 1), task(Kind::SignRounds, 2), task(Kind::ReadChange, 1)]);
        assert_eq!(day.next.as_ref().map(|t| t.kind), Some(Kind::SignRounds));
        assert_eq!(day.behind.iter().map(|t| t.kind).collect::<Vec<_>>(), [Kind::ReadChange, Kind::Listen]);
        assert_eq!((day.left(), day.minutes()), (3, 2 * 3 + 5 + 10));
    }

    #[test]
    fn a_long_queue_does_not_make_a_long_day() {
        assert_eq!(task(Kind::ReviewCases, 200).minutes(), 50);
        let day = plan(Vec::new());
        assert_eq!((day.next, day.behind.len()), (None, 0));
    }

    #[test]
    fn the_day_has_four_parts() {
        use PartOfDay::{Afternoon, Evening, Morning, Noon};
        let at = [4, 5, 10, 11, 12, 13, 17, 18, 23].map(PartOfDay::of);
        assert_eq!(at, [Evening, Morning, Morning, Noon, Noon, Afternoon, Afternoon, Evening, Evening]);
    }

    proptest! {
        #[test]
        fn a_day_is_in_order_and_short(tasks in prop::collection::vec((0_usize..6, 0_u32..30), 0..20)) {
            let tasks: Vec<Task> = tasks.into_iter().map(|(kind, count)| task(KINDS[kind], count)).collect();
            let real = tasks.iter().filter(|t| t.count > 0).count();
            let day = plan(tasks);
            prop_assert_eq!(day.left(), real.min(BEHIND + 1));
            let kinds: Vec<Kind> = day.next.iter().chain(&day.behind).map(|t| t.kind).collect();
            prop_assert!(kinds.windows(2).all(|pair| pair[0] <= pair[1]));
            prop_assert!(day.minutes() <= 10 * 20 * 6);
        }
    }
}
