//! Household registers (居民户口簿): the first page and the pages of the members.

#![expect(clippy::non_ascii_literal, reason = "labels as printed in the register")]

use std::sync::LazyLock;

use super::super::fields::{Content, on_forms};
use super::super::pairs::{Ask, Form, ask, best};
use super::super::shapes::Shape;
use super::super::sheet::Sheet;

const ASKS: &[Ask] = &[
    ask("household_number", "户号|户口簿编号", Shape::Text),
    ask("household_kind", "户别|户口性质|户口类别", Shape::Text),
    ask("head", "户主姓名", Shape::Name),
    ask("address", "住址|地址", Shape::Long),
    ask("authority", "户口登记机关|登记机关", Shape::Text),
    ask("issued_on", "签发日期|登记日期|签发", Shape::Date),
    ask("name", "姓名", Shape::Name),
    ask("relation", "户主或与户主关系|与户主关系", Shape::Text),
    ask("sex", "性别", Shape::Sex),
    ask("ethnicity", "民族", Shape::Text),
    ask("born_on", "出生日期", Shape::Date),
    ask("native_place", "籍贯", Shape::Text),
    ask("birthplace", "出生地", Shape::Text),
    ask("id_number", "公民身份证件编号|公民身份号码|公民身份证号码|身份证件编号|身份证号码", Shape::Person),
    ask("occupation", "职业", Shape::Text),
    ask("employer", "服务处所", Shape::Long),
];

const STOPS: &str = "曾用名|宗教信仰|本市(县)其他住址|本市县其他住址|其他住址|身高|血型|文化程度|婚姻状况|兵役状况|何时由何地迁来本市(县)|\
何时由何地迁来|何时由何地迁来本址|承办人签章|承办人|户口专用章|监护人|监护关系|省级公安机关|住址变动登记";

static FORM: LazyLock<Form> = LazyLock::new(|| Form::new(ASKS, STOPS, true));

/// Reads a page of a member, the first page, or both.
pub(in crate::forensics::papers) fn read(sheets: &[Sheet<'_>]) -> Content {
    let mut content = Content::default();
    for field in best(sheets, &on_forms(sheets, &FORM)) {
        content.add(Some(field));
    }
    content
}
