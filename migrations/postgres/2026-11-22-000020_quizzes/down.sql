DROP TABLE quiz_answer;
DROP TABLE quiz_shown;
DROP TABLE quiz_attempt;
DROP TABLE question_citation;
DROP TABLE question_version;
DROP TABLE question;
DROP FUNCTION quiz_shown_refuse();
DROP FUNCTION quiz_answer_refuse();
