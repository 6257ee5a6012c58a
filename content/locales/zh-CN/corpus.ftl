# 政策、业务事项、检索、笔记

audit-policy-imported = 导入政策版本
audit-policy-read = 确认已读政策
audit-item-imported = 导入业务事项
error-policy-version-order = 只能在已有的最新版本之后增加版本
error-policy-dates-overlap = 施行日期与已有版本重叠
