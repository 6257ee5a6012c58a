DROP TABLE feedback;
DROP TABLE notification;
