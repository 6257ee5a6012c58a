//! Contracts filled in: a city's form with blanks of a fixed length, and an agreement written by hand on ruled paper.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::{Content, shaped};
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{BLACK, Kit, Look, Pen, look};
use super::super::sheet::{Align, Sheet, Tag};

const A4: (f32, f32) = (210.0, 297.0);
const LEFT: f32 = 25.0;
const RIGHT: f32 = 187.0;

/// A part of a printed line.
enum Part {
    /// What the form prints.
    Text(&'static str),
    /// A value in the middle of a blank: key, shape, millimetres; 0 reaches to the right edge.
    Blank(&'static str, &'static str, f32),
}

use Part::{Blank, Text};

/// The parts of one line behind each other.
fn line(pen: &mut Pen, content: &Content, parts: &[Part], (x, y): (f32, f32), (body, fill): (Look, Look)) {
    let mut x = x;
    for part in parts {
        match part {
            Text(text) => {
                pen.left(text, body, (x, y));
                x += pen.width(text, body);
            }
            Blank(key, shape, wide) => {
                let wide = if *wide > 0.0 { *wide } else { RIGHT - x };
                pen.level(x + 0.6, x + wide - 0.6, y + 3.0, 0.2, BLACK);
                let value = shaped(content.get(key), shape);
                let tag = (Tag { key, row: None }, *shape);
                if !value.is_empty() {
                    pen.cell(&value, tag, fill, (x + wide / 2.0, y), Align::Centre, wide - 3.0);
                }
                x += wide;
            }
        }
    }
}

/// How far a line is set in, and its parts.
type Line = (f32, &'static [Part]);

const WHO: [Line; 6] = [
    (0.0, &[Text("卖方（甲方）："), Blank("seller", "", 0.0)]),
    (
        0.0,
        &[Text("证照号码："), Blank("seller_code", "", 74.0), Text("电话："), Blank("seller_phone", "", 0.0)],
    ),
    (0.0, &[Text("买方（乙方）："), Blank("buyer", "", 40.0), Text("电话："), Blank("buyer_phone", "", 0.0)]),
    (0.0, &[Text("身份证件号码："), Blank("buyer_id_number", "", 0.0)]),
    (0.0, &[Text("共同买方："), Blank("co_buyer", "", 0.0)]),
    (0.0, &[Text("身份证件号码："), Blank("co_buyer_id_number", "", 0.0)]),
];

const PRICE: [Line; 15] = [
    (8.5, &[Text("一、该房屋坐落："), Blank("address", "", 0.0)]),
    (
        0.0,
        &[
            Text("（楼盘名："),
            Blank("estate", "", 38.0),
            Text("），批准用途为"),
            Blank("usage", "", 26.0),
            Text("。"),
        ],
    ),
    (
        8.5,
        &[
            Text("二、经测绘，建筑面积"),
            Blank("building_area", "", 26.0),
            Text("平方米，套内面积"),
            Blank("inner_area", "", 26.0),
            Text("平方米，"),
        ],
    ),
    (0.0, &[Text("公共部位分摊面积"), Blank("shared_area", "", 26.0), Text("平方米。")]),
    (8.5, &[Text("三、甲乙双方约定按建筑面积计算房价，币种为人民币：")]),
    (8.5, &[Text("1．每平方米房价为"), Blank("unit_price", "", 36.0), Text("元，")]),
    (15.0, &[Text("大写："), Blank("unit_price_words", "", 0.0)]),
    (8.5, &[Text("2．该房屋房价款共计"), Blank("total", "", 46.0), Text("元，")]),
    (15.0, &[Text("大写："), Blank("total_words", "", 0.0)]),
    (8.5, &[Text("四、乙方按以下方式付清房价款：")]),
    (
        8.5,
        &[
            Text("1．于"),
            Blank("down_payment_on", "cnp", 42.0),
            Text("前自付"),
            Blank("down_payment", "", 42.0),
            Text("元，"),
        ],
    ),
    (15.0, &[Text("大写："), Blank("down_payment_words", "", 0.0)]),
    (8.5, &[Text("2．余额"), Blank("loan", "", 46.0), Text("元申请个人住房贷款支付，")]),
    (15.0, &[Text("大写："), Blank("loan_words", "", 0.0)]),
    (
        8.5,
        &[Text("五、甲方承诺于"), Blank("delivered_on", "cnp", 44.0), Text("前，将该房屋及其钥匙交付乙方。")],
    ),
];

const REST: &str = "六、乙方未按期付款或者甲方未按期交房的，每延迟一天，应按延迟部分房价款的万分之二向对方支付违约金；延迟满六十天的，对方可以书面通知解除本合同，已付房价款在十五天内退回。
七、该房屋交付后九十天内，双方共同申请办理权属登记，契税由乙方缴纳。
八、甲方保证该房屋未出售给他人，未被查封，除已告知乙方的在建工程抵押外没有其他抵押。
九、附件与正文效力相同。空白处填写的文字与印刷文字效力相同。
十、履行本合同发生争议，由双方当事人协商解决；协商不成的，提交该房屋所在区人民法院处理。
十一、本合同正本三份，甲方、乙方及登记部门各一份，签章后生效。";

/// Names on blanks, a price in figures and on the next line in words, both centred on their blanks.
pub fn purchase_city(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut one = Pen::new(kit, content, A4);
    let looks = (look(Role::Song, 12.0), look(Role::Kai, 12.5));
    let small = look(Role::Song, 9.5);
    one.put("登记编号：", small, (150.0, 16.0), Align::Right);
    one.field("contract_number", "", small, (151.0, 16.0), Align::Left);
    let title = look(Role::Bold, 21.0);
    let wide = one.width(content.get("city"), title);
    let rest = one.width("商品房出售合同", title);
    let from = 105.0 - f32::midpoint(wide, rest);
    one.field("city", "", title, (from, 32.0), Align::Left);
    one.left("商品房出售合同", title, (from + wide, 32.0));
    let mut y = 50.0;
    for (x, parts) in &WHO {
        line(&mut one, content, parts, (LEFT + x, y), looks);
        y += 10.4;
    }
    let flow = Flow {
        body: looks.0,
        fill: looks.1,
        underline: false,
        left: LEFT,
        width: RIGHT - LEFT,
        leading: 9.0,
        indent: 2.0,
    };
    y = one.flow("乙方已查看甲方公示的销售许可、测绘成果和价目表，自愿购买本合同约定的房屋。双方根据国家法律、法规和本市有关规定，订立以下条款。", flow, y + 3.0);
    y += 2.0;
    let (first, rest) = PRICE.split_at(14);
    for (x, parts) in first {
        line(&mut one, content, parts, (LEFT + x, y), looks);
        y += 10.4;
    }
    one.centre("1/2", small, (105.0, 286.0));
    let mut two = Pen::new(kit, content, A4);
    y = 26.0;
    for (x, parts) in rest {
        line(&mut two, content, parts, (LEFT + x, y), looks);
        y += 10.4;
    }
    y = two.flow(REST, flow, y) + 12.0;
    two.left("甲方（公章）", looks.0, (LEFT + 4.0, y));
    two.left("乙方（签名）", looks.0, (112.0, y));
    two.left("代表人：", looks.0, (LEFT + 4.0, y + 14.0));
    two.left("代理人：", looks.0, (112.0, y + 14.0));
    line(&mut two, content, &[Text("签约日期："), Blank("signed_on", "cnp", 48.0)], (112.0, y + 28.0), looks);
    two.seal(&mut kit.random, (54.0, y + 8.0), 20.5, false);
    two.centre("2/2", small, (105.0, 286.0));
    vec![one.sheet, two.sheet]
}

const HAND: &str = "房东{lessor}，身份证{lessor_id_number}，有住房一套，在{address}，大约{area}平方，今租给{lessee}（身份证{lessee_id_number}）一家居住。两方当面讲定：
一，由{from|han}到{to|han}止，共租{months}个月，到期再商量续租。
二，每月房租人民币{rent_words}，即{rent|integer}元，按月先交后住。全期房租一共{total_words}，即{total|integer}元。
三，今日收下押金{deposit_words}，即{deposit|integer}元，搬走时家具无损、水电结清，原数退回。
四，水费电费燃气费归租客交，物业费归房东交。不得转给他人住。
五，哪一方要提早退租，须早一个月讲明。
口说无凭，写此为据，两人各拿一张。";

const WRITING: [u8; 3] = [32, 44, 108];
const RULE: [u8; 3] = [222, 150, 150];
const STEP: f32 = 11.4;

/// Ruled paper, blue ink, every amount in words and then in figures, days in Han digits.
pub fn lease_hand(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, (190.0, 266.0));
    pen.sheet.paper = [254, 253, 248];
    let mut y = 30.0;
    while y < 250.0 {
        pen.level(16.0, 174.0, y + 5.0, 0.2, RULE);
        y += STEP;
    }
    pen.centre("租 房 字 据", look(Role::Kai, 20.0).ink(WRITING), (95.0, 17.0));
    let hand = look(Role::Kai, 13.5).ink(WRITING);
    let flow = Flow {
        body: hand,
        fill: hand,
        underline: false,
        left: 18.0,
        width: 152.0,
        leading: STEP,
        indent: 2.0,
    };
    let y = pen.flow(HAND, flow, 30.0);
    for (name, key, x) in [("房东：", "lessor", 22.0), ("租客：", "lessee", 72.0)] {
        pen.left(name, hand, (x, y));
        pen.field(key, "", look(Role::Kai, 15.0).ink(WRITING), (x + 15.0, y), Align::Left);
    }
    pen.field("signed_on", "han", hand, (172.0, y), Align::Right);
    vec![pen.sheet]
}
