DROP TABLE policy_intake;
