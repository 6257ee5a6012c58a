//! Contracts: purchase and lease, as clauses and as forms.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::sheet::{Align, Sheet};

const A4: (f32, f32) = (210.0, 297.0);

fn flow(body: Look, fill: Look, leading: f32) -> Flow {
    Flow { body, fill, underline: true, left: 25.0, width: 160.0, leading, indent: 2.0 }
}

const PURCHASE: &str = "出卖人（甲方）：{seller}
统一社会信用代码：{seller_code}
买受人（乙方）：{buyer}　身份证号码：{buyer_id_number}
共同买受人：{co_buyer}　身份证号码：{co_buyer_id_number}
根据《中华人民共和国民法典》《中华人民共和国城市房地产管理法》及其他有关法律、法规的规定，出卖人和买受人在平等、自愿、协商一致的基础上就商品房买卖事宜达成如下协议：
第一条　项目名称与房屋坐落
买受人所购商品房为{estate}项目的商品房，房屋坐落于{address}，规划用途为{usage}。
第二条　房屋面积
该商品房合同约定建筑面积为{building_area}平方米，其中套内建筑面积{inner_area}平方米。
第三条　计价方式与价款
出卖人与买受人约定按建筑面积计算该商品房价款，单价为每平方米人民币{unit_price|group}元，总金额人民币{total|group}元（大写：{total_words}）。
第四条　付款方式及期限
买受人于{down_payment_on|cnp}前支付首付款人民币{down_payment|group}元（大写：{down_payment_words}），余款人民币{loan|group}元（大写：{loan_words}）以住房公积金贷款方式支付。
第五条　交付期限
出卖人应当于{delivered_on|cnp}前，将经验收合格的商品房交付买受人使用。
第六条　本合同自双方签字盖章之日起生效，未尽事项由双方另行协商并签订补充协议。本合同一式四份，具有同等法律效力。";

/// Clauses of a new flat's purchase, values underlined.
pub fn purchase_new(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    pen.pair("合同编号：", "contract_number", "", look(Role::Song, 10.5), (135.0, 18.0));
    pen.centre("商品房买卖合同", look(Role::Bold, 20.0).wide(0.15), (105.0, 31.0));
    let y = pen.flow(PURCHASE, flow(look(Role::Song, 11.0), look(Role::Kai, 11.0), 7.6), 46.0);
    let label = look(Role::Song, 11.0);
    pen.left("出卖人（盖章）：", label, (27.0, y + 8.0));
    pen.left("买受人（签字）：", label, (115.0, y + 8.0));
    pen.pair("签订日期：", "signed_on", "cnp", label, (115.0, y + 19.0));
    pen.seal(&mut kit.random, (52.0, y + 12.0), 20.5, false);
    pen.centre("1", look(Role::Song, 9.0), (105.0, 286.0));
    vec![pen.sheet]
}

const RESALE: &str = "甲方（卖方）：{seller}，统一社会信用代码 {seller_code}。
乙方（买方）：{buyer}，公民身份号码 {buyer_id_number}；{co_buyer}，公民身份号码 {co_buyer_id_number}。
一、甲方自愿将坐落于{address}（小区名称：{estate}，所在区：{district}）的房屋出售给乙方，房屋用途{usage}，产权登记建筑面积{building_area}㎡，套内面积{inner_area}㎡。
二、经双方协商，成交单价为人民币{unit_price|group}元/㎡，成交总价为人民币{total|group}元，大写{total_words}。
三、乙方应于{down_payment_on|cn}支付首付款人民币{down_payment|group}元，大写{down_payment_words}；其余{loan|group}元，大写{loan_words}，由乙方申请贷款支付。
四、甲方应于{delivered_on|cn}之前将该房屋交付乙方，并结清水、电、燃气、物业等费用。
五、任何一方违约，应按成交总价的百分之十向对方支付违约金。
六、本合同经双方签章后生效，甲乙双方及登记机构各执一份。";

/// A short contract on one page, no underlines.
pub fn purchase_resale(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    pen.centre("存量房买卖合同", look(Role::Hei, 18.0), (105.0, 28.0));
    pen.put("编号", look(Role::Hei, 10.5), (150.0, 38.0), Align::Right);
    pen.field("contract_number", "", look(Role::Hei, 10.5), (152.0, 38.0), Align::Left);
    let body = look(Role::Hei, 11.5);
    let style = Flow { underline: false, leading: 9.6, ..flow(body, body, 9.6) };
    let y = pen.flow(RESALE, style, 52.0);
    pen.left("甲方签章：", body, (30.0, y + 12.0));
    pen.left("乙方签章：", body, (110.0, y + 12.0));
    pen.pair("签约日期：", "signed_on", "cn", body, (110.0, y + 24.0));
    pen.seal(&mut kit.random, (58.0, y + 14.0), 20.0, false);
    vec![pen.sheet]
}

/// Rows of a form: label, key, shape.
pub type Cells = [(&'static str, &'static str, &'static str)];

/// A form of labelled cells, one or two pairs in a row; returns the lower edge.
pub fn form(
    pen: &mut Pen,
    (x, y): (f32, f32),
    wide: f32,
    rows: &[&Cells],
    height: f32,
    label: Look,
    value: Look,
) -> f32 {
    let ink = [40, 40, 44];
    let mut top = y;
    let named = 30.0;
    for cells in rows {
        let each = wide / cells.len() as f32;
        let mut left = x;
        for (name, key, shape) in *cells {
            pen.frame((left, top), (each, height), 0.22, ink);
            pen.upright(left + named, top, top + height, 0.22, ink);
            pen.centre(name, label, (left + named / 2.0, top + height / 2.0));
            pen.field_within(key, shape, value, (left + named + 1.5, top + height / 2.0), each - named - 3.0);
            left += each;
        }
        top += height;
    }
    top
}

/// A purchase as a table with amounts in figures and words side by side.
pub fn purchase_form(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    pen.centre("房屋买卖合同（登记备案表）", look(Role::Bold, 17.0), (105.0, 25.0));
    pen.pair("备案合同号 ", "contract_number", "", look(Role::Song, 10.0), (16.0, 38.0));
    pen.pair("签约日期 ", "signed_on", "dash", look(Role::Song, 10.0), (145.0, 38.0));
    let rows: [&Cells; 14] = [
        &[("出卖人", "seller", "")],
        &[("出卖人证照号", "seller_code", ""), ("所在区", "district", "")],
        &[("买受人", "buyer", ""), ("证件号码", "buyer_id_number", "")],
        &[("共有人", "co_buyer", ""), ("证件号码", "co_buyer_id_number", "")],
        &[("房屋坐落", "address", "")],
        &[("楼盘名称", "estate", ""), ("房屋用途", "usage", "")],
        &[("建筑面积（㎡）", "building_area", ""), ("套内面积（㎡）", "inner_area", "")],
        &[("单价（元/㎡）", "unit_price", ""), ("成交总价（元）", "total", "")],
        &[("总价（大写）", "total_words", "")],
        &[("首付款（元）", "down_payment", ""), ("付款日期", "down_payment_on", "")],
        &[("首付款（大写）", "down_payment_words", "")],
        &[("贷款金额（元）", "loan", ""), ("交房日期", "delivered_on", "")],
        &[("贷款（大写）", "loan_words", "")],
        &[("付款方式", "", "")],
    ];
    let y = form(&mut pen, (14.0, 43.0), 182.0, &rows, 11.0, look(Role::Song, 10.0), look(Role::Song, 10.5));
    pen.left("首付加按揭", look(Role::Song, 10.5), (45.5, y - 5.5));
    let body = look(Role::Song, 10.0);
    let style = Flow { left: 16.0, width: 178.0, underline: false, ..flow(body, body, 7.0) };
    pen.flow("双方确认以上内容真实、准确，自愿签订本合同并承担相应的法律责任。\n本表一式三份，买卖双方及备案机关各执一份。", style, y + 8.0);
    pen.left("出卖人（公章）", body, (25.0, y + 32.0));
    pen.left("买受人（签名）", body, (120.0, y + 32.0));
    pen.seal(&mut kit.random, (50.0, y + 34.0), 21.0, false);
    vec![pen.sheet]
}

const LEASE: &str = "出租人（甲方）：{lessor}　身份证号：{lessor_id_number}
承租人（乙方）：{lessee}　身份证号：{lessee_id_number}
甲、乙双方就房屋租赁事宜，在平等自愿的基础上订立本合同，以资共同遵守。
第一条　甲方将坐落于{address}的房屋出租给乙方居住使用，建筑面积{area}平方米。
第二条　租赁期限自{from|cnp}起至{to|cnp}止，共计{months}个月。
第三条　月租金为人民币{rent|group}元（大写：{rent_words}），租赁期内租金总额为人民币{total|group}元（大写：{total_words}）。
第四条　乙方于签订本合同时向甲方支付押金人民币{deposit|group}元（大写：{deposit_words}），合同期满且无欠费时甲方无息退还。
第五条　租赁期间水、电、燃气、网络及物业管理费用由乙方承担，房屋主体结构的维修由甲方负责。
第六条　未经甲方书面同意，乙方不得将房屋转租、转借，不得改变房屋结构及用途。
第七条　本合同一式两份，甲、乙双方各执一份，自双方签字之日起生效。";

/// Clauses of a lease, values underlined.
pub fn lease_clauses(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    pen.centre("房屋租赁合同", look(Role::Bold, 20.0).wide(0.2), (105.0, 30.0));
    pen.pair("合同编号：", "contract_number", "", look(Role::Song, 10.5), (135.0, 42.0));
    let y = pen.flow(LEASE, flow(look(Role::Song, 12.0), look(Role::Kai, 12.0), 9.2), 56.0);
    let label = look(Role::Song, 12.0);
    pen.left("甲方（签字）：", label, (27.0, y + 12.0));
    pen.left("乙方（签字）：", label, (115.0, y + 12.0));
    pen.pair("签订日期：", "signed_on", "cnp", label, (115.0, y + 26.0));
    vec![pen.sheet]
}

const LETTER: &str = "甲方（房东）：{lessor}，身份证号 {lessor_id_number}
乙方（租客）：{lessee}，身份证号 {lessee_id_number}
甲方同意将位于{address}、面积{area}平米的住房租给乙方，租期{months}个月，从{from|dot}到{to|dot}。
房租每月{rent|integer}元，大写人民币{rent_words}；押金{deposit|integer}元，大写人民币{deposit_words}。整个租期房租合计{total|integer}元，大写人民币{total_words}。
乙方应爱护屋内设施，损坏照价赔偿；退租须提前一个月通知甲方。
未尽事宜双方协商解决。本协议签字后生效，双方各留一份。";

/// A plain agreement between two people.
pub fn lease_letter(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    pen.centre("租房协议", look(Role::Kai, 22.0).wide(0.4), (105.0, 32.0));
    let body = look(Role::Kai, 13.0);
    let style = Flow { underline: false, left: 28.0, width: 154.0, ..flow(body, body, 11.0) };
    let y = pen.flow(LETTER, style, 54.0);
    pen.left("甲方：", body, (30.0, y + 14.0));
    pen.left("乙方：", body, (110.0, y + 14.0));
    pen.field("signed_on", "cn", body, (170.0, y + 30.0), Align::Right);
    vec![pen.sheet]
}

/// A lease as a form of the administration.
pub fn lease_form(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    pen.centre("住房租赁合同", look(Role::Bold, 18.0), (105.0, 24.0));
    pen.centre("（示范文本·要素表）", look(Role::Song, 11.0), (105.0, 33.0));
    pen.pair("编号：", "contract_number", "", look(Role::Song, 10.0), (150.0, 40.0));
    let rows: [&Cells; 11] = [
        &[("出租人", "lessor", ""), ("身份证号", "lessor_id_number", "")],
        &[("承租人", "lessee", ""), ("身份证号", "lessee_id_number", "")],
        &[("租赁住房地址", "address", "")],
        &[("建筑面积（㎡）", "area", ""), ("租期（月）", "months", "")],
        &[("起租日期", "from", "cn"), ("到期日期", "to", "cn")],
        &[("月租金（元）", "rent", "group"), ("押金（元）", "deposit", "group")],
        &[("月租金大写", "rent_words", "")],
        &[("押金大写", "deposit_words", "")],
        &[("租金总额（元）", "total", "group"), ("签约日期", "signed_on", "cn")],
        &[("租金总额大写", "total_words", "")],
        &[("备注", "", "")],
    ];
    let y = form(&mut pen, (16.0, 45.0), 178.0, &rows, 12.5, look(Role::Song, 10.5), look(Role::Kai, 11.5));
    let body = look(Role::Song, 10.5);
    pen.left("出租人签章：", body, (22.0, y + 16.0));
    pen.left("承租人签章：", body, (110.0, y + 16.0));
    vec![pen.sheet]
}
