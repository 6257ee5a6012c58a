DROP TABLE upkeep_act;
