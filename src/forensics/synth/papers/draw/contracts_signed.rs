//! Purchases as cities file them: the excerpt of a flat's contract signed on the net, and a home that stands on
//! the paper of the city's bureau.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Sheet};

const A4: (f32, f32) = (210.0, 297.0);
const GREY: [u8; 3] = [110, 110, 114];

const PARTIES: &str = "出卖人：{seller}
通讯地址：{seller_address}
邮政编码：{seller_post}　　联系电话：{seller_phone}
统一社会信用代码：{seller_code}
法定代表人：{legal_person}
买受人：{buyer}
【居民身份证】【护照】【 / 】，证号：{buyer_id_number}
性别：{buyer_sex}　　出生日期：{buyer_born_on|cn}
通讯地址：{buyer_address}
邮政编码：{buyer_post}　　联系电话：{buyer_phone}
共同买受人：{co_buyer}
【居民身份证】【护照】【 / 】，证号：{co_buyer_id_number}";
const STATE: &str = "第二条　预售依据
该商品房已由{permit_office}批准预售，预售许可证号为{permit}。
第三条　商品房基本情况
1．该商品房的规划用途为【住宅】。
2．该商品房所在建筑物的建筑总层数为{floors}层，其中地上{floors_above}层，地下{floors_below}层。
3．该商品房坐落为{site}，房号为第{block}【幢】{unit}【单元】{floor}【层】{room}【号】。
4．该商品房的房产测绘机构为{surveyor}，其预测建筑面积共{building_area}平方米，其中套内建筑面积{inner_area}平方米，分摊共有建筑面积{shared_area}平方米。";
const PRICE: &str = "第六条　计价方式与价款
出卖人与买受人按照下列第 2 种方式计算该商品房价款：
1．按照套内建筑面积计算，该商品房单价为每平方米 / （币种） / 元，总价款为 / 元（大写 / 元整）。
2．按照建筑面积计算，该商品房单价为每平方米人民币（币种）{unit_price}元，总价款为人民币（币种）{total}元（大写{total_words}）。
3．按照套计算，该商品房总价款为 / （币种） / 元（大写 / 元整）。
4．按照 / 计算，该商品房总价款为 / 元。
第七条　付款方式及期限
（一）签订本合同前，买受人已向出卖人支付定金人民币（币种）{booked}元（大写{booked_words}），该定金于【交付首付款】时【抵作】商品房价款。
（二）买受人采取下列第 3 种方式付款：
1．一次性付款。买受人应当在 / 年 / 月 / 日前支付该商品房全部价款。
2．分期付款。买受人应当在 / 年 / 月 / 日前分 / 期支付该商品房全部价款。
3．贷款方式付款：【公积金贷款】。买受人应当于{down_payment_on|cn}前支付首期房价款人民币（币种）{down_payment}元（大写{down_payment_words}），占全部房价款的{down_share}%。余款人民币（币种）{loan}元（大写{loan_words}）向{centre}（贷款机构）申请贷款支付。
（三）出售该商品房的全部房价款应当存入预售资金监管账户，用于本工程建设。";
const HANDED: &str = "第十一条　商品房交付时间和手续
（一）出卖人应当在{delivered_on|cn}前向买受人交付该商品房。
（二）该商品房达到第九条、第十条约定的交付条件后，出卖人应当在交付日期届满前10日将查验房屋的时间、办理交付手续的时间地点以及应当携带的证件材料的通知书面送达买受人。";

/// The running head of each page: where it was filed, a code, the number.
fn filed(pen: &mut Pen, page: u8) {
    let small = look(Role::Hei, 8.0).ink(GREY);
    pen.left("商品房买卖合同（预售）", small, (22.0, 12.0));
    pen.pair("合同编号：", "contract_number", "", small, (138.0, 12.0));
    pen.level(22.0, 188.0, 15.5, 0.2, GREY);
    pen.level(22.0, 188.0, 281.0, 0.2, GREY);
    pen.pair("网签备案号：", "filing_number", "", small, (22.0, 285.0));
    pen.put(&format!("第 {page} 页"), small, (188.0, 285.0), Align::Right);
}

/// Cover, who and what, how much and when: three pages under one running head.
pub fn signed_online(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let song = look(Role::Song, 11.0);
    let flow = Flow {
        body: song,
        fill: look(Role::Hei, 10.5),
        underline: true,
        left: 22.0,
        width: 166.0,
        leading: 7.6,
        indent: 2.0,
    };
    let mut cover = Pen::new(kit, content, A4);
    let large = look(Role::Song, 14.0);
    cover.put("GF—2014—0171", look(Role::Song, 11.0), (186.0, 28.0), Align::Right);
    cover.pair("合同编号：", "contract_number", "", look(Role::Song, 12.0), (24.0, 28.0));
    cover.centre("商品房买卖合同", look(Role::Bold, 32.0).wide(0.1), (105.0, 86.0));
    cover.centre("（预　售）", look(Role::Bold, 20.0), (105.0, 104.0));
    for (name, key, y) in [("出卖人：", "seller", 150.0), ("买受人：", "buyer", 166.0)] {
        cover.pair(name, key, "", large, (50.0, y));
        cover.level(69.0, 165.0, y + 4.0, 0.2, GREY);
    }
    let names = cover.width(content.get("buyer"), large);
    cover.left("、", large, (69.6 + names, 166.0));
    cover.field("co_buyer", "", large, (75.0 + names, 166.0), Align::Left);
    cover.pair("网签备案日期：", "filed_on", "cn", large, (50.0, 182.0));
    cover.centre("中华人民共和国住房和城乡建设部", large, (105.0, 236.0));
    cover.centre("中华人民共和国国家工商行政管理总局　制定", large, (105.0, 246.0));
    cover.centre("二〇一四年四月", large, (105.0, 256.0));

    let mut parties = Pen::new(kit, content, A4);
    filed(&mut parties, 1);
    parties.centre("第一章　合同当事人", look(Role::Bold, 13.0), (105.0, 25.0));
    let y = parties.flow(PARTIES, Flow { indent: 0.0, leading: 8.6, ..flow }, 37.0);
    parties.centre("第二章　商品房基本状况", look(Role::Bold, 13.0), (105.0, y + 5.0));
    parties.flow(STATE, flow, y + 16.0);

    let mut price = Pen::new(kit, content, A4);
    filed(&mut price, 4);
    price.centre("第三章　商品房价款", look(Role::Bold, 13.0), (105.0, 25.0));
    let y = price.flow(PRICE, flow, 35.0);
    price.centre("第四章　商品房交付条件与交付手续", look(Role::Bold, 13.0), (105.0, y + 3.0));
    let y = price.flow(HANDED, flow, y + 12.0);
    price.left("出卖人（签字或盖章）：", song, (24.0, y + 10.0));
    price.left("买受人（签字或盖章）：", song, (112.0, y + 10.0));
    price.pair("签订时间：", "signed_on", "cn", song, (24.0, y + 28.0));
    price.pair("签订地点：", "signed_at", "", song, (112.0, y + 28.0));
    price.seal(&mut kit.random, (76.0, (y + 22.0).min(259.0)), 20.5, false);
    vec![cover.sheet, parties.sheet, price.sheet]
}

const SIDES: &str = "卖方（以下简称甲方）：{seller}　　身份证号码：{seller_id_number}
住址：{seller_address}
联系电话：{seller_phone}
买方（以下简称乙方）：{buyer}　　身份证号码：{buyer_id_number}
共有人：{co_buyer}　　身份证号码：{co_buyer_id_number}
住址：{buyer_address}
联系电话：{buyer_phone}
居间方（以下简称丙方）：{broker}
根据《中华人民共和国民法典》《城市房地产转让管理规定》及有关法律、法规的规定，甲、乙双方经丙方居间，在平等、自愿、协商一致的基础上，就存量房买卖事宜达成如下协议：";
const SOLD: &str = "第一条　房屋基本情况
甲方自愿将其坐落于{address}的房屋（以下简称该房屋）出售给乙方，该房屋建筑面积为{building_area}平方米，规划用途为{usage}，不动产权证书号为{title_number}。
第二条　权属承诺
甲方保证该房屋权属清楚，不存在查封、异议登记及其他限制转让的情形；该房屋未设立居住权，租赁情况为：【未出租】。
第三条　成交价格
经甲、乙双方协商一致，该房屋成交价格为人民币{total|group}元（大写：{total_words}），单价为每平方米人民币{unit_price|group}元。该价格包含附属设施设备及装饰装修价款。";
const REST: &str = "第四条　付款方式
乙方按下列方式向甲方支付房款：
（一）本合同签订之日，乙方支付定金人民币{earnest|group}元（大写：{earnest_words}），过户时抵作房款；
（二）{down_payment_on|cnp}前，乙方将首付款人民币{first_part|group}元（大写：{first_part_words}）存入存量房交易资金监管账户；
（三）{second_part_on|cnp}前，乙方将剩余首付款人民币{second_part|group}元（大写：{second_part_words}）存入同一监管账户；
（四）余款人民币{loan|group}元（大写：{loan_words}）由乙方以【住房公积金】贷款方式支付，贷款未获足额批准的，不足部分由乙方自筹。
第五条　过户与交付
双方应在贷款批准后十五日内共同申请不动产转移登记。甲方应于{delivered_on|cnp}前将该房屋交付乙方，并结清水、电、气、暖、物业、有线电视等费用，迁出户口。
第六条　税费承担
因本次交易产生的税费由【乙方】承担；居间服务费由双方按居间合同另行支付。
第七条　违约责任
甲方逾期交付或乙方逾期付款的，每逾期一日，按逾期部分的万分之五向对方支付违约金；逾期超过三十日的，守约方有权解除本合同。
第八条　争议解决
因履行本合同发生的争议，由双方协商解决；协商不成的，依法向该房屋所在地人民法院起诉。
第九条　附则
本合同自各方签字（盖章）之日起生效，一式肆份，甲、乙、丙三方各执一份，不动产登记部门留存一份。";

/// Parties and clauses with blanks filled in on two pages, signed by three at the end.
pub fn bureau_resale(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let body = look(Role::Song, 11.5);
    let flow = Flow {
        body,
        fill: look(Role::Kai, 11.5),
        underline: true,
        left: 25.0,
        width: 160.0,
        leading: 8.2,
        indent: 2.0,
    };
    let mut one = Pen::new(kit, content, A4);
    let title = format!("{}存量房买卖合同", content.get("city"));
    one.centre(&title, look(Role::Bold, 20.0), (105.0, 26.0));
    one.put("合同编号：", body, (140.0, 38.0), Align::Right);
    one.field("contract_number", "", body, (141.0, 38.0), Align::Left);
    let y = one.flow(SIDES, Flow { indent: 0.0, ..flow }, 49.0);
    one.flow(SOLD, flow, y + 1.0);
    one.centre("- 1 -", look(Role::Song, 9.0), (105.0, 286.0));
    let mut two = Pen::new(kit, content, A4);
    let y = two.flow(REST, flow, 26.0);
    let lines = [("甲方（签字）：", 25.0), ("乙方（签字）：", 82.0), ("丙方（盖章）：", 139.0)];
    for (name, x) in lines {
        two.left(name, body, (x, y + 9.0));
        two.left("代理人：", body, (x, y + 20.0));
    }
    two.put("签订日期：", body, (150.0, y + 34.0), Align::Right);
    two.field("signed_on", "cnp", body, (151.0, y + 34.0), Align::Left);
    two.seal(&mut kit.random, (160.0, (y + 16.0).min(256.0)), 20.0, false);
    let by = format!("{}住房和城乡建设局监制", content.get("city"));
    two.left(&by, look(Role::Song, 9.0), (25.0, 278.0));
    two.centre("- 2 -", look(Role::Song, 9.0), (105.0, 286.0));
    vec![one.sheet, two.sheet]
}
