//! Contracts over two pages: who, then how much. A flat before it stands, a home sold through a broker; and a
//! lease with its costs in a table.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{BLACK, Kit, Look, Pen, look};
use super::super::sheet::{Align, Sheet};

const A4: (f32, f32) = (210.0, 297.0);
const INK: [u8; 3] = [50, 50, 54];

/// A label, and its value on a line drawn to the right edge.
fn blank(
    pen: &mut Pen,
    (name, key): (&str, &'static str),
    (label, value): (Look, Look),
    (x, y): (f32, f32),
    to: f32,
) {
    pen.left(name, label, (x, y));
    let from = x + pen.width(name, label) + 1.0;
    pen.level(from, to, y + 2.9, 0.18, BLACK);
    pen.field_within(key, "", value, (from + 1.5, y), to - from - 2.0);
}

const FLAT: &str = "第二章　商品房基本状况
第四条　该商品房坐落于{address}（项目推广名：{estate}），规划用途为{usage}，预售许可证号：{permit}。
第五条　出卖人委托测绘的预测建筑面积共{building_area}平方米，其中套内建筑面积{inner_area}平方米，分摊共有建筑面积{shared_area}平方米。
第三章　商品房价款
第六条　计价方式与价款
出卖人与买受人按照下列第 2 种方式计算该商品房价款：
1．按照套内建筑面积计算（本合同不适用）。
2．按照建筑面积计算，该商品房总价款为人民币（大写）{total_words}（小写¥{total|group}），单价为每平方米人民币{unit_price|group}元。
第七条　付款方式及期限
买受人采取贷款方式付款。（1）签订本合同之日起十日内，即{down_payment_on|cn}前，支付首期房价款人民币（大写）{down_payment_words}（小写¥{down_payment|group}）；（2）余款人民币（大写）{loan_words}（小写¥{loan|group}）以住房公积金贷款方式支付。
第四章　商品房交付
第十一条　出卖人应当在{delivered_on|cn}前向买受人交付该商品房。";

/// The first page with both sides line by line, the second with area, price and signatures.
pub fn presale(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut one = Pen::new(kit, content, A4);
    let song = look(Role::Song, 12.0);
    let filled = look(Role::Kai, 12.0);
    one.left("GF-2014-0171", look(Role::Song, 9.0), (25.0, 16.0));
    one.put("合同编号：", song, (140.0, 25.0), Align::Right);
    one.field("contract_number", "", filled, (141.0, 25.0), Align::Left);
    one.centre("商品房买卖合同（预售）", look(Role::Bold, 21.0), (105.0, 42.0));
    let intro = Flow {
        body: song,
        fill: filled,
        underline: true,
        left: 25.0,
        width: 160.0,
        leading: 8.4,
        indent: 2.0,
    };
    let y = one.flow("出卖人向买受人出售其开发建设的房屋，双方当事人应当在自愿、平等、公平及诚实信用的基础上，根据《中华人民共和国民法典》《中华人民共和国城市房地产管理法》等法律、法规的规定，就商品房买卖相关内容协商达成一致意见，签订本商品房买卖合同。", intro, 58.0);
    one.centre("第一章　合同当事人", look(Role::Bold, 13.0), (105.0, y + 4.0));
    let looks = (song, filled);
    let mut at = y + 15.0;
    let lines: [&[(&str, &'static str)]; 11] = [
        &[("出卖人：", "seller")],
        &[("通讯地址：", "seller_address"), ("邮政编码：", "seller_post")],
        &[("统一社会信用代码：", "seller_code")],
        &[("法定代表人：", "legal_person"), ("联系电话：", "seller_phone")],
        &[],
        &[("买受人：", "buyer"), ("国籍：", "")],
        &[("证件类型：【居民身份证】　证号：", "buyer_id_number")],
        &[("通讯地址：", "buyer_address")],
        &[("邮政编码：", "buyer_post"), ("联系电话：", "buyer_phone")],
        &[("共同买受人：", "co_buyer")],
        &[("证件类型：【居民身份证】　证号：", "co_buyer_id_number")],
    ];
    for cells in lines {
        // Two on a line share it by what they need.
        let long = cells.first().is_some_and(|(_, key)| key.ends_with("address"));
        let ends = match cells.len() {
            2 if long => [133.0, 185.0],
            2 => [104.0, 185.0],
            _ => [185.0, 185.0],
        };
        let mut x = 25.0;
        for ((name, key), end) in cells.iter().zip(ends) {
            blank(&mut one, (name, key), looks, (x, at), end);
            if key.is_empty() {
                one.left("中国", filled, (x + 15.0, at));
            }
            x = end + 3.0;
        }
        at += if cells.is_empty() { 5.0 } else { 11.0 };
    }
    one.centre("— 1 —", look(Role::Song, 9.0), (105.0, 284.0));
    let mut two = Pen::new(kit, content, A4);
    let flow = Flow { body: look(Role::Song, 11.5), fill: look(Role::Kai, 11.5), leading: 8.0, ..intro };
    let y = two.flow(FLAT, flow, 24.0);
    two.left("出卖人（签字或盖章）：", song, (27.0, y + 14.0));
    two.left("买受人（签字或盖章）：", song, (112.0, y + 14.0));
    two.left("【法定代表人】（签字）：", song, (27.0, y + 25.0));
    two.pair("签订时间：", "signed_on", "cn", song, (27.0, y + 46.0));
    two.left("签订地点：出卖人售楼处", song, (112.0, y + 46.0));
    two.seal(&mut kit.random, (76.0, y + 19.0), 20.5, false);
    two.centre("— 2 —", look(Role::Song, 9.0), (105.0, 284.0));
    vec![one.sheet, two.sheet]
}

/// One side of a bargain: heading, then label and value on lines of their own.
fn side(
    pen: &mut Pen,
    head: &str,
    cells: &[(&str, &'static str)],
    (x, y): (f32, f32),
    (wide, tall): (f32, f32),
) {
    let (label, value) = (look(Role::Hei, 9.0).ink([100, 100, 104]), look(Role::Hei, 11.0));
    pen.ground((x, y), (wide, 8.0), [232, 232, 236]);
    pen.frame((x, y), (wide, tall), 0.22, INK);
    pen.centre(head, look(Role::Hei, 10.5), (x + wide / 2.0, y + 4.0));
    let mut at = y + 13.0;
    for (name, key) in cells {
        pen.left(name, label, (x + 3.0, at));
        pen.field_within(key, "", value, (x + 3.0, at + 5.4), wide - 6.0);
        at += 12.4;
    }
}

const SOLD: &str = "一、甲方自愿将下列房屋出售给乙方，乙方已实地查看，对房屋现状无异议。";
const STATE: &str = "甲方承诺该房屋权属清晰，无查封、无居住权及其他权利限制；原有抵押由甲方在过户前负责注销。
房屋附属设施设备随房屋一并转让，以交接清单为准。";
const TERMS: &str = "三、本合同项下房屋的成交价格为双方真实意思表示，不含各自依法应缴纳的税费。首付款存入交易资金监管账户，贷款由贷款银行在办结抵押登记后划付。
四、甲方应于{delivered_on}前腾空房屋并交付乙方，交付时结清水、电、燃气、物业等费用。
五、丙方为本合同的居间方，对甲乙双方提供的材料尽审查义务。
六、本合同自三方签章之日起生效，一式四份，甲、乙、丙三方及登记机构各执一份。";

/// Both sides beside each other on the first page, prices in a table on the second.
pub fn brokered(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let hei = look(Role::Hei, 10.5);
    let mut one = Pen::new(kit, content, A4);
    one.centre("存量房屋买卖合同", look(Role::Bold, 20.0).wide(0.1), (105.0, 26.0));
    one.centre("（经纪机构居间版）", hei, (105.0, 36.0));
    one.left("网签合同号", hei, (18.0, 47.0));
    one.field("contract_number", "", hei, (40.0, 47.0), Align::Left);
    one.put("签约日期", hei, (168.0, 47.0), Align::Right);
    one.field("signed_on", "", hei, (192.0, 47.0), Align::Right);
    let first = [("姓名", "seller"), ("居民身份证号", "seller_id_number"), ("手机", "seller_phone")];
    let second = [
        ("姓名", "buyer"),
        ("居民身份证号", "buyer_id_number"),
        ("手机", "buyer_phone"),
        ("共同买受人姓名", "co_buyer"),
        ("共同买受人居民身份证号", "co_buyer_id_number"),
    ];
    side(&mut one, "出售方（甲方）", &first, (18.0, 53.0), (87.0, 77.0));
    side(&mut one, "买受方（乙方）", &second, (105.0, 53.0), (87.0, 77.0));
    let small = look(Role::Hei, 9.0).ink([100, 100, 104]);
    one.frame((18.0, 130.0), (174.0, 14.0), 0.22, INK);
    one.left("居间方（丙方）", small, (21.0, 134.0));
    one.field_within("broker", "", hei, (21.0, 139.4), 84.0);
    one.left("统一社会信用代码", small, (108.0, 134.0));
    one.field("broker_code", "", hei, (108.0, 139.4), Align::Left);
    let flow =
        Flow { body: hei, fill: hei, underline: false, left: 18.0, width: 174.0, leading: 8.0, indent: 0.0 };
    let y = one.flow(SOLD, flow, 155.0);
    let rows: [[(&str, &'static str); 2]; 4] = [
        [("不动产权属证书号", "title_number"), ("房屋用途", "usage")],
        [("房屋坐落", "address"), ("", "")],
        [("小区名称", "estate"), ("所在行政区", "district")],
        [("建筑面积（平方米）", "building_area"), ("套内面积（平方米）", "inner_area")],
    ];
    let mut top = y - 2.0;
    for cells in rows {
        let single = cells[1].0.is_empty();
        one.frame((18.0, top), (174.0, 11.0), 0.22, INK);
        for ((name, key), x) in cells.iter().zip([18.0, 118.0]).take(if single { 1 } else { 2 }) {
            let most = if single {
                136.0
            } else if x < 100.0 {
                62.0
            } else {
                36.0
            };
            one.ground((x + 0.2, top + 0.2), (34.6, 10.6), [244, 244, 246]);
            one.upright(x, top, top + 11.0, 0.22, INK);
            one.upright(x + 35.0, top, top + 11.0, 0.22, INK);
            one.centre(name, look(Role::Hei, 9.5), (x + 17.5, top + 5.5));
            one.field_within(key, "", hei, (x + 36.5, top + 5.5), most);
        }
        top += 11.0;
    }
    let y = one.flow(STATE, flow, top + 9.0);
    one.left("甲方确认签字：", hei, (18.0, y + 6.0));
    one.left("乙方确认签字：", hei, (105.0, y + 6.0));
    one.centre("第1页 共2页", small, (105.0, 285.0));
    vec![one.sheet, prices(content, kit, flow)]
}

/// The page of prices.
fn prices(content: &Content, kit: &mut Kit, flow: Flow) -> Sheet {
    let hei = look(Role::Hei, 10.5);
    let small = look(Role::Hei, 9.0).ink([100, 100, 104]);
    let mut pen = Pen::new(kit, content, A4);
    pen.left("二、成交价格及付款安排", hei, (18.0, 24.0));
    pen.put("币种：人民币　单位：元", small, (192.0, 24.0), Align::Right);
    let wide = [34.0, 36.0, 72.0, 32.0];
    let heads = ["款项", "金额（小写）", "金额（大写）", "支付时间"];
    let rows: [(&str, &'static str, &'static str, &'static str); 3] = [
        ("自有资金（首付款）", "down_payment", "down_payment_words", "down_payment_on"),
        ("申请贷款", "loan", "loan_words", ""),
        ("成交总价", "total", "total_words", ""),
    ];
    let mut x = 18.0;
    for (head, wide) in heads.iter().zip(wide) {
        pen.ground((x, 30.0), (wide, 9.0), [232, 232, 236]);
        pen.centre(head, hei, (x + wide / 2.0, 34.5));
        x += wide;
    }
    let mut y = 39.0;
    for (name, figures, words, day) in rows {
        pen.centre(name, look(Role::Hei, 9.5), (35.0, y + 6.0));
        pen.field(figures, "group", hei, (86.5, y + 6.0), Align::Right);
        pen.field_within(words, "", look(Role::Hei, 9.5), (89.5, y + 6.0), 69.0);
        if day.is_empty() {
            pen.centre(if figures == "loan" { "银行放款时" } else { "—" }, small, (176.0, y + 6.0));
        } else {
            pen.field(day, "", hei, (176.0, y + 6.0), Align::Centre);
        }
        pen.level(18.0, 192.0, y, 0.22, INK);
        y += 12.0;
    }
    pen.frame((18.0, 30.0), (174.0, y - 30.0), 0.22, INK);
    let mut x = 18.0;
    for wide in wide {
        pen.upright(x, 30.0, y, 0.22, INK);
        x += wide;
    }
    let line = "成交总价按建筑面积折合单价 {unit_price} 元/平方米。";
    let y = pen.flow(line, Flow { leading: 9.0, ..flow }, y + 9.0);
    let y = pen.flow(TERMS, flow, y + 2.0);
    for (name, x) in [("甲方签字：", 20.0), ("乙方签字：", 78.0), ("丙方盖章：", 136.0)] {
        pen.left(name, hei, (x, y + 14.0));
    }
    pen.seal(&mut kit.random, (166.0, y + 22.0), 20.0, false);
    pen.centre("第2页 共2页", small, (105.0, 285.0));
    pen.sheet
}

const LET: &str = "一、租赁房屋　甲方将坐落于{address}、建筑面积{area}㎡的住房出租给乙方自住。
二、租赁期限　租期{months}个月，自{from|full}起，至{to|full}止。";
const COSTS: &str = "四、乙方应按月支付租金，甲方应在收到租金后出具收据；押金在租赁期满、结清费用后退还。
五、水、电、燃气、网络、物业费由乙方负担；房屋及附属设施的自然损坏由甲方维修。
六、租赁期内任何一方提前解除合同的，应提前三十日通知对方，并支付一个月租金作为违约金。
七、本合同自双方签字之日起生效，双方各执一份，另一份用于办理租赁登记备案。";

/// Two people side by side, the term in full-width digits, costs in a table.
pub fn lease_costs(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    let song = look(Role::Song, 11.0);
    pen.centre("居住房屋租赁合同", look(Role::Bold, 19.0).wide(0.1), (105.0, 24.0));
    pen.field("contract_number", "", song, (190.0, 35.0), Align::Right);
    let from = 188.0 - pen.width(content.get("contract_number"), song);
    pen.put("登记备案编号", song, (from, 35.0), Align::Right);
    for (x, head, name, number) in [
        (20.0, "甲方（出租方）", "lessor", "lessor_id_number"),
        (107.0, "乙方（承租方）", "lessee", "lessee_id_number"),
    ] {
        pen.left(head, look(Role::Bold, 11.0), (x, 46.0));
        pen.left("姓　　名", song, (x, 54.0));
        pen.field(name, "", song, (x + 20.0, 54.0), Align::Left);
        pen.left("证件号码", song, (x, 62.0));
        pen.field(number, "", song, (x + 20.0, 62.0), Align::Left);
    }
    pen.level(20.0, 190.0, 67.5, 0.3, INK);
    let flow = Flow {
        body: song,
        fill: song,
        underline: false,
        left: 20.0,
        width: 170.0,
        leading: 8.4,
        indent: 0.0,
    };
    let y = pen.flow(LET, flow, 75.0);
    pen.left("三、费用标准", song, (20.0, y));
    let top = y + 5.5;
    let wide = [28.0, 46.0, 30.0, 66.0];
    let rows: [(&str, &str, &'static str, &'static str); 3] = [
        ("租金", "按月，每月五日前付清", "rent", "rent_words"),
        ("押金", "签约时一次性付清", "deposit", "deposit_words"),
        ("租金合计", "全部租赁期", "total", "total_words"),
    ];
    let mut x = 20.0;
    for (head, wide) in ["项目", "计费方式", "金额（元）", "人民币大写"].iter().zip(wide) {
        pen.centre(head, song, (x + wide / 2.0, top + 4.5));
        x += wide;
    }
    let mut at = top + 9.0;
    for (name, how, figures, words) in rows {
        pen.level(20.0, 190.0, at, 0.2, INK);
        pen.centre(name, song, (34.0, at + 5.5));
        pen.centre(how, look(Role::Song, 10.0), (71.0, at + 5.5));
        pen.field(figures, "", song, (122.0, at + 5.5), Align::Right);
        pen.field_within(words, "", song, (125.5, at + 5.5), 63.0);
        at += 11.0;
    }
    pen.frame((20.0, top), (170.0, at - top), 0.3, INK);
    let mut x = 20.0;
    for wide in wide {
        pen.upright(x, top, at, 0.2, INK);
        x += wide;
    }
    let y = pen.flow(COSTS, flow, at + 9.0);
    pen.left("甲方签名：", song, (22.0, y + 14.0));
    pen.left("乙方签名：", song, (109.0, y + 14.0));
    pen.field("signed_on", "full", song, (190.0, y + 30.0), Align::Right);
    vec![pen.sheet]
}
