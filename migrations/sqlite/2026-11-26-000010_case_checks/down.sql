ALTER TABLE screening_part DROP COLUMN print;
ALTER TABLE screening_document DROP COLUMN read_at;
DELETE FROM screening_cell WHERE paper_id IN (SELECT id FROM screening_paper WHERE instead_of IS NOT NULL);
DELETE FROM screening_field WHERE paper_id IN (SELECT id FROM screening_paper WHERE instead_of IS NOT NULL);
DELETE FROM screening_paper WHERE instead_of IS NOT NULL;
ALTER TABLE screening_paper DROP COLUMN instead_of;
ALTER TABLE screening_finding DROP COLUMN set_aside;
DROP TABLE screening_typed;
