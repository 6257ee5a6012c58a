//! Certificates of income (收入证明): a letter of the employer, or a form.

#![expect(clippy::non_ascii_literal, reason = "labels and wordings of the certificates")]

use std::sync::LazyLock;

use super::super::fields::{Content, money, on_forms};
use super::super::flow::Flow;
use super::super::pairs::{Ask, Form, ask, best};
use super::super::shapes::Shape;
use super::super::sheet::Sheet;
use super::letter;

const ASKS: &[Ask] = &[
    ask("name", "姓名|职工姓名|申请人姓名|员工姓名|借款人姓名", Shape::Name),
    ask("sex", "性别", Shape::Sex),
    ask("id_number", "身份证号码|身份证号|证件号码|公民身份号码|身份证件号码|居民身份证号码", Shape::Person),
    ask(
        "employer",
        "单位名称|工作单位|公司名称|单位全称|所在单位|单位(盖章)|单位(公章)|单位盖章|单位公章|用人单位",
        Shape::Long,
    ),
    ask(
        "employer_code",
        "统一社会信用代码|单位信用代码|组织机构代码|社会信用代码|信用代码|机构代码",
        Shape::Unit,
    ),
    ask("position", "职务|岗位|现任职务|职务/岗位|担任职务|任职岗位|职称", Shape::Text),
    ask(
        "since",
        "入职时间|入职日期|调入本单位时间|到本单位时间|到岗时间|入职年月|工作起始时间|进入单位时间|进入本单位时间|来本单位时间|参加本单位工作时间|参加工作时间",
        Shape::Date,
    ),
    ask("phone", "联系电话|单位电话|电话|办公电话|固定电话|单位联系电话", Shape::Phone),
    ask("issued_on", "出具日期|开具日期|日期|证明日期", Shape::Date),
];

const STOPS: &str = "月收入|月均收入|年收入|地址|单位地址|联系人|经办人|学历|婚姻状况|部门|年龄|税后月收入|税前月收入|月平均收入|负责人|邮编|财务负责人|所在部门|工作年限|用工性质|月工资|岗位工资|薪级工资|基本工资|绩效工资|基础性绩效|奖励性绩效|岗位津贴|津贴补贴";

static FORM: LazyLock<Form> = LazyLock::new(|| Form::new(ASKS, STOPS, false));

const MONTHLY: &str = "月应发合计|月应发工资|月实发合计|月平均收入|月均收入|月收入合计|税后月收入|税前月收入|月收入为|月收入|月平均工资|月均工资|月工资收入|月工资|月薪|每月收入|平均每月|每月工资|收入为每月|应发工资合计|工资应发合计|应发合计|应发工资|应发金额";
const YEARLY: &str = "年总收入|年收入合计|税后年收入|税前年收入|年平均收入|年均收入|年收入为|年收入|年薪|近一年收入|年度收入|年工资收入|全年收入|年应发收入|年应发合计|年应发工资|全年应发合计";

/// Reads a certificate.
pub(in crate::forensics::papers) fn read(sheets: &[Sheet<'_>]) -> Content {
    let flow = Flow::of(sheets);
    let mut content = Content::default();
    for field in best(sheets, &on_forms(sheets, &FORM)) {
        content.add(Some(field));
    }
    letter::person(&flow, &mut content);
    money(&flow, MONTHLY, ("monthly_income", "monthly_income_words"), &mut content);
    money(&flow, YEARLY, ("yearly_income", "yearly_income_words"), &mut content);
    letter::position(&flow, &mut content);
    letter::since(&flow, "since", &mut content);
    letter::employer(&flow, &mut content);
    letter::signed(&flow, &mut content);
    content
}
