DROP TABLE login_throttle;
DROP TABLE session;
DROP TABLE person_role;
DROP TABLE person;
DROP TABLE department;
