ALTER TABLE screening_document DROP COLUMN withdrawn;
ALTER TABLE screening_finding DROP COLUMN other_page;
DROP TABLE screening_earlier;
DROP TABLE screening_cell;
DROP TABLE screening_field;
DROP TABLE screening_paper;
DROP TABLE screening_text;
