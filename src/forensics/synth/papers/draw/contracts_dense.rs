//! Contracts in running text: a purchase without any field of a form, and a lease paid period by period.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Sheet};
use super::super::table::{Lines, Style, column};

const A4: (f32, f32) = (210.0, 297.0);

const SALE: &str = "本合同由{seller}（以下称“卖方”，统一社会信用代码为{seller_code}）与{buyer}（居民身份证号{buyer_id_number}）、{co_buyer}（居民身份证号{co_buyer_id_number}）（以下合称“买方”）于{signed_on|cnp}在房屋所在地签订。双方根据《中华人民共和国民法典》《中华人民共和国城市房地产管理法》及有关规定，在平等、自愿、公平、诚实信用的基础上，就买方购买卖方开发建设的预售房屋一事协商一致，达成如下约定，共同信守。
一、标的与面积。卖方出售的房屋位于{address}，规划用途为{usage}，属{district}不动产登记辖区。该房屋经具有资质的测绘机构预测，建筑面积为{building_area}平方米，其中套内建筑面积为{inner_area}平方米。买方已查看规划总平面图和户型图，对房屋的位置、朝向、层高、装修、设备及相邻关系均无异议；交付时面积以不动产权证书记载为准，误差比绝对值在百分之三以内的，房价款据实结算。
二、价款。双方同意按建筑面积计价，每平方米单价为人民币{unit_price|group}元，房屋总价款为人民币{total|group}元，大写{total_words}。上述价款包含房屋所占用土地的使用权价款，以及附属设施、设备和公共部位分摊的费用，除法律另有规定或者双方另有书面约定外，卖方不得以任何理由另行加价。
三、付款。买方采取商业银行贷款与住房公积金贷款相结合的方式付款：首期房款人民币{down_payment|group}元（{down_payment_words}）应于{down_payment_on|cnp}前存入卖方的预售资金监管账户；余款人民币{loan|group}元（{loan_words}）由买方申请贷款支付，由贷款机构在抵押登记办妥后直接划入卖方账户。买方应在签约后三十日内备齐贷款资料；贷款未获足额批准的，差额由买方自行补足，或者由双方协商解除本合同。
四、交付。卖方应当在{delivered_on|cnp}前将符合交付条件的房屋交付买方使用，并出示竣工验收备案证明、住宅质量保证书和住宅使用说明书。卖方逾期交付不超过九十日的，自约定期限届满之次日起，按日向买方支付总价款万分之一的违约金；逾期超过九十日的，买方有权解除合同，卖方应当退还已付房款并按中国人民银行同期贷款基准利率支付利息。买方逾期付款的，按同一标准承担责任。
五、登记与税费。卖方应当在房屋交付之日起六十日内向不动产登记机构提交由其提供的登记资料，协助买方办理不动产权证书。契税、住宅专项维修资金由买方缴纳，增值税、土地增值税及其他应由卖方负担的税费由卖方缴纳。
六、其他。本合同未尽事项，由双方另行订立补充协议，补充协议与本合同具有同等效力。因履行本合同发生争议，协商不成的，任何一方均可以依法向房屋所在地人民法院起诉。本合同在网上签约系统备案，备案号为{contract_number}，一式肆份，卖方、买方、贷款机构和登记机构各持壹份，自双方签字、盖章之日起生效。";

/// One page full of text, all values inside the sentences.
pub fn purchase_dense(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    pen.centre("房屋买卖合同书", look(Role::Bold, 17.0).wide(0.15), (105.0, 19.0));
    let body = look(Role::Song, 10.5);
    let flow =
        Flow { body, fill: body, underline: false, left: 21.0, width: 168.0, leading: 6.6, indent: 2.0 };
    let y = pen.flow(SALE, flow, 30.0);
    pen.left("卖方（章）：", body, (27.0, y + 9.0));
    pen.left("买方（签名）：", body, (118.0, y + 9.0));
    pen.left("法定代表人或委托代理人：", body, (27.0, y + 21.0));
    pen.seal(&mut kit.random, (60.0, y + 14.0), 19.5, false);
    vec![pen.sheet]
}

const LET: &str = "出租方：{lessor}，居民身份证号码：{lessor_id_number}。
承租方：{lessee}，居民身份证号码：{lessee_id_number}。
1. 出租方将其位于{address}的住房（建筑面积 {area} 平方米）出租给承租方用于居住，租赁期自 {from} 至 {to}，共 {months} 个月。
2. 租金标准为每月 {rent|yuan}（大写：{rent_words}），先付后用，按下表分期支付：";
const AFTER: &str = "3. 各期租金合计 {total|yuan}（大写：{total_words}），付款以转入出租方指定银行账户之日为准；逾期支付的，每日按当期应付租金的万分之五支付违约金。
4. 承租方在签约当日支付押金 {deposit|yuan}（大写：{deposit_words}），退房交接完毕并结清费用后七日内原路退回，不计利息。
5. 租赁期间的水、电、燃气、宽带及物业服务费用由承租方按表承担，房屋的取暖费及维修费用由出租方承担。
6. 承租方不得擅自转租或者改变房屋用途；需要续租的，应当在期满前三十日书面提出，同等条件下享有优先权。
7. 本合同自双方签名之日起生效，一式叁份，双方各执壹份，另壹份用于办理租赁备案和提取住房公积金。";

/// Numbered sentences with the payments in a table: each period its days, its months and its sum.
pub fn lease_periods(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    let body = look(Role::Hei, 10.5);
    pen.centre("房屋出租合同", look(Role::Hei, 19.0), (105.0, 24.0));
    pen.left("No.", body, (24.0, 35.0));
    pen.field("contract_number", "", body, (31.5, 35.0), Align::Left);
    pen.put("签订日", body, (160.0, 35.0), Align::Right);
    pen.field("signed_on", "", body, (186.0, 35.0), Align::Right);
    let flow =
        Flow { body, fill: body, underline: false, left: 24.0, width: 162.0, leading: 7.6, indent: 0.0 };
    let y = pen.flow(LET, flow, 45.0);
    let columns = [
        column(&["period"], "期次", 16.0, Align::Centre, ""),
        column(&["period_from"], "起租日", 30.0, Align::Centre, ""),
        column(&["period_to"], "止租日", 30.0, Align::Centre, ""),
        column(&["period_months"], "月数", 16.0, Align::Centre, ""),
        column(&["period_rent"], "应付租金（元）", 36.0, Align::Right, "group"),
        column(&["due_on"], "付款日", 34.0, Align::Centre, ""),
    ];
    let style = Style {
        head: body,
        body: look(Role::Hei, 10.0),
        row: 6.6,
        top: 7.6,
        lines: Lines::Full,
        ink: [70, 74, 80],
        tint: Some([238, 240, 243]),
    };
    let y = pen.table((24.0, y - 2.6), &columns, &content.rows, 0, style);
    let y = pen.flow(AFTER, flow, y + 7.0);
    pen.left("出租方签名：", body, (26.0, y + 14.0));
    pen.left("承租方签名：", body, (112.0, y + 14.0));
    vec![pen.sheet]
}
