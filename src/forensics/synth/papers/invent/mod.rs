//! Invented people, firms, numbers and days. Check digits are right; nobody is meant.

pub mod days;
pub mod dealings;
pub mod estate;
pub mod forms;
pub mod identity;
pub mod numbers;
pub mod people;
pub mod statement;
pub mod typical;
pub mod usual;
pub mod work;
