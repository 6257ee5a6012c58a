//! Contracts by the model texts everybody uses: the ministries' contract of presale, and a typed lease between two.

#![expect(clippy::non_ascii_literal, reason = "what the papers print")]

use super::super::content::Content;
use super::super::flow::Flow;
use super::super::fonts::Role;
use super::super::pen::{Kit, Pen, look};
use super::super::sheet::{Align, Sheet};

const A4: (f32, f32) = (210.0, 297.0);
const LEFT: f32 = 27.0;
const WIDE: f32 = 156.0;

const PARTIES: &str = "出卖人：{seller}
通讯地址：{seller_address}
邮政编码：{seller_post}
统一社会信用代码：{seller_code}
企业资质证书号：　　　/
法定代表人：{legal_person}　　联系电话：{seller_phone}
委托代理人：　　　/　　　　联系电话：　　　/
委托销售经纪机构：　　　/
　
买受人：{buyer}
【国籍】【户籍所在地】：中国
证件类型：【居民身份证】，证号：{buyer_id_number}
出生日期：{buyer_born_on|cn}，性别：{buyer_sex}
通讯地址：{buyer_address}
邮政编码：{buyer_post}　　联系电话：{buyer_phone}
　
共同买受人：{co_buyer}
证件类型：【居民身份证】，证号：{co_buyer_id_number}";

const FLAT: &str = "第一条　项目建设依据
出卖人以【出让】方式取得坐落于{site}地块的建设用地使用权，土地用途为【住宅】。出卖人经批准，在上述地块上建设的商品房项目核准名称为{estate}。
第二条　预售依据
该商品房已由{permit_office}批准预售，预售许可证号为{permit}。
第三条　商品房基本情况
1．该商品房的规划用途为【{usage}】。
2．该商品房所在建筑物的主体结构为钢筋混凝土结构，建筑总层数为{floors}层，其中地上{floors_above}层，地下{floors_below}层。
3．该商品房为第一条规定项目中的第{block}【幢】{unit}单元{floor}层{room}号。房屋竣工后，如房号发生改变，不影响该商品房的特定位置。
4．该商品房的房产测绘机构为{surveyor}，其预测建筑面积共{building_area}平方米，其中套内建筑面积{inner_area}平方米，分摊共有建筑面积{shared_area}平方米。
第四条　抵押情况
与该商品房有关的抵押情况为【未抵押】。
第五条　房屋权利状况承诺
1．出卖人对该商品房享有合法权利；
2．该商品房没有出售给除本合同买受人以外的其他人；
3．该商品房没有司法查封或其他限制转让的情况。";

const PRICE: &str = "第六条　计价方式与价款
出卖人与买受人按照下列第 2 种方式计算该商品房价款：
1．按照套内建筑面积计算，该商品房单价为每平方米　/　（币种）　/　元，总价款为　/　（币种）　/　元（大写　/　元整）。
2．按照建筑面积计算，该商品房单价为每平方米人民币（币种）{unit_price}元，总价款为人民币（币种）{total}元（大写{total_words}）。
3．按照套计算，该商品房总价款为　/　（币种）　/　元（大写　/　元整）。
第七条　付款方式及期限
（一）签订本合同前，买受人已向出卖人支付定金{booked}元（大写{booked_words}），该定金于【交付首付款】时【抵作】商品房价款。
（二）买受人采取下列第 3 种方式付款：
1．一次性付款。　/　
2．分期付款。　/　
3．贷款方式付款：【公积金贷款】。买受人应当于{down_payment_on|cn}前支付首期房价款人民币（币种）{down_payment}元（大写{down_payment_words}），占全部房价款的{down_share}％。余款人民币（币种）{loan}元（大写{loan_words}）向{centre}（贷款机构）申请贷款支付。
（三）出售该商品房的全部房价款应当存入预售资金监管账户，用于本工程建设。
第八条　逾期付款责任
除不可抗力外，买受人未按照约定时间付款的，逾期在30日之内，买受人按日计算向出卖人支付逾期应付款万分之一的违约金；逾期超过30日后，出卖人有权解除合同。";

const DELIVERY: &str = "第九条　商品房交付条件
该商品房交付时应当符合下列第 1、2、3 项所列条件：
1．该商品房已取得建设工程竣工验收备案证明文件；
2．该商品房已取得房屋测绘报告；
3．该商品房为住宅的，出卖人已提供《住宅质量保证书》和《住宅使用说明书》。
第十条　商品房相关设施设备交付条件
（一）基础设施设备
1．供水、排水：交付时供水、排水配套设施齐全，并与城市公共供水、排水管网连接；
2．供电：交付时纳入城市供电网络并正式供电；
3．燃气：交付时完成室内燃气管道的敷设，并与城市燃气管网连接，保证燃气供应。
（二）公共服务及其他配套设施以建设工程规划许可为准。
第十一条　商品房交付时间和手续
（一）出卖人应当在{delivered_on|cn}前向买受人交付该商品房。
（二）该商品房达到第九条、第十条约定的交付条件后，出卖人应当在交付日期届满前10日将查验房屋的时间、办理交付手续的时间地点以及应当携带的证件材料的通知书面送达买受人。
第十二条　逾期交付责任
除不可抗力外，出卖人未按照第十一条约定的时间将该商品房交付买受人的，逾期在90日之内，自第十一条约定的交付期限届满之次日起至实际交付之日止，出卖人按日计算向买受人支付全部房价款万分之一的违约金，合同继续履行。";

const END: &str = "第二十七条　争议解决方式
本合同在履行过程中发生的争议，由双方当事人协商解决，也可通过消费者协会等相关机构调解；或按照下列第 1 种方式解决：
1．依法向房屋所在地人民法院起诉。
2．提交　/　仲裁委员会仲裁。
第二十八条　补充协议
对本合同中未约定或约定不明的内容，双方可根据具体情况签订书面补充协议（补充协议见附件十一）。
第二十九条　合同生效
本合同自双方签字或盖章之日起生效。本合同的解除应当采用书面形式。
本合同及附件共32页，一式陆份，其中出卖人叁份，买受人壹份，房屋登记机构壹份，贷款机构壹份。合同附件与本合同具有同等法律效力。";

/// The pages a lender is given of the contract filed on the net: parties, flat, price, signatures.
pub fn presale_model(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let body = look(Role::Song, 12.0);
    let chapter = look(Role::Bold, 14.0);
    let small = look(Role::Song, 9.0);
    let flow = Flow { body, fill: body, underline: true, left: LEFT, width: WIDE, leading: 8.9, indent: 2.0 };
    let open = |page: &str| {
        let mut pen = Pen::new(kit, content, A4);
        pen.put("合同编号：", small, (146.0, 14.0), Align::Right);
        pen.field("contract_number", "", small, (146.5, 14.0), Align::Left);
        pen.centre(page, small, (105.0, 286.0));
        pen
    };
    let mut one = open("1");
    one.centre("商品房买卖合同（预售）", look(Role::Bold, 20.0), (105.0, 30.0));
    let y = one.flow("出卖人向买受人出售其开发建设的房屋，双方当事人应当在自愿、平等、公平及诚实信用的基础上，根据《中华人民共和国民法典》《中华人民共和国城市房地产管理法》等法律、法规的规定，就商品房买卖相关内容协商达成一致意见，签订本商品房买卖合同。", Flow { underline: false, ..flow }, 45.0);
    one.centre("第一章　合同当事人", chapter, (105.0, y + 4.0));
    one.flow(PARTIES, flow, y + 16.0);
    let mut two = open("2");
    two.centre("第二章　商品房基本状况", chapter, (105.0, 28.0));
    two.flow(FLAT, flow, 40.0);
    let mut three = open("5");
    three.centre("第三章　商品房价款", chapter, (105.0, 28.0));
    three.flow(PRICE, flow, 40.0);
    let mut four = open("7");
    four.centre("第四章　商品房交付条件与交付手续", chapter, (105.0, 28.0));
    four.flow(DELIVERY, flow, 40.0);
    let mut five = open("19");
    let y = five.flow(END, flow, 28.0) + 10.0;
    five.left("出卖人（签字或盖章）：", body, (LEFT, y));
    five.left("买受人（签字或盖章）：", body, (112.0, y));
    five.left("【法定代表人】（签字或盖章）：", body, (LEFT, y + 14.0));
    five.left("【委托代理人】（签字）：", body, (112.0, y + 14.0));
    let ink = look(Role::Kai, 17.0).ink([30, 34, 60]);
    five.field("buyer", "", ink, (159.0, y - 1.0), Align::Left);
    five.field("co_buyer", "", ink, (159.0, y + 7.0), Align::Left);
    let line = |indent| Flow { width: 74.0, indent, ..flow };
    let sides = [(LEFT, y + 32.0), (112.0, y + 32.0)];
    five.flow("签订时间：{signed_on|cn}", Flow { left: sides[0].0, ..line(0.0) }, sides[0].1);
    five.flow("签订地点：{signed_at}", Flow { left: sides[1].0, ..line(0.0) }, sides[1].1);
    five.seal(&mut kit.random, (66.0, y + 4.0), 20.0, false);
    vec![one.sheet, two.sheet, three.sheet, four.sheet, five.sheet]
}

const LEASE: &str = "根据《中华人民共和国民法典》及有关法律、法规的规定，甲、乙双方在平等、自愿、协商一致的基础上，就房屋租赁事宜达成如下协议：
第一条　房屋基本情况
甲方将自有的坐落在{address}的房屋出租给乙方居住使用，建筑面积{area}平方米，户型为{rooms}。
第二条　租赁期限
租赁期共{months}个月，自{from|cnp}起至{to|cnp}止。租赁期满，甲方有权收回该房屋；乙方如要求续租，应在租赁期满前30日通知甲方，经甲方同意后重新签订租赁合同。
第三条　租金、押金及支付方式
1．该房屋月租金为人民币{rent|integer}元（大写：{rent_words}），租赁期内租金总额为人民币{total|integer}元（大写：{total_words}）。
2．租金按季支付，先付后用，每三个月支付一次，每次支付人民币{quarter_rent|integer}元（大写：{quarter_rent_words}），乙方应于上期租金到期前7日内付清下期租金。
3．押金为人民币{deposit|integer}元（大写：{deposit_words}），乙方应于签订本合同时将押金及首期租金共计人民币{first_payment|integer}元支付给甲方。租赁期满，乙方无违约且结清各项费用的，甲方应将押金无息退还乙方。
4．收款账户：户名{lessor}，账号{lessor_account}。
第四条　有关费用
租赁期间，水费、电费、燃气费、网络费由乙方承担；物业管理费由甲方承担。交付时水表读数{water}吨，电表读数{power}度，燃气表读数{gas}立方米。
第五条　房屋的使用和维修
1．甲方应保证房屋及设施处于正常使用状态，自然损坏的由甲方负责维修。
2．乙方应合理使用房屋，未经甲方书面同意不得转租、改变房屋结构或用途。";

const LEASE_END: &str = "第六条　合同的变更与解除
1．经双方协商一致，可以变更或解除本合同。
2．乙方有下列情形之一的，甲方有权解除合同：擅自将房屋转租或转借的；利用房屋进行违法活动的；拖欠租金累计达15日的。
第七条　违约责任
1．任何一方提前解除合同的，应提前30日通知对方，并向对方支付一个月租金作为违约金。
2．乙方逾期支付租金的，每逾期一日，按日租金的5％支付违约金。
第八条　其他约定
1．甲方同意乙方凭本合同办理居住登记及提取住房公积金。
2．本合同未尽事宜，由双方另行议定并签订补充协议；发生争议协商不成的，可向房屋所在地人民法院起诉。
3．本合同一式两份，甲、乙双方各执一份，自双方签字之日起生效。";

/// A lease as it comes from any print shop: filled-in values on lines, names signed by hand.
pub fn lease_typed(content: &Content, kit: &mut Kit) -> Vec<Sheet> {
    let body = look(Role::Song, 12.0);
    let flow = Flow { body, fill: body, underline: true, left: LEFT, width: WIDE, leading: 8.4, indent: 2.0 };
    let small = look(Role::Song, 9.0);
    let mut one = Pen::new(kit, content, A4);
    one.centre("房屋租赁合同", look(Role::Bold, 22.0), (105.0, 27.0));
    let line = Flow { indent: 0.0, ..flow };
    let y = one.flow("出租方（以下简称甲方）：{lessor}　身份证号：{lessor_id_number}\n承租方（以下简称乙方）：{lessee}　身份证号：{lessee_id_number}", line, 43.0);
    one.flow(LEASE, flow, y + 2.0);
    one.centre("第 1 页 共 2 页", small, (105.0, 286.0));
    let mut two = Pen::new(kit, content, A4);
    let y = two.flow(LEASE_END, flow, 28.0) + 14.0;
    let ink = look(Role::Kai, 17.0).ink([28, 32, 70]);
    for (name, keys, x) in [
        ("甲方（签字）：", ["lessor", "lessor_phone"], LEFT),
        ("乙方（签字）：", ["lessee", "lessee_phone"], 112.0),
    ] {
        two.left(name, body, (x, y));
        two.field(keys[0], "", ink, (x + 31.0, y - 1.0), Align::Left);
        two.left("联系电话：", body, (x, y + 13.0));
        two.field(keys[1], "", body, (x + 22.0, y + 13.0), Align::Left);
    }
    two.left("签订日期：", body, (112.0, y + 26.0));
    two.field("signed_on", "cnp", body, (134.0, y + 26.0), Align::Left);
    two.centre("第 2 页 共 2 页", small, (105.0, 286.0));
    vec![one.sheet, two.sheet]
}
