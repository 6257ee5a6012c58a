DROP INDEX notification_link;
ALTER TABLE notification DROP COLUMN outcome;
ALTER TABLE thread_answer DROP COLUMN follow_up;
ALTER TABLE form DROP COLUMN valid_from;
