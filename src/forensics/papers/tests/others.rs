//! Papers of other kinds that an applicant's folder holds: nothing on them contradicts itself, and no rule for one of
//! the known kinds may say that it does, whatever the paper is taken for.

use super::super::{Kind, recognise, recognise_as};
use super::setting::{id, page};
use crate::forensics::logic::check_papers;
use crate::forensics::logic::id_number::Day;

/// Invented papers, as their forms are worded.
fn papers() -> Vec<(&'static str, String)> {
    let (his, hers) = (id("11010519880611457"), id("11010519900307123"));
    vec![
        (
            "a labour contract",
            format!(
                "
^                劳动合同书
甲方（用人单位）：海棠软件有限公司    统一社会信用代码：91350100M000100Y43
乙方（劳动者）：林晓岚    身份证号码：{hers}
一、本合同为固定期限劳动合同，自2023年3月1日起至2026年2月28日止，其中试用期自2023年3月1日起至
2023年5月31日止。
二、乙方月工资为9,500.00元（大写：玖仟伍佰元整），试用期月工资为7,600.00元。
三、甲方每月15日前支付上月工资，并按国家规定缴存住房公积金，月缴存额1,140.00元。
四、违反服务期约定的，违约金不超过培训费用30,000.00元。
                                          2023年2月20日
"
            ),
        ),
        (
            "a receipt of a deposit for a house",
            "
^                收  据
No 0031542                                2024年3月1日
今收到林晓岚交来海棠花园3栋502室购房定金人民币伍万元整  ￥50,000.00
该房屋总价1,230,000.00元，定金在签订商品房买卖合同时抵作首付款。
收款单位（盖章）：海棠房地产开发有限公司    经手人：陈一鸣
"
            .to_owned(),
        ),
        (
            "a contract of a loan",
            format!(
                "
^                个人住房借款合同
贷款人：某某银行云山支行
借款人：林晓岚    身份证号码：{hers}
一、借款金额：人民币（大写）捌拾陆万元整（小写￥860,000.00元）。
二、借款期限360个月，自2024年4月10日起至2054年4月10日止。
三、借款利率：年利率3.1%，月还款额3,672.36元，采用等额本息还款法。
四、所购房屋建筑面积89.35平方米，成交总价1,230,000.00元，首付款370,000.00元。
签订日期：2024年4月1日
"
            ),
        ),
        (
            "a slip of pay",
            "
^          海棠软件有限公司  2024年3月工资条
姓名：林晓岚    部门：研发部    岗位：工程师
基本工资    岗位工资    绩效      加班费    应发合计
6,000.00    2,000.00    1,500.00  320.00    9,820.00
养老保险    医疗保险    失业保险  住房公积金    个人所得税    实发合计
760.00      190.00      47.50     1,140.00      83.25         7,599.25
"
            .to_owned(),
        ),
        (
            "a record of the fund",
            format!(
                "
^            住房公积金个人缴存明细
姓名：林晓岚    身份证号：{hers}    个人账号：350100200012345678
缴存日期      业务类型    缴存额      利息      余额
2024-01-12    汇缴        2,280.00              34,280.00
2024-02-12    汇缴        2,280.00              36,560.00
2024-03-12    汇缴        2,280.00              38,840.00
2024-06-30    结息                    412.35    39,252.35
2024-07-12    提取                              9,252.35
"
            ),
        ),
        (
            "a proof of paid tax",
            format!(
                "
^          个人所得税纳税记录
姓名：林晓岚    证件号码：{hers}
申报日期        实缴(退)税额    入库日期        所得项目        所得期间
2024-02-10      83.25           2024-02-12      工资薪金所得    2024年01月
2024-03-10      83.25           2024-03-12      工资薪金所得    2024年02月
金额合计（大写）：壹佰陆拾陆元伍角整    金额合计（小写）：￥166.50
"
            ),
        ),
        (
            "a contract of a broker",
            format!(
                "
^            存量房买卖居间服务合同
甲方（出卖人）：周明远    身份证号码：{his}
乙方（买受人）：林晓岚    身份证号码：{hers}
丙方（居间方）：某某房地产经纪有限公司
一、甲方房屋坐落云山区花园路12号3栋502室，建筑面积89.35平方米，成交价格1,230,000.00元。
二、居间服务费为成交价格的2%，计24,600.00元，由乙方于签订本合同时支付12,300.00元，过户后支付12,300.00元。
三、任何一方违约的，应向守约方支付成交价格20%的违约金。
四、乙方于2024年3月20日前向甲方支付定金50,000.00元。
签订日期：2024年3月15日
"
            ),
        ),
        (
            "an estimate of a house",
            "
^            房地产估价结果一览表
估价对象：云山区花园路12号3栋502室    建筑面积：89.35平方米
估价方法    单价（元/平方米）    权重    总价（元）
比较法      13,900.00            0.7     1,241,965.00
收益法      13,100.00            0.3     1,170,485.00
估价结果    13,660.00                    1,220,521.00
价值时点：2024年3月1日    报告出具日期：2024年3月8日    报告有效期至2025年3月7日
"
            .to_owned(),
        ),
        (
            "a proof of no house",
            format!(
                "
^            不动产登记信息查询结果证明
查询人：林晓岚    身份证号码：{hers}
经查询，截至2024年3月5日，林晓岚在本市无房屋所有权登记信息。原登记于云山区花园路8号的房屋，建筑面积
61.20平方米，已于2019年6月30日转移登记。
                                          2024年3月5日
"
            ),
        ),
        (
            "a transfer from a bank",
            "
^            某某银行电子回单
交易日期：2024-03-20    交易流水号：202403200031542
付款人户名：林晓岚    付款人账号：6222020200012345670
收款人户名：海棠房地产开发有限公司    收款人账号：350100200012345678
金额（小写）：￥370,000.00    金额（大写）：人民币叁拾柒万元整
手续费：0.00元    账户余额：12,345.67元    用途：首付款
"
            .to_owned(),
        ),
    ]
}

#[test]
fn nothing_on_papers_of_other_kinds_contradicts_itself() {
    let today = Day::new(2026, 3, 5).expect("a day");
    for (what, text) in papers() {
        let pages = [page(&text)];
        let found = recognise(&pages);
        let (findings, _) = check_papers(&found, today);
        assert!(findings.is_empty(), "{what}, taken for {:?}: {findings:#?}", found[0].kind);
    }
}

#[test]
fn a_wrong_kind_is_no_contradiction() {
    // A clerk may say the wrong kind, and a title may mislead: a strong finding must not come of that.
    let today = Day::new(2026, 3, 5).expect("a day");
    for (what, text) in papers() {
        for kind in Kind::ALL {
            let paper = recognise_as(&[page(&text)], kind);
            let (findings, _) = check_papers(&[paper], today);
            let strong: Vec<_> =
                findings.iter().filter(|one| one.strength == crate::forensics::Strength::Strong).collect();
            assert!(strong.is_empty(), "{what} as {kind:?}: {strong:#?}");
        }
    }
}
