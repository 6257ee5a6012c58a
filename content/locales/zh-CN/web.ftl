# 页面框架
product-name = 师傅
skip-to-content = 跳到正文
nav-label = 主导航
nav-bottom-label = 底部导航
nav-today = 今日
nav-board = 学看练
nav-mentoring = 带教
nav-policy = 政策
nav-screening = 核验
nav-review = 复核
nav-reports = 看板
nav-people = 人员
nav-audit = 留痕
nav-security = 安全
menu-label = 我的菜单
menu-notifications = 通知
menu-account = 我的账号
menu-feedback = 意见和投诉
menu-about = 关于本程序
other-language = English
lang-zh = 中文
lang-en = English
foot-line = 系统只提示，不代人作决定；没有打卡、积分和排名。
log-in = 登录
log-out = 退出

# 脚本用语
js-copied = 已复制，含引文
js-copy-failed = 没能复制，请手动选择文字
js-draft-saved = 草稿已保存在本机
js-sync-ok = 已同步
js-sync-waiting = 已保存在本机，待上传（{"{"}n{"}"}）
js-sync-proof = 已保存在本机，待上传（{"{"}n{"}"}），请先确认身份
js-sync-conflict = 冲突，需处理（{"{"}n{"}"}）
js-sync-local = 草稿已保存在本机，尚未签认
js-leave-waiting = 还有{"{"}n{"}"}条签认没有上传，退出后会从本机清除。仍要退出吗？
js-file-type = 不是可以核验的格式，请换成图片或PDF
js-file-size = 超过{"{"}n{"}"}MB，请压缩或拆分后再传
js-file-many = 一件最多{"{"}n{"}"}个文件，请分开上传
js-file-empty = 文件是空的，请重新选择
js-file-sending = 正在接收，{"{"}n{"}"}%
js-file-checking = 已接收，正在校验
js-file-done = 已进入分析
js-not-kept = 刚才的改动没有保存，请在核验件页面里再改一次
js-file-failed = 没有传成功，请重试

# 角色
role-apprentice = 新人
role-mentor = 师傅
role-reviewer = 复核
role-clerk = 经办
role-steward = 政策与培训管理员
role-quality = 综合科
role-manager = 主管
role-bank-agent = 受托银行网点
role-system-admin = 系统管理员
role-security-admin = 安全管理员
role-audit-admin = 审计管理员

# 出错时
error-title = 没有办成
error-home = 回到今日
error-reference = 编号
error-advice-refused = 如果你认为应当可以，请联系安全管理员。
error-advice-missing = 可能已经移走，或者不在你的权限内。
error-advice-conflict = 请回到上一页，刷新后再看。
error-advice-input = 请返回上一页修改，已填写的内容还在。
error-advice-hasty = 请稍等一会儿再试。
error-advice-ours = 问题已经记录。请稍后再试；如果一直这样，把下面的编号告诉系统管理员。
error-advice-other = 请返回上一页再试一次。
error-form = 有内容需要改
error-malformed = 发来的内容读不懂
error-json-wanted = 程序接口只接受JSON
error-missing = 没有找到
error-not-allowed = 你的角色不能做这件事
error-internal = 程序出了问题
error-hasty = 操作太频繁了
error-too-large = 发来的内容太大
error-encoded-body = 不接受压缩过的内容
error-log-in-first = 请先登录
error-do-first = 请先完成账号设置
error-foreign-form = 这张表单不是从本程序的页面发出的，或者页面已经过期
error-database-busy = 数据库正忙，请稍后再试
error-already-there = 已经有了
error-rule-of-database = 这样做不合规则，没有保存
error-job-lease-lost = 这项任务已由别处接手
error-choose-one = 请选择一项
error-too-long = 太长了

nav-tabs = 政策分栏
tab-search = 检索
tab-policies = 政策
tab-items = 业务事项
tab-faq = 问答
tab-forms = 表单
tab-notes = 笔记
tab-routines = 服务规范
tab-synonyms = 同义词
tab-questions = 题库

# 问同事
tab-asks = 问同事

# 维护
tab-upkeep = 维护
cancel = 取消
error-form-one = 有一处需要改
error-form-several = 有{ $n }处需要改
