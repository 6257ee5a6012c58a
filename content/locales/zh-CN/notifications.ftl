
# 通知
notifications-title = 通知
notifications-sub = 最近{ $n }条，其中{ $fresh }条没看过
notifications-new = 新
notifications-empty = 还没有通知
notifications-empty-text = 签认、复核、政策变化和对你意见的答复，会出现在这里。
notifications-empty-go = 回到今日
notice-feedback-answered = 你提的意见有答复了
notice-feedback-filed = 有一条对程序的意见等待答复

# 意见和投诉
feedback-title = 意见和投诉
feedback-sub = 对这个程序有不满或想法，写在这里。系统管理员和综合科会答复。
feedback-kind = 这是
feedback-complaint = 投诉
feedback-suggestion = 建议
feedback-text = 想说的话
feedback-text-hint = 不要写群众的姓名和号码，最多2,000字。
feedback-about-page = 来自页面：
feedback-send = 送出意见
feedback-mine = 我提过的
feedback-mine-empty = 还没有。送出后，答复会出现在这里。
feedback-answered = 已答复
feedback-waiting = 等待答复
feedback-answer-from = 答复
feedback-queue-go = 答复队列
toast-feedback-filed = 意见已送出
error-text-needed = 请写几个字
error-feedback-answered = 已经有人答复了

# 关于本程序
about-title = 关于本程序
about-sub = 政务服务窗口的带教、培训、政策查询和材料核验。
about-is = 它做什么
about-is-mentoring = 带教：每个业务事项一听二学三看四练，师傅签认，轮轮可查。
about-is-learning = 培训：题目、课程和服务规范都引用条款，条款变了会提醒。
about-is-knowing = 查询：按任意一天查当时有效的规定，引文可以直接复制。
about-is-screening = 核验：指出材料里值得看一眼的地方和理由，由人判断。
about-not = 它不做什么
about-not-points = 没有打卡、积分、排名、连续天数。
about-not-time = 不统计在线时长，学习时间不作考核依据。
about-not-photo = 不要求上传工作照片作为练习凭证。
about-not-decide = 不自动退件、不自动处罚，也不说材料是真是假。
about-not-source = 依据：国办函〔2026〕12号关于整治“指尖上的形式主义”的要求。
about-data = 数据怎样保护
about-data-least = 只收集有用途、有保存期限的信息，到期删除。
about-data-looks = 号码默认遮住；每次查看材料都有记录。
about-data-trail = 操作记录首尾相连，篡改可发现。
about-data-limit = 同时控制数据库和全部外存链头的人仍能重写一切，所以链头要放到别处。
about-build = 版本和许可
about-version = 版本
about-licence = 许可
about-parts-name = 组成
about-parts = { $n }个开源组件，许可都允许自由使用
about-parts-show = 查看组件清单
