-- Feedback says whether it complains or suggests: 国办函〔2026〕12号 asks for a way to do both.
ALTER TABLE feedback ADD COLUMN kind TEXT NOT NULL DEFAULT 'suggestion' CHECK (kind IN ('complaint', 'suggestion'));
