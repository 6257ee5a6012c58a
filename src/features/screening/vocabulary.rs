//! The coded words of a case: states, decisions, outcomes, causes, purposes.

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name in the database and in messages.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The one with this stable name.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

codes! {
    /// Where a case stands.
    CaseState {
        /// Files have come in and wait for the examination.
        Received = "received",
        /// No file could be examined.
        Refused = "refused",
        /// Files are being examined.
        Examining = "examining",
        /// Examined; waits for the clerk or, once queued, for a reviewer.
        Ready = "ready",
        /// Claimed by a reviewer.
        InReview = "in_review",
        /// A second person has decided.
        Decided = "decided",
        /// Done.
        Closed = "closed",
        /// The examination broke through no fault of the file.
        Failed = "failed",
        /// The decision is contested and waits for another reviewer.
        Contested = "contested",
    }
}

codes! {
    /// What a reviewer can decide. None of them says true or false.
    Verdict {
        /// Carry on with the business.
        Accept = "accept",
        /// Ask for the original or for more.
        AskMore = "ask_more",
        /// Somebody higher up looks.
        ReferUp = "refer_up",
    }
}

codes! {
    /// What became of a place to look at.
    Outcome {
        /// Nobody has said.
        Open = "open",
        /// A person sees the same.
        Confirmed = "confirmed",
        /// There is an innocent reason.
        Explained = "explained",
        /// There is nothing.
        FalseAlarm = "false_alarm",
    }
}

codes! {
    /// The innocent reason of a place, or why there is nothing.
    Cause {
        /// A form or template is made that way.
        Template = "template",
        /// Scanned or saved again.
        Rescan = "rescan",
        /// Handed in again by the same applicant.
        Resubmitted = "resubmitted",
        /// Read or typed wrongly.
        Misread = "misread",
        /// Signed, stamped or filled in lawfully.
        Lawful = "lawful",
        /// Something else.
        Other = "other",
    }
}

codes! {
    /// What the documents are examined for.
    Purpose {
        /// 提取.
        Withdrawal = "withdrawal",
        /// 贷款.
        Loan = "loan",
        /// 转移接续.
        Transfer = "transfer",
        /// An exercise with invented documents.
        Exercise = "exercise",
    }
}

codes! {
    /// What is typed in to be checked.
    CheckKind {
        /// Citizen identity number, GB 11643.
        IdNumber = "id_number",
        /// Unified social credit code, GB 32100.
        CreditCode = "credit_code",
        /// Bank card number, ISO/IEC 7812-1.
        BankCard = "bank_card",
        /// An amount in words and in figures.
        Amount = "amount",
    }
}

impl CaseState {
    /// Whether the machine still has to do something.
    #[must_use]
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Received | Self::Examining)
    }

    /// Whether a reviewer may take the case, provided it has been queued.
    #[must_use]
    pub const fn waits_for_review(self) -> bool {
        matches!(self, Self::Ready | Self::InReview | Self::Contested)
    }

    /// Whether a person may still mark places, type numbers and write notes.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Ready | Self::InReview | Self::Contested)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for state in CaseState::ALL {
            assert_eq!(CaseState::from_code(state.code()), Some(*state));
        }
        assert_eq!(Verdict::from_code("reject"), None, "there is no rejection");
    }
}
