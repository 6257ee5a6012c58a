//! Contracts of purchase (商品房买卖合同, 存量房买卖合同), in running text with blanks or as a table.

#![expect(clippy::non_ascii_literal, reason = "labels and wordings of the contract forms")]

use std::sync::LazyLock;

use super::super::fields::{Content, money, on_forms, parties, party};
use super::super::flow::Flow;
use super::super::pairs::{Ask, Form, ask, best};
use super::super::shapes::Shape;
use super::super::sheet::Sheet;
use super::super::{Field, fold};
use crate::forensics::logic::normal::amount;

const ASKS: &[Ask] = &[
    ask(
        "contract_number",
        "合同编号|合同备案号|网签编号|网签合同编号|备案编号|合同号|网签号|编号",
        Shape::Text,
    ),
    ask("address", "房屋坐落|商品房坐落|坐落|房屋地址|房屋座落|项目地址|座落|房产坐落", Shape::Long),
    ask("estate", "项目名称|小区名称|楼盘名称|商品房项目名称|小区", Shape::Text),
    ask("district", "所在区|行政区|区县|所属区域|行政区划", Shape::Text),
    ask("usage", "房屋用途|规划用途|用途|房屋规划用途|设计用途", Shape::Text),
    ask(
        "signed_on",
        "签订日期|签约日期|签订时间|合同签订日期|签署日期|签约时间|网签日期|合同签订时间",
        Shape::Date,
    ),
    ask("delivered_on", "交付日期|交房日期|交付时间|交房时间", Shape::Date),
];

const STOPS: &str = "出卖人|买受人|卖方|买方|甲方|乙方|身份证号|证件号码|联系电话|建筑面积|套内建筑面积|总价款|单价|总价|房屋结构|户型|支付时间|支付日期|支付期限|付款时间|付款日期|放款时间|\
楼层|付款方式|首付款|贷款金额|房屋性质|产权证号|不动产权证号|法定代表人|通讯地址|邮政编码|合同总价|成交价格|备案日期|房号|幢号|层数";

static FORM: LazyLock<Form> = LazyLock::new(|| Form::new(ASKS, STOPS, false));

/// Areas and the price of a square metre, in running text and cells alike.
const NUMBERS: &[Ask] = &[
    ask(
        "building_area",
        "房屋建筑面积|预测建筑面积|实测建筑面积|建筑面积共|建筑面积为|建筑面积",
        Shape::Number,
    ),
    ask("inner_area", "套内建筑面积|套内面积|套内建筑面积为", Shape::Number),
    ask("unit_price", "每平方米|单价为|单价|建筑面积单价|每平米|房屋单价|成交单价", Shape::Amount),
];

/// The least a square metre of a house costs, in fen.
pub(in crate::forensics::papers) const LEAST_PRICE: i64 = 30_000;

static AREAS: LazyLock<Form> = LazyLock::new(|| {
    Form::new(
        NUMBERS,
        "公摊建筑面积|公摊面积|分摊建筑面积|分摊的共有建筑面积|共用建筑面积|总建筑面积|地上建筑面积|总价款|总价|建筑面积差异|建筑面积误差",
        false,
    )
});

const SELLERS: &str = "出卖人(甲方)|甲方(出卖人)|甲方(卖方)|卖方(甲方)|出卖方(甲方)|甲方(转让方)|转让方(甲方)|甲方(出卖方)|出卖人|卖方|出卖方|转让方|出让方|甲方";
const BUYERS: &str = "买受人(乙方)|乙方(买受人)|乙方(买方)|买方(乙方)|买受方(乙方)|乙方(受让方)|受让方(乙方)|乙方(买受方)|买受人|买方|买受方|受让方|购房人|乙方";
const OTHERS: &str =
    "共同买受人|共有人|共同购房人|买受人二|共同买方|其他买受人|买受人(二)|乙方共有人|共同共有人";

/// Reads a contract.
pub(in crate::forensics::papers) fn read(sheets: &[Sheet<'_>]) -> Content {
    let flow = Flow::of(sheets);
    let mut content = Content::default();
    people(&flow, &mut content);
    for field in best(sheets, &on_forms(sheets, &FORM)) {
        content.add(Some(field));
    }
    place(&flow, &mut content);
    // What a square metre costs for keeping it up or warm is not what it costs.
    let price = |field: &Field| {
        field.key != "unit_price" || amount(&field.value).is_none_or(|fen| fen >= LEAST_PRICE)
    };
    for field in flow.values(&AREAS, 26).into_iter().filter(price) {
        content.add(Some(field));
    }
    money(
        &flow,
        "房屋总价款|总价款为|房价款总额|总价款|总房价款|房屋总价|总房款|成交总价|房屋转让总价|转让总价款|转让价款|合同总价|合计总金额|购房总价|总房价|成交价格|成交价|总金额|总价|房价款|房款总计",
        ("total", "total_words"),
        &mut content,
    );
    money(
        &flow,
        "首付款金额|首付款|首期房款|首期款|首付房款|首付金额|首付|首期购房款|首期付款",
        ("down_payment", "down_payment_words"),
        &mut content,
    );
    money(
        &flow,
        "贷款金额|申请贷款|余款|剩余房款|剩余款项|剩余价款|公积金贷款|按揭贷款|银行贷款|商业贷款|组合贷款|贷款方式支付|贷款支付",
        ("loan", "loan_words"),
        &mut content,
    );
    days(&flow, &mut content);
    content
}

/// Both sides, their numbers, and who buys with them.
fn people(flow: &Flow<'_, '_>, content: &mut Content) {
    let found = parties(flow, SELLERS, BUYERS);
    if let Some(seller) = party(&found, true) {
        content.add(flow.field("seller", seller.name.clone(), 1.0));
        content.add(seller.units.first().and_then(|range| flow.field("seller_code", range.clone(), 1.0)));
        content
            .add(seller.people.first().and_then(|range| flow.field("seller_id_number", range.clone(), 1.0)));
    }
    let Some(buyer) = party(&found, false) else { return };
    // 张三、李四: two buyers in one blank.
    let text = flow.text.get(buyer.name.clone()).unwrap_or_default();
    let two = text.iter().position(|c| matches!(c, '、' | '/' | '&')).filter(|at| (2..=5).contains(at));
    let (name, second) = match two {
        Some(at) => {
            (buyer.name.start..buyer.name.start + at, Some(buyer.name.start + at + 1..buyer.name.end))
        }
        None => (buyer.name.clone(), None),
    };
    content.add(flow.field("buyer", name, 1.0));
    let mut people = buyer.people.iter().cloned();
    content.add(people.next().and_then(|range| flow.field("buyer_id_number", range, 1.0)));
    let others = parties(flow, "", OTHERS);
    if let Some(other) = party(&others, false) {
        content.add(flow.field("co_buyer", other.name.clone(), 1.0));
        content
            .add(other.people.first().and_then(|range| flow.field("co_buyer_id_number", range.clone(), 1.0)));
    } else {
        content.add(second.and_then(|range| flow.field("co_buyer", range, 1.0)));
        // A second number belongs to a second buyer, whether or not the name was made out.
        content.add(people.next().and_then(|range| flow.field("co_buyer_id_number", range, 1.0)));
    }
}

/// Where the house stands, in running text: 坐落于…, 位于….
fn place(flow: &Flow<'_, '_>, content: &mut Content) {
    if content.has("address") {
        return;
    }
    let mut first = None;
    for hit in flow.hits("房屋坐落于|坐落于|房屋坐落|该商品房位于|房屋位于|坐落在|位于|坐落")
    {
        if let Some(range) = flow.house(hit.end) {
            let text = flow.text.get(range.clone()).unwrap_or_default();
            let place = text.len() >= 6
                && text
                    .iter()
                    .any(|c| matches!(c, '路' | '街' | '号' | '区' | '县' | '道' | '巷' | '栋' | '幢'));
            // The ground the houses stand on is described before the house.
            let house =
                text.iter().any(|c| matches!(c, '室' | '栋' | '幢' | '房' | '层')) && !text.contains(&'块');
            if house {
                content.add(flow.field("address", range, 0.9));
                return;
            }
            if place && first.is_none() {
                first = Some(range);
            }
        }
    }
    content.add(first.and_then(|range| flow.field("address", range, 0.7)));
}

/// Days that stand in the sentence of what happens then.
fn days(flow: &Flow<'_, '_>, content: &mut Content) {
    let mut about = |key: &'static str, words: &str, also: &[char]| {
        if content.has(key) {
            return;
        }
        for hit in flow.hits(words) {
            let (from, end) = (
                flow.sentence_start(hit.start).max(hit.start.saturating_sub(90)),
                flow.sentence_end(hit.end).min(hit.end + 60),
            );
            let sentence = flow.text.get(from..end).unwrap_or_default();
            if !also.is_empty() && !also.iter().any(|c| sentence.contains(c)) {
                continue;
            }
            // The day nearest before the word, else the first behind it.
            let mut before = None;
            let mut at = from;
            while let Some(range) = flow.within(at..hit.start, Shape::Date) {
                at = range.end;
                before = Some(range);
            }
            let found = before.or_else(|| flow.within(hit.end..end, Shape::Date));
            if let Some(range) = found {
                content.add(flow.field(key, range, 0.85));
                return;
            }
        }
    };
    about(
        "delivered_on",
        "交付该商品房|交付该房屋|将该房屋交付|交付给买受人|交付使用|房屋交付|交付商品房|交付房屋|将房屋交付|前交付|交付",
        &['房', '交'],
    );
    about("down_payment_on", "首付款|首期房款|首期款|首付房款|首付", &['付']);
    if !content.has("signed_on") {
        content.add(signed(flow).and_then(|range| flow.field("signed_on", range, 0.85)));
    }
    if !content.has("signed_on") {
        content.add(flow.last_day().and_then(|range| flow.field("signed_on", range, 0.8)));
    }
    blank_number(content);
}

/// 于 2022年9月1日 在 … 签订: the day shortly before the word, in its sentence. What is to happen so many days after the
/// signing has its day behind.
fn signed(flow: &Flow<'_, '_>) -> Option<std::ops::Range<usize>> {
    flow.hits("签订|签署|订立").into_iter().find_map(|hit| {
        let from = flow.sentence_start(hit.start).max(hit.start.saturating_sub(24));
        let day = flow.within(from..hit.start, Shape::Date)?;
        let said = flow.text.get(day.end..hit.start)?;
        let other = [['支', '付'], ['交', '付'], ['日', '前'], ['之', '前']];
        (!other.iter().any(|word| said.windows(2).any(|two| two == word))).then_some(day)
    })
}

/// A number without a digit is the blank of one.
fn blank_number(content: &mut Content) {
    let blank = |field: &Field| {
        field.key == "contract_number" && !fold::folded(&field.value).iter().any(char::is_ascii_digit)
    };
    content.fields.retain(|field| !blank(field));
}
