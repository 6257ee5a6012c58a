//! The product, one room per noun. A feature imports only earlier features, through their front door:
//! audit < notifications < accounts < corpus < courses < quizzes < routines < apprenticeship < screening <
//! service_quality < reports < admin.

pub mod accounts;
pub mod audit;
