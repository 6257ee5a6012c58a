DROP TABLE idempotent_answer;
DROP TABLE setting;
DROP TABLE schedule_run;
DROP TABLE job;
