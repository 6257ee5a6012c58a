# 材料核验的疑点。只说哪里值得看、为什么、还有什么可能，不下真假结论。
# finding-… 是理由，alternative-… 是其他可能的解释，detector-…-limits 说明看不到什么。

detector-logic-id_number-name = 身份号码核对
detector-logic-id_number-limits = 只核对号码自身和旁边印的出生日期、性别，看不出号码是不是本人的。
finding-logic-id_number-length = 身份号码应为18位，这里是{ $length }位。
alternative-logic-id_number-length = 可能漏录、多录了字符，或者识别有误。
finding-logic-id_number-check_digit = 身份号码的校验位应为{ $expected }，这里是{ $read }。
alternative-logic-id_number-check_digit = 可能有一位看错或录错，先核对这些位：{ $candidates }。
finding-logic-id_number-region = 身份号码前两位{ $code }不是省级行政区代码。
alternative-logic-id_number-region = 可能前两位看错或录错。
finding-logic-id_number-birth_date = 身份号码中的出生日期{ $digits }不存在，或者晚于今天。
alternative-logic-id_number-birth_date = 可能第7位到第14位看错或录错。
finding-logic-id_number-birth_date_differs = 身份号码中的出生日期是{ $number }，旁边印的是{ $printed }。
alternative-logic-id_number-birth_date_differs = 可能是农历生日、更正过户籍，或者其中一处录错。
finding-logic-id_number-sex_differs = 身份号码第17位对应的性别是{ $number ->
    [male] 男
   *[female] 女
}，旁边印的是{ $printed ->
    [male] 男
   *[female] 女
}。
alternative-logic-id_number-sex_differs = 可能性别变更过，或者第17位看错、录错。

detector-logic-credit_code-name = 统一社会信用代码核对
detector-logic-credit_code-limits = 只核对代码自身，看不出代码是不是这家单位的。
finding-logic-credit_code-form = 统一社会信用代码应为18位，且不用I、O、S、V、Z；这里是{ $length }位，不该出现的字符：{ $characters }。
alternative-logic-credit_code-form = 可能把数字0、1、5、2看成了字母，或者漏录了字符。
finding-logic-credit_code-check_digit = 统一社会信用代码的校验位应为{ $expected }，这里是{ $read }。
alternative-logic-credit_code-check_digit = 可能有一位看错或录错，先核对这些位：{ $candidates }。
finding-logic-credit_code-organisation_code = 代码第17位是组织机构代码的校验位，应为{ $expected }，这里是{ $read }。
alternative-logic-credit_code-organisation_code = 可能第9位到第17位有一位看错或录错，先核对这些位：{ $candidates }。
detector-logic-bank_card-name = 银行卡号核对
detector-logic-bank_card-limits = 只核对卡号自身，看不出卡是谁的；账号、存折号不适用。
finding-logic-bank_card-form = 银行卡号应为16至19位数字，这里是{ $length }位，不该出现的字符：{ $characters }。
alternative-logic-bank_card-form = 可能是账号而不是卡号，或者漏录了数字。
finding-logic-bank_card-check_digit = 银行卡号的校验位对不上。
alternative-logic-bank_card-check_digit = 早年有的卡不按这个规则编号；也可能有一位看错或录错，先核对这些位：{ $candidates }。
detector-logic-amount-name = 大小写金额核对
detector-logic-amount-limits = 只比较大写和小写；两处都改过就看不出来。
finding-logic-amount-words = 大写金额读不成一个数。小写是{ $figures }，大写应为：{ $expected }。
alternative-logic-amount-words = 可能录错或漏录了字，先对照原件。
finding-logic-amount-differs = 小写是{ $figures }，大写读出来是{ $words }。按小写，大写应为：{ $expected }。
alternative-logic-amount-differs = 可能录错了一个字，或者其中一处是含税、合计一类的另一个数，先对照原件。

detector-logic-statement-name = 银行流水核对
detector-logic-statement-limits = 只看数字之间对不对得上；从改动处起全部重新算过的流水，以及筛选导出的流水，看不出来。
finding-logic-statement-balance = 第{ $row }行余额应为{ $expected }，票面为{ $read }。
alternative-logic-statement-balance = { $candidates ->
    [none] 可能这个数读错了，请核对读数；也可能有一行没有读到。
   *[other] 可能这个数有一位读错，请先核对：{ $candidates }。
}
finding-logic-statement-amount = 第{ $row }行的金额与前后余额对不上：按余额应为{ $expected }，票面为{ $read }。
alternative-logic-statement-amount = { $candidates ->
    [none] 可能这一行之前少了一行，或者金额读错，请核对读数。
   *[other] 可能金额有一位读错，请先核对：{ $candidates }；也可能这一行之前少了一行。
}
finding-logic-statement-step = { $before ->
    [none] 第{ $row }行的余额接不上：按金额应为{ $expected }，票面为{ $read }。
   *[other] 第{ $before }行到第{ $row }行接不上：第{ $row }行余额按金额应为{ $expected }，票面为{ $read }。
}
alternative-logic-statement-step = { $candidates ->
    [none] 可能中间少了一行，或者这两行有一个数读错，请核对读数。
   *[other] 可能有一位读错，请先核对：{ $candidates }；也可能中间少了一行。
}
finding-logic-statement-inserted = 去掉第{ $row }行（金额{ $amount }），前后余额正好接得上。
alternative-logic-statement-inserted = 可能是随后冲正的一笔，或者后一行的余额读错，请核对读数。
finding-logic-statement-repeated = 第{ $row }行与上一行完全相同。
alternative-logic-statement-repeated = 分页拍照或扫描时，上一页末行常会再出现一次。
finding-logic-statement-missing_rows = 第{ $row }行之前序号不连续，余额也相差{ $by }，可能缺少若干行。
alternative-logic-statement-missing_rows = 可能是按条件导出的流水，或者有的行没有读到。
finding-logic-statement-page_gap = 第{ $row }行是新的一页，与上一页的余额相差{ $by }，可能缺页。
alternative-logic-statement-page_gap = 可能有一页没有上传，或者页的先后放反了，请要求补齐。
finding-logic-statement-direction = 第{ $row }行金额对得上，收支方向与余额的变化相反。
alternative-logic-statement-direction = 可能是冲正、退款，或者这一行的方向读错。
finding-logic-statement-opening = 期初余额接不上第{ $row }行：应为{ $expected }，票面为{ $read }。
alternative-logic-statement-opening = 期初余额可能是另一天或另一账户的，也可能少了第一页。{ $candidates ->
    [none] {""}
   *[other] 也可能有一位读错：{ $candidates }。
}
finding-logic-statement-closing = 期末余额应等于第{ $row }行的余额{ $expected }，票面为{ $read }。
alternative-logic-statement-closing = 期末余额可能是打印当天的，也可能少了最后一页。{ $candidates ->
    [none] {""}
   *[other] 也可能有一位读错：{ $candidates }。
}
finding-logic-statement-total = { $which ->
    [in] 收入合计
   *[out] 支出合计
}应为{ $expected }，票面为{ $read }。
alternative-logic-statement-total = 有的银行把冲正另算，或者只合计一部分。{ $candidates ->
    [none] {""}
   *[other] 也可能有一位读错：{ $candidates }。
}
finding-logic-statement-count = { $which ->
    [in] 收入笔数
    [out] 支出笔数
   *[all] 总笔数
}应为{ $expected }，票面为{ $read }。
alternative-logic-statement-count = 有的银行不计冲正和结息，也可能有的行没有读到。
finding-logic-statement-date = 第{ $row }行的日期{ $date }不存在。
alternative-logic-statement-date = 可能日期有一位读错，请核对读数。
finding-logic-statement-future = 第{ $row }行的日期{ $date }晚于打印日期或今天。
alternative-logic-statement-future = 可能日期读错，或者打印日期读错，请核对读数。
finding-logic-statement-date_order = 第{ $row }行的日期{ $date }与上下两行的先后不合。
alternative-logic-statement-date_order = 有的银行按记账日排列、印的却是交易日；也可能日期读错。
finding-logic-statement-period = 第{ $row }行的日期{ $date }不在流水的起止日期之内。
alternative-logic-statement-period = 可能日期或起止日期读错，请核对读数。
finding-logic-statement-row_order = 第{ $row }行不在应有的位置：别的日子都按发生的先后排列，只有这一天的余额、时间或序号要换了次序才接得上。
alternative-logic-statement-row_order = 可能是当天冲正、补记的交易，或者时间、序号读错，请看前后两行。
finding-logic-statement-serial = 第{ $row }行的序号是{ $serial }，上一行是{ $before }，不连续。
alternative-logic-statement-serial = 可能是按条件导出的流水，或者有的行没有读到。
finding-logic-statement-salary_day = { $of }笔工资里有{ $count }笔发在周六或周日。
alternative-logic-statement-salary_day = 自动代发不分工作日，调休的周末也是工作日。
finding-logic-statement-salary_payer = 第{ $row }行的工资由另一个单位发放，其他月份都是{ $usual }。
alternative-logic-statement-salary_payer = 可能换过单位、由劳务公司代发，或者户名读错。

detector-logic-sums-name = 金额勾稽
detector-logic-sums-limits = 只看各个数之间对不对得上；全部跟着改过就看不出来。
finding-logic-sums-unit_price = 按单价和面积，总价应约为{ $expected }，票面为{ $read }。
alternative-logic-sums-unit_price = 可能含装修、车位、地下室或优惠，可能按套内面积计价，也可能单价、面积读错，请核对读数。
finding-logic-sums-parts = 首付款加贷款应等于总价：这里应为{ $expected }，票面为{ $read }。
alternative-logic-sums-parts = 可能还有定金、尾款等另外的部分；也可能有一位读错，请核对读数。
finding-logic-sums-rent = 按月租金和月数，租金合计应为{ $expected }，票面为{ $read }。
alternative-logic-sums-rent = 可能有免租期、递增租金，或者合计里含其他费用。
finding-logic-sums-yearly = 年收入{ $read }与月收入{ $monthly }相差较大，十二个月合计{ $expected }。
alternative-logic-sums-yearly = 年收入可能含奖金、补贴，或者当年不足十二个月。
finding-logic-sums-line = 第{ $line }行按数量和单价，金额应为{ $expected }，票面为{ $read }。
alternative-logic-sums-line = 单价位数多，容易读错一位，请核对读数；也可能单价含税。
finding-logic-sums-lines = { $line ->
    [none] 各行相加，合计应为{ $expected }，票面为{ $read }。
   *[other] 与合计对照，第{ $line }行应为{ $expected }，票面为{ $read }。
}
alternative-logic-sums-lines = 可能有一行没有读到，或者明细在另附的清单上；也可能有一位读错。
finding-logic-sums-tax = 第{ $line }行按税率，这里应约为{ $expected }，票面为{ $read }。
alternative-logic-sums-tax = 可能是差额征税、减按征收，或者税率、税额读错，请核对读数。
finding-logic-sums-gross = 金额加税额应等于价税合计：这里应为{ $expected }，票面为{ $read }。
alternative-logic-sums-gross = { $candidates ->
    [none] 可能其中一个数读错，请核对读数。
   *[other] 可能有一位读错，请先核对：{ $candidates }。
}
finding-logic-sums-rate = 第{ $line }行的税率{ $rate }%，在开票日期{ $date }不是法定的税率或征收率。
alternative-logic-sums-rate = 可能是补开以前的发票，或者税率、日期读错。

detector-logic-dates-name = 日期核对
detector-logic-dates-limits = 只看日期存不存在、先后对不对；改成另一个合理的日期就看不出来。
finding-logic-dates-impossible = 日期{ $date }不存在。
alternative-logic-dates-impossible = 可能日期有一位读错，请核对读数。
finding-logic-dates-future = 日期{ $date }晚于今天（{ $today }）。
alternative-logic-dates-future = 可能是预先填写的日期，或者年份读错。
finding-logic-dates-order = { $pair ->
    [period_from-period_to] 起始日期应早于截止日期
    [period_from-printed_on] 打印日期应晚于起始日期
    [signed_on-delivered_on] 签订日期应早于交付日期
    [from-to] 租期应先开始后结束
    [since-issued_on] 入职日期应早于开具日期
    [born_on-valid_from] 出生日期应早于签发日期
    [valid_from-valid_to] 签发日期应早于到期日期
    [born_a-registered_on] 出生日期应早于登记日期
    [born_b-registered_on] 出生日期应早于登记日期
    [term_from-term_to] 使用期限应先开始后结束
    [registered_on-term_to] 登记日期应早于使用期限届满
    [from-left_on] 入职日期应早于离职日期
    [from-issued_on] 入职日期应早于开具日期
    [born_on-issued_on] 出生日期应早于签发日期
    [left_on-issued_on] 离职证明不应比离职早一个月以上开具
    [signed_on-to] 签订日期应早于租期结束
   *[other] 两个日期的先后不合
}，这里是{ $first }和{ $second }。
alternative-logic-dates-order = 可能是补签、补办的，或者其中一个日期读错，请核对读数。
finding-logic-dates-months = 按起止日期约为{ $expected }个月，这里写的是{ $read }个月。
alternative-logic-dates-months = 可能约定了免租期或装修期，或者日期读错。
finding-logic-dates-validity = 身份证的有效期限是{ $first }至{ $second }，不是与年龄相应的5年、10年或20年。
alternative-logic-dates-validity = 可能日期或身份号码读错一位，请核对读数。
finding-logic-dates-marriage_age = 按身份号码，登记那天是{ $age }岁，法定婚龄是{ $least }岁。
alternative-logic-dates-marriage_age = 可能登记日期或身份号码读错；有些民族地区另有规定，早年的规定也不同。

detector-logic-certificate-name = 证件编号核对
detector-logic-certificate-limits = 只看编号的形式、地区和年份，看不出编号是否发放过。
finding-logic-certificate-marriage = 婚姻登记证字号不合规定的形式，读到{ $length }位数字。
alternative-logic-certificate-marriage = 可能漏读了数字；较早的证件编号形式不同。
finding-logic-certificate-marriage_year = 证件字号里的年份是{ $year }，登记日期是{ $date }。
alternative-logic-certificate-marriage_year = 可能是补领的证件，或者其中一处读错。
finding-logic-certificate-property = 不动产权证号不合规定的形式，顺序号读到{ $digits }位数字。
alternative-logic-certificate-property = 各地编号的位数不尽相同，也可能漏读了数字。
finding-logic-certificate-property_year = 不动产权证号里的年份是{ $year }，登记日期是{ $date }。
alternative-logic-certificate-property_year = 可能是换发、补发的证书，或者其中一处读错。
finding-logic-certificate-unit = 不动产单元号应为28位，并有规定的构成，这里读到{ $length }位。
alternative-logic-certificate-unit = 号码长、字小，容易漏读；请对照原件。
finding-logic-certificate-invoice = 发票号码{ $length }位{ $code ->
    [none] {""}
   *[other] 、发票代码{ $code }位
}，不合规定的形式。
alternative-logic-certificate-invoice = 可能漏读了数字，或者不是增值税发票。
finding-logic-certificate-invoice_year = 发票编号里的年份是{ $year }，开票日期是{ $date }。
alternative-logic-certificate-invoice_year = 可能编号或日期读错一位，请核对读数。
detector-logic-bar_code-name = 条码与印刷号码核对
detector-logic-bar_code-limits = 只认带校验符的Code 128条码；条码跟着号码一起重做过，就看不出来。
finding-logic-bar_code-print = 条码里的号码与旁边印的不一致，不同的位：{ $places }。
alternative-logic-bar_code-print = { $candidates ->
    [none] 条码也可能属于另一份材料（粘贴、重复打印的封面）；请对照原件。
   *[other] 印的号码可能读错一位（{ $candidates }），请对照原件核对这一位。
}
detector-logic-seal-name = 印章与材料核对
detector-logic-seal-limits = 只比读得清楚的印章；印章图样从何而来，这里看不出来。
finding-logic-seal-name = 印章上的单位是“{ $seal }”，材料上写的是“{ $paper }”。
alternative-logic-seal-name = 单位可能改过名，或由上级、下属单位代为盖章；也可能印章或材料上的名称读错，请对照原件。
finding-logic-seal-kind = 印章写着“{ $seal }”，这类材料通常不盖这种章。
alternative-logic-seal-kind = 小单位常用手边的章；也可能还有一枚章没有识别出来，请看原件。

detector-logic-qr-name = 发票二维码核对
detector-logic-qr-limits = 只比较二维码和票面；二维码也重做过就看不出来。读不出二维码不说明任何问题。
finding-logic-qr-amount = 二维码里的金额是{ $code }，票面是{ $printed }。
alternative-logic-qr-amount = { $candidates ->
    [none] 有的发票二维码记的是另一个金额，请核对读数。
   *[other] 可能票面的数有一位读错，请先核对：{ $candidates }。
}
finding-logic-qr-number = 二维码里的发票代码或号码与票面不一致，不同的位：{ $places }。
alternative-logic-qr-number = 可能票面的号码读错，请对照原件核对这些位。
finding-logic-qr-date = 二维码里的开票日期是{ $code }，票面是{ $printed }。
alternative-logic-qr-date = 可能票面的日期读错一位，请核对读数。
finding-logic-qr-check_code = 二维码里的校验码与票面不一致，不同的位：{ $places }。
alternative-logic-qr-check_code = 校验码字小，容易读错，请对照原件核对这些位。

detector-logic-price-name = 房价参照
detector-logic-price-limits = 参照表只到小区和月份；在合理范围内抬高的价格看不出来。
finding-logic-price-outside = 每平方米{ $price }元，{ $side ->
    [above] 高于
   *[below] 低于
}同期参照范围（{ $low }至{ $high }，中位{ $median }，{ $count }笔），与中位相差{ $percent }%。{ $level ->
    [estate] 参照取自同一小区{ $month }的成交。
    [district] 参照取自同区同类房屋{ $month }的成交。
   *[other] {""}
}{ $near ->
    [0] {""}
   *[other] 前一年里可比的{ $near }组参照，中位低于这个价的有{ $lower }组。
}
alternative-logic-price-outside = 可能含装修、车位，可能是顶层、带阁楼、亲属之间或法院拍卖的房屋，也可能按套内面积计价。
finding-logic-price-far = 每平方米{ $price }元，远{ $side ->
    [above] 高于
   *[below] 低于
}同期参照范围（{ $low }至{ $high }，中位{ $median }，{ $count }笔），与中位相差{ $percent }%。{ $level ->
    [estate] 参照取自同一小区{ $month }的成交。
    [district] 参照取自同区同类房屋{ $month }的成交。
   *[other] {""}
}{ $near ->
    [0] {""}
   *[other] 前一年里可比的{ $near }组参照，中位低于这个价的有{ $lower }组。
}
alternative-logic-price-far = 可能含装修、车位，可能是亲属之间或法院拍卖的房屋，可能面积读错，也可能参照表已经过时。

detector-logic-case-name = 各份材料互相核对
detector-logic-case-limits = 只看各份材料和录入的内容是否一致；都跟着改过就看不出来。
finding-logic-case-name = 两份材料里身份号码相同，姓名不同{ $near ->
    [yes] （只差一个字）
   *[no] {""}
}。
alternative-logic-case-name = 可能改过名、用了异体字，或者姓名读错。
finding-logic-case-id_number = 两份材料里姓名相同，身份号码不同，不同的位：{ $places }。
alternative-logic-case-id_number = 可能是同名的两个人，或者其中一处录错。
finding-logic-case-employer = 单位不一致：一处是{ $first }，另一处是{ $second }。
alternative-logic-case-employer = 可能由劳务公司或集团公司代发工资，可能单位改过名，也可能户名读错。
finding-logic-case-price = 价款不一致：一处是{ $first }，另一处是{ $second }。
alternative-logic-case-price = 可能签过补充协议、含车位或装修，或者其中一份已经作废。
finding-logic-case-income = 收入证明写每月{ $told }，流水里每月工资约{ $paid }，前者是后者的{ $percent }%。
alternative-logic-case-income = 证明可能是税前收入，含奖金、补贴，也可能有一部分用现金或另一张卡发放。
finding-logic-case-area = 合同面积{ $first }平方米，证书面积{ $second }平方米，相差超过3%。
alternative-logic-case-area = 可能是预测面积与实测面积的差别，可能一处是套内面积，也可能读错。
finding-logic-case-address = 合同与证书里的房号不同。
alternative-logic-case-address = 可能楼幢、房号重新编过，或者是两套房屋。
finding-logic-case-date = { $pair ->
    [contract-invoice] 发票远早于合同：合同{ $first }签订，发票{ $second }开具。
   *[left-proof] 离职之后又开了收入证明：{ $first }离职，证明{ $second }开具。
}
alternative-logic-case-date = 可能是补签的合同、补开的证明，或者日期读错。
finding-logic-case-typed = 录入的{ $what ->
    [person] 姓名
    [name] 姓名
    [person_id_number] 身份号码
    [id_number] 身份号码
    [employer] 单位
    [total] 总价
    [loan] 贷款
    [down_payment] 首付款
    [rent] 租金
    [monthly_income] 月收入
    [building_area] 面积
    [address] 地址
    [contract_number] 合同编号
    [invoice_number] 发票号码
    [signed_on] 签订日期
   *[other] 内容
}与材料不一致{ $said ->
    [yes] ：录入{ $typed }，材料{ $read }
   *[no] {""}
}。
alternative-logic-case-typed = { $candidates ->
    [none] 可能录入时打错，或者材料是另一个人、另一件事的。
   *[other] 可能录入时打错；也可能材料有一位读错，请先核对：{ $candidates }。
}

detector-structure-metadata-name = 拍摄信息与软件标记
detector-structure-metadata-limits = 聊天软件会去掉这些信息，没有标记不说明任何问题。
finding-structure-metadata-software = 文件信息里写着图像或页面编辑软件：{ $software }。
alternative-structure-metadata-software = 也可能只是用它裁剪、转正、调亮或转换过格式。
finding-structure-metadata-thumbnail = 文件内嵌的缩略图与画面不一致，相似度只有{ $likeness }。
alternative-structure-metadata-thumbnail = 也可能是裁剪、旋转后软件没有更新缩略图。
finding-structure-metadata-changed = 文件写明制作于{ $created }，最后修改于{ $modified }，相隔{ $hours }小时。
alternative-structure-metadata-changed = 制作后又另存、合并、压缩或加过批注，也会更新这个时间。

detector-structure-container-name = 文件外壳
detector-structure-container-limits = 只看文件的外壳，看不到画面内部。
finding-structure-container-trailing = 文件结束标记之后还有{ $bytes }字节的内容。
alternative-structure-container-trailing = 有些手机和扫描软件会在末尾附加自己的数据。

detector-structure-pdf-name = PDF的保存版本
detector-structure-pdf-limits = 改动之后重新打印成PDF，就看不到以前的版本了。
finding-structure-pdf-revisions = PDF里保存了{ $revisions }个版本，后来的版本可能改过页面内容{ $signed ->
    [yes] （文件带有电子签名）
   *[no] {""}
}。
alternative-structure-pdf-revisions = 签名、盖章、填写表单和加批注也会追加版本，请对比各版本的差别。
finding-structure-pdf-missing_fonts = PDF没有带上中文字体，显示的页面可能不完整。
alternative-structure-pdf-missing_fonts = 多数是制作软件的设置造成的，请在原来的软件里打开核对。

detector-structure-pdf_revisions-name = PDF前后版本对比
detector-structure-pdf_revisions-limits = 只比较文件里保存下来的版本；最多比较最后5次保存。
finding-structure-pdf-revision_amount = 第{ $revision }个版本把这里的“{ $before }”改成了“{ $after }”。
alternative-structure-pdf-revision_amount = 可能是开具方自己发现写错后更正，请向开具方核实，或看原来的纸质件。
finding-structure-pdf-revision_text = 第{ $revision }个版本{ $kind ->
    [added] 在这里加上了“{ $after }”
    [removed] 去掉了这里的“{ $before }”
   *[changed] 把这里的“{ $before }”改成了“{ $after }”
}。
alternative-structure-pdf-revision_text = 盖章、补写日期、加页码和更正文字也会这样，请对照前后两个版本。
finding-structure-pdf-revision_look = 第{ $revision }个版本改动了这一块的画面，文字没有变。
alternative-structure-pdf-revision_look = 盖章、换清晰的扫描图也会这样，请对照前后两个版本。
finding-structure-pdf-revision_pages = 第{ $revision }个版本加了{ $added }页，去掉了{ $removed }页。
alternative-structure-pdf-revision_pages = 补交附件、加签名页或去掉空白页都很平常。
finding-structure-pdf-signed_then_changed = 电子签名之后的第{ $revision }个版本又改动了页面，这部分不在签名保护之内。
alternative-structure-pdf-signed_then_changed = 有的平台先签名再加页码、水印或打印标记；程序没有验证签名证书，请用专门的软件验签。

detector-structure-pdf_fonts-name = PDF字体
detector-structure-pdf_fonts-limits = 改动用的字体和旁边完全一样就看不出来；没有内嵌名称的字体不判断。
finding-structure-pdf-font_split = “{ $text }”这一个数里的数字用了{ $fonts }套字体{ $named ->
    [yes] （{ $names }）
   *[no] {""}
}，同页其他金额都只用一套。
alternative-structure-pdf-font_split = 有的排版软件会给个别字符换字体，请对照原件。
finding-structure-pdf-font_rare = “{ $text }”用的字体{ $font }在整个文件里只画了{ $drawn }个字符，同页其他金额用的是{ $usual }。
alternative-structure-pdf-font_rare = 填空、手工补录的数字本来就可能换字体，请对照原件。

detector-structure-pdf_layers-name = PDF文字的上下层
detector-structure-pdf_layers-limits = 先删掉旧内容再写新内容，就没有上下层可看。
finding-structure-pdf-covered_amount = 这里显示“{ $shown }”，下面还盖着“{ $covered }”。
alternative-structure-pdf-covered_amount = 可能是模板里的占位数字，或者开具方改版时盖住了旧数，请向开具方核实。
finding-structure-pdf-covered_text = 这里显示“{ $shown }”，下面还盖着“{ $covered }”。
alternative-structure-pdf-covered_text = 模板套打、盖章图片和批注框也会压住下面的字，请对照原件。
finding-structure-pdf-covered_blank = 这里有一块不透明的区域，下面盖着“{ $covered }”。
alternative-structure-pdf-covered_blank = 可能是有意遮住隐私内容，也可能是模板的底色。
finding-structure-pdf-hidden_amount = 这里显示“{ $shown }”，文件里同一位置还有看不见的“{ $hidden }”。
alternative-structure-pdf-hidden_amount = 扫描后自动识别的隐藏文字常有错字，请以画面和原件为准。
finding-structure-pdf-text_over_scan = 扫描页上另外打了“{ $text }”{ $boxed ->
    [yes] ，字下还垫着一块不透明的底
   *[no] {""}
}。
alternative-structure-pdf-text_over_scan = 在扫描件上填表、补写日期和加编号都很平常，请对照原件。

detector-copy-exact_noise-name = 页内复制
detector-copy-exact_noise-limits = 看不到缩放或旋转过的复制、空白处的复制和从别的文件贴来的内容。
finding-copy-exact_noise = 这两处的细节几乎一样，差别只有页上其他相同字之间的{ $times }分之一，横向相距{ $shift_x }像素，纵向相距{ $shift_y }像素。
alternative-copy-exact_noise = 排版整齐的同一个词偶尔也会印得几乎一样；有些扫描仪会把相似的字合并保存。

detector-jpeg-word_history-name = 压缩历史
detector-jpeg-word_history-limits = 最后一次保存压得太狠、对比太弱的地方看不出来。
finding-jpeg-word_history = 这个词的压缩痕迹与页上其他词不同，偏离{ $deviation }个标准差。
alternative-jpeg-word_history = 印章、荧光笔、彩色字、粗体字和照片区域的压缩痕迹本来就不同。

detector-word-looks_different-name = 字迹外观
detector-word-looks_different-limits = 看不出从同一张纸上取来的字。
finding-word-looks_different = 这个词与大小相近的其他词相比，{ $first ->
    [ink] 墨色
    [sharpness] 清晰度
    [paper] 底色
    [noise] 纸面颗粒
   *[stroke] 笔画粗细
}和{ $second ->
    [ink] 墨色
    [sharpness] 清晰度
    [paper] 底色
    [noise] 纸面颗粒
   *[stroke] 笔画粗细
}都不一样，偏离{ $deviation }个标准差。
alternative-word-looks_different = 表单里后填的字、加粗的合计、盖章处和阴影处也会这样。

not-applicable-no-metadata = 文件里没有拍摄信息或软件标记
not-applicable-not-pdf = 不是PDF
not-applicable-one-version = PDF里只有一个版本，没有可比较的
not-applicable-no-text-layer = PDF里没有文字，只有画面
not-applicable-born-digital = 页面由软件直接生成，没有扫描颗粒，像素分析不适用
not-applicable-screenshot = 屏幕截图，没有扫描颗粒，像素分析不适用
not-applicable-bitonal = 黑白二值图，没有灰度，像素分析不适用
not-applicable-chat-compressed = 经聊天软件压缩，像素痕迹已经没有了
not-applicable-blank = 页面上没有可以比较的内容
not-applicable-page-too-large = 页面像素太多，没有做像素分析
not-applicable-exact-repeats = 页上相同的字本来就完全一样，无法区分复制
not-applicable-too-few-words = 页上的词太少，无法互相比较
not-applicable-rendered = 页面由程序从PDF画出，没有原来的压缩痕迹
not-applicable-not-read = 页面文字没有识别（识别模型没有安装，或页面没有文字）
not-applicable-no-such-paper = 文件里没有这种材料
not-applicable-nothing-to-compare = 材料上没有可以互相核对的内容
not-applicable-balance-not-followed = 余额没有读全，或者排列方式不认识，无法逐行核对
not-applicable-no-bar-code = 材料上没有读到条码，或旁边没有印号码
not-applicable-no-code = 没有读到发票二维码，这不说明任何问题
not-applicable-no-reference = 没有同期的参照价格

refused-upload-too-large = 文件太大，请缩小到规定的大小以内再上传。
refused-upload-too-many-pages = 共{ $found }页，最多{ $limit }页，请分成几份上传。
refused-upload-not-supported = 不支持这种文件，请上传JPEG、PNG、WebP、GIF、BMP图片或PDF。
refused-upload-damaged = 文件打不开，可能没有传完整，请重新扫描或重新导出。
refused-upload-encrypted = 文件设了密码，请去掉密码后再上传。
refused-upload-empty = 文件是空的，请重新选择。
