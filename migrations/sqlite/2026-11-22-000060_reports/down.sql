DROP TABLE post_holder;
DROP TABLE post_item;
DROP TABLE post;
