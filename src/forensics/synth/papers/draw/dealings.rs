//! Contracts of dealings between people: a home sold in clauses and paid in parts, a lease as an agency's table.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Look, Pen, look};
use super::super::sheet::{Align, Sheet};
use super::work_forms::{Cell, cells, field, label};

const A4: (f32, f32) = (210.0, 297.0);
const INK: [u8; 3] = [30, 30, 34];
/// Height of a row of the table.
const ROW: f32 = 10.4;

const SOLD: &str = "转让方（以下称甲方）：{seller}　　公民身份号码：{seller_id_number}
受让方（以下称乙方）：{buyer}　　公民身份号码：{buyer_id_number}
共同受让人：{co_buyer}　　公民身份号码：{co_buyer_id_number}
甲、乙双方在平等自愿、诚实信用的基础上，就二手住房转让的有关事宜订立本契约，共同遵守。
第一条　甲方将其拥有所有权的住房一套转让给乙方。该住房位于{address}，所在小区为{estate}，建筑面积为{building_area}平方米（套内{inner_area}平方米），设计用途为{usage}，房屋所有权证号为{title_number}。
第二条　甲方保证对上述住房享有完整的处分权，该住房未设立居住权，不存在查封、异议登记或者其他限制转让的情形。该住房所占用的国有土地使用权随同住房一并转让。
第三条　经双方议定，上述住房连同固定装修、附属设施的转让价款合计为{total|group}元人民币（即人民币{total_words}），按建筑面积折算约为每平方米{unit_price|group}元，除本契约另有约定外，该价款不因面积误差或市场变动而调整。
第四条　为保证本契约的履行，乙方应于签约当日向甲方给付定金{earnest|group}元（人民币{earnest_words}），甲方收讫后出具收条。乙方履行债务后，定金抵作价款；乙方违约的无权请求返还，甲方违约的应当双倍返还。
第五条　转让价款分期给付，具体如下：
（一）首期，乙方应于{down_payment_on|cnp}前给付{first_part|group}元（人民币{first_part_words}）；
（二）第二期，乙方应于{second_part_on|cnp}双方申请转移登记前给付{second_part|group}元（人民币{second_part_words}）；";

const PAID: &str = "（三）前两期连同已付定金，乙方自行筹集的价款共计{down_payment|group}元（人民币{down_payment_words}）；
（四）余下的{loan|group}元（人民币{loan_words}）由乙方向住房公积金管理中心申请贷款，待抵押登记办结后由贷款银行径行划入甲方账户，贷款未获批准的，由乙方在十五日内以现金补足。
第六条　甲方应当于{delivered_on|cnp}前迁出户口、腾清房屋，将住房及全部钥匙交付乙方，并将水、电、燃气、供暖、有线电视、物业管理等费用结算至交付之日。
第七条　办理转移登记所发生的税费，除法律规定由甲方负担的以外，由乙方负担。住宅专项维修资金的余额随住房转移，不再另行结算。
第八条　甲方逾期交付或者乙方逾期付款的，每逾期一日，违约方应按转让价款的万分之三向守约方支付违约金；逾期超过三十日的，守约方有权解除本契约。
第九条　因履行本契约发生争议的，双方应协商解决；协商不成的，向住房所在地人民法院提起诉讼。
第十条　本契约一式肆份，甲、乙双方各持壹份，交不动产登记机构、住房公积金管理中心各壹份，自双方签名并捺印之日起成立。";

/// Ten clauses over two pages: the price in the middle of a sentence, earnest money, two payments, the loan.
pub fn instalments(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let song = look(Role::Song, 12.0);
    let flow = Flow {
        body: song,
        fill: look(Role::Hei, 11.5),
        underline: false,
        left: 27.0,
        width: 156.0,
        leading: 9.2,
        indent: 2.0,
    };
    let small = look(Role::Song, 9.5);
    let mut one = Pen::new(kit, content, A4);
    one.centre("二手住房转让契约", look(Role::Bold, 22.0).wide(0.12), (105.0, 33.0));
    one.left("契约编号", small, (27.0, 46.0));
    one.field("contract_number", "", small, (43.0, 46.0), Align::Left);
    one.flow(SOLD, flow, 57.0);
    one.centre("· 1 ·", small, (105.0, 284.0));
    let mut two = Pen::new(kit, content, A4);
    let y = two.flow(PAID, flow, 28.0);
    for (name, key, x) in
        [("甲方（签名、捺印）", "seller_phone", 30.0), ("乙方（签名、捺印）", "buyer_phone", 110.0)]
    {
        two.left(name, song, (x, y + 12.0));
        two.left("联系电话", song, (x, y + 24.0));
        two.field(key, "", song, (x + 20.0, y + 24.0), Align::Left);
    }
    two.left("签约时间", song, (110.0, y + 36.0));
    two.field("signed_on", "cnp", song, (130.0, y + 36.0), Align::Left);
    two.left("签约地点", song, (30.0, y + 36.0));
    two.field("district", "", song, (50.0, y + 36.0), Align::Left);
    two.centre("· 2 ·", small, (105.0, 284.0));
    vec![one.sheet, two.sheet]
}

const TERMS: &str =
    "1. 首期款项于签约当日付清，以后各期租金应在上一期届满前十日支付至甲方收款账户，以转账凭证为收据。
2. 押金在租期届满、乙方交还房屋并结清费用后三日内无息退还；佣金由乙方在签约时支付丙方，丙方开具发票。
3. 未经甲方书面同意，乙方不得转租、改动房屋结构；任一方提前解约的，应向对方支付相当于一个月租金的违约金。
4. 甲方同意配合乙方办理租赁登记备案，并知悉乙方可凭本合同提取住房公积金支付房租。";

/// Groups of cells under side headings: three parties, the home, the term, the money, the meters.
pub fn lease_agency(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    let looks = (look(Role::Hei, 9.5), look(Role::Kai, 11.0));
    pen.field("agency", "", look(Role::Bold, 12.0).ink([20, 96, 72]), (15.0, 14.0), Align::Left);
    pen.put("三方成交 · 一式三份", look(Role::Hei, 8.5), (195.0, 14.0), Align::Right);
    pen.level(15.0, 195.0, 18.5, 0.5, [20, 96, 72]);
    pen.centre("房屋租赁居间合同", look(Role::Bold, 18.0), (105.0, 27.5));
    pen.left("合同号", looks.0, (15.0, 36.5));
    pen.field("contract_number", "", looks.0, (27.0, 36.5), Align::Left);
    pen.put("签订日期", looks.0, (174.0, 36.5), Align::Right);
    pen.field("signed_on", "dot", looks.0, (195.0, 36.5), Align::Right);
    let mut y = 40.0;
    let people: [(&'static str, [&'static str; 3]); 2] = [
        ("出租方\n（甲）", ["lessor", "lessor_id_number", "lessor_phone"]),
        ("承租方\n（乙）", ["lessee", "lessee_id_number", "lessee_phone"]),
    ];
    for (side, [name, number, phone]) in people {
        let from = y;
        y = cells(
            &mut pen,
            &[
                label(35.0, 22.0, "姓　名"),
                field(57.0, 40.0, name, ""),
                label(97.0, 26.0, "身份证号"),
                field(123.0, 72.0, number, ""),
            ],
            (y, ROW),
            looks,
        );
        let lessor = name == "lessor";
        y = cells(
            &mut pen,
            &[
                label(35.0, 22.0, "电　话"),
                field(57.0, 40.0, phone, ""),
                label(97.0, 26.0, if lessor { "收款账号" } else { "现居住地" }),
                field(123.0, 72.0, if lessor { "lessor_account" } else { "" }, ""),
            ],
            (y, ROW),
            looks,
        );
        if !lessor {
            pen.left("同租赁房屋", looks.1, (125.0, y - ROW / 2.0));
        }
        cells(&mut pen, &[label(15.0, 20.0, side)], (from, y - from), looks);
    }
    let from = y;
    for row in &HOME {
        y = cells(&mut pen, row, (y, ROW), looks);
    }
    cells(&mut pen, &[label(15.0, 20.0, "房　屋")], (from, y - from), looks);
    y = term(&mut pen, y, looks);
    let from = y;
    for row in &MONEY {
        y = cells(&mut pen, row, (y, ROW), looks);
    }
    cells(&mut pen, &[label(15.0, 20.0, "费　用\n（元）")], (from, y - from), looks);
    y = cells(
        &mut pen,
        &[
            label(15.0, 20.0, "交割读数"),
            label(35.0, 18.0, "水（吨）"),
            field(53.0, 34.0, "water", ""),
            label(87.0, 20.0, "电（度）"),
            field(107.0, 34.0, "power", ""),
            label(141.0, 20.0, "气（方）"),
            field(161.0, 34.0, "gas", ""),
        ],
        (y, ROW),
        looks,
    );
    let body = look(Role::Hei, 9.5);
    let flow =
        Flow { body, fill: body, underline: false, left: 17.0, width: 175.0, leading: 7.0, indent: 0.0 };
    let low = pen.flow(TERMS, flow, y + 6.0) - 1.5;
    pen.frame((15.0, y), (180.0, low - y), 0.25, INK);
    for (name, x) in [("甲方签字", 18.0), ("乙方签字", 76.0), ("丙方（居间方）盖章", 134.0)]
    {
        pen.left(name, looks.0, (x, low + 8.0));
    }
    pen.left("经纪人", looks.0, (134.0, low + 18.0));
    pen.field("agent", "", looks.1, (147.0, low + 18.0), Align::Left);
    pen.left("统一社会信用代码", looks.0, (18.0, 286.0));
    pen.field("agency_code", "", looks.0, (48.0, 286.0), Align::Left);
    pen.seal(&mut kit.random, (160.0, low + 17.0), 19.0, false);
    vec![pen.sheet]
}

const HOME: [&[Cell]; 2] = [
    &[label(35.0, 22.0, "坐　落"), field(57.0, 138.0, "address", "")],
    &[
        label(35.0, 22.0, "面积（㎡）"),
        field(57.0, 40.0, "area", ""),
        label(97.0, 26.0, "户　型"),
        field(123.0, 72.0, "rooms", ""),
    ],
];

const MONEY: [&[Cell]; 5] = [
    &[
        label(35.0, 22.0, "月租金"),
        field(57.0, 40.0, "rent", "group"),
        label(97.0, 26.0, "大　写"),
        field(123.0, 72.0, "rent_words", ""),
    ],
    &[
        label(35.0, 22.0, "押　金"),
        field(57.0, 40.0, "deposit", "group"),
        label(97.0, 26.0, "大　写"),
        field(123.0, 72.0, "deposit_words", ""),
    ],
    &[
        label(35.0, 22.0, "每期租金"),
        field(57.0, 40.0, "quarter_rent", "group"),
        label(97.0, 26.0, "大　写"),
        field(123.0, 72.0, "quarter_rent_words", ""),
    ],
    &[
        label(35.0, 22.0, "首期应付"),
        field(57.0, 40.0, "first_payment", "group"),
        label(97.0, 26.0, "居间佣金"),
        field(123.0, 72.0, "agency_fee", "group"),
    ],
    &[
        label(35.0, 22.0, "租金总计"),
        field(57.0, 40.0, "total", "group"),
        label(97.0, 26.0, "大　写"),
        field(123.0, 72.0, "total_words", ""),
    ],
];

/// The term in a sentence of its cell, and how the rent is paid.
fn term(pen: &mut Pen, y: f32, looks: (Look, Look)) -> f32 {
    pen.frame((35.0, y), (160.0, ROW * 2.0), 0.25, INK);
    pen.level(35.0, 195.0, y + ROW, 0.25, INK);
    cells(pen, &[label(15.0, 20.0, "租期及\n付款")], (y, ROW * 2.0), looks);
    let flow = Flow {
        body: looks.0,
        fill: looks.1,
        underline: false,
        left: 38.0,
        width: 156.0,
        leading: 6.0,
        indent: 0.0,
    };
    pen.flow("租期 {months} 个月，{from|dot} 起租，{to|dot} 到期（当日交还）", flow, y + ROW * 0.5);
    pen.flow("付款方式：■ 押一付三　　□ 押一付一　　□ 押二付六　　□ 年付", flow, y + ROW * 1.5);
    y + ROW * 2.0
}
