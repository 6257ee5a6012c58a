//! Contracts of purchase and lease.

use super::super::{Kind, recognise};
use super::expect;
use super::setting::{accidents, id, page};
use crate::forensics::reading::text::PageText;

/// Running text with blanks, over two pages.
pub(super) fn in_running_text(number: &str) -> [PageText; 2] {
    let first = page(&format!(
        "
                                        合同编号：YS2024-0031542
^                  商品房买卖合同（预售）
出卖人（甲方）：海棠房地产开发有限公司
统一社会信用代码：91350100M000100Y43
法定代表人：陈一鸣        联系电话：0000-12345678
买受人（乙方）：林晓岚
证件类型：居民身份证    证件号码：{number}
通讯地址：某某市云山区棠溪街道1号
第一条 项目建设依据
出卖人以出让方式取得坐落于某某市云山区花园路地块的建设用地使用权。
第三条 商品房基本情况
该商品房位于某某市云山区花园路12号海棠花园3栋2单元502室，规划用途为住宅。
该商品房预测建筑面积共　89.35　平方米，其中套内建筑面积　70.12　平方米，分摊的共有建
筑面积　19.23　平方米。
第四条 计价方式与价款
出卖人与买受人按照建筑面积计算该商品房价款，单价为每平方米人民币13,766.00元，总价款为
人民币（大写）壹佰贰拾叁万元整（￥1,230,000.00元）。
"
    ));
    let second = page(
        "
第五条 付款方式及期限
买受人应当于2024年3月20日前支付首付款人民币（大写）叁拾柒万元整（￥370,000.00元），
余款人民币捌拾陆万元整（￥860,000.00元）以公积金贷款方式支付。
第十条 交付时间和手续
出卖人应当于2025年12月31日前向买受人交付该商品房。
出卖人（签章）：                  买受人（签字）：
签订时间：2024年3月15日           签订时间：2024年3月15日
第2页 共2页
",
    );
    [first, second]
}

#[test]
fn a_contract_in_running_text() {
    let number = id("11010519900307123");
    let [first, second] = in_running_text(&number);
    for ((what, first), (_, second)) in accidents(&first).into_iter().zip(accidents(&second)) {
        let papers = recognise(&[first, second]);
        assert_eq!(papers.len(), 1, "{what}: {:?}", papers.iter().map(|p| p.kind).collect::<Vec<_>>());
        assert_eq!(papers[0].kind, Kind::PurchaseContract, "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("contract_number", "YS2024-0031542"),
                ("seller", "海棠房地产开发有限公司"),
                ("seller_code", "91350100M000100Y43"),
                ("buyer", "林晓岚"),
                ("buyer_id_number", &number),
                ("address", "某某市云山区花园路12号海棠花园3栋2单元502室"),
                ("building_area", "89.35"),
                ("inner_area", "70.12"),
                ("unit_price", "13,766.00"),
                ("total", "￥1,230,000.00"),
                ("total_words", "壹佰贰拾叁万元整"),
                ("down_payment", "￥370,000.00"),
                ("down_payment_words", "叁拾柒万元整"),
                ("down_payment_on", "2024年3月20日"),
                ("loan", "￥860,000.00"),
                ("loan_words", "捌拾陆万元整"),
                ("delivered_on", "2025年12月31日"),
                ("signed_on", "2024年3月15日"),
            ],
        );
    }
}

#[test]
fn a_contract_as_a_table() {
    let (hers, his) = (id("11010519900307123"), id("11010519880611457"));
    let contract = page(&format!(
        "
^                 存量房买卖合同（网签备案）
合同备案号    CLF20240600123          签订日期    2024-06-18
卖方          许文博
身份证号      {his}
买方          林晓岚、周明远
身份证号      {hers}、{his}
房屋坐落      某某市云山区湖滨路
              88号6栋1101室
小区名称      湖滨雅苑                房屋用途    住宅
建筑面积      102.60平方米            套内面积    85.44平方米
成交单价      14,620元/平方米
成交总价      1,500,012.00元
总价大写      壹佰伍拾万零壹拾贰元整
首付款        600,012.00元            贷款金额    900,000.00元
"
    ));
    for (what, page) in accidents(&contract) {
        let papers = recognise(&[page]);
        assert_eq!(papers[0].kind, Kind::PurchaseContract, "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("contract_number", "CLF20240600123"),
                ("seller", "许文博"),
                ("seller_id_number", &his),
                ("buyer", "林晓岚"),
                ("co_buyer", "周明远"),
                ("buyer_id_number", &hers),
                ("co_buyer_id_number", &his),
                ("address", "某某市云山区湖滨路88号6栋1101室"),
                ("estate", "湖滨雅苑"),
                ("usage", "住宅"),
                ("building_area", "102.60"),
                ("inner_area", "85.44"),
                ("unit_price", "14,620"),
                ("total", "1,500,012.00"),
                ("total_words", "壹佰伍拾万零壹拾贰元整"),
                ("down_payment", "600,012.00"),
                ("loan", "900,000.00"),
                ("signed_on", "2024-06-18"),
            ],
        );
    }
}

#[test]
fn a_lease() {
    let (hers, his) = (id("11010519900307123"), id("11010519880611457"));
    let lease = page(&format!(
        "
^                      房屋租赁合同
甲方（出租方）：周明远      身份证号：{his}
乙方（承租方）：林晓岚      身份证号：{hers}
根据国家有关法律、法规，甲、乙双方在平等、自愿的基础上达成如下协议：
一、甲方将坐落于某某市云山区花园路12号3栋502室的房屋出租给乙方居住，建筑面积89.35平方米。
二、租赁期限自2024年1月1日起至2024年12月31日止，共计12个月。
三、月租金为人民币（大写）贰仟伍佰元整（￥2,500.00元），按季支付。
四、乙方于签约时向甲方支付押金人民币伍仟元整（￥5,000.00元）。
五、租金总额为人民币叁万元整（￥30,000.00元）。
甲方（签字）：              乙方（签字）：
签订日期：2023年12月25日
"
    ));
    for (what, page) in accidents(&lease) {
        let papers = recognise(&[page]);
        assert_eq!(papers[0].kind, Kind::LeaseContract, "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("lessor", "周明远"),
                ("lessor_id_number", &his),
                ("lessee", "林晓岚"),
                ("lessee_id_number", &hers),
                ("address", "某某市云山区花园路12号3栋502室"),
                ("area", "89.35"),
                ("from", "2024年1月1日"),
                ("to", "2024年12月31日"),
                ("months", "12"),
                ("rent", "￥2,500.00"),
                ("rent_words", "贰仟伍佰元整"),
                ("deposit", "￥5,000.00"),
                ("deposit_words", "伍仟元整"),
                ("total", "￥30,000.00"),
                ("total_words", "叁万元整"),
                ("signed_on", "2023年12月25日"),
            ],
        );
    }
}

/// The rent a month and that of the whole term stand in one sentence, and neither is taken for the other, however
/// one of them was changed.
#[test]
fn the_rent_of_the_whole_term_is_not_the_rent() {
    for (total, said) in [("69,600.00", "陆万玖仟陆佰元整"), ("69,400.00", "陆万玖仟陆佰元整")]
    {
        let lease = page(&format!(
            "
^                      住房租赁合同
第三条 租金及押金
（一）租金标准为人民币5,800.00元/月（大写：伍仟捌佰元整），租赁期内
租金总额为人民币{total}元（大写：{said}）。
（二）租金支付周期：季付；每期应付租金人民币17,400.00元（大写：壹万柒仟肆佰元整）。
（三）押金为人民币6,000.00元（大写：陆仟元整），租赁期满结清费用后退还。
"
        ));
        for (what, page) in accidents(&lease) {
            let paper = super::super::recognise_as(&[page], Kind::LeaseContract);
            let fields = [
                ("rent", "5,800.00"),
                ("rent_words", "伍仟捌佰元整"),
                ("total", total),
                ("total_words", said),
                ("deposit", "6,000.00"),
                ("deposit_words", "陆仟元整"),
            ];
            expect(&paper, &what, &fields);
            assert!(paper.fields.iter().all(|field| field.confidence > 0.8), "{what}: {:?}", paper.fields);
        }
    }
}

#[test]
fn words_of_another_amount_are_not_tied_to_a_figure() {
    let contract = page(
        "
^                     房屋买卖合同
甲方（出卖人）：周文博
乙方（买受人）：林晓岚
一、甲方将位于某某市云山区花园路12号海棠花园3栋2单元502室的房屋出售给乙方。
二、该房屋总价款为500,000.00元，其中定金伍万元整由乙方于签约当日支付。
三、首付款为人民币150,000.00元（大写：壹拾伍万元整）。
",
    );
    let paper = super::super::recognise_as(&[contract], Kind::PurchaseContract);
    expect(
        &paper,
        "two amounts",
        &[
            ("total", "500,000.00"),
            ("total_words", ""),
            ("down_payment", "150,000.00"),
            ("down_payment_words", "壹拾伍万元整"),
        ],
    );
}

#[test]
fn the_other_side_is_no_name() {
    let lease = page(
        "
^                       房屋租赁合同
甲方（出租方）                    乙方（承租方）
姓名：周文博                      姓名：林晓岚
房屋坐落：某某市云山区花园路12号海棠花园3栋2单元502室
月租金：1,300.00元
",
    );
    let paper = super::super::recognise_as(&[lease], Kind::LeaseContract);
    let names: Vec<&str> = paper.fields.iter().map(|field| field.value.as_str()).collect();
    assert!(names.iter().all(|name| !name.contains("承租方")), "{names:?}");
}

#[test]
fn payments_beside_the_first_and_the_loan_make_the_price_whole() {
    let contract = |earnest: &str, second: &str, loan: &str| {
        let text = format!(
            "
^                     存量房买卖合同
卖方（以下简称甲方）：周文博
买方（以下简称乙方）：林晓岚
第三条 该房屋成交价格为人民币1,080,000.00元（大写：壹佰零捌万元整）。
第四条 乙方按下列方式向甲方支付房款：
（一）本合同签订之日，乙方支付定金人民币{earnest}元，{second}；
（二）2024年12月24日前，乙方将首付款人民币250,000.00元（大写：贰拾伍万元整）存入监管账户；
（三）2025年1月17日前，乙方将剩余首付款人民币380,000.00元存入同一监管账户；
（四）余款人民币{loan}元由乙方以住房公积金贷款方式支付；逾期付款的违约金为人民币20,000.00元。
"
        );
        super::super::recognise_as(&[page(&text)], Kind::PurchaseContract)
    };
    let beside = contract("20,000.00", "过户时抵作房款", "430,000.00");
    let wanted = [
        ("total", "1,080,000.00"),
        ("down_payment", "250,000.00"),
        ("loan", "430,000.00"),
        ("payment", "20,000.00"),
        ("payment_2", "380,000.00"),
        ("payment_3", ""),
    ];
    expect(&beside, "earnest money beside the first payment", &wanted);
    // Counted in the first payment: the same sums without it.
    let within = contract("20,000.00", "计入首付款", "450,000.00");
    expect(&within, "earnest money within", &[("payment", "380,000.00"), ("payment_2", "")]);
    // What makes nothing whole is not kept.
    let none = contract("20,000.00", "过户时抵作房款", "410,000.00");
    expect(&none, "nothing fits", &[("payment", ""), ("payment_2", "")]);
}
