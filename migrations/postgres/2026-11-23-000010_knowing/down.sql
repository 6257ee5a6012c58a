DROP TABLE thread_acceptance;
DROP TABLE thread_citation;
DROP TABLE thread_answer;
DROP TABLE thread;
DROP TABLE reading_reminder;
DROP TABLE review_date;
DROP TABLE case_note;
DROP TABLE search_query;
