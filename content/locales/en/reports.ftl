# Today, reports, posts
reports-title = Reports
list-and = {", "}

# Posts
posts-title = Posts and their A and B holders
posts-sub = A works the post, B stands in. A change counts from today; the earlier record stays.
posts-place = {" "}holder
posts-nobody = Open
posts-since = since { $day }
posts-save = Save
posts-empty = No posts yet
posts-empty-how = Posts come with the centre's own data. Please ask the system administrator.
error-post-two-people = A and B cannot be the same person
toast-post-saved = The post has been saved
audit-post-added = Added a post
audit-post-holder = Changed the A or B holder of a post
