//! Layouts written after the rules, to see whether they hold: further banks, forms and accidents.

use super::super::{Kind, recognise};
use super::setting::{accidents, cut, id, page, read_as, shaken};
use super::{expect, rows};

#[test]
fn a_statement_with_many_columns() {
    let statement = page(
        "
^                                   借记账户历史明细清单
卡号：6222020200998877665       户名：林晓岚        起止日期：2024-01-01 ～ 2024-01-31
交易日期    账号                  储种  序号   币种    钞汇  摘要      地区  收入/支出金额       余额        对方户名            对方账号         渠道
2024-01-02  0200998877001234567  活期  00000  人民币  钞    ATM取款   0200     -1,000.00    12,000.00                                         ATM
2024-01-10  0200998877001234567  活期  00000  人民币  钞    工资      0200     +9,876.54    21,876.54    海棠软件有限公司    0200001122334455  批量业务
2024-01-15  0200998877001234567  活期  00000  人民币  钞    消费      0200       -256.00    21,620.54    财付通支付科技      2433001199887766  快捷支付
                                                            (外卖)                                       有限公司
2024-01-21  0200998877001234567  活期  00000  人民币  钞    利息      0200         +5.21    21,625.75
第 1 页 / 共 1 页
",
    );
    for (what, page) in accidents(&statement) {
        let papers = recognise(&[page]);
        assert_eq!(papers[0].kind, Kind::BankStatement, "{what}");
        let columns = [
            "date",
            "other",
            "other",
            "serial",
            "currency",
            "other",
            "summary",
            "other",
            "amount",
            "balance",
            "counterparty",
            "counterparty_account",
            "channel",
        ];
        assert_eq!(papers[0].tables[0].columns, columns, "{what}");
        let rows = rows(&papers[0]);
        assert_eq!(rows.len(), 4, "{what}: {rows:#?}");
        assert_eq!(
            rows[2],
            "2024-01-15|0200998877001234567|活期|00000|人民币|钞|消费(外卖)|0200|-256.00|21,620.54|财付通支付科技有限公司|2433001199887766|快捷支付",
            "{what}"
        );
        assert_eq!(
            rows[3], "2024-01-21|0200998877001234567|活期|00000|人民币|钞|利息|0200|+5.21|21,625.75|||",
            "{what}"
        );
        let fields = [
            ("card_number", "6222020200998877665"),
            ("period_from", "2024-01-01"),
            ("period_to", "2024-01-31"),
        ];
        expect(&papers[0], &what, &fields);
    }
}

#[test]
fn rows_with_times_below_their_days() {
    let statement = page(
        "
^                    某某邮政储蓄银行交易明细
户名:周明远   账号:6217995512340001234   查询时间段:20240101-20240331
序号   记账日      交易摘要      支出       存入         余额      对方账户      备注
 1     20240103    转入                   2,000.00     5,000.00   许文博
       10:22:31
 2     20240207    消费       1,500.00                 3,500.00   某某商贸有限公司
       18:40:02
 3     20240321    结息                       3.15     3,503.15
       00:00:00
总笔数：3   支出笔数：1   存入笔数：2   支出合计：1,500.00   存入合计：2,003.15
",
    );
    for (what, page) in accidents(&statement) {
        let papers = recognise(&[page]);
        let rows = rows(&papers[0]);
        let wanted = [
            "1|2024010310:22:31|转入||2,000.00|5,000.00|许文博|",
            "2|2024020718:40:02|消费|1,500.00||3,500.00|某某商贸有限公司|",
            "3|2024032100:00:00|结息||3.15|3,503.15||",
        ];
        assert_eq!(rows, wanted, "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("account_name", "周明远"),
                ("account_number", "6217995512340001234"),
                ("period_from", "20240101"),
                ("period_to", "20240331"),
                ("count", "3"),
                ("count_out", "1"),
                ("count_in", "2"),
                ("total_out", "1,500.00"),
                ("total_in", "2,003.15"),
            ],
        );
    }
}

#[test]
fn an_opening_balance_is_no_transaction() {
    let statement = page(
        "
^                 江岸银行对账单
账户名称：林晓岚        账号：6210980001112223
日期          摘要            借方          贷方          余额
2024-01-01    期初余额                                  1,000.00
2024-01-08    电费           88.00                       912.00
2024-01-31    工资                      5,000.00       5,912.00
              合计           88.00      5,000.00
2024-01-31    期末余额                                  5,912.00
",
    );
    for (what, page) in accidents(&statement) {
        let papers = recognise(&[page]);
        assert_eq!(
            rows(&papers[0]),
            ["2024-01-08|电费|88.00||912.00", "2024-01-31|工资||5,000.00|5,912.00"],
            "{what}"
        );
        let fields = [
            ("opening_balance", "1,000.00"),
            ("closing_balance", "5,912.00"),
            ("total_in", "5,000.00"),
            ("total_out", "88.00"),
            ("account_name", "林晓岚"),
        ];
        expect(&papers[0], &what, &fields);
    }
}

#[test]
fn a_contract_with_aliases_and_short_wordings() {
    let (hers, his) = (id("11010519900307123"), id("11010519880611457"));
    let contract = page(&format!(
        "
^                      二手房买卖合同
卖方（甲方）：许文博         身份证号码：{his}
买方（乙方）：林晓岚         身份证号码：{hers}
甲、乙双方就房屋买卖事宜，经协商一致，订立本合同。
第一条 甲方自愿将其位于某某市云山区湖滨路88号6栋1101室的房屋出售给乙方，该房屋建筑面
积为102.6平方米，房屋所有权证号为某房权证云字第0098765号。
第二条 上述房屋的成交价格为人民币：壹佰伍拾万元整（小写：1500000元）。
第三条 乙方于本合同签订之日支付定金叁万元，于2024年7月1日前支付首付款人民币陆拾万元（￥600000元），
剩余房款人民币捌拾柒万元（￥870000元）由乙方申请住房公积金贷款支付。
第四条 甲方应于2024年9月30日前将房屋交付给乙方。
甲方：                         乙方：
      2024年6月18日                  2024年6月18日
"
    ));
    for (what, page) in accidents(&contract) {
        let papers = recognise(&[page]);
        assert_eq!(papers[0].kind, Kind::PurchaseContract, "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("seller", "许文博"),
                ("seller_id_number", &his),
                ("buyer", "林晓岚"),
                ("buyer_id_number", &hers),
                ("address", "某某市云山区湖滨路88号6栋1101室"),
                ("building_area", "102.6"),
                ("total", "1500000"),
                ("total_words", "壹佰伍拾万元整"),
                ("down_payment", "￥600000"),
                ("down_payment_on", "2024年7月1日"),
                ("loan", "￥870000"),
                ("delivered_on", "2024年9月30日"),
                ("signed_on", "2024年6月18日"),
            ],
        );
    }
}

#[test]
fn an_income_proof_with_other_wordings() {
    let number = id("11010519900307123");
    let letter = page(&format!(
        "
^                       在职及收入证明
某某银行股份有限公司：
    兹有我单位职工 林晓岚 同志，性别 女 ，身份证号 {number} ，于 2015 年 3
月 1 日入职，现在我公司市场部担任 经理 职务。该员工近一年平均月收入（税后）为人民币
（小写） 12500.00 元，（大写） 壹万贰仟伍佰元整 。
    我单位对以上内容的真实性负责。
    单位地址：某某市云山区湖滨路1号
    经办人：陈一鸣        联系电话：0000-12345678
                              海棠软件有限公司
                              2024 年 5 月 20 日
"
    ));
    for (what, page) in accidents(&letter) {
        let papers = recognise(&[page]);
        assert_eq!(papers[0].kind, Kind::IncomeProof, "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("name", "林晓岚"),
                ("sex", "女"),
                ("id_number", &number),
                ("since", "2015年3月1日"),
                ("position", "经理"),
                ("monthly_income", "12500.00"),
                ("monthly_income_words", "壹万贰仟伍佰元整"),
                ("employer", "海棠软件有限公司"),
                ("issued_on", "2024年5月20日"),
            ],
        );
    }
}

#[test]
fn an_old_house_certificate() {
    let certificate = page(
        "
                    某房权证云字第0098765号
房屋所有权人    许文博
共有情况        单独所有
房屋坐落        云山区湖滨路88号6栋1101室
登记时间        2012-09-18
房屋性质        商品房
规划用途        住宅
房屋状况    总层数    建筑面积(㎡)    套内建筑面积(㎡)
            18        102.60          85.44
",
    );
    for (what, page) in accidents(&certificate) {
        let papers = recognise(&[page]);
        assert_eq!(papers[0].kind, Kind::PropertyCertificate, "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("certificate_number", "某房权证云字第0098765号"),
                ("owner", "许文博"),
                ("ownership", "单独所有"),
                ("address", "云山区湖滨路88号6栋1101室"),
                ("usage", "住宅"),
                ("area", "102.60"),
                ("inner_area", "85.44"),
                ("registered_on", "2012-09-18"),
            ],
        );
    }
}

#[test]
fn a_lease_as_a_form() {
    let (hers, his) = (id("11010519900307123"), id("11010519880611457"));
    let lease = page(&format!(
        "
^               住房租赁合同（备案）
合同编号    ZL202400123
出租人      周明远        证件号码    {his}
承租人      林晓岚        证件号码    {hers}
房屋坐落    某某市云山区花园路12号3栋502室
租赁面积    89.35平方米
租赁期限    2024年1月1日至2024年12月31日
月租金      2500元        押金    2500元
签订日期    2023-12-25
"
    ));
    for (what, page) in accidents(&lease) {
        let papers = recognise(&[page]);
        assert_eq!(papers[0].kind, Kind::LeaseContract, "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("contract_number", "ZL202400123"),
                ("lessor", "周明远"),
                ("lessor_id_number", &his),
                ("lessee", "林晓岚"),
                ("lessee_id_number", &hers),
                ("address", "某某市云山区花园路12号3栋502室"),
                ("area", "89.35"),
                ("from", "2024年1月1日"),
                ("to", "2024年12月31日"),
                ("rent", "2500"),
                ("deposit", "2500"),
                ("signed_on", "2023-12-25"),
            ],
        );
    }
}

/// One wrong character anywhere in a heading of four or more, one at a time: no row may change.
#[test]
fn any_character_of_a_long_heading_may_be_misread() {
    let statement = page(
        "
^                    云山农村商业银行交易明细
户名：林晓岚      账号：6210985512340000187
交易日期      交易摘要      支出金额      收入金额    账户余额    对方户名
2024-01-05    工资                        6,500.00   14,700.00    海棠软件有限公司
2024-01-09    网上支付        320.50                 14,379.50    某某商城
",
    );
    let before = rows(&recognise(std::slice::from_ref(&statement))[0]);
    assert_eq!(before.len(), 2);
    for heading in ["交易日期", "交易摘要", "支出金额", "收入金额", "账户余额", "对方户名"]
    {
        for at in 0..4 {
            let wrong: String =
                heading.chars().enumerate().map(|(i, c)| if i == at { '龘' } else { c }).collect();
            let misread = read_as(&statement, heading, &wrong);
            for page in [misread.clone(), shaken(&cut(&misread, 3), 1.5, 0.003, 5)] {
                let paper = &recognise(&[page])[0];
                assert_eq!(rows(paper), before, "{wrong}");
                let columns = ["date", "summary", "expense", "income", "balance", "counterparty"];
                // 收龘金额 may be 收入金额 or 收支金额: the column is there, its meaning is not known.
                let doubtful =
                    |key: &str| matches!(key, "expense" | "income" | "amount" | "counterparty" | "other");
                let same = paper.tables[0]
                    .columns
                    .iter()
                    .zip(columns)
                    .all(|(a, b)| a == b || (doubtful(b) && doubtful(a)));
                assert!(same, "{wrong}: {:?}", paper.tables[0].columns);
            }
        }
    }
}
