# 今日、看板、岗位
reports-title = 业务看板
list-and = 、

# 岗位
posts-title = 岗位与A、B岗
posts-sub = A岗办理，B岗替补。换人从今天起算，原来的记录保留。
posts-place = 岗
posts-nobody = 空缺
posts-since = { $day }起
posts-save = 保存安排
posts-empty = 还没有岗位
posts-empty-how = 岗位随机构资料导入，请联系系统管理员。
error-post-two-people = A岗和B岗不能是同一个人
toast-post-saved = 岗位安排已保存
audit-post-added = 增加岗位
audit-post-holder = 调整A、B岗
