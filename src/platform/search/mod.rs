//! The search engine: normaliser, tokenizer, index, ranking, passages.
