DROP TABLE etiquette_certificate;
DROP TABLE routine_sign_off;
DROP TABLE routine_round;
DROP TABLE routine_self_check;
DROP TABLE routine_step;
DROP TABLE routine_version;
DROP TABLE routine;
