//! Leases: a city's model with boxes to tick, and one that two people typed themselves.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Sheet};

const A4: (f32, f32) = (210.0, 297.0);

const WHO: &str = "出租人（甲方）：{lessor}
证件类型：■身份证　□护照　□其他　　证件号码：{lessor_id_number}
联系电话：{lessor_phone}
承租人（乙方）：{lessee}
证件类型：■身份证　□护照　□其他　　证件号码：{lessee_id_number}
联系电话：{lessee_phone}";
const HOME: &str = "根据《中华人民共和国民法典》《商品房屋租赁管理办法》等有关规定，甲、乙双方在平等、自愿的基础上，就住房租赁的有关事宜达成协议如下：
第一条　住房基本情况
（一）住房坐落：{address}。
（二）权属证明：■不动产权证书（房屋所有权证）　□其他，证书编号：{title_number}。
（三）出租方式：■整套出租　□按间出租；出租面积（建筑面积）：{area}平方米。
（四）抵押情况：□已设立抵押　■未设立抵押。
第二条　租赁期限
（一）租赁期限自{from|cn}起至{to|cn}止，共计{months}个月。甲方应于租赁期限起始日将住房按约定条件交付乙方。
（二）租赁期满，乙方要求继续承租的，应提前三十日向甲方提出，双方另行签订合同。";
const MONEY: &str = "第三条　租金及押金
（一）租金标准为人民币{rent|group}元/月（大写：{rent_words}），租赁期内租金总额为人民币{total|group}元（大写：{total_words}）。
（二）租金支付周期：□月付　■季付　□半年付　□年付；每期应付租金人民币{quarter_rent|group}元（大写：{quarter_rent_words}），于每期开始前五日内支付。
（三）支付方式：□现金　■转账，收款账号：{lessor_account|four}，户名同甲方。
（四）押金为人民币{deposit|group}元（大写：{deposit_words}），租赁期满结清费用后三个工作日内无息退还。
第四条　其他费用
租赁期内，水费、电费、燃气费、物业服务费、网络费由□甲方　■乙方承担；供暖费由■甲方　□乙方承担。
第五条　居住要求
乙方应合理使用住房及附属设施设备，不得擅自改变住房结构、用途，居住人数应符合人均居住面积标准。
第六条　合同解除
甲方迟延交付住房达七日以上，或者乙方欠缴租金达一个月以上的，对方有权单方解除合同，违约方应按月租金的100%支付违约金。
第七条　合同生效与备案
本合同自双方签字之日起生效。双方应自合同签订之日起三十日内办理住房租赁合同备案。";

/// A cover's head, the parties, boxes ticked in black, two pages.
pub fn model_lease(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let body = look(Role::Song, 12.0);
    let flow = Flow {
        body,
        fill: look(Role::Song, 12.0),
        underline: true,
        left: 26.0,
        width: 158.0,
        leading: 9.0,
        indent: 2.0,
    };
    let mut one = Pen::new(kit, content, A4);
    one.put("合同编号：", look(Role::Song, 10.5), (140.0, 18.0), Align::Right);
    one.field("contract_number", "", look(Role::Song, 10.5), (141.0, 18.0), Align::Left);
    let title = format!("{}住房租赁合同", content.get("city"));
    one.centre(&title, look(Role::Hei, 22.0), (105.0, 34.0));
    one.centre("（示范文本）", look(Role::Kai, 15.0), (105.0, 45.0));
    let y = one.flow(WHO, Flow { indent: 0.0, ..flow }, 61.0);
    one.flow(HOME, flow, y + 3.0);
    one.centre("1", look(Role::Song, 9.0), (105.0, 285.0));
    let mut two = Pen::new(kit, content, A4);
    let y = two.flow(MONEY, flow, 26.0);
    two.left("甲方（签章）：", body, (26.0, y + 8.0));
    two.left("乙方（签章）：", body, (112.0, y + 8.0));
    let hand = look(Role::Kai, 15.0).ink([30, 34, 72]);
    two.field("lessor", "", hand, (56.0, y + 7.0), Align::Left);
    two.field("lessee", "", hand, (142.0, y + 7.5), Align::Left);
    two.put("签订日期：", body, (136.0, y + 22.0), Align::Right);
    two.field("signed_on", "cn", body, (137.0, y + 22.0), Align::Left);
    two.centre("2", look(Role::Song, 9.0), (105.0, 285.0));
    vec![one.sheet, two.sheet]
}

const TYPED: &str = "甲方（出租方）：{lessor}　身份证号：{lessor_id_number}
乙方（承租方）：{lessee}　身份证号：{lessee_id_number}
甲方现有一套住房租给乙方居住，双方商量好以下内容：
1、房子地址：{address}，面积{area}平米，简单装修，家具家电见下面清单。
2、租期：从{from|cnp}到{to|cnp}，一共{months}个月。
3、租金：每个月{rent|integer}元（大写{rent_words}），押一付三，以后每次提前10天付下一季度房租。
4、押金{deposit|integer}元，第一次一共付{first_payment|integer}元（三个月房租加押金）。到期不租了，房子没损坏、水电费结清，押金原数退还。
5、房租打到甲方银行卡：{lessor_account}，户名{lessor}。
6、水费、电费、煤气费、物业费、宽带费由乙方自己交。交房时水表{water}，电表{power}，煤气表{gas}。
7、租期内甲方不能涨价，也不能中途收回房子；乙方不能转租，不能在房内做违法的事。谁违约谁赔对方一个月房租。
8、家具家电：床2张、衣柜1个、沙发1套、空调2台、冰箱1台、洗衣机1台、热水器1台、电视1台。
9、没写到的双方商量解决。本协议一式两份，甲乙双方各一份，签字生效。";

/// One page of plain numbered sentences, whole yuan, two names and telephones at the end.
pub fn private_lease(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let mut pen = Pen::new(kit, content, A4);
    let body = look(Role::Song, 13.0);
    pen.centre("租 房 协 议", look(Role::Bold, 20.0), (105.0, 30.0));
    let flow =
        Flow { body, fill: body, underline: false, left: 28.0, width: 154.0, leading: 9.6, indent: 0.0 };
    let y = pen.flow(TYPED, flow, 47.0);
    let hand = look(Role::Kai, 17.0).ink([24, 24, 30]);
    for (side, name, phone, x) in
        [("甲方：", "lessor", "lessor_phone", 28.0), ("乙方：", "lessee", "lessee_phone", 112.0)]
    {
        pen.left(side, body, (x, y + 9.0));
        pen.field(name, "", hand, (x + 16.0, y + 8.5), Align::Left);
        pen.pair("电话：", phone, "", body, (x, y + 19.0));
    }
    pen.field("signed_on", "cnp", body, (180.0, y + 31.0), Align::Right);
    vec![pen.sheet]
}
