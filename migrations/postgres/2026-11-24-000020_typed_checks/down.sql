DELETE FROM screening_check WHERE kind NOT IN ('id_number', 'credit_code');
ALTER TABLE screening_check DROP CONSTRAINT screening_check_kind_check;
ALTER TABLE screening_check ADD CONSTRAINT screening_check_kind_check CHECK (kind IN ('id_number', 'credit_code'));
