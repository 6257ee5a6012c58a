-- A version of a form holds from a day on; before it the version before is handed out. NULL: from the beginning.
ALTER TABLE form ADD COLUMN valid_from TEXT;
-- What the asker asks further stands among the answers without being one.
ALTER TABLE thread_answer ADD COLUMN follow_up INTEGER NOT NULL DEFAULT 0;
-- What became of what a notification asked for; NULL while it still asks.
ALTER TABLE notification ADD COLUMN outcome TEXT;
CREATE INDEX notification_link ON notification (link);
