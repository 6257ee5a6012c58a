-- Card numbers and amounts are typed to be checked as well.
ALTER TABLE screening_check DROP CONSTRAINT screening_check_kind_check;
ALTER TABLE screening_check ADD CONSTRAINT screening_check_kind_check CHECK (kind IN ('id_number', 'credit_code', 'bank_card', 'amount'));
