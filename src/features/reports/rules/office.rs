//! Whose figures a manager sees: the own department, or all of the centre for the general office.

/// Departments that plan for the whole centre.
const CENTRE_WIDE: &[&str] = &["general"];

/// The part of the centre that somebody's reports cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Office {
    /// One department.
    Department(String),
    /// Every department.
    Centre,
}

impl Office {
    /// The office of a manager in this department.
    #[must_use]
    pub fn of(department: &str, slug: &str) -> Self {
        if CENTRE_WIDE.contains(&slug) { Self::Centre } else { Self::Department(department.to_owned()) }
    }

    /// The one department, for finders; `None` for all.
    #[must_use]
    pub fn department(&self) -> Option<&str> {
        match self {
            Self::Department(own) => Some(own),
            Self::Centre => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manager_sees_the_own_department_and_the_general_office_sees_all() {
        let loan = Office::of("01L", "loan");
        assert_eq!(loan.department(), Some("01L"));
        let general = Office::of("01G", "general");
        assert_eq!(general.department(), None);
        // A department whose name merely begins like it gains nothing.
        assert_eq!(Office::of("01X", "general-affairs"), Office::Department("01X".to_owned()));
    }
}
