//! Interface texts: Fluent catalogues, languages, formatted dates and numbers.
