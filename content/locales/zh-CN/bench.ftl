# 复核台：先说看法、两人复核、门槛、房价参考、练习

# 在别处出现过
finding-title-reuse-same_table = 与别的核验件里的一张表相同
finding-title-reuse-same_seal = 同一枚印章图样在别的核验件里
finding-title-reuse-same_photo = 同一张照片在别的核验件里
finding-title-reuse-number = 同一个编号在别的核验件里
finding-title-reuse-wording = 与别家单位的证明措辞相同
finding-reuse-same_table = 这张表与核验件{ $case }第{ $page }页的一张表看上去一样{ $read ->
    [yes] ，表里的数字有{ $words }%相同。
   *[no] 。
}{ $applicants ->
    [same] 两件的业务参考号相同。
    [different] 两件的业务参考号不同。
   *[unknown] 至少有一件没有填业务参考号。
}{ $parties ->
    [different] 两处的户名或账号读出来不一样。
   *[other] {""}
}
alternative-reuse-same_table = 夫妻、共同申请人会交同一份流水；同一位群众补交材料也很常见。户名不一样时，先核对是不是读错了。
finding-reuse-same_seal = 这枚印章的图样与核验件{ $case }第{ $page }页的一枚几乎一样{ $percent ->
    [none] {""}
   *[other] ：印文相合{ $percent }%，盖章角度也一致
}。{ $parties ->
    [different] 两份材料的单位名称读出来不一样。
   *[other] 有一份材料没有读出单位名称。
}
alternative-reuse-same_seal = 电子印章每次都一模一样；集团公司代下属单位盖章、单位改过名，也会这样。
finding-reuse-same_photo = 这张照片与核验件{ $case }第{ $page }页的一张几乎完全一样（64位特征相差{ $bits }位）。{ $parties ->
    [different] 两张证件的号码不同，而且校验位都对。
   *[other] {""}
}{ $applicants ->
    [same] 两件的业务参考号相同。
    [different] 两件的业务参考号不同。
   *[unknown] 至少有一件没有填业务参考号。
}
alternative-reuse-same_photo = 夫妻互相提交证件、同一位群众换证前后用了同一张照片，都有可能。
finding-reuse-number = 这份材料的{ $number ->
    [invoice] 发票号码
    [certificate] 证书号码
   *[contract] 合同编号
}与核验件{ $case }里的一份相同。{ $applicants ->
    [same] 两件的业务参考号相同。
    [different] 两件的业务参考号不同。
   *[unknown] 至少有一件没有填业务参考号。
}
alternative-reuse-number = 夫妻、共有人各自办理会用到同一份合同或证书；同一笔业务补交、重交也很常见。
finding-reuse-wording = 去掉填写的内容以后，这份证明的措辞与核验件{ $case }里另一家单位的证明几乎一样（{ $words }%相同）。
alternative-reuse-wording = 单位可能用了同一个网上模板，或者同属一个集团、由同一家代理机构开具。

# 先说看法、两人复核
blind-sub = 先看材料
blind-page = 第{ $file }个文件第{ $n }页
blind-no-page = 还没有可以看的页面。
blind-title = 先说你的看法
blind-why = 本中心要求先看材料、说出看法，再看系统标出的地方和别人的意见，判断才独立。这一步会留痕。
blind-opinion = 单看材料，你会怎么处理
blind-reason = 你看到了什么
blind-give = 记下看法，看系统的提示
blind-held = 别人正在复核这一件。
review-first-hidden = 先看材料，说出看法后显示
review-rule-blind = 本中心开了“先说看法”：认领后先看材料写下看法，再显示系统标出的地方。
review-seat-first = 须两人复核
review-seat-second = 等第二人
review-seat-referee = 两人看法不同，等主管
review-sit-first = 这一件须两位复核人看法一致。你是第一位，你的决定和理由在第二位说完之前不给他看。
review-sit-second = 这一件须两位复核人看法一致。你是第二位：与第一位一致就定下来，不一致就上报主管。
review-sit-referee = 两位复核人看法不同，由主管决定。
review-said = 你已经说过意见，等另一位复核人。
review-vote-by = { $person } · { $when }的复核意见
review-first-by = { $person } · { $when }先说的看法
review-settings = 复核方式
error-opinion-first = 请先看材料，说出你的看法，再看系统的提示
error-already-voted = 你在这一轮已经说过意见了
error-goes-up = 两位复核人看法不同，这一件由主管决定
toast-opinion-given = 看法已记下
notice-screening-goes-up = 核验件{ $code }两位复核人看法不同，请你决定
audit-screening-first-opinion = 先说对核验件的看法
audit-screening-voted = 两人复核中的一位给出意见
audit-screening-setting = 改变复核方式

setting-title = 复核方式
setting-sub = 什么时候要两个人看，要不要先说看法。改动从下一次复核起有效，每次都留痕。
setting-now = 现在
setting-blind-on = 复核人先说看法，再看系统的提示
setting-blind-off = 复核人一打开就能看到系统的提示
setting-two-purposes = 这些用途须两人看法一致：{ $purposes }
setting-two-score = 关注分从{ $score }起须两人看法一致
setting-two-never = 一个人复核就可以决定
setting-change = 改变复核方式
setting-blind = 先说看法，再看系统的提示
setting-blind-sub = 避免先看了分数和标注，眼睛就跟着走
setting-two = 须两人看法一致的用途
setting-two-sub = 第二位在说完之前看不到第一位的决定和理由；不一致时由主管决定。
setting-score = 或者关注分从多少起
setting-score-hint = 0到100，不填就不看分数
setting-reason = 为什么改
setting-save = 从现在起这样复核
setting-versions = 以前的改动
setting-versions-none = 还没有人改过。
setting-version = 第{ $n }版 · { $person } · { $when }
setting-version-why = { $what }。理由：{ $why }
error-score-range = 请填0到100的整数，或者留空
error-setting-changed = 有人刚刚改过，请看过新的内容再改
toast-setting-changed = 复核方式已改

# 门槛
calibration-title = 疑点门槛
calibration-sub = 用本中心自己受理过的材料定门槛：没有问题的材料，被提示的不能太多。
calibration-budget = 没有问题的材料最多提示
calibration-look = 看效果
calibration-counts = 受理过{ $n }份，有疑问{ $confirmed }份（至少要{ $least }份）
calibration-built-in = 用的是系统自带的门槛。
calibration-version = 现在用{ $name }，{ $person }于{ $when }确认：按{ $n }份材料，提示从{ $before }降到{ $after }。理由：{ $why }
calibration-version-plain = 现在用{ $name }，{ $person }于{ $when }改回系统自带的门槛。理由：{ $why }
calibration-rule = 检查
calibration-bound-now = 现在的门槛
calibration-bound-new = 建议的门槛
calibration-no-bound = 自带
calibration-raised = { $n }份没有问题的材料里，会被提示的从{ $before }变成{ $after }
calibration-kept = 人确认过的{ $confirmed }处疑问，保留{ $kept }处
calibration-too-few = 材料还不够，先用系统自带的门槛，接着数。
calibration-no-promise = 按现有材料还不能保证下一份也在这个比例以内：要么材料不够多，要么提示来自数字对不上一类的检查，这类检查不设门槛。
calibration-reason = 确认的理由
calibration-confirm = 确认并启用建议的门槛
calibration-back = 改回系统自带的门槛
calibration-earlier = 以前的门槛
calibration-quiet = 还没有材料的种类
calibration-how = 门槛只会比系统自带的更严，低于门槛的疑点仍然列出，只是不再提醒；数字对不上、同一份材料用在两处一类的检查不设门槛。只计已办结、照常受理、没有人确认疑问的材料，不计练习。
error-files-too-few = 至少要有{ $least }份受理过的材料
error-proposal-changed = 你打开之后材料有了变化，请看过新的建议再确认
error-bounds-built-in = 现在用的就是系统自带的门槛
toast-bounds-in-force = 门槛已启用，从下一份材料起有效
audit-screening-calibrated = 启用疑点门槛

# 房价参考
price-title = 房价参考
price-sub = 看合同单价在当月参考区间的哪里。参考不是结论，偏离有很多正常的原因。
price-import = 导入参考表
price-import-sub = 先试读，每一行的问题都列出来；没有问题才导入，导入后还要启用。
price-ask = 查一套房
price-none-in-force = 还没有启用的参考表，请主管先导入。
price-any = 不指定
price-month = 合同月份
price-total = 合同总价（元）
price-area = 建筑面积（平方米）
price-look = 查参考
price-found = 参考
price-level-estate = 同一小区
price-level-district = 同区同类房屋（小区没有足够的成交）
price-for = 范围
price-of-estate = { $estate } · { $building }
price-of-district = { $district } · { $building }
price-source = { $source }，截至{ $day }
price-within = 合同单价每平方米{ $unit }，在参考区间内，与中位数相差{ $off }。
price-above = 合同单价每平方米{ $unit }，高于参考区间，与中位数相差{ $off }。
price-below = 合同单价每平方米{ $unit }，低于参考区间，与中位数相差{ $off }。
price-else = 偏离也可能是：含装修或车位、顶楼带阁楼、亲属之间买卖、法院拍卖、按套内面积算、面积读错，或者参考表旧了。
price-no-reference = 没有参考：小区和同区同类房屋在这个月前后都没有至少5笔成交。
price-comparables = 可以比较的
price-versions = 参考表
price-versions-none = 还没有导入过。
price-version = 第{ $n }版，{ $bands }行，{ $person }于{ $when }导入：{ $why }
price-in-force = 正在用
price-put-in-force = 启用
price-summary = { $n }行，{ $bad }行有问题
price-more = 还有{ $n }行有问题，改好这些再试。
price-read-as = 前几行读成这样：
price-reason = 这份表从哪里来，为什么导入
price-bring-in = 导入为新的一版
price-csv-district = 区
price-csv-estate = 小区
price-csv-aliases = 别名
price-csv-building = 房屋类型
price-csv-month = 月份
price-csv-low = 低位单价
price-csv-median = 中位单价
price-csv-high = 高位单价
price-csv-samples = 成交笔数
price-csv-source = 来源
price-csv-as-of = 截至日期
price-csv-example-district = 城东区
price-csv-example-estate = 禾苗家园
price-csv-example-aliases = 禾苗小区；禾苗花园
price-csv-example-building = 住宅
price-csv-example-month = 2026-05
price-csv-example-low = 12000
price-csv-example-median = 13500
price-csv-example-high = 15000
price-csv-example-samples = 23
price-csv-example-source = 成交登记
price-csv-example-as-of = 2026-06-30
error-price-needed = 不能空着
error-price-month = 请写成2026-05这样的月份
error-price-day = 请写成2026-05-31这样的日期
error-price-amount = 请填每平方米多少元，最多两位小数
error-price-samples = 请填成交笔数，0或正整数
error-price-order = 应当低位不高于中位，中位不高于高位
error-price-twice = 同一小区、类型、月份出现了两次
error-price-rows = 还有行有问题，改好再导入
error-price-header = 第一行里缺少必要的列名，请对照模板
error-price-too-many = 表太长，一次最多20000行
toast-prices-imported = 已导入为新的一版，启用后才会用到
toast-prices-in-force = 已启用
audit-prices-imported = 导入房价参考表
audit-prices-in-force = 启用房价参考表

# 练习
exercise-title = 找疑点练习
exercise-sub = 在遮掉个人信息的真实材料和画出来的材料上练眼睛
exercise-list = 练习
exercise-none = 还没有练习
exercise-none-sub = 复核人和带教人会把办结的核验件做成练习。
exercise-not-tried = 还没练
exercise-best = 最好{ $best }分，练了{ $tries }次
exercise-own = 我的记录
exercise-record-none = 还没有练过
exercise-record = 练了{ $n }个，共{ $tries }次，最好成绩平均{ $mean }分
exercise-apprentices = 我带的新人
exercise-making = 正在做的
exercise-making-none = 没有等着遮盖或审看的练习。
exercise-from-case = 已办结、有人确认过疑问的核验件，可以在它的页面上做成练习。
exercise-draw = 画一张来练
exercise-draw-sub = 程序随机画一张虚构材料并改动一处，不含任何人的信息。
exercise-draw-do = 画好，交另一人审看
exercise-edit = 改动
exercise-edit-copymove = 从页内复制一个词
exercise-edit-splice = 从别的扫描件拼来一个词
exercise-edit-erase = 抹掉一个词
exercise-edit-retype = 抹掉后重写一个词
exercise-name = 标题
exercise-explanation = 讲解：为什么要看这里，还有什么可能
exercise-no-names = 标题和讲解里不写姓名和号码
exercise-state-draft = 等着遮盖
exercise-state-waiting = 等另一人审看
exercise-state-published = 已发布
exercise-state-retired = 已撤下
exercise-begin = 做成练习
exercise-begin-sub = 选一页有人确认过疑问的，写好讲解，下一步遮掉个人信息
exercise-begin-do = 下一步：遮盖
exercise-page = 页
exercise-of-page = 第{ $file }个文件第{ $n }页：{ $rules }
exercise-of-case = 做成练习
exercise-cover = 遮什么
exercise-cover-sub = 涂黑的格子会从图里永久去掉。系统已经涂上它认得的个人信息，请对照着补全。
exercise-cover-legend = 点格子涂黑或取消
exercise-cover-names = 姓名、号码、住址、电话、照片、签名都要遮住，单位名称也遮。
exercise-cover-seals = 印章、二维码、条形码里也有信息。
exercise-cover-second = 遮好以后交给另一位看得到这件核验件的人审看，通过才发布。
exercise-cover-do = 遮盖并交另一人审看
exercise-second = 审看
exercise-second-own = 自己做的练习须由另一人审看。
exercise-second-look = 放大看一遍：图里还有没有能认出人的内容？
exercise-second-place = 要找的地方看得清吗？讲解说得对吗？
exercise-approve = 没有个人信息，发布
exercise-back = 退回重做
exercise-picture = 材料图像
exercise-picture-alt = 遮掉个人信息的材料
exercise-task = 哪些地方值得多看一眼？点出来
exercise-cell = 第{ $row }行第{ $column }格
exercise-how = 怎么练
exercise-how-tap = 点一下格子就标上，再点取消。
exercise-how-keys = 用键盘：Tab走到格子，空格标上。
exercise-how-score = 找到一处得一份分；多标一处不扣，再多的每处扣10分；最多标{ $n }处。
exercise-hand-in = 交卷
exercise-score = { $score }分
exercise-good = 眼力不错
exercise-found = 找到{ $found } / { $places }处，另外标了{ $extra }处。
exercise-else = 也可能是：
exercise-again = 再练一次
exercise-lesson = 看这条检查的讲解
exercise-find = 练习
exercise-recorded = 成绩已记入你的记录，只有你和带教人看得到。
exercise-legend-truth = 要找的地方
exercise-legend-mark = 你标的
exercise-upkeep = 维护
exercise-retire = 撤下这个练习
error-exercise-not-closed = 办结的核验件才能做成练习
error-exercise-nothing-confirmed = 这一件里没有人确认过的疑问
error-exercise-authors = 只有做练习的人能改
error-exercise-moved-on = 这个练习的状态已经变了，请刷新后再看
screening-unsaved = 你写的内容没有保存
screening-unsaved-why = 这一件已经变了，表单不在了；内容在这里，可以复制
error-exercise-changed = 这个练习在你打开之后改过，请重新看一遍再通过
error-finding-marked-by-reviewer = 这一处已由复核人标过，你不能再改
error-exercise-covered = 遮盖把要找的地方盖住了大半，请少涂一些；盖不开的不适合做练习
error-exercise-own = 自己做的练习须由另一人审看
error-exercise-mark-one = 请至少标一处
error-exercise-marks-many = 标得太多了，最多10处
toast-exercise-waiting = 已交另一人审看
toast-exercise-published = 已发布
toast-exercise-sent-back = 已退回
toast-exercise-retired = 已撤下
audit-exercise-begun = 开始做练习
audit-exercise-covered = 遮盖练习图像
audit-exercise-drawn = 画练习图像
audit-exercise-approved = 发布练习
audit-exercise-sent-back = 退回练习
audit-exercise-retired = 撤下练习
audit-exercise-tried = 做练习

# 讲解
lesson-strength = 最多算作：
lesson-look = 看什么
lesson-limits = 看不到什么
lesson-other = 也可能是
lesson-next = 接下来怎么办
lesson-exercises = 练习
lesson-exercises-none = 这条检查还没有练习。
lesson-look-logic = 号码、金额、日期之间有算得出来的关系：校验位、大小写、余额、合计。改了一处，别处往往没有跟着改，所以不管拍照还是转发，这类检查都有效。
lesson-next-logic = 先对着原件核对读数，尤其是列出的相近数字；读数没错，再请群众说明，或者打电话问开具单位。
lesson-look-structure = 文件自己记着怎么做出来、改过几次。后来的改动会留下旧的版本、编辑软件的名字、对不上的缩略图。
lesson-next-structure = 看改动了什么内容。签名、盖章、填表也会留下版本；只是软件名字不同，说明不了问题。
lesson-look-reuse = 同一份材料、印章、照片、编号，在别的核验件里出现过。系统只比较特征，不比较人。
lesson-next-reuse = 打开另一件并排看：同一位群众补交最常见；不同的人用同一份，请说明关系，例如夫妻、共有人。
lesson-look-jpeg = 图片每保存一次就压缩一次。后来贴上去的一块，压缩的次数和别处不一样。
lesson-next-jpeg = 放大看这个词的边缘和底色，和同一列别的词比。印章、荧光笔、照片区域本来就不同。
lesson-look-noise = 扫描和拍照会在纸面上留下细小的颗粒，抹过、重画过的地方颗粒不一样。
lesson-next-noise = 把图放大，看这一块是不是过于干净，再看原件。阴影和反光也会这样。
lesson-look-copy = 同一页里真正印出来的两个相同的字，细看总有差别；复制出来的连颗粒都一样。
lesson-next-copy = 看标出的两处：哪一处像是后来放上去的？再看原件上这两处。
lesson-look-word = 同一列的字，墨色、粗细、清晰度本来差不多。单独一个词明显不同，值得看一眼。
lesson-next-word = 只和同一列、同样大小的字比。后填的表格、加粗的合计、盖章处本来就不同。
lesson-look-seal = 盖上去的章墨色有深有浅，压在字上会变暗；贴上去的图边缘整齐、颜色均匀。
lesson-next-seal = 先看文件有没有电子签章：电子印章本来就均匀。没有的话，请看原件上的印泥。
lesson-look-learned = 这里的样子与周围不同。
lesson-next-learned = 对着原件看这一处。
bench-more = 也可以
lesson-more = 讲解和练习
price-import-columns = UTF-8编码，最多{ $n }行。第一行是列名：
price-import-try = 检查这份表
exercise-cover-waiting = 已交另一人审看；通过以前还可以改，改过的会重新交给他看。
